import type { BookingId } from '../kernel/ids.ts';
import { transact, type Database } from '../platform/db.ts';
import { refundBooking } from './refund-booking.ts';

/** Managers have this long after use to say that something is wrong with the hall. */
const DAYS_AFTER_USE = 7;
const BATCH = 200;

/** Gives back the deposits of bookings that were used and of which nobody complained, however many they are. Answers how many. */
export async function returnDeposits(db: Database, now: Date): Promise<number> {
  let given = 0;
  for (;;) {
    const batch = await returnSome(db, now);
    given += batch;
    if (batch < BATCH) return given;
  }
}

async function returnSome(db: Database, now: Date): Promise<number> {
  const { rows } = await db.raw<{ rows: { id: BookingId; deposit_cents: number }[] }>(`
    SELECT b.id, b.deposit_cents FROM bookings b JOIN payments p ON p.booking_id = b.id AND p.outcome = 'confirmed'
     WHERE b.status = 'confirmed' AND b.deposit_cents > 0 AND upper(b.period) < ? AND p.refunded_cents < p.amount_cents
       AND NOT EXISTS (SELECT FROM refunds r WHERE r.payment_id = p.id AND r.reason = 'deposit-returned')
     ORDER BY upper(b.period) LIMIT ?`, [new Date(now.getTime() - DAYS_AFTER_USE * 86_400_000), BATCH]);
  for (const { id, deposit_cents: cents } of rows) await transact(db, (tx) => refundBooking(tx, id, cents, 'deposit-returned', now));
  return rows.length;
}
