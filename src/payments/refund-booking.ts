import type { BookingId } from '../kernel/ids.ts';
import { percentOf, type Cents } from '../kernel/money.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { refundableCents, type Payment, type RefundReason } from './payment.ts';
import { insertRefund, lockPayment, paymentsOfBooking } from './store.ts';

/** Records that so much of a payment goes back; a job sends it. The payment's row is locked by the caller. */
export async function giveBack(tx: Transaction, payment: Payment, amountCents: Cents, reason: RefundReason, now: Date): Promise<void> {
  const amount = Math.min(amountCents, refundableCents(payment));
  if (amount <= 0) return;
  const refundId = await insertRefund(tx, payment, amount, reason, now);
  await announce(tx, { type: 'refund-due', refundId });
}

/** A cancelled booking gives back so many percent of the price, and the whole deposit. */
export async function refundCancelled(tx: Transaction, bookingId: BookingId, percent: number, now: Date): Promise<void> {
  const booking = await loadBooking(tx, bookingId);
  await refundBooking(tx, bookingId, percentOf(booking.totalCents, percent) + booking.depositCents, 'cancelled', now);
}

/** Gives back so many cents of what was paid for a booking, the newest payment first and never more than came in. */
export async function refundBooking(tx: Transaction, bookingId: BookingId, cents: Cents, reason: RefundReason, now: Date): Promise<void> {
  let left = cents;
  for (const { id } of await paymentsOfBooking(tx, bookingId)) {
    const payment = await lockPayment(tx, id);
    if (payment?.outcome !== 'confirmed' || left <= 0) continue;
    const part = Math.min(left, refundableCents(payment));
    await giveBack(tx, payment, part, reason, now);
    left -= part;
  }
}
