import { doorStates } from '../access/door-states.ts';
import { openPeriods } from '../availability/opening.ts';
import type { HallType, Schedule } from '../catalogue/hall.ts';
import { IN_SCOPE, type VenueScope } from '../catalogue/venue-scope.ts';
import type { HallId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import { daysFrom, type LocalDate } from '../kernel/time.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { fromMultirange } from '../platform/range.ts';
import { BOOKING, MONEY, toBooking, type BookingFound } from './booking-facts.ts';
import { figuresOf, totalOf, type Entry, type HallBooking, type HallOccupancy, type Occupancy, type OccupiedHall } from './occupancy.ts';

export interface OccupancyAsk {
  from: LocalDate;
  /** The day after the last one. */
  until: LocalDate;
  /** The slug of a venue; absent: all that the scope covers. */
  venue?: string;
  type?: HallType;
  /** At most so many halls, behind the hall with the slug `after`. */
  limit: number;
  after?: string;
}

/**
 * Who has which hall when, with closed hours and figures, in the order of venues and halls. Two statements however many halls
 * there are: one over live claims, one for the codes of their doors. A hall that is no longer let shows as long as something holds it.
 */
export async function occupancyOf(db: Database | Transaction, scope: VenueScope, ask: OccupancyAsk, now: Date): Promise<Occupancy> {
  const days = daysFrom(ask.from, ask.until);
  const { rows: [found] } = await db.raw<{ rows: [Found] }>(OCCUPANCY, {
    ...scope, days, venue: ask.venue ?? null, type: ask.type ?? null, after: ask.after ?? null, limit: ask.limit + 1,
  });
  const bookings = await bookingsOf(db, found.bookings, now);
  const entriesOf = entriesByHall(found, bookings);
  const openOf = openBySchedule(found.schedules, days);
  const halls = found.halls.slice(0, ask.limit).map(({ scheduleId, ...hall }): HallOccupancy => {
    const [open, entries] = [openOf.get(scheduleId) ?? [], entriesOf.get(hall.id) ?? []];
    return { hall, open, entries, figures: figuresOf(open, entries) };
  });
  const last = halls.at(-1);
  return {
    from: ask.from, until: ask.until, halls, total: totalOf(halls.map(({ figures }) => figures)),
    ...(found.halls.length > ask.limit && last ? { next: last.hall.slug } : {}),
  };
}

interface Found {
  halls: (OccupiedHall & { scheduleId: string })[];
  schedules: Schedule[];
  bookings: BookingFound[];
  closures: { id: string; reason: Translated }[];
  taken: { hall: HallId; kind: 'booking' | 'closure' | 'partner'; holder: string; periods: string }[];
}

const BY_NAME = `v.name ->> 'nl', v.slug, h.name ->> 'nl', h.slug`;

const OCCUPANCY = `
WITH shown AS MATERIALIZED (
  SELECT h.id, h.slug, h.name, h.type, h.schedule_id, v.id AS venue_id, v.organisation_id, v.slug AS venue_slug, v.name AS venue_name,
    row_number() OVER (ORDER BY ${BY_NAME}) AS place
  FROM halls h JOIN venues v ON v.id = h.venue_id
  WHERE ${IN_SCOPE} AND (CAST(:venue AS text) IS NULL OR v.slug = :venue) AND (CAST(:type AS text) IS NULL OR h.type = :type)
    AND (h.bookable OR EXISTS (SELECT FROM hall_spaces JOIN claims USING (space_id) WHERE hall_id = h.id AND day = ANY(CAST(:days AS date[]))))
    AND (CAST(:after AS text) IS NULL OR (${BY_NAME}) > (SELECT ${BY_NAME} FROM halls h JOIN venues v ON v.id = h.venue_id WHERE h.slug = :after))
  ORDER BY ${BY_NAME} LIMIT :limit
), taken AS MATERIALIZED (
  SELECT hs.hall_id, c.holder_kind, c.holder_id, range_agg(c.period) AS periods
  FROM shown JOIN hall_spaces hs ON hs.hall_id = shown.id JOIN claims c ON c.space_id = hs.space_id AND c.day = ANY(CAST(:days AS date[]))
  WHERE c.held_until IS NULL OR c.held_until > clock_timestamp()
  GROUP BY 1, 2, 3
)
SELECT
  (SELECT coalesce(json_agg(json_build_object('id', id, 'slug', slug, 'name', name, 'type', type, 'scheduleId', schedule_id,
      'venue', json_build_object('id', venue_id, 'organisationId', organisation_id, 'slug', venue_slug, 'name', venue_name)) ORDER BY place), '[]')
    FROM shown) AS halls,
  (SELECT coalesce(json_agg(json_build_object('id', s.id, 'openOnHolidays', s.open_on_holidays,
      'weekly', (SELECT coalesce(json_agg(json_build_object('weekday', weekday, 'opens', opens, 'closes', closes) ORDER BY weekday, opens), '[]')
        FROM opening_hours WHERE schedule_id = s.id),
      'exceptions', (SELECT coalesce(json_agg(json_strip_nulls(json_build_object('day', day, 'opens', opens, 'closes', closes)) ORDER BY day), '[]')
        FROM opening_exceptions WHERE schedule_id = s.id AND day = ANY(CAST(:days AS date[]))))), '[]')
    FROM schedules s WHERE s.id IN (SELECT schedule_id FROM shown)) AS schedules,
  (SELECT coalesce(jsonb_agg(jsonb_build_object(${BOOKING})), '[]')
    FROM (SELECT DISTINCT holder_id FROM taken WHERE holder_kind = 'booking') holder JOIN bookings b ON b.id = holder.holder_id JOIN halls h ON h.id = b.hall_id
    JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id LEFT JOIN ${MONEY}) AS bookings,
  (SELECT coalesce(json_agg(json_build_object('id', id, 'reason', reason)), '[]')
    FROM closures WHERE id IN (SELECT holder_id FROM taken WHERE holder_kind = 'closure')) AS closures,
  (SELECT coalesce(json_agg(json_build_object('hall', hall_id, 'kind', holder_kind, 'holder', holder_id, 'periods', periods::text) ORDER BY lower(periods), holder_id), '[]')
    FROM taken) AS taken`;

async function bookingsOf(db: Database | Transaction, found: readonly BookingFound[], now: Date): Promise<Map<string, HallBooking>> {
  const doors = await doorStates(db, found.filter(({ access }) => access === 'door-code').map(({ id }) => id), now);
  return new Map(found.map((row) => [row.id, toBooking(row, doors)]));
}

function entriesByHall({ taken, closures }: Found, bookings: ReadonlyMap<string, HallBooking>): Map<HallId, Entry[]> {
  const reasons = new Map(closures.map(({ id, reason }) => [id, reason]));
  const found = new Map<HallId, Entry[]>();
  for (const { hall, kind, holder, periods } of taken) {
    const entry = entryOf(kind, fromMultirange(periods), hall, bookings.get(holder), reasons.get(holder));
    found.set(hall, [...(found.get(hall) ?? []), entry]);
  }
  return found;
}

function entryOf(kind: Found['taken'][number]['kind'], periods: Period[], hall: HallId, booking?: HallBooking, reason?: Translated): Entry {
  if (kind === 'booking' && booking) return { kind: booking.hall.id === hall ? 'booking' : 'via', periods, booking };
  return kind === 'closure' && reason ? { kind, periods, reason } : { kind: 'partner', periods };
}

/** Halls share schedules: each is worked out once. Only what lies within the days asked counts. */
function openBySchedule(schedules: readonly Schedule[], days: readonly LocalDate[]): Map<string, Period[]> {
  return new Map(schedules.map((schedule) => [schedule.id, openPeriods(schedule, days)]));
}

export interface VenueName {
  slug: string;
  name: Translated;
}

const MOST_VENUES = 500;

/** The venues that a scope covers, by name. */
export async function venuesInScope(db: Database, scope: VenueScope): Promise<VenueName[]> {
  const { rows } = await db.raw<{ rows: VenueName[] }>(
    `SELECT v.slug, v.name FROM venues v WHERE ${IN_SCOPE} ORDER BY v.name ->> 'nl', v.slug LIMIT ${MOST_VENUES}`, { ...scope });
  return rows;
}
