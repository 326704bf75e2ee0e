import type { BookingId, LockId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';

/** The lock says of a code `c` that it has it, by its newest revision. */
const CONFIRMED = "c.desired = 'present' AND c.answer_rev = c.rev AND c.answer_status = 'installed' AND c.evidence IN ('read_back', 'device_ack')";

/**
 * Gives every code that is not known to be as it should be another set of tries, at once or when it is due. One that was sent goes under a new revision, so
 * that a refusal of the old one no longer counts. The caller has locked the locks. Answers how many.
 */
export async function tryAgain(tx: Transaction, of: { bookingId: BookingId } | { lockId: LockId }, now: Date): Promise<number> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `UPDATE lock_codes c SET rev = CASE WHEN c.sent_rev IS NULL THEN c.rev ELSE c.rev + 1 END, attempts = 0, act_at = CASE WHEN c.desired = 'present' THEN greatest(c.send_at, :now) ELSE :now END
     FROM grants g WHERE g.id = c.grant_id AND c.act_at IS NOT NULL AND c.held_back_at IS NULL AND NOT coalesce(${CONFIRMED}, false)
       AND ${'bookingId' in of ? 'g.booking_id = :bookingId' : 'c.lock_id = :lockId'}`, { now, ...of });
  return rowCount;
}
