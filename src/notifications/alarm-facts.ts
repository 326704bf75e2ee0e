import type { AlarmKind } from '../access/alarm-kinds.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';

export interface AlarmFacts {
  kind: AlarmKind;
  lock: Translated | null;
  venue: Translated | null;
  address: string | null;
  raisedAt: Date;
  cleared: boolean;
  acknowledged: boolean;
  /** Another alarm about the same booking or lock is open. */
  others: boolean;
}

/** An alarm as it is now. */
export async function alarmFacts(db: Database | Transaction, alarmId: string): Promise<AlarmFacts | undefined> {
  const { rows } = await db.raw<{ rows: AlarmFacts[] }>(
    `SELECT a.kind, l.name AS lock, v.name AS venue, v.street || ', ' || v.postal_code || ' ' || v.municipality AS address, a.raised_at AS "raisedAt",
       a.cleared_at IS NOT NULL AS cleared, a.acknowledged_at IS NOT NULL AS acknowledged,
       EXISTS (SELECT FROM alarms o WHERE o.id <> a.id AND o.cleared_at IS NULL AND o.escalate_at IS NOT NULL
         AND o.booking_id IS NOT DISTINCT FROM a.booking_id AND (a.booking_id IS NOT NULL OR o.lock_id IS NOT DISTINCT FROM a.lock_id)) AS others
     FROM alarms a LEFT JOIN locks l ON l.id = a.lock_id LEFT JOIN bookings b ON b.id = a.booking_id LEFT JOIN halls h ON h.id = b.hall_id
     LEFT JOIN venues v ON v.id = coalesce(l.venue_id, h.venue_id) WHERE a.id = ?`, [alarmId]);
  return rows[0];
}
