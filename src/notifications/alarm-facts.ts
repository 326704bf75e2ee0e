import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';

export interface AlarmFacts {
  kind: 'at-risk' | 'fallback' | 'failed' | 'removal-overdue' | 'no-space' | 'gateway-offline';
  lock: Translated | null;
  gateway: string | null;
  raisedAt: Date;
}

/** An alarm that has not been cleared. */
export async function openAlarm(db: Database | Transaction, alarmId: string): Promise<AlarmFacts | undefined> {
  const { rows } = await db.raw<{ rows: AlarmFacts[] }>(
    `SELECT a.kind, l.name AS lock, l.gateway, a.raised_at AS "raisedAt" FROM alarms a LEFT JOIN locks l ON l.id = a.lock_id
     WHERE a.id = ? AND a.cleared_at IS NULL`, [alarmId]);
  return rows[0];
}
