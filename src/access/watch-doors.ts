import type { BookingId, LockId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import type { Transaction } from '../platform/db.ts';
import { clearOthers, CODELESS, escalateAlarms, raiseAlarms, type Alarm, type AlarmKind } from './alarm-store.ts';
import { alarmsOfSpace } from './capacity.ts';
import { codeState, type CodeState } from './code-state.ts';
import { LOCK_CODE, toLockCode, type LockCodeRow } from './code-store.ts';
import { NEXT_START } from './lock-store.ts';
import { MANY_ATTEMPTS } from './lock-code.ts';
import { alarmsOfLocks, alarmsOfTampering } from './watch-locks.ts';

const GATEWAY_AWAY_MINUTES = 5;
const LOOK_AHEAD_MINUTES = 30;
const MOST = 5_000;
/** Any constant will do: it only has to be the same in every worker. */
const ADVISORY_LOCK = 7_030_622;

/**
 * Compares every door that needs attention with the alarms that are open: raises what is new, clears what is well again, and tells more people where nobody took it up. Of several workers
 * one does it at a time; the others do nothing.
 */
export async function watchDoors(tx: Transaction, now: Date): Promise<void> {
  const { rows: [turn] } = await tx.raw<{ rows: [{ ours: boolean }] }>('SELECT pg_try_advisory_xact_lock(?) AS ours', [ADVISORY_LOCK]);
  if (!turn.ours) return;
  const alarms = [
    ...await alarmsOfCodes(tx, now), ...await alarmsOfCodeless(tx, now), ...await alarmsOfSpace(tx, now), ...await alarmsOfGateways(tx, now), ...await alarmsOfLocks(tx, now),
    ...await alarmsOfTampering(tx, now),
  ];
  await raiseAlarms(tx, alarms, now);
  await clearOthers(tx, alarms, now);
  await escalateAlarms(tx, now);
}

const KINDS: Partial<Record<CodeState, AlarmKind>> = {
  'at-risk': 'at-risk', fallback: 'fallback', failed: 'failed', 'removal-overdue': 'removal-overdue',
};

/** Most codes by far, when many doors are open: a lock that keeps windows says that it has the code, and it is not over. */
const IN_ORDER = `coalesce(c.desired = 'present' AND c.answer_rev = c.rev AND c.answer_status = 'installed' AND c.evidence IN ('read_back', 'device_ack')
  AND upper(c.windows) > :now AND l.info #>> '{capabilities,windows}' IS DISTINCT FROM 'false', false)`;

async function alarmsOfCodes(tx: Transaction, now: Date): Promise<Alarm[]> {
  const { rows } = await tx.raw<{ rows: (LockCodeRow & { booking_id: BookingId | null })[] }>(
    `SELECT ${LOCK_CODE}, g.booking_id FROM lock_codes c JOIN grants g ON g.id = c.grant_id
     JOIN locks l ON l.id = c.lock_id
     WHERE c.act_at IS NOT NULL AND (c.send_at <= :now OR c.desired = 'absent') AND NOT ${IN_ORDER} AND (coalesce(${NEXT_START} <= :soon, true) OR c.desired = 'absent' OR c.attempts >= :many OR c.error_retry IN ('never', 'new_pin')
       OR (c.answer_status IN ('installed', 'unconfirmed') AND l.info #>> '{capabilities,windows}' = 'false'))
     ORDER BY ${NEXT_START} NULLS FIRST, c.id LIMIT ${MOST}`, { now, soon: addMinutes(now, LOOK_AHEAD_MINUTES), many: MANY_ATTEMPTS });
  return rows.flatMap((row) => {
    const kind = KINDS[codeState(toLockCode(row), now)];
    if (!kind || !(row.booking_id || WITHOUT_BOOKING.has(kind))) return [];
    return [{ kind, lockId: row.lock_id, ...(row.booking_id ? { bookingId: row.booking_id } : {}) }];
  });
}

/** Nobody waits at the door for a code that is there for another reason than a booking; that it stays on the lock matters all the same. */
const WITHOUT_BOOKING: ReadonlySet<AlarmKind> = new Set(['failed', 'removal-overdue']);

/** Bookings for which no code could be drawn at all, once they are near: somebody was told long ago, and must not have forgotten. */
async function alarmsOfCodeless(tx: Transaction, now: Date): Promise<Alarm[]> {
  const { rows } = await tx.raw<{ rows: { id: BookingId }[] }>(
    `SELECT DISTINCT b.id FROM alarms a JOIN bookings b ON b.id = a.booking_id
     WHERE a.kind = 'failed' AND a.cleared_at IS NULL AND a.details ->> 'reason' = 'no-code-left' AND lower(b.period) <= :soon AND ${CODELESS} LIMIT ${MOST}`,
    { now, soon: addMinutes(now, LOOK_AHEAD_MINUTES) });
  return rows.map(({ id }) => ({ kind: 'fallback', bookingId: id }));
}

/** One alarm for a gateway in each venue that it serves, on the first of its locks there. */
async function alarmsOfGateways(tx: Transaction, now: Date): Promise<Alarm[]> {
  const { rows } = await tx.raw<{ rows: { gateway: string; lock_id: LockId }[] }>(
    `SELECT DISTINCT ON (gateway, venue_id) gateway, id AS lock_id FROM locks
     WHERE gateway_status = 'offline' AND gateway_status_at <= ? ORDER BY gateway, venue_id, id`, [addMinutes(now, -GATEWAY_AWAY_MINUTES)]);
  return rows.map(({ gateway, lock_id: lockId }) => ({ kind: 'gateway-offline', lockId, details: { gateway } }));
}
