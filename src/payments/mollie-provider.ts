import { MollieApiError, type MollieClient, type Payment as MolliePayment, type Refund as MollieRefund } from '@mollie/api-client';
import type { RefundId } from '../kernel/ids.ts';
import { decimal, parseDecimal, type Cents } from '../kernel/money.ts';
import { ProviderRefused, type PaymentProvider, type ProviderPayment, type ProviderRefund } from './payment-provider.ts';

/** The client retries a 5xx three times, two seconds apart, and has no time-out of its own. */
const TIMEOUT_MS = 10_000;

/** Mollie as our payment provider. The answers of the API are believed, its webhooks never: they only say when to ask. */
export const mollieProvider = (mollie: MollieClient): PaymentProvider => ({
  async open({ paymentId, amountCents, description, redirectUrl, webhookUrl }) {
    return toPayment(await answer(mollie.payments.create({
      amount: toAmount(amountCents), description, redirectUrl, webhookUrl, metadata: { paymentId }, idempotencyKey: paymentId,
    })));
  },
  async fetch(providerId) {
    const payment = await knownOrUndefined(mollie.payments.get(providerId));
    return payment && toPayment(payment);
  },
  async cancel(providerId) {
    await knownOrUndefined(mollie.payments.cancel(providerId)).catch((thrown: unknown) => {
      if (!(thrown instanceof ProviderRefused)) throw thrown;
    });
  },
  async refund({ refundId, providerId, amountCents, description }) {
    const asked = await refundOf(mollie, providerId, refundId);
    if (asked) return toRefund(asked);
    return toRefund(await answer(mollie.paymentRefunds.create({
      paymentId: providerId, amount: toAmount(amountCents), description, metadata: { refundId }, idempotencyKey: refundId,
    })));
  },
  async fetchRefund(providerId, refundProviderId) {
    const refund = await knownOrUndefined(mollie.paymentRefunds.get(refundProviderId, { paymentId: providerId }));
    return refund && toRefund(refund);
  },
});

const toAmount = (cents: Cents) => ({ currency: 'EUR', value: decimal(cents) });

function toPayment(payment: MolliePayment): ProviderPayment {
  const amountCents = parseDecimal(payment.amount.value);
  if (payment.amount.currency !== 'EUR' || amountCents === undefined) throw new ProviderRefused('the payment is not in euro');
  const checkoutUrl = payment._links.checkout?.href;
  return {
    providerId: payment.id, status: payment.status, amountCents,
    ...(checkoutUrl ? { checkoutUrl } : {}),
    ...(payment.method ? { method: payment.method } : {}),
    ...(payment.expiresAt ? { expiresAt: new Date(payment.expiresAt) } : {}),
    ...(payment.paidAt ? { paidAt: new Date(payment.paidAt) } : {}),
  };
}

/** Mollie remembers an idempotency key for an hour; the refund itself carries our id for good. */
async function refundOf(mollie: MollieClient, providerId: string, refundId: RefundId): Promise<MollieRefund | undefined> {
  const refunds = await answer(mollie.paymentRefunds.page({ paymentId: providerId, limit: 250 }));
  return refunds.find(({ metadata }) => typeof metadata === 'object' && metadata !== null && 'refundId' in metadata && metadata.refundId === refundId);
}

const toRefund = (refund: MollieRefund): ProviderRefund => ({ providerId: refund.id, status: refund.status });

async function knownOrUndefined<Value>(call: Promise<Value>): Promise<Value | undefined> {
  return answer(call).catch((thrown: unknown) => {
    if (thrown instanceof ProviderRefused && thrown.cause instanceof MollieApiError && [404, 410].includes(thrown.cause.statusCode ?? 0)) return undefined;
    throw thrown;
  });
}

/** The answer within the time-out. A 4xx other than 429 becomes `ProviderRefused`. */
async function answer<Value>(call: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Mollie did not answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([call, late]);
  } catch (thrown) {
    const status = thrown instanceof MollieApiError ? thrown.statusCode ?? 0 : 0;
    if (status >= 400 && status < 500 && status !== 429) throw new ProviderRefused((thrown as Error).message, { cause: thrown });
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}
