import type { PaymentId, RefundId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';
import type { PaymentStatus, RefundStatus } from './payment.ts';

export interface ProviderPayment {
  providerId: string;
  status: Exclude<PaymentStatus, 'opening'>;
  amountCents: Cents;
  checkoutUrl?: string;
  method?: string;
  expiresAt?: Date;
  paidAt?: Date;
}

export interface ProviderRefund {
  providerId: string;
  status: Exclude<RefundStatus, 'due'>;
}

/** Nothing that trying again would help: the provider has understood and declined. */
export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused';
}

/**
 * Whoever moves the money: a port, because that is not ours. Each call is idempotent by the id that we give, ends within the
 * provider's time-out, and throws `ProviderRefused` where trying again is useless, any other error where it may help.
 */
export interface PaymentProvider {
  open(ask: { paymentId: PaymentId; amountCents: Cents; description: string; redirectUrl: string; webhookUrl: string }): Promise<ProviderPayment>;
  /** The payment as it is now; `undefined` when the provider does not know it. */
  fetch(providerId: string): Promise<ProviderPayment | undefined>;
  /** Stops an open payment. One that can no longer be stopped is left as it is. */
  cancel(providerId: string): Promise<void>;
  refund(ask: { refundId: RefundId; providerId: string; amountCents: Cents; description: string }): Promise<ProviderRefund>;
  fetchRefund(providerId: string, refundProviderId: string): Promise<ProviderRefund | undefined>;
}
