import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 15;

/** Asks again and again until there is an answer; undefined when there was none within `timeoutMs`. */
export async function poll<Answer>(timeoutMs: number, ask: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || Date.now() >= deadline) return answer;
    await pause(EVERY_MS);
  }
}
