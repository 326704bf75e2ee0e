import type { Database } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { sendRefund } from './send-refund.ts';
import { settlePayment } from './settle-payment.ts';
import { closeAbandoned, takePaymentsToPoll, takeRefundsToPoll } from './store.ts';

const BATCH = 50;

/**
 * Looks after payments and refunds of which no webhook came: Mollie sends none for `open` and `pending`, and any can be lost.
 * One that fails is left for the next round and does not keep the others waiting.
 */
export async function pollPayments(db: Database, provider: PaymentProvider, now: Date, log: Log): Promise<void> {
  await closeAbandoned(db, now);
  for (const { providerId } of await takePaymentsToPoll(db, now, BATCH)) {
    await settlePayment(db, provider, providerId, now).catch((err: unknown) => log.warn({ err, providerId }, 'a payment could not be polled'));
  }
  for (const refundId of await takeRefundsToPoll(db, now, BATCH)) {
    await sendRefund(db, provider, refundId, now).catch((err: unknown) => log.warn({ err, refundId }, 'a refund could not be polled'));
  }
}
