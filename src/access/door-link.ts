import { createHash, randomBytes } from 'node:crypto';
import type { BookingId, OpenerId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';

const SECRET_BYTES = 32;

const newDoorSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

const hashDoorSecret = (secret: string): Buffer => createHash('sha256').update(`door link ${secret}`).digest();

/** The page of an opener: the only place where a secret appears but for the mail. Pages there send no path to anybody. */
export const doorLinkPath = (secret: string): string => `/deur/${secret}`;

/** Openers `o` of bookings `b` whose links open something: until a day after the end, to be found again when something was left behind. */
export const LIVE_OPENER = "o.withdrawn_at IS NULL AND o.wiped_at IS NULL AND b.status = 'confirmed' AND upper(b.period) > CAST(:now AS timestamptz) - interval '1 day'";

/**
 * Makes a secret for an opener at the moment that a mail to them is written, so that it never lies in a table or a queue. Those of earlier mails
 * go on. `undefined` for somebody who opens nothing any more.
 */
export async function mintDoorSecret(tx: Transaction, openerId: OpenerId, now: Date): Promise<string | undefined> {
  const secret = newDoorSecret();
  const { rows } = await tx.raw<{ rows: object[] }>(
    `INSERT INTO opener_links (secret_hash, opener_id, made_at) SELECT :hash, o.id, :now FROM openers o JOIN bookings b ON b.id = o.booking_id
     WHERE o.id = :openerId AND ${LIVE_OPENER} RETURNING opener_id`, { hash: hashDoorSecret(secret), openerId, now });
  return rows.length > 0 ? secret : undefined;
}

export interface BehindLink {
  openerId: OpenerId;
  bookingId: BookingId;
  name: string;
}

const BEHIND = `SELECT o.id AS "openerId", o.booking_id AS "bookingId", o.name FROM opener_links l JOIN openers o ON o.id = l.opener_id JOIN bookings b ON b.id = o.booking_id
  WHERE l.secret_hash = :hash AND ${LIVE_OPENER}`;

/** Whose link this is, and to which door; `undefined` alike for one that never was, whose opener was withdrawn, or whose booking is cancelled or over. */
export const openerBehind = async (db: Database | Transaction, secret: string, now: Date): Promise<BehindLink | undefined> =>
  (await db.raw<{ rows: BehindLink[] }>(BEHIND, { hash: hashDoorSecret(secret), now })).rows[0];

/** The same, and nobody withdraws them until the transaction ends: whoever sees the digits does so before that, and it is known, or not at all. */
export const lockOpenerBehind = async (tx: Transaction, secret: string, now: Date): Promise<BehindLink | undefined> =>
  (await tx.raw<{ rows: BehindLink[] }>(`${BEHIND} FOR SHARE OF o`, { hash: hashDoorSecret(secret), now })).rows[0];
