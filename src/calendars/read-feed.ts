import { addMinutes } from '../kernel/period.ts';
import { bookingsCalendar } from '../bookings/calendar.ts';
import { bookingsSince } from '../bookings/views.ts';
import { hashToken } from '../identity/session.ts';
import type { Database } from '../platform/db.ts';
import { MOST_EVENTS, PAST_DAYS } from './feed.ts';
import { readOwner } from './store.ts';

/**
 * What a calendar application gets for a secret: ninety days back and all that is to come, as iCalendar. `undefined` alike for a secret that
 * never was, was revoked, or belongs to somebody who has left the organisation.
 */
export async function readFeed(db: Database, secret: string, { now, origin, names }: { now: Date; origin: string; names: FeedNames }): Promise<string | undefined> {
  const owner = await readOwner(db, hashToken(secret), now);
  if (!owner) return undefined;
  const { personId, organisation, language } = owner;
  const bookings = await bookingsSince(db, organisation ? { organisationId: organisation.id } : { personId }, addMinutes(now, -PAST_DAYS * 1_440), MOST_EVENTS);
  return bookingsCalendar(bookings, { origin, language, name: names(owner) });
}

/** What the calendar is called. */
export type FeedNames = (owner: { organisation?: { name: string }; language: 'nl' | 'en' | 'fr' }) => string;
