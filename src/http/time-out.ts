import type { Middleware } from 'koa';
import { Refusal } from '../kernel/refusal.ts';

/** Longer than any statement may take, shorter than any proxy waits; and far below the minute after which an idempotency key is taken over. */
const LONGEST_MS = 25_000;

/** Refuses `busy` when nothing has answered in time. What was begun ends by the time-outs of its own parts. */
export const timeOut = (milliseconds: number = LONGEST_MS): Middleware => async (_ctx, next) => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Refusal('busy')), milliseconds);
  });
  try {
    await Promise.race([next(), late]);
  } finally {
    clearTimeout(timer);
  }
};
