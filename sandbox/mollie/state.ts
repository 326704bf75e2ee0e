import { readFileSync } from 'node:fs';
import { isFinal, type Payment } from './payment.ts';
import type { Refund } from './refund.ts';
import type { Webhook } from './webhook.ts';

/** The answer that a repeated Idempotency-Key gets again. */
export interface GivenAnswer {
  key: string;
  status: number;
  body: unknown;
  at: Date;
}

/** Everything the simulated Mollie remembers, oldest first. */
export interface State {
  payments: Map<string, Payment>;
  refunds: Map<string, Refund>;
  webhooks: Map<string, Webhook>;
  answers: Map<string, GivenAnswer>;
}

/** How much is remembered; a payment that can still change is never forgotten. */
const KEPT = { payments: 2000, webhooks: 500, answers: 500 };

export const emptyState = (): State => ({ payments: new Map(), refunds: new Map(), webhooks: new Map(), answers: new Map() });

export const refundsOf = (state: State, payment: Payment): Refund[] =>
  [...state.refunds.values()].filter((refund) => refund.paymentId === payment.id);

/** Drops the oldest of what there is too much of. */
export function forgetOldest(state: State): void {
  for (const payment of state.payments.values()) {
    if (state.payments.size <= KEPT.payments) break;
    if (!isFinal(payment)) continue;
    for (const refund of refundsOf(state, payment)) state.refunds.delete(refund.id);
    state.payments.delete(payment.id);
  }
  trim(state.webhooks, KEPT.webhooks);
  trim(state.answers, KEPT.answers);
}

function trim(map: Map<string, unknown>, kept: number): void {
  for (const key of map.keys()) {
    if (map.size <= kept) return;
    map.delete(key);
  }
}

export const serialize = (state: State): string =>
  JSON.stringify(Object.fromEntries(Object.entries(state).map(([name, map]: [string, Map<string, unknown>]) => [name, [...map]])), markDates);

/** Reads what an earlier run left behind. @throws an Error naming the file when it cannot be understood */
export function loadState(file: string): State {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return emptyState();
  }
  try {
    const saved: Record<keyof State, [string, never][]> = JSON.parse(text, reviveDates);
    const state: State = { payments: new Map(saved.payments), refunds: new Map(saved.refunds), webhooks: new Map(saved.webhooks), answers: new Map(saved.answers) };
    for (const webhook of state.webhooks.values()) if (webhook.state === 'sending') webhook.state = 'waiting';
    return state;
  } catch (error) {
    throw new Error(`the simulated Mollie cannot read ${file}; remove it to start empty`, { cause: error });
  }
}

/** Instants are written as `{"$at": …}`, so that a text in a payment's metadata that looks like an instant stays a text. */
function markDates(this: Record<string, unknown>, key: string, value: unknown): unknown {
  return this[key] instanceof Date ? { $at: value } : value;
}

const reviveDates = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && '$at' in value ? new Date(String(value.$at)) : value;
