import type { BookingId, PaymentId, RefundId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';

/** Mollie's words, and `opening`: we mean to ask Mollie and have no answer yet. */
export const PAYMENT_STATUSES = ['opening', 'open', 'pending', 'authorized', 'paid', 'canceled', 'expired', 'failed'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export interface Payment {
  id: PaymentId;
  bookingId: BookingId;
  providerId?: string;
  status: PaymentStatus;
  amountCents: Cents;
  /** Given back or on its way back. */
  refundedCents: Cents;
  checkoutUrl?: string;
  expiresAt?: Date;
  paidAt?: Date;
  /** Since when it is for a price that no longer counts. */
  supersededAt?: Date;
  /** What its money did for the booking; absent while that is undecided. */
  outcome?: 'confirmed' | 'refunded';
}

export type RefundReason = 'cancelled' | 'came-too-late' | 'paid-twice' | 'deposit-returned' | 'moved';
export type RefundStatus = 'due' | 'queued' | 'pending' | 'processing' | 'refunded' | 'failed' | 'canceled';

export interface Refund {
  id: RefundId;
  paymentId: PaymentId;
  providerId?: string;
  amountCents: Cents;
  reason: RefundReason;
  status: RefundStatus;
}

/** A payment that can still become paid. */
export const isUndecided = ({ status }: { status: PaymentStatus }): boolean =>
  status === 'opening' || status === 'open' || status === 'pending' || status === 'authorized';

/** What can still be given back. */
export const refundableCents = (payment: Payment): Cents => payment.amountCents - payment.refundedCents;
