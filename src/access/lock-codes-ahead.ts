import type { BookingId, LockId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import { addDays, localDate, startOfDay } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { fromMultirange } from '../platform/range.ts';
import { codeState, type CodeState } from './code-state.ts';
import { LOCK_CODE, toLockCode, type LockCodeRow } from './code-store.ts';
import type { GrantPurpose } from './grant-store.ts';
import { putOnLockAt } from './lock-code.ts';

/** How many codes a lock has confirmed, and how many are still to come or in trouble. */
export interface CodeCount {
  confirmed: number;
  pending: number;
  trouble: number;
}

/** Of those whose windows touch today, and the six days after it. */
export interface CodeCounts {
  today: CodeCount;
  ahead: CodeCount;
}

/** A code that a lock has, is to get, or is to lose. */
export interface CodeAhead {
  purpose: GrantPurpose;
  state: CodeState;
  windows: Period[];
  /** When it is sent; only while that is still to come. */
  putOnLockAt?: Date;
  booking?: { id: BookingId; code: string; hall: Translated };
}

const DAYS = 7;
const MOST = 20_000;

const CONFIRMED: ReadonlySet<CodeState> = new Set(['confirmed', 'active']);
const PENDING: ReadonlySet<CodeState> = new Set(['scheduled', 'sending', 'unconfirmed']);
const TROUBLE: ReadonlySet<CodeState> = new Set(['at-risk', 'fallback', 'failed', 'removal-overdue']);

const nothing = (): CodeCount => ({ confirmed: 0, pending: 0, trouble: 0 });

/** For each of these locks how its codes of today and of the days after it stand, in one statement. */
export async function countCodes(db: Database, lockIds: readonly LockId[], now: Date): Promise<Map<LockId, CodeCounts>> {
  const counts = new Map<LockId, CodeCounts>(lockIds.map((id) => [id, { today: nothing(), ahead: nothing() }]));
  const today = localDate(now);
  const [dayEnd, end] = [startOfDay(addDays(today, 1)), startOfDay(addDays(today, DAYS))];
  const { rows } = await db.raw<{ rows: LockCodeRow[] }>(
    `SELECT ${LOCK_CODE} FROM lock_codes c JOIN grants g ON g.id = c.grant_id
     WHERE c.lock_id = ANY(?::uuid[]) AND c.act_at IS NOT NULL AND c.windows && tstzrange(?, ?) LIMIT ${MOST}`, [[...lockIds], startOfDay(today), end]);
  for (const row of rows) {
    const code = toLockCode(row);
    const state = codeState(code, now);
    const ahead = code.windows.find((window) => window.end > now) ?? code.windows.at(-1)!;
    const count = counts.get(row.lock_id)![ahead.start < dayEnd ? 'today' : 'ahead'];
    if (CONFIRMED.has(state)) count.confirmed += 1;
    else if (PENDING.has(state)) count.pending += 1;
    else if (TROUBLE.has(state)) count.trouble += 1;
  }
  return counts;
}

const MOST_OF_ONE = 200;

/** The codes of one lock that are to be there within a week, or to be gone and are not; by when they are needed. */
export async function codesAhead(db: Database, lockId: LockId, now: Date): Promise<CodeAhead[]> {
  const { rows } = await db.raw<{ rows: (LockCodeRow & { purpose: GrantPurpose; booking_id: BookingId | null; booking_code: string; hall: Translated })[] }>(
    `SELECT ${LOCK_CODE}, g.purpose, b.id AS booking_id, b.code AS booking_code, h.name AS hall
     FROM lock_codes c JOIN grants g ON g.id = c.grant_id LEFT JOIN bookings b ON b.id = g.booking_id LEFT JOIN halls h ON h.id = b.hall_id
     WHERE c.lock_id = ? AND c.act_at IS NOT NULL AND lower(c.windows) < ? ORDER BY lower(c.windows), c.id LIMIT ${MOST_OF_ONE}`,
    [lockId, startOfDay(addDays(localDate(now), DAYS))]);
  return rows.map((row) => {
    const code = toLockCode(row);
    const state = codeState(code, now);
    return {
      purpose: row.purpose, state, windows: fromMultirange(row.windows),
      ...(state === 'scheduled' ? { putOnLockAt: putOnLockAt(code, now) } : {}),
      ...(row.booking_id ? { booking: { id: row.booking_id, code: row.booking_code, hall: row.hall } } : {}),
    };
  });
}
