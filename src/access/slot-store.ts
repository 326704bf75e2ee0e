import type { Info } from '../../lock-gateway/protocol.ts';
import type { BookingId, LockId } from '../kernel/ids.ts';
import { addMinutes, type Period } from '../kernel/period.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { fromMultirange } from '../platform/range.ts';
import { AHEAD_MINUTES, leadMinutes } from './door-window.ts';
import { NEXT_START } from './lock-store.ts';
import { planSlots } from './slot-plan.ts';

/** How many codes of ours fit on lock `l`; null while it has not said how many it has. */
const ROOM = "greatest(0, (l.info #>> '{capabilities,slots}')::integer - coalesce((l.reported #>> '{slots,foreign}')::integer, 0))";
const WANTED = "c.act_at IS NOT NULL AND c.desired = 'present' AND upper(c.windows) > :now";

interface WantedRow {
  id: string; lock_id: LockId; room: number; info: Partial<Info>; is_held_back: boolean; next_start: Date;
}

/** Lets the codes whose windows are farthest away give way on locks that are too small, and others come back. The caller has locked the locks. */
export async function fitOnLocks(tx: Transaction, lockIds: readonly LockId[], now: Date): Promise<void> {
  const { rows } = await tx.raw<{ rows: WantedRow[] }>(
    `SELECT c.id, c.lock_id, ${ROOM} AS room, l.info, c.held_back_at IS NOT NULL AS is_held_back, ${NEXT_START} AS next_start
     FROM locks l JOIN lock_codes c ON c.lock_id = l.id AND ${WANTED} AND c.send_at <= :now
     WHERE l.id = ANY(:lockIds::uuid[]) AND l.info -> 'capabilities' IS NOT NULL
       AND (SELECT count(*) > ${ROOM} OR count(held_back_at) > 0 FROM lock_codes WHERE lock_id = l.id AND act_at IS NOT NULL AND desired = 'present' AND send_at <= :now)
     ORDER BY c.lock_id, ${NEXT_START}, c.id`, { now, lockIds: [...lockIds] });
  const near = rows.filter(({ info, next_start: opens }) => leadMinutes(info) >= AHEAD_MINUTES || addMinutes(opens, -leadMinutes(info)) <= now);
  const plans = [...new Set(near.map((row) => row.lock_id))].map((id) => {
    const own = near.filter((row) => row.lock_id === id);
    return planSlots(own.map((row) => ({ id: row.id, isHeldBack: row.is_held_back })), own[0]!.room);
  });
  await holdBack(tx, plans.flatMap(({ hold }) => hold), now, now);
  await holdBack(tx, plans.flatMap(({ release }) => release), null, now);
}

/** A lock that has it, or had it, hears of that under a new revision. */
async function holdBack(tx: Transaction, codeIds: readonly string[], since: Date | null, now: Date): Promise<void> {
  if (codeIds.length === 0) return;
  await tx.raw(
    `UPDATE lock_codes SET held_back_at = :since, rev = CASE WHEN sent_rev IS NULL THEN rev ELSE rev + 1 END, attempts = 0, act_at = :now
     WHERE id = ANY(:codeIds::uuid[])`, { since, now, codeIds: [...codeIds] });
}

/** These locks may have room now, or less than we thought: who found none there is looked at again. Answers whether there is anybody. */
export async function lookForRoom(tx: Transaction, lockIds: readonly LockId[], now: Date): Promise<boolean> {
  if (lockIds.length === 0) return false;
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `UPDATE lock_codes SET act_at = :now WHERE lock_id = ANY(:lockIds::uuid[]) AND act_at > :now AND desired = 'present' AND (held_back_at IS NOT NULL OR error_code = 'no_space')`, { now, lockIds: [...lockIds] });
  return rowCount > 0;
}

/** What is wanted of one lock in the days to come. */
export interface LockDemand {
  lockId: LockId;
  slots: number;
  foreign: number;
  /** Codes that the lock was last heard to have. */
  ours: number;
  codes: { bookingId?: BookingId; windows: Period[]; leadMinutes: number }[];
}

interface DemandRow {
  id: LockId; info: Partial<Info>; slots: number; foreign: number; ours: number; codes: { booking_id: BookingId | null; windows: string }[];
}

/** Counted by the index first: few locks have as many codes to come at all, and those are looked at one by one. */
const CROWDED = `${ROOM} < (SELECT count(*) FROM lock_codes c WHERE c.lock_id = l.id AND c.act_at IS NOT NULL) AND ${ROOM} < (SELECT count(*) FROM lock_codes c WHERE c.lock_id = l.id AND ${WANTED} AND lower(c.windows) < :until)`;

/** Of locks that have said how many codes they hold: these, or all that have fewer places than codes to come. */
export async function lockDemand(db: Database | Transaction, lockIds: readonly LockId[] | 'crowded', within: Period): Promise<LockDemand[]> {
  const { rows } = await db.raw<{ rows: DemandRow[] }>(
    `SELECT l.id, l.info, (l.info #>> '{capabilities,slots}')::integer AS slots, coalesce((l.reported #>> '{slots,foreign}')::integer, 0) AS "foreign", wanted.ours,
       wanted.codes
     FROM locks l CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE c.answer_status IN ('installed', 'unconfirmed'))::integer AS ours,
         coalesce(jsonb_agg(jsonb_build_object('booking_id', g.booking_id, 'windows', c.windows::text)) FILTER (WHERE ${WANTED}), '[]') AS codes
       FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE c.lock_id = l.id AND c.act_at IS NOT NULL AND lower(c.windows) < :until) AS wanted
     WHERE l.info -> 'capabilities' IS NOT NULL AND ${lockIds === 'crowded' ? CROWDED : 'l.id = ANY(:lockIds::uuid[])'} ORDER BY l.id`,
    { now: within.start, until: within.end, ...(lockIds === 'crowded' ? {} : { lockIds: [...lockIds] }) });
  return rows.map(({ id, info, slots, foreign, ours, codes }) => ({
    lockId: id, slots, foreign, ours,
    codes: codes.map(({ booking_id: bookingId, windows }) => ({ windows: fromMultirange(windows), leadMinutes: leadMinutes(info), ...(bookingId ? { bookingId } : {}) })),
  }));
}
