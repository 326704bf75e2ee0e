import type { BookingId, Id, OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import { IN_SCOPE, type VenueScope } from '../catalogue/venue-scope.ts';
import type { TimePosition } from '../contract/paging.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { fromRange } from '../platform/range.ts';
import { ALARM_KINDS, type AlarmKind } from './alarm-kinds.ts';

export type AlarmId = Id<'alarm'>;

/** Somebody who was mailed about an alarm, and what became of it. */
export interface Told {
  personId?: PersonId;
  /** A person, or an address that nobody in particular has. */
  name: string;
  template: 'alarm' | 'alarm-escalated' | 'alarm-cleared';
  status: 'waiting' | 'sent' | 'failed' | 'no-longer-true';
  at: Date;
}

/** An alarm with all that whoever acts on it needs to know. */
export interface AlarmDetail {
  id: AlarmId;
  kind: AlarmKind;
  raisedAt: Date;
  clearedAt?: Date;
  urgent: boolean;
  /** When more people are told, unless somebody takes it up first; only while that is to come. */
  escalatesAt?: Date;
  escalatedAt?: Date;
  acknowledged?: { at: Date; by: PersonId; name: string };
  settledBy?: string;
  details: Readonly<Record<string, string>>;
  venue: { id: VenueId; organisationId: OrganisationId; name: Translated };
  lock?: Translated;
  booking?: { id: BookingId; code: string; activity: string; period: Period; hall: Translated; personId: PersonId; booker: string; phone?: string };
  told: Told[];
}

interface Row {
  id: AlarmId; kind: AlarmKind; raised_at: Date; cleared_at: Date | null; escalate_at: Date | null; escalated_at: Date | null; acknowledged_at: Date | null;
  acknowledged_by: PersonId | null; acknowledged_name: string; settled_name: string; settled_by: PersonId | null; details: Record<string, string>; venue: AlarmDetail['venue']; lock: Translated | null;
  booking: (Omit<NonNullable<AlarmDetail['booking']>, 'period' | 'phone'> & { period: string; phone: string | null }) | null;
  told: { personId: PersonId | null; name: string; template: Told['template']; status: Told['status']; at: string }[];
}

const name = (table: string): string => `trim(${table}.given_name || ' ' || ${table}.family_name)`;

const ALARMS = `
SELECT a.id, a.kind, a.raised_at, a.cleared_at, a.escalate_at, a.escalated_at, a.acknowledged_at, a.acknowledged_by, ${name('k')} AS acknowledged_name, a.settled_by, ${name('s')} AS settled_name, a.details,
  jsonb_build_object('id', v.id, 'organisationId', v.organisation_id, 'name', v.name) AS venue, l.name AS lock,
  CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('id', b.id, 'code', b.code, 'activity', b.activity, 'period', b.period::text, 'hall', h.name, 'personId', b.person_id,
    'booker', coalesce(o.name, ${name('p')}), 'phone', coalesce(p.phone, o.phone)) END AS booking,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', m.person_id, 'name', coalesce(${name('t')}, m.recipient), 'template', m.template, 'status', m.status,
      'at', coalesce(m.sent_at, m.created_at)) ORDER BY m.created_at, m.id), '[]')
    FROM (SELECT * FROM mails WHERE facts \\? 'alarmId' AND facts ->> 'alarmId' = a.id::text ORDER BY created_at LIMIT 30) AS m LEFT JOIN persons t ON t.id = m.person_id) AS told
FROM alarms a LEFT JOIN locks l ON l.id = a.lock_id LEFT JOIN bookings b ON b.id = a.booking_id LEFT JOIN halls h ON h.id = b.hall_id
JOIN venues v ON v.id = coalesce(l.venue_id, h.venue_id) LEFT JOIN persons p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id
LEFT JOIN persons k ON k.id = a.acknowledged_by LEFT JOIN persons s ON s.id = a.settled_by`;

const toDetail = (row: Row): AlarmDetail => ({
  id: row.id, kind: row.kind, raisedAt: row.raised_at, urgent: row.escalate_at !== null, details: row.details, venue: row.venue,
  ...(row.cleared_at ? { clearedAt: row.cleared_at } : {}), ...(row.escalated_at ? { escalatedAt: row.escalated_at } : {}),
  ...(row.escalate_at && !row.escalated_at && !row.acknowledged_at && !row.cleared_at ? { escalatesAt: row.escalate_at } : {}),
  ...(row.acknowledged_at && row.acknowledged_by ? { acknowledged: { at: row.acknowledged_at, by: row.acknowledged_by, name: row.acknowledged_name } } : {}),
  ...(row.settled_by ? { settledBy: row.settled_name } : {}), ...(row.lock ? { lock: row.lock } : {}),
  ...(row.booking ? { booking: bookingOf(row.booking) } : {}),
  told: row.told.map(({ personId, at, ...one }) => ({ ...one, at: new Date(at), ...(personId ? { personId } : {}) })),
});

const bookingOf = ({ period, phone, ...booking }: NonNullable<Row['booking']>): NonNullable<AlarmDetail['booking']> => ({ ...booking, period: fromRange(period), ...(phone === null ? {} : { phone }) });

const MOST_OPEN = 200;
const CLEARED_DAYS = 14;

/** Alarms in scope that are open: the urgent ones first, those that nobody took up before the others, then the most pressing kind and the oldest. */
export async function alarmsOpen(db: Database | Transaction, scope: VenueScope): Promise<AlarmDetail[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `${ALARMS} WHERE a.cleared_at IS NULL AND ${IN_SCOPE}
     ORDER BY a.escalate_at IS NULL, a.acknowledged_at IS NOT NULL, array_position(CAST(:kinds AS text[]), a.kind), a.raised_at, a.id LIMIT ${MOST_OPEN}`, { ...scope, kinds: [...ALARM_KINDS] });
  return rows.map(toDetail);
}

export interface AlarmPage {
  items: AlarmDetail[];
  next?: TimePosition;
}

/** Those of the last two weeks that are over, the latest first. */
export async function alarmsCleared(db: Database | Transaction, scope: VenueScope, { limit, after }: { limit: number; after?: TimePosition }, now: Date): Promise<AlarmPage> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `${ALARMS} WHERE a.cleared_at > :since AND ${IN_SCOPE} AND (date_trunc('milliseconds', a.cleared_at), a.id) < (CAST(:start AS timestamptz), CAST(:id AS uuid))
     ORDER BY date_trunc('milliseconds', a.cleared_at) DESC, a.id DESC LIMIT :limit`,
    { ...scope, since: new Date(now.getTime() - CLEARED_DAYS * 86_400_000), start: after?.start ?? 'infinity', id: after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit: limit + 1 });
  const items = rows.slice(0, limit).map(toDetail);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last?.clearedAt ? { next: { start: last.clearedAt.toISOString(), id: last.id } } : {}) };
}

export async function alarmById(db: Database | Transaction, id: AlarmId): Promise<AlarmDetail | undefined> {
  const { rows: [row] } = await db.raw<{ rows: Row[] }>(`${ALARMS} WHERE a.id = ?`, [id]);
  return row && toDetail(row);
}
