import { auditRead } from '../identity/audit.ts';
import type { LayoutKind } from '../catalogue/hall.ts';
import type { BookingStatus } from '../bookings/booking.ts';
import { roleAt, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import type { BookingId, HallId, OrganisationId, PersonId, SpaceId, VenueId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import { transact, type Database } from '../platform/db.ts';
import { fromRange, toRange } from '../platform/range.ts';

/** A booking that a manager's change touches, with all that one needs to call its booker. */
export interface AffectedBooking {
  id: BookingId;
  code: string;
  status: BookingStatus;
  version: number;
  period: Period;
  /** What it holds of its spaces: with setup and teardown. */
  holds: Period;
  hall: { id: HallId; slug: string; name: Translated };
  venue: { id: VenueId; organisationId: OrganisationId };
  layout: LayoutKind;
  activity: string;
  attendance: number;
  personId: PersonId;
  personName: string;
  organisationName?: string;
  phone?: string;
  email?: string;
  totalCents: Cents;
  depositCents: Cents;
}

/** More than these are not shown: whoever closes that much works through them in parts. */
export const MOST_AFFECTED = 200;

/**
 * The bookings that hold some of these spaces in one of these periods now, in order of time; at most `limit`. That somebody read whose
 * they are is logged.
 */
export async function bookingsInTheWay(
  db: Database, actor: Actor, { spaceIds, periods }: { spaceIds: readonly SpaceId[]; periods: readonly Period[] }, limit = MOST_AFFECTED,
): Promise<AffectedBooking[]> {
  return logged(db, actor, await find(db, `
    SELECT DISTINCT k.holder_id FROM claims k JOIN unnest(?::tstzrange[]) AS asked (period) ON k.period && asked.period
    WHERE k.space_id = ANY(?::uuid[]) AND k.holder_kind = 'booking' AND (k.held_until IS NULL OR k.held_until > clock_timestamp())`,
    [periods.map(toRange), [...spaceIds]], limit));
}

/** The bookings of these halls that still hold their spaces and end after `now`, in order of time; at most `limit`. Not logged: `logged`. */
export const comingBookings = (db: Database, hallIds: readonly HallId[], now: Date, limit = 2_000): Promise<AffectedBooking[]> => find(db, `
    SELECT b.id FROM bookings b WHERE b.hall_id = ANY(?::uuid[]) AND upper(b.period) > ?
      AND (b.status = 'confirmed' OR (b.status IN ('requested', 'held') AND b.held_until > clock_timestamp()))`, [[...hallIds], now], limit);

/** Answers the bookings, and writes down that this manager saw whose they are. */
export async function logged(db: Database, actor: Actor, bookings: AffectedBooking[]): Promise<AffectedBooking[]> {
  const [first] = bookings;
  if (!first) return bookings;
  const details = { found: bookings.map(({ id }) => id) };
  const persons = bookings.map(({ personId }) => personId);
  const as = roleAt(actor, VENUE_MANAGERS, first.venue);
  await transact(db, (tx) => auditRead(tx, { actor, as, action: 'read-affected-bookings', subjectKind: 'booking', persons, details }));
  return bookings;
}

interface Row extends Omit<AffectedBooking, 'period' | 'holds' | 'organisationName' | 'phone' | 'email'> {
  period: string;
  holds: string | null;
  organisationName: string | null;
  phone: string | null;
  email: string | null;
}

async function find(db: Database, which: string, bindings: readonly unknown[], limit: number): Promise<AffectedBooking[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(`
    SELECT b.id, b.code, b.status, b.version, b.period::text AS period, b.layout, b.activity, b.attendance, b.person_id AS "personId",
      jsonb_build_object('id', v.id, 'organisationId', v.organisation_id) AS venue,
      b.total_cents AS "totalCents", b.deposit_cents AS "depositCents",
      jsonb_build_object('id', h.id, 'slug', h.slug, 'name', h.name) AS hall,
      p.given_name || ' ' || p.family_name AS "personName", o.name AS "organisationName",
      coalesce(p.phone, o.phone) AS phone, coalesce(p.email, o.email) AS email,
      (SELECT tstzrange(min(lower(period)), max(upper(period)))::text FROM claims WHERE holder_kind = 'booking' AND holder_id = b.id) AS holds
    FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id
    WHERE b.id IN (${which}) ORDER BY lower(b.period), b.id LIMIT ?`, [...bindings as [], limit]);
  return rows.map(({ period, holds, organisationName, phone, email, ...row }) => ({
    ...row, period: fromRange(period), holds: fromRange(holds ?? period),
    ...(organisationName ? { organisationName } : {}), ...(phone ? { phone } : {}), ...(email ? { email } : {}),
  }));
}
