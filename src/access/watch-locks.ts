import type { LockId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import type { Transaction } from '../platform/db.ts';
import type { AlarmKind } from './alarm-kinds.ts';
import type { Alarm } from './alarm-store.ts';
import { FAULTS_OF_LOCK, lockFaults, REFUSED, type LockCondition } from './lock-faults.ts';

const MOST = 5_000;

interface Row {
  id: LockId; gateway_status: string; offline_since: Date | null; battery_percent: number | null; skew: number | null; unfit: string | null;
  foreign_codes: number; foreign_known: number; locked_out_at: Date | null; refused: number; stuck_at: Date | null; open: AlarmKind[];
}

/** What is wrong with locks themselves, whether or not a booking is about to need them. */
export async function alarmsOfLocks(tx: Transaction, now: Date): Promise<Alarm[]> {
  const { rows } = await tx.raw<{ rows: Row[] }>(
    `WITH said AS MATERIALIZED (
       SELECT lock_id, max(received_at) FILTER (WHERE kind = 'lockout') AS locked_out_at, max(received_at) FILTER (WHERE kind = 'stuck') AS stuck_at,
         count(*) FILTER (WHERE kind = 'refused' AND received_at > :refusedSince) AS refused
       FROM door_events WHERE kind IN ('lockout', 'refused', 'stuck') AND received_at > :since AND received_at <= :now GROUP BY lock_id)
     SELECT l.id, l.gateway_status, CASE WHEN l.lock_status = 'offline' THEN coalesce(l.lock_status_at, l.reported_at) END AS offline_since, l.battery_percent,
       CASE WHEN l.info #>> '{capabilities,windows}' = 'true' THEN l.clock_skew_seconds END AS skew,
       CASE WHEN EXISTS (SELECT FROM hall_locks h WHERE h.lock_id = l.id) THEN l.info ->> 'unfit' END AS unfit,
       coalesce((l.reported #>> '{slots,foreign}')::integer, 0) AS foreign_codes, l.foreign_known, said.locked_out_at, coalesce(said.refused, 0) AS refused,
       CASE WHEN said.stuck_at IS NULL THEN NULL WHEN NOT EXISTS (SELECT FROM lock_codes c WHERE c.lock_id = l.id AND c.answer_status = 'installed' AND c.evidence IN ('read_back', 'device_ack')
         AND c.answered_at > said.stuck_at) THEN said.stuck_at END AS stuck_at,
       ARRAY(SELECT kind FROM alarms WHERE lock_id = l.id AND booking_id IS NULL AND cleared_at IS NULL AND kind = ANY(:kinds)) AS open
     FROM locks l LEFT JOIN said ON said.lock_id = l.id WHERE l.gateway_status <> 'unknown' ORDER BY l.id LIMIT ${MOST}`,
    { now, since: addMinutes(now, -60), refusedSince: addMinutes(now, -REFUSED.withinMinutes), kinds: [...FAULTS_OF_LOCK] });
  return rows.flatMap((row) => lockFaults(toCondition(row), now).map((kind) => ({ kind, lockId: row.id, details: detailsOf(kind, row) })));
}

const toCondition = (row: Row): LockCondition => ({
  heard: row.gateway_status === 'online' ? 'known' : 'unknown', foreign: row.foreign_codes, foreignKnown: row.foreign_known, refused: row.refused, open: new Set(row.open),
  ...(row.offline_since ? { offlineSince: row.offline_since } : {}),
  ...(row.battery_percent === null ? {} : { battery: row.battery_percent }),
  ...(row.skew === null ? {} : { skewSeconds: row.skew }),
  ...(row.unfit === null ? {} : { unfit: row.unfit }),
  ...(row.locked_out_at ? { lockedOutAt: row.locked_out_at } : {}),
  ...(row.stuck_at ? { stuckAt: row.stuck_at } : {}),
});

/** What was measured when it began, for whoever goes there. */
function detailsOf(kind: AlarmKind, { battery_percent: battery, skew, unfit, foreign_codes: foreign }: Row): Record<string, string> {
  if (kind === 'battery-low' || kind === 'battery-critical') return { percent: String(battery ?? '') };
  if (kind === 'clock-skew' || kind === 'clock-wrong') return { seconds: String(skew ?? '') };
  if (kind === 'unfit') return { unfit: unfit ?? '' };
  return kind === 'codes-changed' ? { foreign: String(foreign) } : {};
}

/** Locks that said that somebody works at them, and of which nobody has said since that it is over. */
export async function alarmsOfTampering(tx: Transaction, now: Date): Promise<Alarm[]> {
  const { rows } = await tx.raw<{ rows: { lock_id: LockId }[] }>(
    `SELECT DISTINCT lock_id FROM door_events e WHERE kind = 'tamper' AND received_at > :since AND received_at <= :now
       AND NOT EXISTS (SELECT FROM alarms a WHERE a.lock_id = e.lock_id AND a.kind = 'tampered' AND a.cleared_at >= e.received_at) LIMIT ${MOST}`,
    { now, since: addMinutes(now, -24 * 60) });
  return rows.map(({ lock_id: lockId }) => ({ kind: 'tampered', lockId }));
}
