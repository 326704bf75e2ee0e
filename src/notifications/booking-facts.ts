import type { BookingId, VenueId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { AccessKind } from '../catalogue/hall.ts';
import type { BookingStatus } from '../bookings/booking.ts';
import { fromRange } from '../platform/range.ts';
import type { Database, Transaction } from '../platform/db.ts';

/** What mails say of a booking, as it is now. */
export interface BookingFacts {
  id: BookingId;
  code: string;
  status: BookingStatus;
  period: Period;
  hall: Translated;
  venue: Translated;
  address: string;
  directions: Translated;
  venueEmail: string;
  venueId: VenueId;
  venuePhone: string;
  access: AccessKind;
  /** The organisation for which it is, or else the person. */
  booker: string;
  activity: string;
  attendance: number;
  dueCents: Cents;
  heldUntil: Date | null;
  decisionReason: string | null;
  /** A link to pay it without logging in was mailed, and still works. */
  hasPayLink: boolean;
  /** It was requested first, and a manager decided. */
  wasRequested: boolean;
  paidCents: Cents;
  /** Given back or on its way back because it was cancelled. */
  refundCents: Cents;
}

type Row = Omit<BookingFacts, 'period'> & { period: string };

/** In one statement. `undefined`: there is no such booking. */
export async function bookingFacts(db: Database | Transaction, id: BookingId): Promise<BookingFacts | undefined> {
  const { rows: [row] } = await db.raw<{ rows: Row[] }>(FACTS, [id]);
  return row && { ...row, period: fromRange(row.period) };
}

const FACTS = `
SELECT b.id, b.code, b.status, b.period::text AS period, h.name AS hall, v.name AS venue, v.email AS "venueEmail", v.phone AS "venuePhone", v.id AS "venueId",
  v.street || ', ' || v.postal_code || ' ' || v.municipality AS address, v.directions,
  coalesce((SELECT a.kind FROM hall_access a WHERE a.hall_id = h.id
    AND a.from_on <= (lower(b.period) AT TIME ZONE 'Europe/Brussels')::date ORDER BY a.from_on DESC LIMIT 1), 'staff') AS access,
  coalesce(o.name, trim(p.given_name || ' ' || p.family_name)) AS booker, b.activity, b.attendance,
  b.total_cents + b.deposit_cents AS "dueCents", b.held_until AS "heldUntil", b.decision_reason AS "decisionReason",
  EXISTS (SELECT FROM pay_links l WHERE l.booking_id = b.id AND l.revoked_at IS NULL AND l.expires_at > now()) AS "hasPayLink",
  EXISTS (SELECT FROM booking_history y WHERE y.booking_id = b.id AND y.status = 'requested') AS "wasRequested",
  (SELECT coalesce(sum(m.amount_cents), 0)::int FROM payments m WHERE m.booking_id = b.id AND m.status = 'paid' AND m.outcome = 'confirmed') AS "paidCents",
  (SELECT coalesce(sum(r.amount_cents), 0)::int FROM refunds r JOIN payments m ON m.id = r.payment_id
    WHERE m.booking_id = b.id AND r.reason = 'cancelled') AS "refundCents"
FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id
JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id
WHERE b.id = ?`;
