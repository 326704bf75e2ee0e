import { randomUUID } from 'node:crypto';
import type { Payment } from './payment.ts';

export interface Attempt {
  at: Date;
  /** The HTTP status of the answer, or why there was none. */
  outcome: string;
}

/** One message to the merchant: "look at this payment again". `held` waits for others to be sent in another order. */
export interface Webhook {
  id: string;
  paymentId: string;
  url: string;
  state: 'waiting' | 'sending' | 'held' | 'delivered' | 'gave_up' | 'dropped';
  dueAt: Date;
  attempts: Attempt[];
}

export const newWebhook = (payment: Payment, url: string, dueAt: Date): Webhook => ({
  id: randomUUID(),
  paymentId: payment.id,
  url,
  state: 'waiting',
  dueAt,
  attempts: [],
});

/**
 * Notes how an attempt went and decides what follows: delivered, another attempt, or the end.
 * @param delaysMs the wait before each attempt; as many attempts as it is long
 */
export function recordAttempt(webhook: Webhook, attempt: Attempt, delaysMs: number[]): void {
  webhook.attempts.push(attempt);
  const delay = delaysMs[webhook.attempts.length];
  if (/^2\d\d$/.test(attempt.outcome)) webhook.state = 'delivered';
  else if (delay === undefined) webhook.state = 'gave_up';
  else Object.assign(webhook, { state: 'waiting', dueAt: new Date(attempt.at.getTime() + delay) });
}

/** Calls the webhook as Mollie's classic webhooks do: a form with nothing but the payment's id. Answers the outcome. */
export async function callWebhook(webhook: Webhook, timeoutMs: number, stopped: AbortSignal): Promise<string> {
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Mollie HTTP client/1.0' },
      body: new URLSearchParams({ id: webhook.paymentId }).toString(),
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]),
    });
    await answer.body?.cancel();
    return String(answer.status);
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? `no answer within ${timeoutMs} ms` : 'no connection';
  }
}
