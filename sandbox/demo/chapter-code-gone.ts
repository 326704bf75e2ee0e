import { cancel } from './bookings.ts';
import type { Booked } from './chapter-book.ts';
import { pressEverywhere, type Opened } from './chapter-door.ts';
import { codesGone, setClock } from './locks.ts';
import type { Setting } from './setting.ts';
import type { Tell } from './story.ts';
import { waitUntil } from './wait-until.ts';

const GONE_MS = 30_000;
const MINUTE_MS = 60_000;

/** A booking that is cancelled takes its code from the lock. */
export async function codeIsGone({ urls: { locks: panel } }: Setting, { jan, booking }: Booked, { locks, window, code }: Opened, tell: Tell): Promise<void> {
  await tell('Jan cancels his booking', () => cancel(jan, booking, 'Einde van de demo'));
  await tell('the code disappears from the lock', () =>
    waitUntil('that the code is gone from the lock', GONE_MS, () => codesGone(panel, locks, window), (count) => count === 1));
  if (code === undefined) return;
  try {
    await tell('and opens nothing any more', () => pressEverywhere(panel, locks, Date.parse(window.start) + MINUTE_MS, code, 'stays shut'));
  } finally {
    for (const lock of locks) await setClock(panel, lock, undefined);
  }
}
