import type { BookingId, LockId, PersonId } from '../kernel/ids.ts';
import { period, type Period } from '../kernel/period.ts';
import { addDays, localDate, startOfDay, type LocalDate } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import type { AlarmKind } from './alarm-kinds.ts';

/** What happened at a lock. `installed` and `removed`: the lock confirmed a code, or that it is gone. */
export type LockMomentKind =
  | 'entry' | 'refused' | 'lockout' | 'tamper' | 'online' | 'offline' | 'door' | 'battery' | 'clock_skew' | 'foreign' | 'stuck'
  | 'installed' | 'removed' | 'alarm' | 'alarm-over';

export interface MomentDetails {
  percent?: number;
  skewSeconds?: number;
  count?: number;
  open?: boolean;
}

export interface LockMoment {
  id: string;
  at: Date;
  kind: LockMomentKind;
  alarm?: AlarmKind;
  /** What the lock said with it; never digits. */
  details: MomentDetails;
  booking?: { id: BookingId; code: string; personId: PersonId };
}

/** Before this instant and, among equals, before this id. */
export interface MomentPosition {
  at: string;
  id: string;
}

export const isMomentPosition = (value: unknown): value is MomentPosition =>
  typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'string' && !Number.isNaN(Date.parse(value.at))
  && 'id' in value && typeof value.id === 'string' && value.id.length <= 100;

export interface MomentPage {
  items: LockMoment[];
  next?: MomentPosition;
}

const DAYS_BACK = 14;

/** A day, or the last fourteen and today. */
export function timelineSpan(day: LocalDate | undefined, now: Date): Period {
  const today = localDate(now);
  const [first, last] = day ? [day, day] : [addDays(today, -DAYS_BACK), today];
  return period(startOfDay(first), startOfDay(addDays(last, 1)));
}

interface Row {
  id: string; at: Date; kind: LockMomentKind; alarm: AlarmKind | null; details: MomentDetails; booking_id: BookingId | null; code: string; person_id: PersonId;
}

/** What the gateway asks of us says nothing about the door. */
const SILENT = "'need'";

const MOMENTS = `
SELECT 'e:' || e.id AS id, date_trunc('milliseconds', e.at) AS at, e.kind, NULL AS alarm, e.details, g.booking_id
FROM door_events e LEFT JOIN lock_codes c ON c.ref = e.ref AND c.lock_id = e.lock_id LEFT JOIN grants g ON g.id = c.grant_id
WHERE e.lock_id = :lockId AND e.kind NOT IN (${SILENT}) AND e.at >= :start AND e.at < :end
UNION ALL SELECT 'c:' || c.id, date_trunc('milliseconds', c.answered_at), c.answer_status, NULL, '{}', g.booking_id FROM lock_codes c JOIN grants g ON g.id = c.grant_id
WHERE c.lock_id = :lockId AND c.answer_status IN ('installed', 'removed') AND c.evidence IN ('read_back', 'device_ack') AND c.answered_at >= :start AND c.answered_at < :end
UNION ALL SELECT 'a:' || a.id, date_trunc('milliseconds', a.raised_at), 'alarm', a.kind, '{}', a.booking_id FROM alarms a
WHERE a.lock_id = :lockId AND a.raised_at >= :start AND a.raised_at < :end
UNION ALL SELECT 'z:' || a.id, date_trunc('milliseconds', a.cleared_at), 'alarm-over', a.kind, '{}', a.booking_id FROM alarms a
WHERE a.lock_id = :lockId AND a.cleared_at >= :start AND a.cleared_at < :end`;

/** What happened at a lock in a period, the latest first, a page at a time. */
export async function lockTimeline(db: Database, lockId: LockId, { start, end }: Period, { limit, after }: { limit: number; after?: MomentPosition }): Promise<MomentPage> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `SELECT m.*, b.code, b.person_id FROM (${MOMENTS}) AS m LEFT JOIN bookings b ON b.id = m.booking_id
     WHERE (m.at, m.id) < (CAST(:beforeAt AS timestamptz), :beforeId) ORDER BY m.at DESC, m.id DESC LIMIT :limit`,
    { lockId, start, end, beforeAt: after?.at ?? 'infinity', beforeId: after?.id ?? '', limit: limit + 1 });
  const items = rows.slice(0, limit).map(toMoment);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last ? { next: { at: last.at.toISOString(), id: last.id } } : {}) };
}

const toMoment = ({ id, at, kind, alarm, details, booking_id: bookingId, code, person_id: personId }: Row): LockMoment =>
  ({ id, at, kind, details, ...(alarm ? { alarm } : {}), ...(bookingId ? { booking: { id: bookingId, code, personId } } : {}) });
