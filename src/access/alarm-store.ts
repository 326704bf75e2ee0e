import { newId, type BookingId, type LockId } from '../kernel/ids.ts';
import { announce, type Transaction } from '../platform/db.ts';

export type AlarmKind = 'at-risk' | 'fallback' | 'failed' | 'removal-overdue' | 'no-space' | 'gateway-offline';

/** Something that a person must act on now. */
export interface Alarm {
  kind: AlarmKind;
  lockId?: LockId;
  bookingId?: BookingId;
  details?: Readonly<Record<string, string>>;
}

/** Raises alarms, each once until it is cleared, and announces the new ones as `alarm-raised`. */
export async function raiseAlarms(tx: Transaction, alarms: readonly Alarm[], now: Date): Promise<void> {
  if (alarms.length === 0) return;
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `INSERT INTO alarms (id, kind, lock_id, booking_id, raised_at, details)
     SELECT id, kind, lock_id, booking_id, ?, details
     FROM jsonb_to_recordset(?::jsonb) AS n (id uuid, kind text, lock_id uuid, booking_id uuid, details jsonb)
     ON CONFLICT DO NOTHING RETURNING id`,
    [now, JSON.stringify(alarms.map(({ kind, lockId, bookingId, details }) =>
      ({ id: newId(now), kind, lock_id: lockId ?? null, booking_id: bookingId ?? null, details: details ?? {} })))]);
  for (const { id } of rows) await announce(tx, { type: 'alarm-raised', alarmId: id });
}

/**
 * Clears every open alarm that is not among these. One about a code that could not be drawn stays until its booking is over or given up,
 * or has a code after all.
 */
export async function clearOthers(tx: Transaction, alarms: readonly Alarm[], now: Date): Promise<void> {
  await tx.raw(
    `UPDATE alarms a SET cleared_at = :now WHERE cleared_at IS NULL
       AND NOT EXISTS (SELECT FROM jsonb_to_recordset(CAST(:alarms AS jsonb)) AS n (kind text, lock_id uuid, booking_id uuid)
         WHERE n.kind = a.kind AND n.lock_id IS NOT DISTINCT FROM a.lock_id AND n.booking_id IS NOT DISTINCT FROM a.booking_id)
       AND (a.details ->> 'reason' IS DISTINCT FROM 'no-code-left' OR NOT EXISTS (
         SELECT FROM bookings b WHERE b.id = a.booking_id AND b.status = 'confirmed' AND upper(b.period) > :now))`,
    { now, alarms: JSON.stringify(alarms.map(({ kind, lockId, bookingId }) => ({ kind, lock_id: lockId ?? null, booking_id: bookingId ?? null }))) });
}
