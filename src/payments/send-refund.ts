import type { RefundId } from '../kernel/ids.ts';
import { announce, transact, type Database } from '../platform/db.ts';
import type { Refund, RefundStatus } from './payment.ts';
import { ProviderRefused, type PaymentProvider, type ProviderRefund } from './payment-provider.ts';
import { findPayment, findRefund, lockRefund, saveRefund } from './store.ts';

/**
 * Asks the provider to give the money back, or, when it was asked before, how far it is. Asking twice is harmless, however
 * much later: the provider knows the refund by our id. What the provider declines for good ends as `failed`, which people see.
 */
export async function sendRefund(db: Database, provider: PaymentProvider, id: RefundId, now: Date): Promise<void> {
  const refund = await findRefund(db, id);
  const payment = refund && await findPayment(db, { id: refund.paymentId });
  if (!refund || !payment?.providerId || isDone(refund.status)) return;
  await record(db, refund, await ask(provider, refund, payment.providerId), now);
}

async function ask(provider: PaymentProvider, refund: Refund, providerId: string): Promise<ProviderRefund | undefined> {
  if (refund.providerId) return provider.fetchRefund(providerId, refund.providerId);
  try {
    return await provider.refund({ refundId: refund.id, providerId, amountCents: refund.amountCents, description: `Terugbetaling ${refund.id}` });
  } catch (thrown) {
    if (thrown instanceof ProviderRefused) return undefined;
    throw thrown;
  }
}

async function record(db: Database, { id }: Refund, answer: ProviderRefund | undefined, now: Date): Promise<void> {
  const status = answer?.status ?? 'failed';
  await transact(db, async (tx) => {
    const before = await lockRefund(tx, id);
    if (!before || isDone(before.status)) return;
    await saveRefund(tx, id, { status, ...(answer ? { providerId: answer.providerId } : {}) }, now);
    if (status === 'refunded') await announce(tx, { type: 'refund-settled', refundId: id });
    if (status === 'failed' || status === 'canceled') await announce(tx, { type: 'refund-failed', refundId: id });
  });
}

const isDone = (status: RefundStatus): boolean => status === 'refunded' || status === 'failed' || status === 'canceled';
