import type { TimePosition } from '../contract/paging.ts';
import { VENUE_MANAGERS, type Actor, type BookerKind, type Channel } from '../kernel/actor.ts';
import type { BookingId, ExtraId, HallId, OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import { isId } from '../kernel/ids.ts';
import { vatTotals, type Cents, type VatTotal } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { AccessKind, LayoutKind, TermsDocument } from '../catalogue/hall.ts';
import type { VatRule } from '../catalogue/tariff-rules.ts';
import type { LineUnit, QuoteLine } from '../pricing/quote.ts';
import { IN_SCOPE, venueScope, type VenueScope } from '../catalogue/venue-scope.ts';
import { prepared, type Database, type Transaction } from '../platform/db.ts';
import { fromRange } from '../platform/range.ts';
import type { BookingStatus } from './booking.ts';
import { isCallHold } from './call-hold-store.ts';

export interface BookingSummary {
  id: BookingId;
  code: string;
  status: BookingStatus;
  period: Period;
  hall: { id: HallId; slug: string; name: Translated };
  venue: { id: VenueId; organisationId: OrganisationId; slug: string; name: Translated; street: string; postalCode: string; municipality: string };
  personId: PersonId;
  personName: string;
  organisation?: { id: OrganisationId; name: string };
  bookerKind: BookerKind;
  layout: LayoutKind;
  activity: string;
  attendance: number;
  heldUntil?: Date;
  totalCents: Cents;
  depositCents: Cents;
  access: AccessKind;
  version: number;
  createdAt: Date;
  changedAt: Date;
}

/** As it was quoted, frozen. */
export type BookingLine = QuoteLine;

export interface HistoryEntry {
  status: BookingStatus;
  at: Date;
  channel: Channel;
  reason?: string;
  /** Where and when it was before, when it was moved then. */
  movedFrom?: { hall: BookingSummary['hall']; period: Period };
}

export interface BookingDetail extends BookingSummary {
  remarks?: string;
  decisionReason?: string;
  lines: BookingLine[];
  vat: VatTotal[];
  history: HistoryEntry[];
  houseRulesId: string;
  cancellationTermsId: string;
}

const COLUMNS = `
  b.id, b.code, b.status, b.period::text AS period, b.layout, b.activity, b.attendance, b.held_until, b.total_cents,
  b.deposit_cents, b.version, b.created_at, b.changed_at, b.person_id, b.booker_kind, b.remarks, b.decision_reason,
  b.house_rules_id, b.cancellation_terms_id,
  p.given_name || ' ' || p.family_name AS person_name,
  CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('id', o.id, 'name', o.name) END AS organisation,
  jsonb_build_object('id', h.id, 'slug', h.slug, 'name', h.name) AS hall,
  jsonb_build_object('id', v.id, 'organisationId', v.organisation_id, 'slug', v.slug, 'name', v.name, 'street', v.street,
    'postalCode', v.postal_code, 'municipality', v.municipality) AS venue,
  coalesce((SELECT a.kind FROM hall_access a WHERE a.hall_id = h.id
    AND a.from_on <= (lower(b.period) AT TIME ZONE 'Europe/Brussels')::date ORDER BY a.from_on DESC LIMIT 1), 'staff') AS access`;

const FROM = `
  FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id
  JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id`;

/** A booking by its id or its code, or `undefined`. Who may see it is for the caller to decide: `read-booking.ts`. */
export async function bookingDetail(db: Database | Transaction, idOrCode: string): Promise<BookingDetail | undefined> {
  const [by, key] = isId(idOrCode) ? ['booking-by-id', 'b.id = ?'] : ['booking-by-code', 'b.code = upper(?)'];
  const { rows } = await prepared<DetailRow>(db, by, `
    SELECT ${COLUMNS},
      (SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.position), '[]') FROM booking_lines l WHERE l.booking_id = b.id) AS lines,
      (SELECT coalesce(jsonb_agg(to_jsonb(y) || jsonb_build_object('moved_from', CASE WHEN m.number IS NOT NULL THEN
          jsonb_build_object('hall', jsonb_build_object('id', mh.id, 'slug', mh.slug, 'name', mh.name), 'period', m.period::text) END) ORDER BY y.number), '[]')
        FROM booking_history y LEFT JOIN booking_moves m ON m.booking_id = y.booking_id AND m.number = y.number LEFT JOIN halls mh ON mh.id = m.hall_id
        WHERE y.booking_id = b.id) AS history
    ${FROM} WHERE ${key}`, [idOrCode]);
  return rows[0] && detail(rows[0]);
}

/** True for a hold about which nothing was agreed yet: its caller is on the line. */
export const isStillTalkedAbout = (db: Database | Transaction, id: BookingId): Promise<boolean> => isCallHold(db, id);

/** The versions of the terms that were accepted with a booking, whole. */
export async function acceptedTerms(
  db: Database, { houseRulesId, cancellationTermsId }: Pick<BookingDetail, 'houseRulesId' | 'cancellationTermsId'>,
): Promise<{ houseRules: TermsDocument; cancellationTerms: TermsDocument }> {
  const { rows } = await db.raw<{ rows: TermsDocument[] }>(
    'SELECT id, number, body, refund_steps AS "refundSteps" FROM documents WHERE id = ANY(?::uuid[])', [[houseRulesId, cancellationTermsId]]);
  const [houseRules, cancellationTerms] = [houseRulesId, cancellationTermsId].map((id) => rows.find((row) => row.id === id));
  if (!houseRules || !cancellationTerms) throw new Error('terms that a booking refers to are gone');
  return { houseRules, cancellationTerms };
}

export type BookingList = 'upcoming' | 'past';

export interface Page<Item> {
  items: Item[];
  /** Where the next page starts; absent on the last one. */
  next?: TimePosition;
}

/** The actor's own bookings and those of every organisation of which they are a member now: soonest first, or latest first. */
export async function listBookings(
  db: Database, actor: Actor, ask: { list: BookingList; limit: number; after?: TimePosition }, now: Date,
): Promise<Page<BookingSummary>> {
  return actor.kind === 'person' ? bookingsOf(db, { personId: actor.personId, organisationIds: actor.memberOf }, ask, now) : { items: [] };
}

/** Not only talked about on the phone. */
const AGREED = 'NOT EXISTS (SELECT FROM call_holds c WHERE c.booking_id = b.id)';

/**
 * The bookings of a person for themselves, those that a caller made for whomever, and those of these organisations. Holds that are still
 * talked about on the phone are for the agent alone: `including`. Who may see them is for the caller of this to decide.
 */
export async function bookingsOf(
  db: Database | Transaction, whose: { personId?: PersonId; callerId?: PersonId; organisationIds: readonly OrganisationId[]; including?: 'call-holds' },
  ask: { list: BookingList; limit: number; after?: TimePosition }, now: Date,
): Promise<Page<BookingSummary>> {
  const past = ask.list === 'past';
  const agreed = whose.including === 'call-holds' ? '' : `AND ${AGREED}`;
  const position = ask.after ? `AND (lower(b.period), b.id) ${past ? '<' : '>'} (CAST(:start AS timestamptz), CAST(:id AS uuid))` : '';
  return page(db, ask.limit, `
    WHERE ((b.organisation_id IS NULL AND b.person_id = CAST(:person AS uuid)) OR b.person_id = CAST(:caller AS uuid) OR b.organisation_id = ANY(:organisations))
      AND upper(b.period) ${past ? '<=' : '>'} :now ${agreed} ${position}
    ORDER BY lower(b.period) ${past ? 'DESC, b.id DESC' : ', b.id'}`,
    { person: whose.personId ?? null, caller: whose.callerId ?? null, organisations: [...whose.organisationIds], now, ...ask.after });
}

/** The bookings of a person for themselves, or those of an organisation, that end after an instant, whatever became of them: in order of time. */
export async function bookingsSince(db: Database, whose: { personId: PersonId } | { organisationId: OrganisationId }, since: Date, limit: number): Promise<BookingSummary[]> {
  const theirs = 'personId' in whose ? 'b.organisation_id IS NULL AND b.person_id = :personId' : 'b.organisation_id = :organisationId';
  return (await page(db, limit, `WHERE ${theirs} AND upper(b.period) > :since AND ${AGREED} ORDER BY lower(b.period), b.id`, { ...whose, since })).items;
}

/** Requests that wait for a decision in the venues that the actor manages, the one that lapses first on top. */
export async function bookingsToDecide(db: Database, actor: Actor, limit = 100): Promise<BookingSummary[]> {
  const found = await page(db, limit, `
    WHERE b.status = 'requested' AND b.held_until > clock_timestamp() AND ${IN_SCOPE} ORDER BY b.held_until, b.id`, managed(actor));
  return found.items;
}

/** Firm bookings that begin in a period, in the venues that the actor manages, in order of time. */
export async function bookingsAhead(db: Database, actor: Actor, ahead: Period, limit = 500): Promise<BookingSummary[]> {
  const found = await page(db, limit, `
    WHERE b.status = 'confirmed' AND lower(b.period) >= :start AND lower(b.period) < :end AND ${IN_SCOPE}
    ORDER BY lower(b.period), b.id`, { ...managed(actor), ...ahead });
  return found.items;
}

const managed = (actor: Actor): VenueScope => venueScope(actor, VENUE_MANAGERS);

async function page(db: Database | Transaction, limit: number, tail: string, bindings: object): Promise<Page<BookingSummary>> {
  const { rows } = await db.raw<{ rows: SummaryRow[] }>(`SELECT ${COLUMNS} ${FROM} ${tail} LIMIT :limit`, { ...bindings, limit: limit + 1 });
  const items = rows.slice(0, limit).map(summary);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, next: { start: last.period.start.toISOString(), id: last.id } } : { items };
}

interface SummaryRow {
  id: BookingId; code: string; status: BookingStatus; period: string; layout: LayoutKind; activity: string; attendance: number;
  held_until: Date | null; total_cents: number; deposit_cents: number; version: number; created_at: Date; changed_at: Date;
  person_id: PersonId; person_name: string; booker_kind: BookerKind; organisation: BookingSummary['organisation'] | null;
  hall: BookingSummary['hall']; venue: BookingSummary['venue']; access: AccessKind; remarks: string | null; decision_reason: string | null;
  house_rules_id: string; cancellation_terms_id: string;
}

interface DetailRow extends SummaryRow {
  lines: { kind: QuoteLine['kind']; rule: string | null; vat_category: VatRule['category'] | null; vat_ground: Translated | null; extra_id: ExtraId | null; label: Translated; quantity: number; unit: LineUnit; unit_cents: number; gross_cents: number; vat_rate: number }[];
  history: { status: BookingStatus; at: string; channel: Channel; reason: string | null; moved_from: { hall: BookingSummary['hall']; period: string } | null }[];
}

const summary = (row: SummaryRow): BookingSummary => ({
  id: row.id, code: row.code, status: row.status, period: fromRange(row.period), hall: row.hall, venue: row.venue,
  personId: row.person_id, personName: row.person_name, ...(row.organisation ? { organisation: row.organisation } : {}),
  bookerKind: row.booker_kind, layout: row.layout, activity: row.activity, attendance: row.attendance,
  ...(row.held_until ? { heldUntil: row.held_until } : {}), totalCents: row.total_cents, depositCents: row.deposit_cents,
  access: row.access, version: row.version, createdAt: row.created_at, changedAt: row.changed_at,
});

const detail = (row: DetailRow): BookingDetail => ({
  ...summary(row),
  ...(row.remarks === null ? {} : { remarks: row.remarks }),
  ...(row.decision_reason === null ? {} : { decisionReason: row.decision_reason }),
  houseRulesId: row.house_rules_id,
  cancellationTermsId: row.cancellation_terms_id,
  lines: row.lines.map((line) => ({
    kind: line.kind, ...(line.extra_id ? { extraId: line.extra_id } : {}), ...(line.rule ? { rule: line.rule } : {}), label: line.label, quantity: line.quantity,
    unit: line.unit, unitCents: line.unit_cents, grossCents: line.gross_cents, vatRate: line.vat_rate,
    ...(line.vat_category ? { vatCategory: line.vat_category } : {}), ...(line.vat_ground ? { vatGround: line.vat_ground } : {}),
  })),
  vat: vatTotals(row.lines.map((line) => ({ grossCents: line.gross_cents, vatRate: line.vat_rate }))),
  history: row.history.map((entry) => ({
    status: entry.status, at: new Date(entry.at), channel: entry.channel, ...(entry.reason === null ? {} : { reason: entry.reason }),
    ...(entry.moved_from ? { movedFrom: { hall: entry.moved_from.hall, period: fromRange(entry.moved_from.period) } } : {}),
  })),
});
