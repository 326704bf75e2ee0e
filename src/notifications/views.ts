import type { BookingId, GrantId, PersonId, VenueId } from '../kernel/ids.ts';
import type { StaffRole } from '../kernel/actor.ts';
import { addMinutes, type Period } from '../kernel/period.ts';
import type { Language, Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { AlarmKind } from '../access/alarm-kinds.ts';
import type { BookingStatus } from '../bookings/booking.ts';
import { IN_SCOPE, type VenueScope } from '../catalogue/venue-scope.ts';
import { fromRange } from '../platform/range.ts';
import type { MailStatus, Template } from './mail.ts';

type Handle = Database | Transaction;

const first = async <Row>(db: Handle, sql: string, bindings: readonly unknown[]): Promise<Row | undefined> =>
  (await db.raw<{ rows: Row[] }>(sql, [...bindings] as string[])).rows[0];

export interface Recipient {
  email: string;
  personId: PersonId | null;
}

/**
 * Where mail about a booking goes, and in which language; `undefined` when neither booker nor organisation has an address, and while
 * the booker is still on the line: then they hear it there.
 */
export const bookerOf = (db: Handle, bookingId: BookingId): Promise<(Recipient & { language: Language; version: number }) | undefined> =>
  first(db, `
    SELECT b.language, b.version, coalesce(p.email, o.email) AS email, CASE WHEN p.email IS NOT NULL THEN p.id END AS "personId"
    FROM bookings b JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id
    WHERE b.id = ? AND coalesce(p.email, o.email) IS NOT NULL AND NOT EXISTS (SELECT FROM call_holds c WHERE c.booking_id = b.id)`, [bookingId]);

/** For whom a link to pay was made. */
export const payLinkOf = (db: Handle, payLinkId: string): Promise<(Recipient & { bookingId: BookingId; language: Language }) | undefined> =>
  first(db, `
    SELECT l.recipient AS email, b.id AS "bookingId", b.language, CASE WHEN p.email = l.recipient THEN p.id END AS "personId"
    FROM pay_links l JOIN bookings b ON b.id = l.booking_id JOIN persons p ON p.id = b.person_id WHERE l.id = ?`, [payLinkId]);

const MOST_MANAGERS = 20;

/** The managers of a venue who can be mailed, and whoever else of these roles; when there are none, the venue's own address, so that somebody reads it. */
export async function managersOf(db: Handle, venueId: VenueId, roles: readonly StaffRole[] = ['manager']): Promise<Recipient[]> {
  const { rows } = await db.raw<{ rows: Recipient[] }>(`
    SELECT DISTINCT p.email, p.id AS "personId"
    FROM venues v JOIN roles_in_force r ON r.organisation_id = v.organisation_id AND r.role = ANY(?) AND coalesce(r.venue_id, v.id) = v.id
    JOIN persons p ON p.id = r.person_id
    WHERE v.id = ? AND p.email IS NOT NULL ORDER BY p.id LIMIT ${MOST_MANAGERS}`, [[...roles], venueId]);
  if (rows.length > 0) return rows;
  const venue = await first<{ email: string }>(db, 'SELECT email FROM venues WHERE id = ?', [venueId]);
  return venue ? [{ email: venue.email, personId: null }] : [];
}

export const venueOfBooking = (db: Handle, bookingId: BookingId): Promise<{ venueId: VenueId } | undefined> =>
  first(db, 'SELECT h.venue_id AS "venueId" FROM bookings b JOIN halls h ON h.id = b.hall_id WHERE b.id = ?', [bookingId]);

/** An alarm and where it is: at its lock's venue, or its booking's. */
export const venueOfAlarm = (db: Handle, alarmId: string): Promise<{ venueId: VenueId | null; bookingId: BookingId | null; kind: AlarmKind; reason: string | null; startsAt: Date | null; urgent: boolean } | undefined> =>
  first(db, `
    SELECT coalesce(l.venue_id, h.venue_id) AS "venueId", a.booking_id AS "bookingId", a.kind, a.details ->> 'reason' AS reason, a.starts_at AS "startsAt", a.escalate_at IS NOT NULL AS urgent
    FROM alarms a LEFT JOIN locks l ON l.id = a.lock_id LEFT JOIN bookings b ON b.id = a.booking_id LEFT JOIN halls h ON h.id = b.hall_id
    WHERE a.id = ?`, [alarmId]);

/** Who was told of an alarm, and got it. */
export const toldOfAlarm = async (db: Handle, alarmId: string): Promise<(Recipient & { outside: boolean })[]> => (await db.raw<{ rows: (Recipient & { outside: boolean })[] }>(`
  SELECT DISTINCT ON (recipient) recipient AS email, person_id AS "personId", coalesce(facts ->> 'to' = 'outside', false) AS outside FROM mails
  WHERE facts \\? 'alarmId' AND facts ->> 'alarmId' = ? AND template IN ('alarm', 'alarm-escalated') AND status = 'sent' ORDER BY recipient LIMIT 50`, [alarmId])).rows;

/** The newest showing of a grant's digits to somebody; or of those to the booker, also read aloud. */
export const lastReveal = (db: Handle, grantId: GrantId, whose: 'anybody' | 'booker'): Promise<{ id: string } | undefined> =>
  first(db, `SELECT id::text AS id FROM code_reveals WHERE grant_id = ? ${whose === 'booker' ? 'AND opener_id IS NULL' : ''} ORDER BY id DESC LIMIT 1`, [grantId]);

/** When an agent read digits aloud. */
export const revealOf = (db: Handle, revealId: string): Promise<{ at: Date } | undefined> => first(db, 'SELECT at FROM code_reveals WHERE id = ?', [revealId]);

/** An alarm that says that the door of a confirmed booking may stay shut for whoever comes. */
export const doorAlarm = (db: Handle, alarmId: string): Promise<{ bookingId: BookingId; state: 'at-risk' | 'fallback'; start: Date } | undefined> =>
  first(db, `
    SELECT b.id AS "bookingId", a.kind AS state, lower(b.period) AS start FROM alarms a JOIN bookings b ON b.id = a.booking_id
    WHERE a.id = ? AND a.kind IN ('at-risk', 'fallback') AND a.lock_id IS NOT NULL AND b.status = 'confirmed'`, [alarmId]);

/** The newest line of a booking's history, what it was before that, and where and when it is. */
export const lastChange = (db: Handle, bookingId: BookingId): Promise<{
  status: BookingStatus; before: BookingStatus | null; number: number; by: PersonId | null; start: Date; venueId: VenueId;
} | undefined> => first(db, `
    SELECT b.status, y.number, y.person_id AS by, lower(b.period) AS start, h.venue_id AS "venueId",
      (SELECT p.status FROM booking_history p WHERE p.booking_id = b.id AND p.number = y.number - 1) AS before
    FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN booking_history y ON y.booking_id = b.id
    WHERE b.id = ? ORDER BY y.number DESC LIMIT 1`, [bookingId]);

export const bookingOfPayment = (db: Handle, paymentId: string): Promise<{ bookingId: BookingId } | undefined> =>
  first(db, 'SELECT booking_id AS "bookingId" FROM payments WHERE id = ?', [paymentId]);

export const bookingOfRefund = (db: Handle, refundId: string): Promise<{ bookingId: BookingId } | undefined> =>
  first(db, 'SELECT p.booking_id AS "bookingId" FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.id = ?', [refundId]);

export const personEmail = (db: Handle, personId: PersonId): Promise<{ email: string } | undefined> =>
  first(db, 'SELECT email FROM persons WHERE id = ? AND email IS NOT NULL', [personId]);

export const invitationEmail = (db: Handle, invitationId: string): Promise<{ email: string } | undefined> =>
  first(db, 'SELECT email FROM invitations WHERE id = ?', [invitationId]);

export interface InvitationFacts {
  organisation: string;
  inviter: string;
  role: 'representative' | 'member';
  expiresAt: Date;
}

export const invitationFacts = (db: Handle, invitationId: string): Promise<InvitationFacts | undefined> =>
  first(db, `
    SELECT o.name AS organisation, trim(p.given_name || ' ' || p.family_name) AS inviter, i.role, i.expires_at AS "expiresAt"
    FROM invitations i JOIN organisations o ON o.id = i.organisation_id JOIN persons p ON p.id = i.invited_by WHERE i.id = ?`, [invitationId]);

/** The name of an organisation that this person represents now. */
export const representedBy = (db: Handle, organisationId: string, personId: PersonId | null): Promise<{ organisation: string } | undefined> =>
  first(db, `
    SELECT o.name AS organisation FROM memberships m JOIN organisations o ON o.id = m.organisation_id
    WHERE m.organisation_id = ? AND m.person_id = ? AND m.role = 'representative' AND m.ended_at IS NULL`, [organisationId, personId]);

export interface RoleFacts {
  role: StaffRole;
  organisation: string;
  /** Absent: every venue of the organisation. */
  venue: Translated | null;
  endsAt: Date | null;
}

/** A role that somebody has now. */
export const roleFacts = (db: Handle, staffRoleId: string): Promise<RoleFacts | undefined> =>
  first(db, `
    SELECT r.role, o.name AS organisation, v.name AS venue, r.ends_at AS "endsAt"
    FROM staff_roles r JOIN organisations o ON o.id = r.organisation_id LEFT JOIN venues v ON v.id = r.venue_id
    WHERE r.id = ? AND (r.ends_at IS NULL OR r.ends_at > clock_timestamp())`, [staffRoleId]);

export const nameOf = (db: Handle, personId: PersonId): Promise<{ name: string } | undefined> =>
  first(db, `SELECT trim(given_name || ' ' || family_name) AS name FROM persons WHERE id = ?`, [personId]);

export interface MailRecord {
  id: string;
  template: Template;
  status: MailStatus;
  recipient: string;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  sentAt: Date | null;
  /** The mail that it repeats, on somebody's asking. */
  resentOf: string | null;
}

const RECORD = `m.id, m.template, m.status, m.recipient, m.attempts, m.last_error AS "lastError", m.created_at AS "createdAt", m.sent_at AS "sentAt", m.resent_of AS "resentOf"`;

/** Every mail about a booking, the newest first. Who may see them is for the caller to decide. */
export async function mailsOfBooking(db: Handle, bookingId: BookingId, limit = 50): Promise<MailRecord[]> {
  return (await db.raw<{ rows: MailRecord[] }>(`SELECT ${RECORD} FROM mails m WHERE m.booking_id = ? ORDER BY m.created_at DESC, m.id DESC LIMIT ?`, [bookingId, limit])).rows;
}

/** How the booker can be reached: their own address or their organisation's, and a number to call. */
export const contactOf = async (db: Handle, bookingId: BookingId): Promise<{ email?: string; phone?: string }> => {
  const found = await first<{ email: string | null; phone: string | null }>(db, `
    SELECT coalesce(p.email, o.email) AS email, coalesce(p.phone, o.phone) AS phone
    FROM bookings b JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id WHERE b.id = ?`, [bookingId]);
  return { ...(found?.email ? { email: found.email } : {}), ...(found?.phone ? { phone: found.phone } : {}) };
};

/** A mail that reached nobody, with whom to call about what. */
export interface FailedMail extends MailRecord {
  booking?: { id: BookingId; code: string; activity: string; status: BookingStatus; period: Period; hall: Translated; venue: Translated };
  personId?: PersonId;
  personName?: string;
  phone?: string;
}

interface FailedRow extends MailRecord {
  booking: (Omit<NonNullable<FailedMail['booking']>, 'period'> & { period: string }) | null;
  person_id: PersonId | null; person_name: string | null; phone: string | null;
}

const FAILED_DAYS = 30;

/**
 * Mails of the last thirty days that were given up and about which nobody did anything yet, the newest first: all of them, or those about bookings at
 * the venues in scope. One that was sent again has its own record.
 */
export async function failedMails(db: Handle, ask: { scope?: VenueScope; limit?: number; now?: Date } = {}): Promise<FailedMail[]> {
  const { scope, limit = 50, now = new Date() } = ask;
  const { rows } = await db.raw<{ rows: FailedRow[] }>(`
    SELECT ${RECORD}, p.id AS person_id, trim(p.given_name || ' ' || p.family_name) AS person_name, coalesce(p.phone, o.phone) AS phone,
      CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('id', b.id, 'code', b.code, 'activity', b.activity, 'status', b.status, 'period', b.period::text, 'hall', h.name, 'venue', v.name) END AS booking
    FROM mails m LEFT JOIN bookings b ON b.id = m.booking_id LEFT JOIN halls h ON h.id = b.hall_id LEFT JOIN venues v ON v.id = h.venue_id
    LEFT JOIN persons p ON p.id = coalesce(m.person_id, b.person_id) LEFT JOIN organisations o ON o.id = b.organisation_id
    WHERE m.status = 'failed' AND m.handled_at IS NULL AND m.created_at > :since AND NOT EXISTS (SELECT FROM mails r WHERE r.resent_of = m.id)
      ${scope ? `AND ${IN_SCOPE}` : ''} ORDER BY m.created_at DESC, m.id DESC LIMIT :limit`, { since: addMinutes(now, -FAILED_DAYS * 1_440), limit, ...scope });
  return rows.map(({ booking, person_id: personId, person_name: personName, phone, ...record }) => ({
    ...record, ...(booking ? { booking: { ...booking, period: fromRange(booking.period) } } : {}), ...(personId ? { personId } : {}),
    ...(personName ? { personName } : {}), ...(phone ? { phone } : {}),
  }));
}
