import { dueWebhooks, letTimePass, nextMoment, type Bank } from './bank.ts';
import { callWebhook, recordAttempt, type Webhook } from './webhook.ts';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface Clockwork {
  /** To be called after every change: does what is due and sets the alarm for what comes next. */
  wake(): void;
  stop(): Promise<void>;
}

/** Makes time pass for the bank: lapses payments, moves refunds on, calls webhooks and calls them again. */
export function startClockwork(bank: Bank, save: () => Promise<void>): Clockwork {
  const stopping = new AbortController();
  const underway = new Set<Promise<void>>();
  let alarm: NodeJS.Timeout | undefined;

  const wake = (): void => {
    clearTimeout(alarm);
    if (stopping.signal.aborted) return;
    const now = new Date();
    letTimePass(bank, now);
    for (const webhook of dueWebhooks(bank, now)) track(deliver(webhook));
    const next = nextMoment(bank);
    if (next) alarm = setTimeout(wakeAndSave, Math.min(Math.max(next.getTime() - Date.now(), 1), LONGEST_TIMER_MS));
  };

  const wakeAndSave = (): void => {
    wake();
    track(save());
  };

  const deliver = async (webhook: Webhook): Promise<void> => {
    webhook.state = 'sending';
    const outcome = await callWebhook(webhook, bank.settings.webhookTimeoutMs, stopping.signal);
    if (stopping.signal.aborted) return;
    recordAttempt(webhook, { at: new Date(), outcome }, bank.settings.webhookDelaysMs);
    wakeAndSave();
  };

  const track = (work: Promise<void>): void => {
    underway.add(work);
    work.catch((error: unknown) => console.error('simulated Mollie:', error)).finally(() => underway.delete(work));
  };

  wake();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      clearTimeout(alarm);
      await Promise.allSettled(underway);
      await save();
    },
  };
}
