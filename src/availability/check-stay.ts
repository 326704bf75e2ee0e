import type { Hall } from '../catalogue/hall.ts';
import type { BookingId, OrganisationId, PersonId } from '../kernel/ids.ts';
import { addMinutes, minutesOf, type Period } from '../kernel/period.ts';
import type { Violation } from '../kernel/refusal.ts';
import { addDays, daysFrom, localDate, startOfDay } from '../kernel/time.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { openPeriods } from './opening.ts';
import { brokenRules, type Stay } from './rules.ts';
import { countActiveBookings, takenPeriods } from './views.ts';

/**
 * Every rule that a stay in this hall breaks now, with quota for this booker (the organisation, or else the person); empty
 * when it can be had. A booking that is to be moved counts neither as taken nor for the quota. With the hall's spaces locked in `db` the answer holds until the transaction ends.
 */
export async function checkStay(
  db: Database | Transaction, hall: Hall, stay: Stay, { bookerId, moving }: { bookerId?: OrganisationId | PersonId; moving?: BookingId }, now: Date,
): Promise<Violation[]> {
  const { from, until } = daysAround(stay.period);
  const taken = await takenPeriods(db, hall.spaceIds, { start: addMinutes(startOfDay(from), -MOST_SETUP), end: addMinutes(startOfDay(until), MOST_SETUP) }, moving);
  const activeBookings = bookerId && hall.quotaBookings ? await countActiveBookings(db, hall.id, bookerId, now, moving) : 0;
  return brokenRules(hall, stay, { open: openPeriods(hall.schedule, daysFrom(from, until)), taken, activeBookings }, now);
}

/** Setup and teardown are at most twelve hours. */
const MOST_SETUP = 720;
/** No hall lets a stay last longer than 31 days: what comes after need not be looked at to refuse it. */
const MOST_MINUTES = 32 * 1_440;

/** The local days that a stay touches. */
function daysAround(period: Period): { from: string; until: string } {
  const end = minutesOf(period) > MOST_MINUTES ? addMinutes(period.start, MOST_MINUTES) : period.end;
  return { from: localDate(period.start), until: addDays(localDate(addMinutes(end, -1)), 1) };
}
