import type { BookingId } from '../kernel/ids.ts';
import { transact, type Database } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { refundBooking } from './refund-booking.ts';

/** Managers have this long after use to say that something is wrong with the hall. */
const DAYS_AFTER_USE = 7;
const BATCH = 200;

/** The latest day, by its last instant, on which the deposit of a stay that ended then is sent back: the night after the managers' days. */
export const depositReturnedBy = (end: Date): Date => new Date(end.getTime() + (DAYS_AFTER_USE + 1) * 86_400_000);

/** Gives back the deposits of bookings that were used and of which nobody complained, however many they are. Answers how many. */
export async function returnDeposits(db: Database, now: Date, log: Log): Promise<number> {
  let given = 0;
  for (let after: Position = { end: new Date(0), id: NOBODY }; ;) {
    const batch = await dueDeposits(db, now, after);
    for (const { id, cents } of batch) {
      await transact(db, (tx) => refundBooking(tx, id, cents, 'deposit-returned', now)).then(
        () => (given += 1), (err: unknown) => log.error({ err, bookingId: id }, 'a deposit could not be given back'));
    }
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return given;
    after = last;
  }
}

interface Position {
  end: Date;
  id: string;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Page by page in order of time: one that fails waits for tomorrow and keeps none behind it waiting. */
async function dueDeposits(db: Database, now: Date, after: Position): Promise<{ id: BookingId; cents: number; end: Date }[]> {
  const { rows } = await db.raw<{ rows: { id: BookingId; cents: number; end: Date }[] }>(`
    SELECT b.id, b.deposit_cents AS cents, upper(b.period) AS "end" FROM bookings b JOIN payments p ON p.booking_id = b.id AND p.outcome = 'confirmed'
     WHERE b.status = 'confirmed' AND b.deposit_cents > 0 AND upper(b.period) < ? AND p.refunded_cents < p.amount_cents
       AND NOT EXISTS (SELECT FROM refunds r WHERE r.payment_id = p.id AND r.reason = 'deposit-returned')
       AND (upper(b.period), b.id) > (?, ?)
     ORDER BY upper(b.period), b.id LIMIT ?`, [new Date(now.getTime() - DAYS_AFTER_USE * 86_400_000), after.end, after.id, BATCH]);
  return rows;
}
