import { newId, type BookingId, type PaymentId, type RefundId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { Payment, PaymentStatus, Refund, RefundReason, RefundStatus } from './payment.ts';
import type { ProviderPayment } from './payment-provider.ts';

interface PaymentRow {
  id: string; booking_id: string; provider_id: string | null; status: PaymentStatus; amount_cents: number; refunded_cents: number;
  method: string | null; checkout_url: string | null; expires_at: Date | null; paid_at: Date | null; settled_at: Date | null;
  outcome: 'confirmed' | 'refunded' | null; version: number; created_at: Date; checked_at: Date | null;
  superseded_at: Date | null;
}

interface RefundRow {
  id: string; payment_id: string; provider_id: string | null; amount_cents: number; reason: RefundReason; status: RefundStatus;
  created_at: Date; changed_at: Date;
}

type Handle = Database | Transaction;

export async function findPayment(db: Handle, by: { id: PaymentId } | { provider_id: string }): Promise<Payment | undefined> {
  const row = await db<PaymentRow>('payments').where(by).first();
  return row && toPayment(row);
}

/** The payment as it is now, locked. Spaces and bookings are to be locked before it. */
export async function lockPayment(tx: Transaction, id: PaymentId): Promise<Payment | undefined> {
  const row = await tx<PaymentRow>('payments').where({ id }).forUpdate().first();
  return row && toPayment(row);
}

/** All payments of a booking, the newest first. */
export async function paymentsOfBooking(db: Handle, bookingId: BookingId): Promise<Payment[]> {
  const rows = await db<PaymentRow>('payments').where({ booking_id: bookingId }).orderBy('id', 'desc').limit(50);
  return rows.map(toPayment);
}

/** The payment that is open for this booking, or a new one: of two that ask at once both get the same. */
export async function openPayment(tx: Transaction, bookingId: BookingId, amountCents: Cents, now: Date): Promise<Payment> {
  const fresh = { id: newId<'payment'>(now), booking_id: bookingId, status: 'opening' as const, amount_cents: amountCents, created_at: now };
  await tx.raw(`${tx<PaymentRow>('payments').insert(fresh).toQuery()} ON CONFLICT DO NOTHING`);
  const row = await tx<PaymentRow>('payments').where({ booking_id: bookingId }).whereIn('status', ['opening', 'open']).whereNull('superseded_at').first();
  if (!row) throw new Error('a payment that was just opened is gone');
  return toPayment(row);
}

/** Keeps the checkout that the provider opened, unless it is known already: by now its payment may have been made, or its price have changed. */
export async function saveOpened(tx: Transaction, id: PaymentId, answer: ProviderPayment, now: Date): Promise<'opened' | 'known' | 'superseded'> {
  const known = await lockPayment(tx, id);
  if (!known || known.providerId) return 'known';
  await savePayment(tx, id, answer, now);
  return known.supersededAt ? 'superseded' : 'opened';
}

/** What may still be paid for a booking, locked in id order. */
export async function undecidedPayments(tx: Transaction, bookingId: BookingId): Promise<Payment[]> {
  const rows = await tx<PaymentRow>('payments').where({ booking_id: bookingId }).whereIn('status', ['opening', 'open', 'pending', 'authorized'])
    .whereNull('superseded_at').orderBy('id').forUpdate();
  return rows.map(toPayment);
}

export async function markSuperseded(tx: Transaction, ids: readonly PaymentId[], now: Date): Promise<void> {
  await tx<PaymentRow>('payments').whereIn('id', [...ids]).update({ superseded_at: now });
}

/** Keeps what the provider answered. */
export async function savePayment(tx: Handle, id: PaymentId, answer: ProviderPayment, now: Date): Promise<void> {
  await tx<PaymentRow>('payments').where({ id }).update({
    provider_id: answer.providerId, status: answer.status, method: answer.method ?? null, checkout_url: answer.checkoutUrl ?? null,
    expires_at: answer.expiresAt ?? null, paid_at: answer.paidAt ?? null, checked_at: now, version: tx.raw('version + 1'),
  });
}

/** Decides, once, what the money did. */
export async function settle(tx: Transaction, id: PaymentId, outcome: 'confirmed' | 'refunded', now: Date): Promise<void> {
  await tx<PaymentRow>('payments').where({ id }).update({ outcome, settled_at: now });
}

/**
 * Takes the payments that can still change and were not looked at for a minute, the longest ago first. Each counts as looked at from now
 * on, whatever comes of it: those that always fail do not keep the others waiting, nor do two rounds take the same.
 */
export async function takePaymentsToPoll(db: Database, now: Date, limit: number): Promise<{ id: PaymentId; providerId: string }[]> {
  const waiting = db<PaymentRow>('payments').whereNotNull('provider_id').whereIn('status', ['open', 'pending', 'authorized'])
    .andWhere((either) => void either.whereNull('checked_at').orWhere('checked_at', '<', new Date(now.getTime() - 55_000)))
    .orderByRaw('checked_at NULLS FIRST').limit(limit).forUpdate().skipLocked().select('id');
  const rows = await db<PaymentRow>('payments').whereIn('id', waiting).update({ checked_at: now }).returning(['id', 'provider_id']);
  return rows.map((row) => ({ id: row.id as PaymentId, providerId: row.provider_id! }));
}

/** The newest payment of a booking that can still become paid and that the provider knows. */
export async function paymentUnderWay(db: Handle, bookingId: BookingId): Promise<{ providerId: string; checkedAt: Date | null } | undefined> {
  const row = await db<PaymentRow>('payments').where({ booking_id: bookingId }).whereNotNull('provider_id').whereIn('status', ['open', 'pending', 'authorized'])
    .orderBy('created_at', 'desc').first('provider_id', 'checked_at');
  return row && { providerId: row.provider_id!, checkedAt: row.checked_at };
}

/** Payments that we meant to open and that nobody ever got to see: their checkout can no longer be reached. */
export async function closeAbandoned(db: Database, now: Date): Promise<void> {
  await db<PaymentRow>('payments').where({ status: 'opening' }).where('created_at', '<', new Date(now.getTime() - 3_600_000))
    .update({ status: 'expired', checked_at: now });
}

/** Records that so much of a payment goes back. The payment's row is locked by the caller. */
export async function insertRefund(tx: Transaction, payment: Payment, amountCents: Cents, reason: RefundReason, now: Date): Promise<RefundId> {
  const id = newId<'refund'>(now);
  await tx<RefundRow>('refunds').insert({ id, payment_id: payment.id, amount_cents: amountCents, reason, status: 'due', created_at: now, changed_at: now });
  await tx<PaymentRow>('payments').where({ id: payment.id }).increment('refunded_cents', amountCents);
  return id;
}

export async function findRefund(db: Handle, id: RefundId): Promise<Refund | undefined> {
  const row = await db<RefundRow>('refunds').where({ id }).first();
  return row && toRefund(row);
}

export async function lockRefund(tx: Transaction, id: RefundId): Promise<Refund | undefined> {
  const row = await tx<RefundRow>('refunds').where({ id }).forUpdate().first();
  return row && toRefund(row);
}

export async function refundsOfBooking(db: Handle, bookingId: BookingId): Promise<Refund[]> {
  const rows = await db<RefundRow>('refunds').whereIn('payment_id', db<PaymentRow>('payments').where({ booking_id: bookingId }).select('id'))
    .orderBy('id', 'desc').limit(50);
  return rows.map(toRefund);
}

export async function saveRefund(tx: Handle, id: RefundId, change: { status: RefundStatus; providerId?: string }, now: Date): Promise<void> {
  await tx<RefundRow>('refunds').where({ id }).update({
    status: change.status, changed_at: now, ...(change.providerId ? { provider_id: change.providerId } : {}),
  });
}

/** By then the job that sends a refund has had several tries: one that is still only due has lost its job. */
const FORGOTTEN_MS = 15 * 60_000;

/**
 * Takes the refunds that are not done yet, the longest ago first; they go to the end of the line at once. Those that the
 * provider was never asked for are among them once their own job must have given up.
 */
export async function takeRefundsToPoll(db: Database, now: Date, limit: number): Promise<RefundId[]> {
  const waiting = db<RefundRow>('refunds')
    .where((either) => void either.whereIn('status', ['queued', 'pending', 'processing'])
      .orWhere((due) => void due.where('status', 'due').where('changed_at', '<', new Date(now.getTime() - FORGOTTEN_MS))))
    .orderBy('changed_at').limit(limit).forUpdate().skipLocked().select('id');
  const rows = await db<RefundRow>('refunds').whereIn('id', waiting).update({ changed_at: now }).returning('id');
  return rows.map(({ id }) => id as RefundId);
}

export async function refundsOnTheirWay(db: Database, paymentId: PaymentId): Promise<RefundId[]> {
  const rows = await db<RefundRow>('refunds').where('payment_id', paymentId).whereIn('status', ['queued', 'pending', 'processing']).select('id');
  return rows.map(({ id }) => id as RefundId);
}

const toPayment = (row: PaymentRow): Payment => ({
  id: row.id as PaymentId, bookingId: row.booking_id as BookingId, status: row.status, amountCents: row.amount_cents,
  refundedCents: row.refunded_cents,
  ...(row.provider_id === null ? {} : { providerId: row.provider_id }),
  ...(row.checkout_url === null ? {} : { checkoutUrl: row.checkout_url }),
  ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
  ...(row.paid_at === null ? {} : { paidAt: row.paid_at }),
  ...(row.superseded_at === null ? {} : { supersededAt: row.superseded_at }),
  ...(row.outcome === null ? {} : { outcome: row.outcome }),
});

const toRefund = (row: RefundRow): Refund => ({
  id: row.id as RefundId, paymentId: row.payment_id as PaymentId, amountCents: row.amount_cents, reason: row.reason, status: row.status,
  ...(row.provider_id === null ? {} : { providerId: row.provider_id }),
});
