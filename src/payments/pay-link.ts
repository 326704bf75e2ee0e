import { createHash, randomBytes } from 'node:crypto';
import type { BookingId, PersonId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';

const SECRET_BYTES = 32;

export interface PayLinkRow {
  id: string;
  booking_id: BookingId;
  token_hash: Buffer;
  recipient: string;
  made_by: PersonId | null;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

/** The secret of a link to pay. It exists in one mail only; we keep its hash. */
export const newPaySecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

export const hashPaySecret = (secret: string): Buffer => createHash('sha256').update(`pay link ${secret}`).digest();

/** The page on which one pays without logging in. Pages there send no referrer. */
export const payLinkPath = (secret: string): string => `/betalen/${secret}`;

/**
 * The booking that a secret opens: as long as its hold lasts, and a day longer for whoever has paid and comes back to read that all is
 * well.
 */
export async function bookingBehind(db: Database | Transaction, secret: string, now: Date): Promise<BookingId | undefined> {
  const { rows: [row] } = await db.raw<{ rows: { id: BookingId }[] }>(
    `SELECT b.id FROM pay_links l JOIN bookings b ON b.id = l.booking_id
     WHERE l.token_hash = :hash AND l.revoked_at IS NULL
       AND l.expires_at > CAST(:now AS timestamptz) - CASE WHEN b.status = 'confirmed' THEN interval '1 day' ELSE interval '0' END`,
    { hash: hashPaySecret(secret), now: now.toISOString() });
  return row?.id;
}

/** Who is no longer to pay can no longer follow the link either. */
export const revokePayLinks = async (tx: Transaction, bookingId: BookingId, now: Date): Promise<void> =>
  void await tx<PayLinkRow>('pay_links').where({ booking_id: bookingId }).whereNull('revoked_at').update({ revoked_at: now });

/**
 * Makes the secret of a link, at the moment that its mail is written, so that it never lies in a table or a queue. An earlier secret
 * of the same link is void. `undefined` when the link has lapsed or was revoked.
 */
export async function mintPaySecret(tx: Transaction, id: string, now: Date): Promise<string | undefined> {
  const secret = newPaySecret();
  const changed = await tx<PayLinkRow>('pay_links').where({ id }).whereNull('revoked_at').where('expires_at', '>', now).update({ token_hash: hashPaySecret(secret) });
  return changed === 1 ? secret : undefined;
}

/** What was mailed to an address that turned out to be another's opens nothing any more; the link itself can be sent again. */
export const voidPaySecrets = async (tx: Transaction, personId: PersonId): Promise<void> => void await tx.raw(
  `UPDATE pay_links SET token_hash = sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), recipient = coalesce(p.email, recipient)
   FROM bookings b JOIN persons p ON p.id = b.person_id
   WHERE b.id = pay_links.booking_id AND b.person_id = ? AND pay_links.revoked_at IS NULL AND pay_links.recipient IS DISTINCT FROM p.email`, [personId]);

/** Where a link to pay goes: to the person, or else to the organisation; `undefined` when neither has an address. */
export async function addressToPay(db: Database | Transaction, bookingId: BookingId): Promise<string | undefined> {
  const { rows: [row] } = await db.raw<{ rows: { email: string | null }[] }>(
    `SELECT coalesce(p.email, o.email) AS email FROM bookings b JOIN persons p ON p.id = b.person_id
     LEFT JOIN organisations o ON o.id = b.organisation_id WHERE b.id = ?`, [bookingId]);
  return row?.email ?? undefined;
}

/** True while a link to pay this booking stands. */
export const hasPayLink = async (db: Database | Transaction, bookingId: BookingId, now: Date): Promise<boolean> =>
  (await db<PayLinkRow>('pay_links').where({ booking_id: bookingId }).whereNull('revoked_at').where('expires_at', '>', now).first('id')) !== undefined;
