import type { BookingId, GrantId, LockId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Transaction } from '../platform/db.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { fromMultirange, toMultirange } from '../platform/range.ts';
import { ACCESS_ON_DAY, LONGEST_MARGIN, NEIGHBOURS, toStay, type DoorLock, type DoorStay, type StayRow } from './grant-store.ts';
import type { SealedCode } from './seal-code.ts';

/** The SQL for a grant whose booking goes elsewhere. Order of locking, as of every writer: spaces, bookings, locks, grants. */

/** Live grants of others next to where the booking is now, or was before this move. */
export async function grantsBesideMove(tx: Transaction, bookingId: BookingId, number: number, now: Date): Promise<GrantId[]> {
  const { rows } = await tx.raw<{ rows: { id: GrantId }[] }>(
    `SELECT DISTINCT g.id
     FROM (SELECT hall_id, period FROM bookings WHERE id = :bookingId
       UNION ALL SELECT hall_id, period FROM booking_moves WHERE booking_id = :bookingId AND number = :number) AS place
     JOIN halls h ON h.id = place.hall_id JOIN hall_spaces hs ON hs.hall_id = place.hall_id
     JOIN claims c ON c.space_id = hs.space_id AND c.holder_kind = 'booking' AND c.holder_id <> :bookingId
       AND c.period && tstzrange(lower(place.period) - make_interval(mins => h.setup_minutes) - ${LONGEST_MARGIN},
         upper(place.period) + make_interval(mins => h.teardown_minutes) + ${LONGEST_MARGIN})
     JOIN grants g ON g.booking_id = c.holder_id AND g.revoked_at IS NULL AND upper(g.windows) > :now ORDER BY g.id`, { bookingId, number, now });
  return rows.map(({ id }) => id);
}

/** Where and when a confirmed booking is to be let in by a code, with the locks of its hall; `undefined`: one gets in another way. */
export async function stayWithCode(tx: Transaction, bookingId: BookingId): Promise<(DoorStay & { locks: DoorLock[] }) | undefined> {
  const { rows: [row] } = await tx.raw<{ rows: (StayRow & { locks: DoorLock[] })[] }>(
    `SELECT b.id AS booking_id, b.period, v.door_before_minutes, v.door_after_minutes, ${NEIGHBOURS},
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'info', l.info) ORDER BY l.id), '[]')
        FROM hall_locks hl JOIN locks l ON l.id = hl.lock_id WHERE hl.hall_id = b.hall_id) AS locks
     FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id
     WHERE b.id = ? AND b.status = 'confirmed' AND ${ACCESS_ON_DAY} = 'door-code'`, [bookingId]);
  return row && row.locks.length > 0 ? { ...toStay(row), locks: row.locks } : undefined;
}

export interface GrantToMove {
  id: GrantId;
  windows: Period[];
  /** Absent once the digits were wiped, or the grant was taken back: then it needs other ones. */
  sealed?: SealedCode;
  /** The locks that should have it now. */
  lockIds: LockId[];
}

export async function grantToMove(tx: Transaction, bookingId: BookingId): Promise<GrantToMove | undefined> {
  const { rows: [row] } = await tx.raw<{ rows: { id: GrantId; windows: string; revoked_at: Date | null; code_sealed: Buffer | null; code_key: string; lock_ids: LockId[] }[] }>(
    `SELECT id, windows::text, revoked_at, code_sealed, code_key,
       ARRAY(SELECT lock_id FROM lock_codes WHERE grant_id = grants.id AND desired = 'present' ORDER BY lock_id) AS lock_ids
     FROM grants WHERE booking_id = ? FOR NO KEY UPDATE`, [bookingId]);
  return row && {
    id: row.id, windows: fromMultirange(row.windows), lockIds: row.lock_ids,
    ...(row.code_sealed && !row.revoked_at ? { sealed: { bytes: row.code_sealed, keyId: row.code_key } } : {}),
  };
}

/** Lets a grant that was taken back live again with these windows. From which locks it was to be gone since then, is remembered. */
export async function reviveGrant(tx: Transaction, grantId: GrantId, windows: readonly Period[]): Promise<void> {
  await tx.raw(`UPDATE lock_codes SET taken_off_at = (SELECT revoked_at FROM grants WHERE id = grant_id) WHERE grant_id = ? AND desired = 'absent' AND taken_off_at IS NULL`, [grantId]);
  await tx.raw('UPDATE grants SET windows = ?::tstzmultirange, revoked_at = NULL, rev = rev + 1 WHERE id = ?', [toMultirange(windows), grantId]);
}

/** From these locks the code is to be gone, though the grant lives on. */
export async function takeOffLocks(tx: Transaction, grantId: GrantId, lockIds: readonly LockId[], now: Date): Promise<void> {
  await tx.raw(
    `UPDATE lock_codes SET desired = 'absent', taken_off_at = :now, rev = rev + 1, attempts = 0, act_at = CASE WHEN sent_rev IS NULL THEN NULL ELSE :now::timestamptz END
     WHERE grant_id = :grantId AND lock_id = ANY(:lockIds::uuid[]) AND desired = 'present'`, { grantId, lockIds: [...lockIds], now });
}

export interface CodeToPut {
  id: string;
  lockId: LockId;
  ref: string;
  sendAt: Date;
}

/** On these locks the code is to be, also where it was taken off before: there it goes on as a new revision. */
export async function putOnLocks(tx: Transaction, grantId: GrantId, windows: readonly Period[], fingerprint: string, codes: readonly CodeToPut[], now: Date): Promise<void> {
  const range = toMultirange(windows);
  const { rows } = await tx.raw<{ rows: { lock_id: LockId }[] }>(
    `UPDATE lock_codes c SET desired = 'present', taken_off_at = NULL, held_back_at = NULL, rev = rev + 1, windows = :range::tstzmultirange, code_fingerprint = decode(:fingerprint, 'hex'),
       attempts = 0, send_at = timed.at, act_at = timed.at
     FROM (SELECT k.id, CASE WHEN k.sent_rev IS NULL THEN n.at ELSE :now::timestamptz END AS at
       FROM unnest(:lockIds::uuid[], :sendAts::timestamptz[]) AS n (lock_id, at) JOIN lock_codes k USING (lock_id) WHERE k.grant_id = :grantId) AS timed
     WHERE c.id = timed.id RETURNING c.lock_id`,
    { grantId, range, fingerprint, now, lockIds: codes.map(({ lockId }) => lockId), sendAts: codes.map(({ sendAt }) => sendAt) });
  const known = new Set(rows.map((row) => row.lock_id));
  await insertRows(tx, 'lock_codes', codes.filter(({ lockId }) => !known.has(lockId)).map(({ sendAt, ...code }) => ({
    ...code, grantId, rev: 1, desired: 'present', windows: range, codeFingerprint: `\\x${fingerprint}`, sendAt, actAt: sendAt, attempts: 0,
  })));
}
