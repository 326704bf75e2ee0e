import type { BookingId, VenueId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database } from '../platform/db.ts';
import { fromRange } from '../platform/range.ts';
import { helpForStay } from '../watch/views.ts';
import { openerBehind } from './door-link.ts';
import { doorStatus, type DoorStatus } from './door-status.ts';

/** What an opener needs of a booking to get in, and no more of it. No digits. */
export interface OpenersDoor {
  /** Of the opener. */
  name: string;
  /** The organisation for which it is, or else the person. */
  booker: string;
  hall: Translated;
  venue: Translated;
  street: string;
  town: string;
  directions: Translated;
  /** Whom to call: who has the watch, else the building. Empty: nobody but the city. */
  phone: string;
  period: Period;
  status: DoorStatus;
}

type PlaceRow = Omit<OpenersDoor, 'name' | 'status' | 'period' | 'phone'> & { period: string; venue_id: VenueId };

/** What a door link leads to. Refuses `not-found` for a dead one: nobody learns whether it ever lived. */
export async function readByDoorLink(db: Database, secret: string, now: Date): Promise<OpenersDoor> {
  const opener = await openerBehind(db, secret, now);
  if (!opener) throw new Refusal('not-found');
  const [place, status] = await Promise.all([placeOf(db, opener.bookingId), doorStatus(db, opener.bookingId, now)]);
  const { venue_id: venueId, ...shown } = place;
  const period = fromRange(place.period);
  const { phone } = await helpForStay(db, venueId, period, { now, cityPhone: '', shownFrom: status.shownFrom });
  return { ...shown, phone, period, name: opener.name, status };
}

async function placeOf(db: Database, bookingId: BookingId): Promise<PlaceRow> {
  const { rows: [place] } = await db.raw<{ rows: [PlaceRow] }>(`
    SELECT coalesce(o.name, trim(p.given_name || ' ' || p.family_name)) AS booker, h.name AS hall, v.name AS venue, v.street, v.postal_code || ' ' || v.municipality AS town,
      v.directions, v.id AS venue_id, b.period::text AS period
    FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id
    WHERE b.id = ?`, [bookingId]);
  return place;
}
