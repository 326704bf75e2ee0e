import type { BookingId } from '../kernel/ids.ts';
import type { Database } from '../platform/db.ts';
import type { Payment, Refund } from './payment.ts';
import { paymentsOfBooking, refundsOfBooking } from './store.ts';

export interface BookingMoney {
  /** The newest first. */
  payments: Payment[];
  refunds: Refund[];
  paidCents: number;
  refundedCents: number;
}

/** What was paid and given back for a booking. */
export async function moneyOf(db: Database, bookingId: BookingId): Promise<BookingMoney> {
  const [payments, refunds] = await Promise.all([paymentsOfBooking(db, bookingId), refundsOfBooking(db, bookingId)]);
  const paid = payments.filter(({ status }) => status === 'paid');
  return {
    payments,
    refunds,
    paidCents: paid.reduce((total, { amountCents }) => total + amountCents, 0),
    refundedCents: refunds.filter(({ status }) => status === 'refunded').reduce((total, { amountCents }) => total + amountCents, 0),
  };
}
