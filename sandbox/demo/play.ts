import { getAlternatives } from './chapter-alternatives.ts';
import { approveRequest } from './chapter-approval.ts';
import { bookAndPay } from './chapter-book.ts';
import { cancelAndRefund } from './chapter-cancel.ts';
import { codeIsGone } from './chapter-code-gone.ts';
import { openDoor } from './chapter-door.ts';
import { payTooLate } from './chapter-late.ts';
import type { Setting } from './setting.ts';
import { newStory, type StepResult } from './story.ts';

export interface Outcome {
  readonly ok: boolean;
  readonly steps: readonly StepResult[];
  /** What was not played, with the reason. */
  readonly skipped: readonly string[];
  /** What the door said while the code was on its way. */
  readonly doorStates: readonly string[];
  readonly alternatives: number;
  readonly refundedCents: number;
}

/** Plays the main path from the first search to the code that is gone from the lock. A step that goes wrong ends its chapter only. */
export async function play(setting: Setting, say: (line: string) => void): Promise<Outcome> {
  const story = newStory(say);
  const skipped: string[] = [];
  const skip = (what: string, why: string): void => {
    skipped.push(`${what}: ${why}`);
    say(`\n${what}\n  – skipped: ${why}`);
  };

  const booked = await story.chapter('1. An association books and pays', (tell) => bookAndPay(setting, tell));
  const opened = booked && await story.chapter('2. The door code', (tell) => openDoor(setting, booked, tell));
  if (opened && opened.code === undefined) skip('the keypad', 'no hall with a door code is free within a day, and earlier its digits are not shown');
  const alternatives = booked && await story.chapter('3. Somebody else wants the same hall', (tell) => getAlternatives(setting, booked, tell));
  await story.chapter('4. A manager approves a request', (tell) => approveRequest(setting, tell));
  const refundedCents = await story.chapter('5. A booker cancels and is refunded', (tell) => cancelAndRefund(setting, tell));
  const { databaseUrl } = setting;
  if (databaseUrl === undefined) skip('6. Money that comes too late', 'set DATABASE_URL to the database of this city, so that a hold can be made to lapse');
  else await story.chapter('6. Money that comes too late', (tell) => payTooLate(setting, databaseUrl, tell));
  if (booked && opened) await story.chapter('7. The code of a cancelled booking', (tell) => codeIsGone(setting, booked, opened, tell));

  const { results: steps } = story;
  return {
    ok: steps.every(({ ok }) => ok), steps, skipped, doorStates: opened?.states ?? [], alternatives: alternatives ?? 0, refundedCents: refundedCents ?? 0,
  };
}
