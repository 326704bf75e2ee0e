import { amountOf, centsOf, newMollieId, type Amount, type Payment } from './payment.ts';

export type RefundStatus = 'queued' | 'pending' | 'processing' | 'refunded' | 'failed' | 'canceled';

export interface RefundRequest {
  amount: Amount;
  description: string;
  metadata: unknown;
}

export interface Refund extends RefundRequest {
  id: string;
  paymentId: string;
  status: RefundStatus;
  createdAt: Date;
}

export const queueRefund = (payment: Payment, request: RefundRequest, now: Date): Refund => ({
  ...request,
  id: newMollieId('re_'),
  paymentId: payment.id,
  status: 'queued',
  createdAt: now,
});

/** A refund waits in the queue for the first half of the delay, is pending in the second half, and then is done. */
export function nextStep(refund: Refund, delayMs: number): { status: RefundStatus; at: Date } | undefined {
  const created = refund.createdAt.getTime();
  if (refund.status === 'queued') return { status: 'pending', at: new Date(created + delayMs / 2) };
  if (refund.status === 'pending') return { status: 'refunded', at: new Date(created + delayMs) };
  return undefined;
}

/** Mollie takes a refund back only while the bank has not got it. */
export const isRefundCancelable = (refund: Refund): boolean => refund.status === 'queued' || refund.status === 'pending';

/** What was given back, refunds on their way included, and what can still be. */
export function balanceOf(payment: Payment, refunds: Refund[]): { refunded: Amount; remaining: Amount; refundedCents: number; remainingCents: number } {
  const alive = refunds.filter((refund) => refund.status !== 'failed' && refund.status !== 'canceled');
  const refundedCents = alive.reduce((total, refund) => total + centsOf(refund.amount), 0);
  const remainingCents = centsOf(payment.amount) - refundedCents;
  const { currency } = payment.amount;
  return { refunded: amountOf(refundedCents, currency), remaining: amountOf(remainingCents, currency), refundedCents, remainingCents };
}
