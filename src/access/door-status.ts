import type { AccessKind } from '../catalogue/hall.ts';
import type { BookingId } from '../kernel/ids.ts';
import { addMinutes, type Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { fromMultirange } from '../platform/range.ts';
import { codeState, IN_DANGER, mostPressing, type CodeState } from './code-state.ts';
import { LOCK_CODE, toLockCode, type LockCodeRow } from './code-store.ts';
import { ACCESS_ON_DAY } from './grant-store.ts';
import { currentAnswer, isConfirmed, putOnLockAt, windowAhead, type LockCode } from './lock-code.ts';
import { spareFor, sparesOn } from './spare-store.ts';

/** `none`: there is no code, because the booking is not confirmed or one gets in another way. */
export type DoorState = CodeState | 'none';

export interface DoorOfLock {
  name: Translated;
  state: CodeState;
  /** When it will be sent; only while that is still to come. */
  putOnLockAt?: Date;
  /** Since when the lock confirms it. */
  onLockSince?: Date;
}

/** How one gets into the hall of a booking, and how far the code is on its way to the locks. No digits. */
export interface DoorStatus {
  access: AccessKind;
  /** The state of the lock that needs most attention. */
  state: DoorState;
  /** When the code works. */
  windows: Period[];
  /** From when on the booker may see the digits. */
  shownFrom?: Date;
  locks: DoorOfLock[];
  /** The code is not known to be on a door in time, and a spare one is: whoever asks for the code sees that one too. */
  spare?: true;
}

interface DoorRow {
  access: AccessKind;
  windows: string | null;
  code_shown_hours: number;
}

/** The door of a booking as it is now. Who may see it is for the caller to decide. Refuses `not-found`. */
export async function doorStatus(db: Database | Transaction, bookingId: BookingId, now: Date): Promise<DoorStatus> {
  const { rows: [door] } = await db.raw<{ rows: DoorRow[] }>(
    `SELECT ${ACCESS_ON_DAY} AS access, g.windows, v.code_shown_hours
     FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id LEFT JOIN grants g ON g.booking_id = b.id AND (g.revoked_at IS NULL OR b.status <> 'confirmed')
     WHERE b.id = ?`, [bookingId]);
  if (!door) throw new Refusal('not-found');
  if (door.windows === null) return { access: door.access, state: 'none', windows: [], locks: [] };
  const windows = fromMultirange(door.windows);
  const { locks, endangered } = await locksOf(db, bookingId, now);
  return {
    access: door.access, state: mostPressing(locks.map(({ state }) => state)) ?? 'none', windows, locks,
    shownFrom: addMinutes(windows[0]!.start, -60 * door.code_shown_hours),
    ...(await hasSpare(db, bookingId, endangered, now) ? { spare: true } : {}),
  };
}

async function locksOf(db: Database | Transaction, bookingId: BookingId, now: Date): Promise<{ locks: DoorOfLock[]; endangered: LockCode[] }> {
  const { rows } = await db.raw<{ rows: (LockCodeRow & { name: Translated })[] }>(
    `SELECT ${LOCK_CODE}, l.name FROM grants g JOIN lock_codes c ON c.grant_id = g.id JOIN locks l ON l.id = c.lock_id
     WHERE g.booking_id = ? AND c.taken_off_at IS NULL ORDER BY l.name ->> 'nl', l.id`, [bookingId]);
  const codes = rows.map((row) => ({ code: toLockCode(row), name: row.name }));
  const endangered = codes.map(({ code }) => code).filter((code) => IN_DANGER.has(codeState(code, now)));
  const locks = codes.map(({ code, name }) => {
    const state = codeState(code, now);
    const since = isConfirmed(code) ? currentAnswer(code)?.at : undefined;
    return {
      name, state,
      ...(state === 'scheduled' ? { putOnLockAt: putOnLockAt(code, now) } : {}),
      // A gateway's clock may be a little ahead of ours: nothing was put on a lock in the future.
      ...(since && (state === 'confirmed' || state === 'active') ? { onLockSince: since < now ? since : now } : {}),
    };
  });
  return { locks, endangered };
}

async function hasSpare(db: Database | Transaction, bookingId: BookingId, endangered: readonly LockCode[], now: Date): Promise<boolean> {
  const spares = await sparesOn(db, endangered.map(({ lockId }) => lockId), now);
  return endangered.some((code) => {
    const window = windowAhead(code, now);
    return window !== undefined && spareFor(spares, bookingId, code.lockId, window, now) !== undefined;
  });
}
