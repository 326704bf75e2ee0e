import { newId, type BookingId, type LockId } from '../kernel/ids.ts';
import { announce, type Transaction } from '../platform/db.ts';

export type AlarmKind = 'at-risk' | 'fallback' | 'failed' | 'removal-overdue' | 'gateway-offline';

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
