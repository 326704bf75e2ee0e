import type { BookingId } from '../kernel/ids.ts';
import { transact, type Database } from '../platform/db.ts';
import { addJob } from '../platform/jobs.ts';
import { paymentUnderWay } from './store.ts';

/** However often somebody looks at their booking, the provider is asked no more often than so. */
const EVERY_MS = 5_000;

/**
 * Whoever comes back from the checkout, or opens their booking again after closing it, need not wait for a webhook that was lost: a job
 * goes and looks how the payment stands. Does nothing when none is under way.
 */
export async function lookAgain(db: Database, bookingId: BookingId, now: Date): Promise<void> {
  const payment = await paymentUnderWay(db, bookingId);
  if (!payment) return;
  const { providerId, checkedAt } = payment;
  const runAt = new Date(Math.max(now.getTime(), (checkedAt?.getTime() ?? 0) + EVERY_MS));
  await transact(db, (tx) => addJob(tx, 'settle-payment', { providerId }, { key: `look-again:${providerId}`, runAt }));
}
