import type { BookingId, OrganisationId, PersonId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import { dayPeriod, localDate } from '../kernel/time.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { toRange } from '../platform/range.ts';

/** Most pressing first: the order in which they are shown. */
export const MATTER_KINDS = [
  'on-the-line', 'door-at-risk', 'is-this-you', 'refund-failed', 'mail-failed', 'unpaid', 'unpaid-no-link', 'request-waiting', 'no-address',
] as const;
export type MatterKind = (typeof MATTER_KINDS)[number];

/** Something that is open for a caller, about one of their bookings or about themselves. */
export interface Matter {
  kind: MatterKind;
  bookingId?: BookingId;
  code?: string;
  hall?: Translated;
  /** When it lapses (a hold, a request), when it went wrong, or since when it waits. */
  at?: Date;
  /** An address, an amount in cents, a name: what the sentence needs besides. */
  about?: string;
  /** Of an offer to merge: who logged in. */
  personId?: PersonId;
}

const MOST = 30;

interface Row {
  kind: MatterKind; booking_id: BookingId | null; code: string | null; hall: Translated | null; at: Date | null; about: string | null; person_id: PersonId | null;
}

/** What is open for a person, or for organisations. Who may see it is for the caller of this to decide. */
export async function openMatters(
  db: Database | Transaction, whose: { callerId?: PersonId; organisationIds: readonly OrganisationId[] }, now: Date,
): Promise<Matter[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(MATTERS, {
    person: whose.callerId ?? null, organisations: [...whose.organisationIds], now: now.toISOString(), today: toRange(dayPeriod(localDate(now))),
    kinds: [...MATTER_KINDS],
  });
  return rows.map((row) => ({
    kind: row.kind,
    ...(row.booking_id === null ? {} : { bookingId: row.booking_id }), ...(row.code === null ? {} : { code: row.code }),
    ...(row.hall === null ? {} : { hall: row.hall }), ...(row.at === null ? {} : { at: new Date(row.at) }),
    ...(row.about === null ? {} : { about: row.about }), ...(row.person_id === null ? {} : { personId: row.person_id }),
  }));
}

const MATTERS = `
WITH own AS (
  SELECT b.id, b.code, b.status, b.period, b.held_until, b.created_at, b.hall_id, b.total_cents + b.deposit_cents AS due_cents, h.name AS hall,
    EXISTS (SELECT FROM call_holds c WHERE c.booking_id = b.id) AS on_the_line
  FROM bookings b JOIN halls h ON h.id = b.hall_id
  WHERE b.person_id = CAST(:person AS uuid) OR b.organisation_id = ANY(CAST(:organisations AS uuid[]))
), live AS (
  SELECT * FROM own WHERE upper(period) > CAST(:now AS timestamptz)
), matters AS (
  SELECT CASE WHEN on_the_line THEN 'on-the-line'
      WHEN EXISTS (SELECT FROM pay_links l WHERE l.booking_id = live.id AND l.revoked_at IS NULL AND l.expires_at > CAST(:now AS timestamptz)) THEN 'unpaid'
      ELSE 'unpaid-no-link' END AS kind,
    id AS booking_id, code, hall, held_until AS at, due_cents::text AS about, NULL::uuid AS person_id
  FROM live WHERE status = 'held' AND held_until > CAST(:now AS timestamptz)
  UNION ALL
  SELECT 'request-waiting', id, code, hall, created_at, NULL, NULL FROM live WHERE status = 'requested' AND held_until > CAST(:now AS timestamptz)
  UNION ALL
  SELECT 'refund-failed', o.id, o.code, o.hall, r.changed_at, r.amount_cents::text, NULL
  FROM own o JOIN payments p ON p.booking_id = o.id JOIN refunds r ON r.payment_id = p.id WHERE r.status IN ('failed', 'canceled')
  UNION ALL
  SELECT 'mail-failed', o.id, o.code, o.hall, m.created_at, m.recipient, NULL
  FROM live o JOIN mails m ON m.booking_id = o.id WHERE m.status = 'failed' AND m.handled_at IS NULL
    AND NOT EXISTS (SELECT FROM mails later WHERE later.booking_id = o.id AND later.template = m.template AND later.status = 'sent' AND later.created_at >= m.created_at)
  UNION ALL
  SELECT DISTINCT ON (o.id) 'door-at-risk', o.id, o.code, o.hall, a.raised_at, NULL, NULL::uuid
  FROM live o JOIN alarms a ON a.cleared_at IS NULL AND (a.booking_id = o.id
    OR (a.booking_id IS NULL AND a.lock_id IN (SELECT lock_id FROM hall_locks WHERE hall_id = o.hall_id)))
  WHERE o.status = 'confirmed' AND o.period && CAST(:today AS tstzrange)
  UNION ALL
  SELECT 'is-this-you', NULL, NULL, NULL, f.vouched_at, trim(p.given_name || ' ' || p.family_name), p.id
  FROM merge_offers f JOIN persons p ON p.id = f.person_id
  WHERE f.phone_person_id = CAST(:person AS uuid) AND f.vouched_at IS NOT NULL AND f.merged_at IS NULL AND f.declined_at IS NULL
  UNION ALL
  SELECT 'no-address', NULL, NULL, NULL, NULL, NULL, NULL FROM persons WHERE id = CAST(:person AS uuid) AND email IS NULL
)
SELECT * FROM matters ORDER BY array_position(CAST(:kinds AS text[]), kind), at, code LIMIT ${MOST}`;
