import type { Info } from '../../lock-gateway/protocol.ts';
import type { BookingId, GrantId, LockId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { ZONE } from '../kernel/time.ts';
import { TryAgain, type Transaction } from '../platform/db.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { fromMultirange, fromRange, toMultirange } from '../platform/range.ts';
import { codesOfGrant } from './code-store.ts';
import type { Margins, Neighbours } from './door-window.ts';
import type { LockCode } from './lock-code.ts';
import type { SealedCode } from './seal-code.ts';

/** The SQL that reads and changes grants. Order of locking, as of every writer: spaces, bookings, locks, grants. */

export interface DoorLock {
  id: LockId;
  info: Partial<Info>;
}

export async function locksById(tx: Transaction, lockIds: readonly LockId[]): Promise<DoorLock[]> {
  const { rows } = await tx.raw<{ rows: DoorLock[] }>('SELECT id, info FROM locks WHERE id = ANY(?::uuid[]) ORDER BY id FOR NO KEY UPDATE', [[...lockIds]]);
  return rows;
}

/** How one gets in on the day on which booking `b` is used: the newest rule whose day has come. */
export const ACCESS_ON_DAY = `coalesce((SELECT kind FROM hall_access WHERE hall_id = b.hall_id
  AND from_on <= (lower(b.period) AT TIME ZONE '${ZONE}')::date ORDER BY from_on DESC LIMIT 1), 'staff')`;

/** Firm claims of others on the spaces of the booking's hall, next to it. A hold clips nothing: it does once it is confirmed. */
export const NEIGHBOURS = `
  (SELECT max(upper(claims.period)) FROM hall_spaces JOIN claims USING (space_id) WHERE hall_id = b.hall_id AND holder_id <> b.id AND held_until IS NULL
     AND claims.period && tstzrange(lower(b.period) - make_interval(mins => v.door_before_minutes), lower(b.period))) AS previous_end,
  (SELECT min(lower(claims.period)) FROM hall_spaces JOIN claims USING (space_id) WHERE hall_id = b.hall_id AND holder_id <> b.id AND held_until IS NULL
     AND claims.period && tstzrange(upper(b.period), upper(b.period) + make_interval(mins => v.door_after_minutes))) AS next_start`;

export interface StayRow {
  booking_id: BookingId; period: string; door_before_minutes: number; door_after_minutes: number; previous_end: Date | null; next_start: Date | null;
}

/** When a booking is, and what bounds the window of its code. */
export interface DoorStay {
  bookingId: BookingId;
  period: Period;
  margins: Margins;
  neighbours: Neighbours;
}

export const toStay = (row: StayRow): DoorStay => ({
  bookingId: row.booking_id,
  period: fromRange(row.period),
  margins: { before: row.door_before_minutes, after: row.door_after_minutes },
  neighbours: { ...(row.previous_end ? { previousEnd: row.previous_end } : {}), ...(row.next_start ? { nextStart: row.next_start } : {}) },
});

/** Of these bookings the confirmed ones whose hall opens with a door code on their day and that have no grant yet, with the hall's locks. */
export async function staysToGrant(tx: Transaction, bookingIds: readonly BookingId[]): Promise<(DoorStay & { locks: DoorLock[] })[]> {
  const { rows } = await tx.raw<{ rows: (StayRow & { locks: DoorLock[] })[] }>(
    `SELECT b.id AS booking_id, b.period, v.door_before_minutes, v.door_after_minutes, ${NEIGHBOURS},
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'info', l.info) ORDER BY l.id), '[]')
        FROM hall_locks hl JOIN locks l ON l.id = hl.lock_id WHERE hl.hall_id = b.hall_id) AS locks
     FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id
     WHERE b.id = ANY(?::uuid[]) AND b.status = 'confirmed' AND ${ACCESS_ON_DAY} = 'door-code'
       AND NOT EXISTS (SELECT FROM grants WHERE booking_id = b.id)
     ORDER BY b.id`, [[...bookingIds]]);
  return rows.map((row) => ({ ...toStay(row), locks: row.locks }));
}

export async function lockBookings(tx: Transaction, bookingIds: readonly BookingId[]): Promise<void> {
  await tx.raw('SELECT id FROM bookings WHERE id = ANY(?::uuid[]) ORDER BY id FOR NO KEY UPDATE', [[...bookingIds]]);
}

/** Nobody claims on the far side of a booking further away than this: the longest margin that a venue may set. */
export const LONGEST_MARGIN = "interval '120 minutes'";

/** Live grants of others whose windows these bookings may clip, or clipped: their claims on the same spaces lie next to them. */
export async function grantsBeside(tx: Transaction, bookingIds: readonly BookingId[], now: Date): Promise<GrantId[]> {
  const { rows } = await tx.raw<{ rows: { id: GrantId }[] }>(
    `SELECT DISTINCT g.id FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN hall_spaces hs ON hs.hall_id = b.hall_id
     JOIN claims c ON c.space_id = hs.space_id AND c.holder_kind = 'booking' AND c.holder_id <> b.id
       AND c.period && tstzrange(lower(b.period) - make_interval(mins => h.setup_minutes) - ${LONGEST_MARGIN}, upper(b.period) + make_interval(mins => h.teardown_minutes) + ${LONGEST_MARGIN})
     JOIN grants g ON g.booking_id = c.holder_id AND g.revoked_at IS NULL AND upper(g.windows) > ?
     WHERE b.id = ANY(?::uuid[]) AND c.holder_id <> ALL(?::uuid[]) ORDER BY g.id`, [now, [...bookingIds], [...bookingIds]]);
  return rows.map(({ id }) => id);
}

/** Locks the doors of these bookings and grants until the transaction ends, in id order: two that draw a code for one lock take turns. */
export async function lockDoors(tx: Transaction, bookingIds: readonly BookingId[], grantIds: readonly GrantId[]): Promise<LockId[]> {
  const { rows } = await tx.raw<{ rows: { id: LockId }[] }>(
    `SELECT id FROM locks WHERE id IN (
       SELECT lock_id FROM hall_locks JOIN bookings b USING (hall_id) WHERE b.id = ANY(?::uuid[])
       UNION SELECT lock_id FROM lock_codes WHERE grant_id = ANY(?::uuid[])
       UNION SELECT lock_id FROM lock_codes JOIN grants g ON g.id = grant_id WHERE g.booking_id = ANY(?::uuid[]))
     ORDER BY id FOR NO KEY UPDATE`, [[...bookingIds], [...grantIds], [...bookingIds]]);
  return rows.map(({ id }) => id);
}

/** The doors of one grant, for who has not locked its booking: one that was moved meanwhile has other doors, and the transaction starts anew. Answers the codes on them. */
export async function lockDoorsOfGrant(tx: Transaction, grantId: GrantId): Promise<LockCode[]> {
  const locked = await lockDoors(tx, [], [grantId]);
  const codes = await codesOfGrant(tx, grantId);
  if (codes.some(({ lockId }) => !locked.includes(lockId))) throw new TryAgain();
  return codes;
}

/** The fingerprints that may not be drawn for each lock: codes live or lately so, and those it holds without us. A grant does not stand in its own way. */
export async function takenFingerprints(tx: Transaction, lockIds: readonly LockId[], own?: GrantId): Promise<Map<LockId, Set<string>>> {
  const { rows } = await tx.raw<{ rows: { lock_id: LockId; fingerprint: string }[] }>(
    `SELECT lock_id, encode(code_fingerprint, 'hex') AS fingerprint FROM lock_codes WHERE lock_id = ANY(:ids::uuid[]) AND code_fingerprint IS NOT NULL
       AND grant_id IS DISTINCT FROM CAST(:own AS uuid)
     UNION ALL SELECT lock_id, encode(code_fingerprint, 'hex') FROM foreign_codes WHERE lock_id = ANY(:ids::uuid[])`, { ids: [...lockIds], own: own ?? null });
  const taken = new Map(lockIds.map((id) => [id, new Set<string>()]));
  for (const row of rows) taken.get(row.lock_id)?.add(row.fingerprint);
  return taken;
}

/** Why a code is on a lock: for a booking, in case the line is down, or to try a new lock. */
export type GrantPurpose = 'booking' | 'backup' | 'test';

export interface NewGrant {
  id: GrantId;
  purpose: GrantPurpose;
  /** Only, and always, of a grant for a booking. */
  bookingId?: BookingId;
  windows: readonly Period[];
  sealed: SealedCode;
  fingerprint: string;
  codes: readonly { id: string; lockId: LockId; ref: string; sendAt: Date }[];
}

export async function insertGrants(tx: Transaction, grants: readonly NewGrant[], now: Date): Promise<void> {
  await insertRows(tx, 'grants', grants.map(({ id, purpose, bookingId, windows, sealed }) => ({
    id, purpose, bookingId: bookingId ?? null, rev: 1, windows: toMultirange(windows), codeSealed: `\\x${sealed.bytes.toString('hex')}`, codeKey: sealed.keyId, createdAt: now,
  })));
  await insertRows(tx, 'lock_codes', grants.flatMap(({ id, windows, fingerprint, codes }) => codes.map(({ sendAt, ...code }) => ({
    ...code, grantId: id, rev: 1, desired: 'present', windows: toMultirange(windows), codeFingerprint: `\\x${fingerprint}`, sendAt, actAt: sendAt, attempts: 0,
  }))));
}

/** Takes back a grant, named by itself or by its booking: everything of it is to be gone. Answers what changed; nothing when it was revoked before. */
export async function markGrantRevoked(
  tx: Transaction, of: { bookingId: BookingId } | { grantId: GrantId }, now: Date,
): Promise<{ grantId: GrantId; lockIds: LockId[] } | undefined> {
  const { rows: [grant] } = await tx.raw<{ rows: { id: GrantId }[] }>(
    `UPDATE grants SET revoked_at = ?, rev = rev + 1 WHERE ${'grantId' in of ? 'id' : 'booking_id'} = ? AND revoked_at IS NULL RETURNING id`,
    [now, 'grantId' in of ? of.grantId : of.bookingId]);
  if (!grant) return undefined;
  const { rows } = await tx.raw<{ rows: { lock_id: LockId }[] }>(
    `UPDATE lock_codes SET desired = 'absent', rev = rev + 1, attempts = 0, act_at = CASE WHEN sent_rev IS NULL THEN NULL ELSE ?::timestamptz END
     WHERE grant_id = ? AND desired = 'present' RETURNING lock_id`, [now, grant.id]);
  return { grantId: grant.id, lockIds: rows.map((row) => row.lock_id) };
}

/** The stays behind these grants and the windows that they now have, where somebody can still walk in. */
export async function staysOfGrants(tx: Transaction, grantIds: readonly GrantId[], now: Date): Promise<(DoorStay & { grantId: GrantId; windows: Period[] })[]> {
  const { rows } = await tx.raw<{ rows: (StayRow & { grant_id: GrantId; windows: string })[] }>(
    `SELECT g.id AS grant_id, g.windows, b.id AS booking_id, b.period, v.door_before_minutes, v.door_after_minutes, ${NEIGHBOURS}
     FROM grants g JOIN bookings b ON b.id = g.booking_id JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id
     WHERE g.id = ANY(?::uuid[]) AND g.revoked_at IS NULL AND upper(g.windows) > ?`, [[...grantIds], now]);
  return rows.map((row) => ({ ...toStay(row), grantId: row.grant_id, windows: fromMultirange(row.windows) }));
}

/**
 * Gives a grant other windows, as a new revision with the same code. A lock that has the old ones hears of it at once, whenever the new ones
 * are. Answers its locks.
 */
export async function updateWindows(
  tx: Transaction, grantId: GrantId, windows: readonly Period[], send: (info: Partial<Info>) => Date, now: Date,
): Promise<LockId[]> {
  const range = toMultirange(windows);
  await tx.raw('UPDATE grants SET windows = ?::tstzmultirange, rev = rev + 1 WHERE id = ?', [range, grantId]);
  const { rows: locks } = await tx.raw<{ rows: DoorLock[] }>("SELECT l.id, l.info FROM lock_codes c JOIN locks l ON l.id = c.lock_id WHERE c.grant_id = ? AND c.desired = 'present'", [grantId]);
  for (const { id, info } of locks) {
    await tx.raw(
      `UPDATE lock_codes c SET windows = ?::tstzmultirange, rev = rev + 1, send_at = timed.at, act_at = timed.at, attempts = 0
       FROM (SELECT id, CASE WHEN sent_rev IS NULL THEN ?::timestamptz ELSE ?::timestamptz END AS at FROM lock_codes WHERE grant_id = ? AND lock_id = ?) AS timed
       WHERE c.id = timed.id`, [range, send(info), now, grantId, id]);
  }
  return locks.map(({ id }) => id);
}

/** Puts other digits on a grant and all of its locks, as a new revision. */
export async function updateCode(tx: Transaction, grantId: GrantId, sealed: SealedCode, fingerprint: string, now: Date): Promise<LockId[]> {
  await tx.raw('UPDATE grants SET code_sealed = ?, code_key = ?, code_changed_at = ?, wiped_at = NULL, rev = rev + 1 WHERE id = ?', [sealed.bytes, sealed.keyId, now, grantId]);
  const { rows } = await tx.raw<{ rows: { lock_id: LockId }[] }>(
    `UPDATE lock_codes SET code_fingerprint = decode(?, 'hex'), rev = rev + 1, act_at = greatest(send_at, ?::timestamptz)
     WHERE grant_id = ? AND desired = 'present' RETURNING lock_id`,
    [fingerprint, now, grantId]);
  return rows.map((row) => row.lock_id);
}

/** What locks said of the digits before says nothing of the next ones. */
export async function forgetAttempts(tx: Transaction, grantId: GrantId): Promise<void> {
  await tx.raw("UPDATE lock_codes SET attempts = 0 WHERE grant_id = ? AND desired = 'present'", [grantId]);
}

/** The grant of a booking that was not taken back. */
export async function liveGrantOf(tx: Transaction, bookingId: BookingId): Promise<GrantId | undefined> {
  const { rows: [grant] } = await tx.raw<{ rows: { id: GrantId }[] }>('SELECT id FROM grants WHERE booking_id = ? AND revoked_at IS NULL', [bookingId]);
  return grant?.id;
}

/** True while a grant opens something, or is still to. Its row is locked, so that whoever sees its digits does so before or after. */
export async function isLive(tx: Transaction, grantId: GrantId, now: Date): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: object[] }>(
    'SELECT FROM grants WHERE id = ? AND revoked_at IS NULL AND code_sealed IS NOT NULL AND upper(windows) > ? FOR NO KEY UPDATE', [grantId, now]);
  return rows.length > 0;
}

/** The channel on which the worker hears at once that there is something to do. */
export const CHANNEL = 'openzaal_doors';

export async function notifyWorker(tx: Transaction): Promise<void> {
  await tx.raw('SELECT pg_notify(?, ?)', [CHANNEL, '']);
}

/** Keeps the fingerprints of these codes as ones that their locks hold without us. */
export async function rememberForeign(tx: Transaction, codeIds: readonly string[], now: Date): Promise<void> {
  await tx.raw(
    `INSERT INTO foreign_codes (lock_id, code_fingerprint, seen_at)
     SELECT lock_id, code_fingerprint, ? FROM lock_codes WHERE id = ANY(?::uuid[]) AND code_fingerprint IS NOT NULL ON CONFLICT DO NOTHING`, [now, [...codeIds]]);
}

/** The booking that a grant is for; `undefined` for one that is on a lock for another reason. */
export async function bookingOfGrant(tx: Transaction, grantId: GrantId): Promise<BookingId | undefined> {
  const { rows: [grant] } = await tx.raw<{ rows: { booking_id: BookingId | null }[] }>('SELECT booking_id FROM grants WHERE id = ?', [grantId]);
  if (!grant) throw new Error(`no grant ${grantId}`);
  return grant.booking_id ?? undefined;
}
