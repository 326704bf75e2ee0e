import { dueCents, type Booking } from '../bookings/booking.ts';
import { confirmPaidBooking } from '../bookings/confirm-booking.ts';
import { loadForChange } from '../bookings/load-for-change.ts';
import { announce, transact, type Database, type Transaction } from '../platform/db.ts';
import { isUndecided, type Payment } from './payment.ts';
import type { PaymentProvider, ProviderPayment } from './payment-provider.ts';
import { giveBack } from './refund-booking.ts';
import { sendRefund } from './send-refund.ts';
import { findPayment, lockPayment, refundsOnTheirWay, savePayment, settle } from './store.ts';

/**
 * Brings a payment in line with what the provider says, however often and by whomever asked: a webhook, the poller, a
 * returning browser. Money that came in confirms the booking if its hall can still be had, and goes back otherwise: it is
 * never kept without a booking. An unknown id is ignored.
 */
export async function settlePayment(db: Database, provider: PaymentProvider, providerId: string, now: Date): Promise<void> {
  const payment = await findPayment(db, { provider_id: providerId });
  if (!payment) return;
  if (payment.outcome) return followRefunds(db, provider, payment, now);
  const answer = await provider.fetch(providerId);
  if (!answer) return;
  if (answer.amountCents !== payment.amountCents) throw new Error(`payment ${payment.id}: the provider speaks of another amount`);
  await transact(db, (tx) => apply(tx, payment, answer, now));
}

/** A payment whose effect was decided can still have news: how the money goes back. */
async function followRefunds(db: Database, provider: PaymentProvider, { id }: Payment, now: Date): Promise<void> {
  for (const refundId of await refundsOnTheirWay(db, id)) await sendRefund(db, provider, refundId, now);
}

/** Locks in the order of every writer: spaces, booking, payment; then reads the payment again. */
async function apply(tx: Transaction, { id, bookingId }: Payment, answer: ProviderPayment, now: Date): Promise<void> {
  const { booking } = await loadForChange(tx, bookingId, now);
  const payment = await lockPayment(tx, id);
  if (!payment || payment.outcome) return;
  await savePayment(tx, id, answer, now);
  if (answer.status === 'paid') await settlePaid(tx, payment, booking, now);
  else if (isUndecided(payment) && !isUndecided(answer) && !payment.supersededAt) await announce(tx, { type: 'payment-failed', paymentId: id, bookingId });
}

async function settlePaid(tx: Transaction, payment: Payment, booking: Booking, now: Date): Promise<void> {
  const { id: paymentId, bookingId } = payment;
  const result = fallsShort(payment, booking) ? 'falls-short' : await confirmPaidBooking(tx, bookingId, now);
  if (result === 'confirmed') {
    await settle(tx, paymentId, 'confirmed', now);
    await giveBack(tx, payment, payment.amountCents - dueCents(booking), 'moved', now);
    await announce(tx, { type: 'payment-settled', paymentId, bookingId });
    return;
  }
  await settle(tx, paymentId, 'refunded', now);
  await giveBack(tx, payment, payment.amountCents, payment.supersededAt ? 'moved' : REASONS[result], now);
  await announce(tx, { type: 'payment-came-too-late', paymentId, bookingId });
}

const REASONS = { lost: 'came-too-late', 'already-confirmed': 'paid-twice', 'falls-short': 'moved' } as const;

/** The booking was moved to something dearer while its old price was being paid: half a price confirms nothing. */
const fallsShort = ({ amountCents }: Payment, booking: Booking): boolean =>
  (booking.status === 'held' || booking.status === 'expired') && amountCents < dueCents(booking);
