import { newId, type BookingId, type LockId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { COOL_DOWN_MINUTES, ESCALATE_MINUTES, LASTING, OF_LOCK, OF_STAY, SOON_HOURS, URGENT, WITHIN_THE_HOUR_MINUTES, type AlarmKind } from './alarm-kinds.ts';

export type { AlarmKind };

/** Something that a person must act on now. */
export interface Alarm {
  kind: AlarmKind;
  lockId?: LockId;
  bookingId?: BookingId;
  details?: Readonly<Record<string, string>>;
}

/** What makes an alarm the one that it is, as rows. */
const records = (alarms: readonly Alarm[], now: Date): string => JSON.stringify(alarms.map(({ kind, lockId, bookingId, details }) =>
  ({ id: newId(now), kind, lock_id: lockId ?? null, booking_id: bookingId ?? null, details: details ?? {} })));

const NAMED = 'jsonb_to_recordset(CAST(:alarms AS jsonb)) AS n (id uuid, kind text, lock_id uuid, booking_id uuid, details jsonb)';
const SAME = 'n.kind = a.kind AND n.lock_id IS NOT DISTINCT FROM a.lock_id AND n.booking_id IS NOT DISTINCT FROM a.booking_id';
const ESCALATE_AT = `CASE WHEN n.kind = ANY(:urgent) AND coalesce(n.starts_at <= :soon, true)
  THEN CAST(:now AS timestamptz) + make_interval(mins => CASE WHEN n.starts_at <= :withinTheHour THEN ${ESCALATE_MINUTES.soon} ELSE ${ESCALATE_MINUTES.usual} END) END`;

/**
 * Raises alarms, each once until it is cleared, and announces the new ones as `alarm-raised`. One about a booking that begins at another moment
 * now is a new one. One about a lock that was well for a moment only goes on as it was, and is not announced.
 */
export async function raiseAlarms(tx: Transaction, alarms: readonly Alarm[], now: Date): Promise<void> {
  if (alarms.length === 0) return;
  const named = { alarms: records(alarms, now), now };
  await tx.raw(
    `UPDATE alarms a SET cleared_at = :now FROM ${NAMED}, bookings b
     WHERE ${SAME} AND a.cleared_at IS NULL AND b.id = a.booking_id AND a.starts_at <> lower(b.period)`, named);
  await tx.raw(
    `UPDATE alarms a SET cleared_at = NULL, escalate_at = CASE WHEN escalate_at IS NOT NULL THEN CAST(:now AS timestamptz) + interval '${ESCALATE_MINUTES.usual} minutes' END
     WHERE a.id IN (SELECT DISTINCT ON (n.id) a.id FROM ${NAMED} JOIN alarms a ON ${SAME}
       WHERE a.kind = ANY(:ofLock) AND a.booking_id IS NULL AND a.settled_by IS NULL AND a.cleared_at > :lately ORDER BY n.id, a.cleared_at DESC)
       AND NOT EXISTS (SELECT FROM alarms o WHERE o.kind = a.kind AND o.lock_id IS NOT DISTINCT FROM a.lock_id AND o.booking_id IS NULL AND o.cleared_at IS NULL)`,
    { ...named, ofLock: [...OF_LOCK], lately: addMinutes(now, -COOL_DOWN_MINUTES) });
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `INSERT INTO alarms (id, kind, lock_id, booking_id, raised_at, details, starts_at, escalate_at)
     SELECT id, kind, lock_id, booking_id, :now, details, starts_at, ${ESCALATE_AT}
     FROM (SELECT n.*, CASE WHEN n.kind = ANY(:ofStay) THEN lower(b.period) END AS starts_at FROM ${NAMED} LEFT JOIN bookings b ON b.id = n.booking_id) AS n
     ON CONFLICT DO NOTHING RETURNING id`,
    { ...named, urgent: [...URGENT], ofStay: [...OF_STAY], soon: addMinutes(now, SOON_HOURS * 60), withinTheHour: addMinutes(now, WITHIN_THE_HOUR_MINUTES) });
  for (const { id } of rows) await announce(tx, { type: 'alarm-raised', alarmId: id });
}

/**
 * Clears every open alarm that is not among these, and announces the urgent ones as `alarm-cleared`. One about a code that could not be drawn stays until its
 * booking is over or given up, or has a code after all; one that only somebody can end stays until they do.
 */
export async function clearOthers(tx: Transaction, alarms: readonly Alarm[], now: Date): Promise<void> {
  const { rows } = await tx.raw<{ rows: { id: string; urgent: boolean }[] }>(
    `UPDATE alarms a SET cleared_at = :now WHERE cleared_at IS NULL
       AND NOT EXISTS (SELECT FROM ${NAMED} WHERE ${SAME})
       AND a.kind <> ALL(:lasting)
       AND (a.details ->> 'reason' IS DISTINCT FROM 'no-code-left' OR NOT EXISTS (SELECT FROM bookings b WHERE b.id = a.booking_id AND ${CODELESS}))
     RETURNING id, escalate_at IS NOT NULL AS urgent`, { now, alarms: records(alarms, now), lasting: [...LASTING] });
  for (const { id, urgent } of rows) if (urgent) await announce(tx, { type: 'alarm-cleared', alarmId: id });
}

/** True for a confirmed booking `b`, not over at `:now`, whose doors no code opens: it has no grant, or a lock refuses the digits and there are no others. */
export const CODELESS = `b.status = 'confirmed' AND upper(b.period) > :now AND NOT EXISTS (SELECT FROM grants g WHERE g.booking_id = b.id AND g.revoked_at IS NULL
  AND NOT EXISTS (SELECT FROM lock_codes c WHERE c.grant_id = g.id AND c.desired = 'present' AND c.error_retry = 'new_pin' AND c.answer_rev = c.rev))`;

/** Urgent alarms that nobody took up in time are announced as `alarm-escalated`, each once. */
export async function escalateAlarms(tx: Transaction, now: Date): Promise<void> {
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    'UPDATE alarms SET escalated_at = :now WHERE cleared_at IS NULL AND acknowledged_at IS NULL AND escalated_at IS NULL AND escalate_at <= :now RETURNING id', { now });
  for (const { id } of rows) await announce(tx, { type: 'alarm-escalated', alarmId: id });
}
