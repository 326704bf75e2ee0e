import { randomBytes } from 'node:crypto';

export interface Amount {
  currency: string;
  value: string;
}

export type PaymentStatus = 'open' | 'pending' | 'authorized' | 'paid' | 'canceled' | 'expired' | 'failed';

/** What the caller asked for; already checked by `input.ts`. */
export interface PaymentRequest {
  amount: Amount;
  description: string;
  redirectUrl: string;
  cancelUrl: string | undefined;
  webhookUrl: string | undefined;
  locale: string;
  method: string | null;
  metadata: unknown;
}

export interface Payment extends PaymentRequest {
  id: string;
  status: PaymentStatus;
  createdAt: Date;
  expiresAt: Date;
  /** When the status became what it is. */
  changedAt: Date;
}

/** Where a payment can still go; a status that is not listed is final. Nothing leaves a final status, as at Mollie. */
const NEXT: Partial<Record<PaymentStatus, PaymentStatus[]>> = {
  open: ['pending', 'authorized', 'paid', 'canceled', 'expired', 'failed'],
  pending: ['authorized', 'paid', 'expired', 'failed'],
  authorized: ['paid', 'canceled', 'expired'],
};

export const PAYMENT_STATUSES: PaymentStatus[] = ['open', 'pending', 'authorized', 'paid', 'canceled', 'expired', 'failed'];

/** A Mollie identifier: a prefix and 22 letters and digits. */
export function newMollieId(prefix: 'tr_' | 're_'): string {
  const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  return prefix + Array.from(randomBytes(22), (byte) => letters[byte % letters.length]).join('');
}

export const openPayment = (request: PaymentRequest, now: Date, expireAfterMs: number): Payment => ({
  ...request,
  id: newMollieId('tr_'),
  status: 'open',
  createdAt: now,
  changedAt: now,
  expiresAt: new Date(now.getTime() + expireAfterMs),
});

export const canBecome = (payment: Payment, status: PaymentStatus): boolean => NEXT[payment.status]?.includes(status) ?? false;

export const isFinal = (payment: Payment): boolean => NEXT[payment.status] === undefined;

/** Mollie lets the merchant cancel a payment until the payer has chosen a method, and a bank transfer until the money comes. */
export const isCancelable = (payment: Payment): boolean =>
  payment.status === 'authorized' || (payment.status === 'open' && [null, 'banktransfer'].includes(payment.method));

export const isOverdue = (payment: Payment, now: Date): boolean => canBecome(payment, 'expired') && payment.expiresAt <= now;

/** The changes that Mollie tells the webhook about: every one but the step to pending. */
export const isAnnounced = (status: PaymentStatus): boolean => status !== 'open' && status !== 'pending';

export function centsOf(amount: Amount): number {
  return Number(amount.value.replace('.', ''));
}

export const amountOf = (cents: number, currency: string): Amount => ({
  currency,
  value: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
});
