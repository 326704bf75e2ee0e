import type { Bank } from './bank.ts';
import { isCancelable, isFinal, type Payment } from './payment.ts';
import { balanceOf, type Refund } from './refund.ts';
import { refundsOf } from './state.ts';

type Json = Record<string, unknown>;

const hal = (href: string): Json => ({ href, type: 'application/hal+json' });
const web = (href: string): Json => ({ href, type: 'text/html' });

/** Mollie writes instants as `2026-11-23T10:00:00+00:00`. */
const instant = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, '+00:00');

/** A payment in the words of Mollie's API. @param url the root of this server */
export function presentPayment(bank: Bank, payment: Payment, url: string): Json {
  const self = `${url}/v2/payments/${payment.id}`;
  const refunds = refundsOf(bank.state, payment);
  const balance = balanceOf(payment, refunds);
  const ended = payment.status === 'open' || payment.status === 'pending' ? undefined : `${payment.status}At`;
  return {
    resource: 'payment',
    id: payment.id,
    mode: 'test',
    createdAt: instant(payment.createdAt),
    amount: payment.amount,
    ...(payment.status === 'paid' && { amountRefunded: balance.refunded, amountRemaining: balance.remaining }),
    description: payment.description,
    method: payment.method,
    metadata: payment.metadata,
    status: payment.status,
    isCancelable: isCancelable(payment),
    locale: payment.locale,
    profileId: 'pfl_sandbox',
    sequenceType: 'oneoff',
    redirectUrl: payment.redirectUrl,
    cancelUrl: payment.cancelUrl,
    webhookUrl: payment.webhookUrl,
    ...(!isFinal(payment) && { expiresAt: instant(payment.expiresAt) }),
    ...(ended && { [ended]: instant(payment.changedAt) }),
    _links: {
      self: hal(self),
      ...(payment.status === 'open' && { checkout: web(`${url}/checkout/${payment.id}`) }),
      ...(refunds.length > 0 && { refunds: hal(`${self}/refunds`) }),
      dashboard: web(`${url}/#${payment.id}`),
      documentation: web('https://docs.mollie.com/reference/get-payment'),
    },
  };
}

/** A refund in the words of Mollie's API. */
export function presentRefund(refund: Refund, url: string): Json {
  const payment = `${url}/v2/payments/${refund.paymentId}`;
  return {
    resource: 'refund',
    id: refund.id,
    mode: 'test',
    amount: refund.amount,
    status: refund.status,
    description: refund.description,
    metadata: refund.metadata,
    paymentId: refund.paymentId,
    createdAt: instant(refund.createdAt),
    _links: { self: hal(`${payment}/refunds/${refund.id}`), payment: hal(payment), documentation: web('https://docs.mollie.com/reference/get-refund') },
  };
}

/** One page of a list, newest first. @param url the address of the whole list */
export function presentPage(name: string, items: Json[], url: string, { from, limit }: { from: string | undefined; limit: number }): Json {
  const start = from === undefined ? 0 : items.findIndex((item) => item['id'] === from);
  const shown = start === -1 ? [] : items.slice(start, start + limit);
  const link = (index: number): Json | null => {
    const first = items[Math.max(index, 0)];
    return first ? hal(`${url}?from=${String(first['id'])}&limit=${limit}`) : null;
  };
  return {
    count: shown.length,
    _embedded: { [name]: shown },
    _links: {
      self: hal(`${url}?limit=${limit}`),
      previous: start > 0 ? link(start - limit) : null,
      next: shown.length > 0 ? link(start + limit) : null,
      documentation: web('https://docs.mollie.com/reference/pagination'),
    },
  };
}
