import { openAlarms, type OpenAlarm } from '../access/alarm-views.ts';
import { managesVenue, seesContact } from '../bookings/policy.ts';
import { bookingsToDecide, type BookingSummary } from '../bookings/views.ts';
import { venueScope } from '../catalogue/venue-scope.ts';
import type { TimePosition } from '../contract/paging.ts';
import { auditLook, auditRead } from '../identity/audit.ts';
import { roleAt, VENUE_READERS, type Actor } from '../kernel/actor.ts';
import type { OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import { dayPeriod } from '../kernel/time.ts';
import { transact, type Database } from '../platform/db.ts';
import { dayOf, type DayAsk, type DayBooking } from './day-views.ts';
import { withoutPerson, type HallOccupancy, type Occupancy } from './occupancy.ts';
import { occupancyOf, type OccupancyAsk } from './views.ts';

/** In what shape names leave us: to look at, or as a file that is kept. */
export type Reading = 'read-occupancy' | 'export-occupancy';

/**
 * The halls of the venues where the actor works and who has them when; a reader sees no names of persons. That somebody read whose bookings these
 * are is logged, in one line for all of them; a page that turns by itself adds one only for somebody new.
 */
export async function readOccupancy(db: Database, actor: Actor, ask: OccupancyAsk, now: Date, action: Reading = 'read-occupancy'): Promise<Occupancy> {
  const occupancy = await occupancyOf(db, venueScope(actor, VENUE_READERS), ask, now);
  const seen = occupancy.halls.flatMap(({ hall: { venue }, entries }) => entries.flatMap((entry) => ('booking' in entry ? [{ ...entry.booking, venue }] : [])));
  await log(db, actor, action, seen, { from: ask.from, until: ask.until, halls: occupancy.halls.length });
  return { ...occupancy, halls: occupancy.halls.map((hall) => asSeenBy(actor, hall)) };
}

function asSeenBy(actor: Actor, hall: HallOccupancy): HallOccupancy {
  if (seesContact(actor, hall.hall.venue)) return hall;
  return { ...hall, entries: hall.entries.map((entry) => ('booking' in entry ? { ...entry, booking: withoutPerson(entry.booking) } : entry)) };
}

export interface Day {
  items: DayBooking[];
  next?: TimePosition;
}

/**
 * The bookings of a day at the venues where the actor works. Telephone numbers are for managers alone, and names and remarks not for readers. The
 * reading is logged in one line.
 */
export async function readDay(db: Database, actor: Actor, ask: DayAsk, now: Date): Promise<Day> {
  const { items, next } = await dayOf(db, venueScope(actor, VENUE_READERS), ask, now);
  await log(db, actor, 'read-day', items, { day: ask.day, found: items.map(({ id }) => id) });
  return { items: items.map((item) => dayAsSeenBy(actor, item)), ...(next ? { next } : {}) };
}

function dayAsSeenBy(actor: Actor, item: DayBooking): DayBooking {
  if (managesVenue(actor, item.venue)) return item;
  const { phone: _phone, ...unreachable } = item;
  if (seesContact(actor, item.venue)) return unreachable;
  const { remarks: _remarks, ...silent } = unreachable;
  return withoutPerson({ ...silent, personName: '' });
}

/** What must be looked at besides the bookings of a day. */
export interface OpenMatters {
  /** Requests that lapse before the day is over, for whoever decides. */
  requests: BookingSummary[];
  /** Doors with which something is wrong now. */
  alarms: OpenAlarm[];
}

/** What asks for somebody at the venues where the actor works. The requests tell whose they are: reading them is logged. */
export async function readOpenMatters(db: Database, actor: Actor, ask: Pick<DayAsk, 'day' | 'venue'>): Promise<OpenMatters> {
  const { start, end } = dayPeriod(ask.day);
  const [waiting, alarms] = await Promise.all([bookingsToDecide(db, actor), openAlarms(db, venueScope(actor, VENUE_READERS), ask.venue)]);
  const requests = waiting.filter(({ heldUntil, venue }) => heldUntil && heldUntil > start && heldUntil <= end && (ask.venue ?? venue.slug) === venue.slug);
  await log(db, actor, 'read-requests', requests, { found: requests.map(({ id }) => id) });
  return { requests, alarms };
}

interface Seen {
  personId: PersonId;
  venue: { id: VenueId; organisationId: OrganisationId };
}

async function log(db: Database, actor: Actor, action: string, seen: readonly Seen[], details: Readonly<Record<string, unknown>>): Promise<void> {
  const [first] = seen;
  if (!first) return;
  const write = action === 'export-occupancy' ? auditRead : auditLook;
  const persons = seen.map(({ personId }) => personId);
  await transact(db, (tx) => write(tx, { actor, as: roleAt(actor, VENUE_READERS, first.venue), action, subjectKind: 'booking', persons, details }));
}
