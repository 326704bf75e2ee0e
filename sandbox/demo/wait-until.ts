import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 100;

/** Asks again until the answer is what is waited for. @throws when it is not within so many milliseconds, with the last answer */
export async function waitUntil<Answer>(what: string, withinMs: number, ask: () => Promise<Answer>, isIt: (answer: Answer) => boolean): Promise<Answer> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not come about within ${withinMs / 1000} s; it is ${JSON.stringify(answer).slice(0, 300)}`);
    await pause(EVERY_MS);
  }
}
