import type { Info, LockEvent, Reported, Status } from '../../lock-gateway/protocol.ts';
import type { LockId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { LOCK_CODE, toLockCode, type LockCodeRow } from './code-store.ts';
import { leadMinutes } from './door-window.ts';
import type { LockCode } from './lock-code.ts';
import type { SealedCode } from './seal-code.ts';

/** The SQL that reads and changes locks: what their gateways say of them and what is on its way to them. */

export interface LockRow {
  id: LockId;
  gateway: string;
  lock_name: string;
  info: Partial<Info>;
  in_flight: string | null;
  manifest_rev: number;
  /** Codes on it that are not ours, by its last report. */
  foreign: number;
}

/** The locks of these names, locked until the transaction ends. */
export async function locksNamed(tx: Transaction, names: readonly { gateway: string; name: string }[]): Promise<LockRow[]> {
  const { rows } = await tx.raw<{ rows: LockRow[] }>(
    `SELECT id, gateway, lock_name, info, in_flight, manifest_rev, coalesce((reported #>> '{slots,foreign}')::integer, 0) AS "foreign" FROM locks
     WHERE (gateway, lock_name) IN (SELECT * FROM unnest(?::text[], ?::text[])) ORDER BY id FOR NO KEY UPDATE`,
    [names.map(({ gateway }) => gateway), names.map(({ name }) => name)]);
  return rows;
}

/** What the lock can do; codes that were not sent yet are timed anew. */
export async function saveInfo(tx: Transaction, lockId: LockId, info: Info, now: Date): Promise<void> {
  await tx.raw('UPDATE locks SET info = ?::jsonb WHERE id = ?', [JSON.stringify(info), lockId]);
  await tx.raw(
    `UPDATE lock_codes SET send_at = timed.at, act_at = timed.at
     FROM (SELECT id, greatest(lower(windows) - make_interval(mins => ?), ?::timestamptz) AS at FROM lock_codes
           WHERE lock_id = ? AND act_at IS NOT NULL AND desired = 'present' AND sent_rev IS NULL) AS timed
     WHERE lock_codes.id = timed.id`, [leadMinutes(info), now, lockId]);
}

/** A lock that could be given no codes now can: what it refused for that reason is asked of it anew, under a new revision. */
export async function askAnew(tx: Transaction, lockId: LockId, now: Date): Promise<void> {
  await tx.raw(
    `UPDATE lock_codes SET rev = rev + 1, attempts = 0, act_at = greatest(send_at, ?::timestamptz)
     WHERE lock_id = ? AND desired = 'present' AND act_at IS NOT NULL AND error_code = 'not_supported' AND answer_rev = rev`, [now, lockId]);
}

export interface LockNews {
  id: LockId;
  reported: Reported | undefined;
  /** The answer to what was in flight has come: the lock is free for its next command. */
  landed: boolean;
}

/** How locks are, without their codes, and which of them are free again. */
export async function saveLocks(tx: Transaction, news: readonly LockNews[], now: Date): Promise<void> {
  const changed = news.filter(({ reported, landed }) => reported !== undefined || landed);
  if (changed.length === 0) return;
  await tx.raw(
    `UPDATE locks l SET
       in_flight = CASE WHEN n.landed THEN NULL ELSE in_flight END, in_flight_until = CASE WHEN n.landed THEN NULL ELSE in_flight_until END,
       reported = coalesce(n.reported, l.reported), reported_at = coalesce(n.at, reported_at),
       lock_status_at = CASE WHEN coalesce(n.status, lock_status) = lock_status THEN lock_status_at ELSE CAST(:now AS timestamptz) END, lock_status = coalesce(n.status, lock_status),
       battery_percent = CASE WHEN n.at IS NULL THEN battery_percent ELSE n.battery END, clock_skew_seconds = CASE WHEN n.at IS NULL THEN clock_skew_seconds ELSE n.skew END,
       manifest_rev = greatest(l.manifest_rev, n.manifest_rev)
     FROM jsonb_to_recordset(CAST(:news AS jsonb)) AS n (id uuid, landed boolean, reported jsonb, at timestamptz, status text, battery smallint, skew integer, manifest_rev bigint)
     WHERE l.id = n.id`, { now, news: JSON.stringify(changed.map(toNews)) });
}

function toNews({ id, reported, landed }: LockNews): object {
  if (!reported) return { id, landed };
  const { codes: _codes, ...condition } = reported;
  return {
    id, landed, reported: condition, at: reported.at, status: reported.online ? 'online' : 'offline',
    battery: rounded(reported.battery), skew: rounded(reported.skewSeconds), manifest_rev: reported.manifestRev ?? 0,
  };
}

const LARGEST_INTEGER = 2_147_483_647;
const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Math.max(-LARGEST_INTEGER, Math.min(LARGEST_INTEGER, Math.round(value)));

/** Keeps what doors said, each event once. */
export async function insertEvents(tx: Transaction, events: readonly { lockId: LockId; event: LockEvent }[], now: Date): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ lockId, event }) => {
    const { v: _v, lock: _lock, id, at, type: kind, ...details } = event;
    return { lock_id: lockId, id, at, kind, ref: 'ref' in event ? event.ref : null, details };
  });
  await tx.raw(
    `INSERT INTO door_events (lock_id, id, kind, ref, details, at, received_at)
     SELECT n.*, ? FROM jsonb_to_recordset(?::jsonb) AS n (lock_id uuid, id text, kind text, ref text, details jsonb, at timestamptz)
     ON CONFLICT DO NOTHING`, [now, JSON.stringify(rows)]);
}

/** A gateway came, went or was started anew. Answers its locks when that changes what we knew of it, and nothing at a mere sign of life. */
export async function saveStatus(tx: Transaction, gateway: string, { status, bootId }: Status, now: Date): Promise<LockId[]> {
  const { rows } = await tx.raw<{ rows: { id: LockId }[] }>(
    `UPDATE locks SET gateway_status = :status, gateway_status_at = :now, boot_id = :bootId WHERE id IN (
       SELECT id FROM locks WHERE gateway = :gateway AND (gateway_status <> :status OR boot_id IS DISTINCT FROM :bootId) ORDER BY id FOR NO KEY UPDATE)
     RETURNING id`, { status, now, bootId, gateway });
  return rows.map(({ id }) => id);
}

const UNANSWERED = 'act_at > :now AND sent_rev IS NOT NULL AND answered_at IS NULL';

/** Forgets what is under way to these locks (all of them by default): whoever carried it may have lost it. Unanswered commands are due again. */
export async function startAfresh(tx: Transaction, now: Date, lockIds?: readonly LockId[]): Promise<void> {
  const chosen = lockIds === undefined ? 'true' : 'id = ANY(:lockIds::uuid[])';
  await tx.raw(
    `WITH afresh AS (
       SELECT id FROM locks WHERE ${chosen} AND (in_flight IS NOT NULL OR EXISTS (SELECT FROM lock_codes WHERE lock_id = locks.id AND ${UNANSWERED}))
       ORDER BY id FOR NO KEY UPDATE),
     landed AS (UPDATE locks SET in_flight = NULL, in_flight_until = NULL FROM afresh WHERE locks.id = afresh.id)
     UPDATE lock_codes SET act_at = :now, attempts = 0 FROM afresh WHERE lock_id = afresh.id AND ${UNANSWERED}`,
    { now, ...(lockIds ? { lockIds: [...lockIds] } : {}) });
}

/** Every lock of these gateways. */
export async function locksOfGateways(db: Database, gateways: readonly string[]): Promise<LockId[]> {
  const { rows } = await db.raw<{ rows: { id: LockId }[] }>('SELECT id FROM locks WHERE gateway = ANY(?::text[]) ORDER BY id', [[...gateways]]);
  return rows.map(({ id }) => id);
}

export interface DueLock {
  id: LockId;
  gateway: string;
  lock_name: string;
}

const FREE = '(in_flight_until IS NULL OR in_flight_until <= :now)';

/**
 * Locks with something to do and nothing in flight, whose gateways are not known to be away. Those that another transaction has in hand at
 * this moment are left out, and `missed` says that there were some.
 */
export async function claimLocks(tx: Transaction, gateways: readonly string[], now: Date, limit: number): Promise<{ locks: DueLock[]; missed: boolean }> {
  const { rows } = await tx.raw<{ rows: (DueLock & { due: number })[] }>(
    `WITH due AS MATERIALIZED (
       SELECT id FROM locks WHERE gateway = ANY(:gateways::text[]) AND gateway_status <> 'offline' AND ${FREE}
         AND EXISTS (SELECT FROM lock_codes WHERE lock_id = locks.id AND act_at <= :now) ORDER BY id LIMIT :limit),
     claimed AS (SELECT locks.id, gateway, lock_name FROM locks JOIN due USING (id) WHERE ${FREE} ORDER BY id FOR NO KEY UPDATE OF locks SKIP LOCKED)
     SELECT claimed.*, counted.due FROM (SELECT count(*) AS due FROM due) AS counted LEFT JOIN claimed ON true`, { gateways: [...gateways], now, limit });
  const locks = rows.filter(({ id }) => id !== null);
  return { locks, missed: locks.length < (rows[0]?.due ?? 0) };
}

export interface DueCode {
  code: LockCode;
  sealed?: SealedCode;
}

export const LOOKED_AT_PER_LOCK = 20;

/** When the window opens that is open or next, of a code `c`; null when all are over. */
export const NEXT_START = 'lower(c.windows * tstzmultirange(tstzrange(:now, NULL)))';

/** The first codes of each lock that are to be looked at: what must go, then by the start of their next window. */
export async function dueCodes(tx: Transaction, lockIds: readonly LockId[], now: Date): Promise<DueCode[]> {
  const { rows } = await tx.raw<{ rows: (LockCodeRow & { code_sealed: Buffer | null; code_key: string })[] }>(
    `SELECT ${LOCK_CODE}, g.code_sealed, g.code_key
     FROM unnest(:lockIds::uuid[]) AS l (id) CROSS JOIN LATERAL (
       SELECT c.*, c.desired = 'absent' OR upper(c.windows) <= :now OR (c.held_back_at IS NOT NULL AND c.sent_rev IS NOT NULL) AS goes FROM lock_codes AS c
       WHERE lock_id = l.id AND act_at <= :now ORDER BY goes DESC, ${NEXT_START}, id LIMIT ${LOOKED_AT_PER_LOCK}) AS c
     JOIN grants g ON g.id = c.grant_id ORDER BY c.lock_id, c.goes DESC, ${NEXT_START}, c.id`, { lockIds: [...lockIds], now });
  return rows.map((row) => ({ code: toLockCode(row), ...(row.code_sealed ? { sealed: { bytes: row.code_sealed, keyId: row.code_key } } : {}) }));
}

/** One command at a time goes to a lock: until it is answered, or this instant. */
export async function markInFlight(tx: Transaction, flights: readonly { lockId: LockId; cmdId: string }[], until: Date): Promise<void> {
  if (flights.length === 0) return;
  await tx.raw(
    `UPDATE locks SET in_flight = n.cmd_id, in_flight_until = ? FROM unnest(?::uuid[], ?::uuid[]) AS n (lock_id, cmd_id) WHERE locks.id = n.lock_id`,
    [until, flights.map(({ lockId }) => lockId), flights.map(({ cmdId }) => cmdId)]);
}
