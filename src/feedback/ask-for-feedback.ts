import { addMinutes } from '../kernel/period.ts';
import { announce, transact, type Database } from '../platform/db.ts';
import { markAsked } from './store.ts';

/** Whoever locked up at one o'clock at night is asked that same morning; what ends at dawn is asked about the next. */
const HOURS_OF_REST = 4;
/** A round that was missed is made up for within these days; later nobody expects the question any more. */
const DAYS_TO_ASK = 7;
const BATCH = 200;

/** Asks, in the morning, the bookers of what has ended since how it was: once per booking. Answers how many. */
export async function askForFeedback(db: Database, now: Date): Promise<number> {
  const ended = { after: addMinutes(now, -DAYS_TO_ASK * 1_440), before: addMinutes(now, -HOURS_OF_REST * 60) };
  for (let asked = 0; ;) {
    const bookings = await transact(db, async (tx) => {
      const marked = await markAsked(tx, ended, now, BATCH);
      for (const bookingId of marked) await announce(tx, { type: 'feedback-wanted', bookingId });
      return marked;
    });
    asked += bookings.length;
    if (bookings.length < BATCH) return asked;
  }
}
