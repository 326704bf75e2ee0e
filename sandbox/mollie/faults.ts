import { fieldsOf } from './input.ts';
import { invalid } from './problem.ts';

/** What goes wrong on purpose. Every fault is off at 0; those that count go down to 0 by themselves. */
export interface Faults {
  /** Every answer of the API comes this much later; the work is done before the wait. */
  slowMs: number;
  /** So many calls of the API are answered 503 and not carried out. */
  unavailableCalls: number;
  /** The Retry-After of those 503s, in seconds; Mollie's client waits 2 s without it. */
  retryAfterSeconds: number | undefined;
  /** So many webhooks are never sent. */
  dropWebhooks: number;
  /** Every webhook is sent this many times more. */
  duplicateWebhooks: number;
  /** Every webhook is sent this much later. */
  delayWebhooksMs: number;
  /** So many webhooks are held back and then sent, the newest first. */
  reorderWebhooks: number;
}

export const noFaults = (): Faults => ({
  slowMs: 0,
  unavailableCalls: 0,
  retryAfterSeconds: undefined,
  dropWebhooks: 0,
  duplicateWebhooks: 0,
  delayWebhooksMs: 0,
  reorderWebhooks: 0,
});

/** A whole new set of faults; a fault that is not named is off, so `{}` ends them all. @throws 422 naming the field */
export function parseFaults(body: unknown): Faults {
  const faults = noFaults();
  for (const [name, value] of Object.entries(fieldsOf(body))) {
    if (!(name in faults)) throw invalid(name, `There is no fault called ${name}; there are ${Object.keys(faults).join(', ')}`);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 600_000) throw invalid(name, `${name} must be a whole number from 0 to 600000`);
    Object.assign(faults, { [name]: value });
  }
  return faults;
}
