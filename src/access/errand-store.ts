import type { Ack, ErrorCode, Evidence, Info } from '../../lock-gateway/protocol.ts';
import { newId, type BookingId, type LockId, type OrganisationId, type VenueId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { GOOD_FOR_MS, type Errand, type ErrandId, type ErrandKind } from './errand.ts';

/** The SQL of what staff ask of locks at once. */

export interface LockToAsk {
  id: LockId;
  info: Partial<Info>;
  gateway_status: 'unknown' | 'online' | 'offline';
  venue: { id: VenueId; organisationId: OrganisationId };
}

/** A lock, locked until the transaction ends: of several who ask something of it at once each sees what the one before asked. */
export async function lockToAsk(tx: Transaction, lockId: LockId): Promise<LockToAsk | undefined> {
  const { rows: [lock] } = await tx.raw<{ rows: LockToAsk[] }>(
    `SELECT l.id, l.info, l.gateway_status, jsonb_build_object('id', v.id, 'organisationId', v.organisation_id) AS venue
     FROM locks l JOIN venues v ON v.id = l.venue_id WHERE l.id = ? FOR NO KEY UPDATE OF l`, [lockId]);
  return lock;
}

/** The locks that a booking has or had a code on, and those of its hall. */
export async function locksOfBooking(db: Database | Transaction, bookingId: BookingId): Promise<LockId[]> {
  const { rows } = await db.raw<{ rows: { id: LockId }[] }>(
    `SELECT hl.lock_id AS id FROM hall_locks hl JOIN bookings b ON b.hall_id = hl.hall_id WHERE b.id = :bookingId
     UNION SELECT c.lock_id FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE g.booking_id = :bookingId AND c.taken_off_at IS NULL ORDER BY id`, { bookingId });
  return rows.map(({ id }) => id);
}

export async function insertErrand(tx: Transaction, { kind, lockId, bookingId }: { kind: ErrandKind; lockId: LockId; bookingId?: BookingId | undefined }, now: Date): Promise<ErrandId> {
  const id = newId<'errand'>(now);
  await tx('errands').insert({ id, kind, lock_id: lockId, booking_id: bookingId ?? null, asked_at: now, expires_at: new Date(now.getTime() + GOOD_FOR_MS) });
  return id;
}

export interface ErrandRow {
  id: ErrandId; kind: ErrandKind; lock_id: LockId; booking_id: BookingId | null; asked_at: Date; expires_at: Date; sent_at: Date | null;
  answer_status: 'accepted' | 'rejected' | 'failed' | null; evidence: Evidence | null; error_code: ErrorCode | null;
}

/** Columns over `errands e`. */
export const ERRAND = 'e.id, e.kind, e.lock_id, e.booking_id, e.asked_at, e.expires_at, e.sent_at, e.answer_status, e.evidence, e.error_code';

export const toErrand = (row: ErrandRow): Errand => ({
  id: row.id, kind: row.kind, lockId: row.lock_id, askedAt: row.asked_at, expiresAt: row.expires_at,
  ...(row.booking_id ? { bookingId: row.booking_id } : {}),
  ...(row.sent_at ? { sentAt: row.sent_at } : {}),
  ...(row.answer_status ? { answer: { status: row.answer_status, evidence: row.evidence ?? 'none', ...(row.error_code ? { error: row.error_code } : {}) } } : {}),
});

/** What was asked of a lock since then, the newest first. */
export async function errandsSince(db: Database | Transaction, lockId: LockId, kind: ErrandKind, since: Date): Promise<Errand[]> {
  const { rows } = await db.raw<{ rows: ErrandRow[] }>(
    `SELECT ${ERRAND} FROM errands e WHERE lock_id = ? AND kind = ? AND asked_at > ? ORDER BY asked_at DESC, id DESC LIMIT 50`, [lockId, kind, since]);
  return rows.map(toErrand);
}

export async function errandById(db: Database | Transaction, id: ErrandId): Promise<Errand | undefined> {
  const { rows: [row] } = await db.raw<{ rows: ErrandRow[] }>(`SELECT ${ERRAND} FROM errands e WHERE id = ?`, [id]);
  return row && toErrand(row);
}

export interface ErrandToSend {
  id: ErrandId; kind: ErrandKind; gateway: string; lock_name: string; expires_at: Date;
}

/** Takes errands in hand that are still worth sending. Each is taken once, also when sending it then fails: nobody knows how far it came. */
export async function claimErrands(tx: Transaction, gateways: readonly string[], now: Date): Promise<ErrandToSend[]> {
  const { rows } = await tx.raw<{ rows: ErrandToSend[] }>(
    `UPDATE errands e SET sent_at = :now FROM locks l WHERE l.id = e.lock_id AND e.id IN (
       SELECT e.id FROM errands e JOIN locks l ON l.id = e.lock_id
       WHERE e.sent_at IS NULL AND e.expires_at > :now AND l.gateway = ANY(:gateways::text[]) ORDER BY e.asked_at LIMIT 50 FOR UPDATE OF e SKIP LOCKED)
     RETURNING e.id, e.kind, l.gateway, l.lock_name, e.expires_at`, { now, gateways: [...gateways] });
  return rows;
}

/** Keeps what gateways answered; once it is known what came of an errand, nothing that comes late or twice changes it. A door that opened is an event of the door. */
export async function saveErrandAnswers(tx: Transaction, acks: readonly { lockId: LockId; ack: Ack }[], now: Date): Promise<void> {
  const answers = acks.filter(({ ack }) => ack.status === 'accepted' || ack.status === 'rejected' || ack.status === 'failed');
  for (const { lockId, ack } of answers) {
    await tx.raw(
      `WITH answered AS (
         UPDATE errands SET answer_status = :status, evidence = :evidence, error_code = :error, answered_at = :now
         WHERE id::text = :cmdId AND lock_id = :lockId AND (answer_status IS NULL OR (answer_status = 'accepted' AND evidence = 'none')) RETURNING *)
       INSERT INTO door_events (lock_id, id, kind, at, received_at)
       SELECT lock_id, id::text, 'remote-unlock', :at, :now FROM answered WHERE kind = 'unlock' AND answer_status = 'accepted' AND evidence IN ('read_back', 'device_ack')
       ON CONFLICT DO NOTHING`,
      { status: ack.status, evidence: ack.evidence, error: ack.error?.code ?? null, now, cmdId: ack.cmdId, lockId, at: new Date(ack.at) });
  }
}
