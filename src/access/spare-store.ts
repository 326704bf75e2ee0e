import type { Info } from '../../lock-gateway/protocol.ts';
import type { BookingId, GrantId, LockId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { LOCK_CODE, toLockCode, type LockCodeRow } from './code-store.ts';
import { isConfirmed, lastEnd, type LockCode } from './lock-code.ts';
import type { SealedCode } from './seal-code.ts';

/** The SQL of spare codes. */

export interface Spare {
  code: LockCode;
  standsInFor?: BookingId;
  lock: Translated;
  sealed: SealedCode;
}

interface SpareRow extends LockCodeRow {
  stands_in_for: BookingId | null; lock_name: Translated; code_sealed: Buffer; code_key: string;
}

/** The spare codes of these locks that were not taken back and are not over. */
export async function sparesOn(db: Database | Transaction, lockIds: readonly LockId[], now: Date): Promise<Spare[]> {
  if (lockIds.length === 0) return [];
  const { rows } = await db.raw<{ rows: SpareRow[] }>(
    `SELECT ${LOCK_CODE}, g.stands_in_for, l.name AS lock_name, g.code_sealed, g.code_key
     FROM lock_codes c JOIN grants g ON g.id = c.grant_id JOIN locks l ON l.id = c.lock_id
     WHERE c.lock_id = ANY(?::uuid[]) AND c.act_at IS NOT NULL AND c.desired = 'present' AND upper(c.windows) > ?
       AND g.purpose = 'backup' AND g.revoked_at IS NULL AND g.code_sealed IS NOT NULL ORDER BY upper(c.windows) DESC, c.id`, [[...lockIds], now]);
  return rows.map((row) => ({
    code: toLockCode(row), lock: row.lock_name, sealed: { bytes: row.code_sealed, keyId: row.code_key }, ...(row.stands_in_for ? { standsInFor: row.stands_in_for } : {}),
  }));
}

/** The one that stands in for this booking on this lock, or else one that could for the whole of its window: the lock confirms it, and nobody has it. */
export const spareFor = (spares: readonly Spare[], bookingId: BookingId, lockId: LockId, window: Period, now: Date): Spare | undefined =>
  spares.find(({ code, standsInFor }) => code.lockId === lockId && standsInFor === bookingId)
  ?? spares.find(({ code, standsInFor }) => code.lockId === lockId && !standsInFor && isConfirmed(code) && code.windows[0]!.start <= (window.start > now ? window.start : now) && lastEnd(code) >= window.end);

export async function markStandingIn(tx: Transaction, grantId: GrantId, bookingId: BookingId): Promise<void> {
  await tx('grants').where({ id: grantId }).update({ stands_in_for: bookingId });
}

/** The spare codes that stand in for a booking and were not taken back. */
export async function standingInFor(tx: Transaction, bookingId: BookingId): Promise<GrantId[]> {
  const { rows } = await tx.raw<{ rows: { id: GrantId }[] }>('SELECT id FROM grants WHERE stands_in_for = ? AND revoked_at IS NULL ORDER BY id', [bookingId]);
  return rows.map(({ id }) => id);
}

export interface SpareLock {
  id: LockId; spares: number; info: Partial<Info>; foreign: number;
  /** Codes for bookings and tests that it is to hold within these days. */
  others: number;
}

const SPARE_LOCK = `
SELECT l.id, l.spares, l.info, coalesce((l.reported #>> '{slots,foreign}')::integer, 0) AS "foreign",
  (SELECT count(*)::integer FROM lock_codes c JOIN grants g ON g.id = c.grant_id
   WHERE c.lock_id = l.id AND c.act_at IS NOT NULL AND lower(c.windows) < :until AND (g.purpose <> 'backup' OR g.stands_in_for IS NOT NULL)) AS others
FROM locks l`;

export async function spareLock(db: Database | Transaction, id: LockId, until: Date): Promise<SpareLock | undefined> {
  const { rows: [lock] } = await db.raw<{ rows: SpareLock[] }>(`${SPARE_LOCK} WHERE l.id = :id`, { id, until });
  return lock;
}

/** Locks that should have spare codes, or have some, locked until the transaction ends. */
export async function spareLocks(tx: Transaction, now: Date, until: Date): Promise<SpareLock[]> {
  const { rows } = await tx.raw<{ rows: SpareLock[] }>(
    `${SPARE_LOCK} WHERE l.spares > 0 OR EXISTS (SELECT FROM lock_codes c JOIN grants g ON g.id = c.grant_id
       WHERE c.lock_id = l.id AND c.act_at IS NOT NULL AND c.desired = 'present' AND g.purpose = 'backup' AND upper(c.windows) > :now)
     ORDER BY l.id FOR NO KEY UPDATE OF l`, { now, until });
  return rows;
}
