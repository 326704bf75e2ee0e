import { doorStates } from '../access/door-states.ts';
import type { TimePosition } from '../contract/paging.ts';
import type { ExtraUnit, LayoutKind } from '../catalogue/hall.ts';
import { IN_SCOPE, type VenueScope } from '../catalogue/venue-scope.ts';
import type { VenueId, OrganisationId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { BOOKING, MONEY, toBooking, type BookingFound } from './booking-facts.ts';
import type { HallBooking } from './occupancy.ts';

/** A booking as those who get its hall ready need it. */
export interface DayBooking extends HallBooking {
  venue: { id: VenueId; organisationId: OrganisationId; slug: string; name: Translated };
  /** With setup and teardown: when the hall is theirs. */
  claimed: Period;
  layout: LayoutKind;
  personName: string;
  phone?: string;
  remarks?: string;
  extras: { label: Translated; quantity: number; unit: ExtraUnit }[];
}

export interface DayAsk {
  day: LocalDate;
  /** The slug of a venue; absent: all that the scope covers. */
  venue?: string;
  limit: number;
  after?: TimePosition;
}

interface DayFound extends BookingFound {
  venue: DayBooking['venue'];
  claimedStart: string;
  claimedEnd: string;
  layout: LayoutKind;
  personName: string;
  phone: string | null;
  remarks: string | null;
  extras: DayBooking['extras'];
}

/** The bookings that hold a hall at some time of a local day, also when they began the day before, in order of when they start. */
export async function dayOf(db: Database, scope: VenueScope, ask: DayAsk, now: Date): Promise<{ items: DayBooking[]; next?: TimePosition }> {
  const { rows } = await db.raw<{ rows: { found: DayFound }[] }>(DAY, {
    ...scope, day: ask.day, venue: ask.venue ?? null, start: ask.after?.start ?? '-infinity', id: ask.after?.id ?? '00000000-0000-0000-0000-000000000000', limit: ask.limit + 1,
  });
  const page = rows.slice(0, ask.limit).map(({ found }) => found);
  const doors = await doorStates(db, page.filter(({ access }) => access === 'door-code').map(({ id }) => id), now);
  const items = page.map((found) => toDayBooking(found, toBooking(found, doors)));
  const last = items.at(-1);
  return rows.length > ask.limit && last ? { items, next: { start: last.period.start.toISOString(), id: last.id } } : { items };
}

const DAY = `
WITH holding AS MATERIALIZED (
  SELECT DISTINCT c.holder_id FROM venues v JOIN spaces s ON s.venue_id = v.id JOIN claims c ON c.space_id = s.id AND c.day = CAST(:day AS date)
  WHERE ${IN_SCOPE} AND (CAST(:venue AS text) IS NULL OR v.slug = :venue) AND c.holder_kind = 'booking' AND (c.held_until IS NULL OR c.held_until > clock_timestamp())
)
SELECT jsonb_build_object(${BOOKING}) || jsonb_build_object(
  'venue', jsonb_build_object('id', v.id, 'organisationId', v.organisation_id, 'slug', v.slug, 'name', v.name),
  'claimedStart', claim.start, 'claimedEnd', claim.end, 'layout', b.layout, 'personName', p.given_name || ' ' || p.family_name,
  'phone', coalesce(p.phone, o.phone), 'remarks', b.remarks,
  'extras', (SELECT coalesce(jsonb_agg(jsonb_build_object('label', l.label, 'quantity', l.quantity, 'unit', l.unit) ORDER BY l.position), '[]')
    FROM booking_lines l WHERE l.booking_id = b.id AND l.kind = 'extra')) AS found
FROM holding JOIN bookings b ON b.id = holding.holder_id JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id
JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id LEFT JOIN ${MONEY}
JOIN LATERAL (SELECT min(lower(period)) AS start, max(upper(period)) AS "end" FROM claims WHERE holder_id = b.id) claim ON true
WHERE (lower(b.period), b.id) > (CAST(:start AS timestamptz), CAST(:id AS uuid))
ORDER BY lower(b.period), b.id LIMIT :limit`;

function toDayBooking({ venue, claimedStart, claimedEnd, layout, personName, phone, remarks, extras }: DayFound, booking: HallBooking): DayBooking {
  return {
    ...booking, venue, layout, personName, extras, claimed: { start: new Date(claimedStart), end: new Date(claimedEnd) },
    ...(phone === null ? {} : { phone }), ...(remarks === null ? {} : { remarks }),
  };
}
