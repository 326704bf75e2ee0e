import type { BookingStatus } from '../bookings/booking.ts';
import type { Cents } from '../kernel/money.ts';

/**
 * Where the money of a booking stands: `free` nothing is to be paid · `after-approval` once a manager has approved · `to-pay` until the hold
 * lapses · `paid` · `part-paid` less came in than is due · `no-payment` firm, and nothing was paid online · `refund-due` something is to go
 * back and has not yet.
 */
export const PAYMENT_STATES = ['free', 'after-approval', 'to-pay', 'paid', 'part-paid', 'no-payment', 'refund-due'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export interface MoneyFacts {
  status: BookingStatus;
  totalCents: Cents;
  depositCents: Cents;
  /** What came in, whether or not part of it went back. */
  paidCents: Cents;
  /** What was given back or is to go back. */
  refundedCents: Cents;
  /** Of that: what has not arrived yet, also when the provider declined it. */
  refundDueCents: Cents;
}

export function paymentStateOf({ status, totalCents, depositCents, paidCents, refundedCents, refundDueCents }: MoneyFacts): PaymentState {
  if (refundDueCents > 0) return 'refund-due';
  if (totalCents + depositCents === 0) return 'free';
  if (status === 'requested') return 'after-approval';
  if (status === 'held') return 'to-pay';
  if (paidCents === 0) return 'no-payment';
  // A deposit that went back after the stay leaves the price paid.
  return paidCents - refundedCents >= totalCents ? 'paid' : 'part-paid';
}
