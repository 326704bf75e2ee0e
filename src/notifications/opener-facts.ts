import type { BookingId, OpenerId } from '../kernel/ids.ts';
import type { Language } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';

/** Somebody who opens a door, with the language of the booking: they were asked in it. */
export interface OpenerFacts {
  id: OpenerId;
  bookingId: BookingId;
  name: string;
  email: string;
  language: Language;
  withdrawn: boolean;
  /** A mail with a link went to them, or was on its way. */
  knows: boolean;
}

const FACTS = `SELECT o.id, o.booking_id AS "bookingId", o.name, o.email, b.language, o.withdrawn_at IS NOT NULL AS withdrawn,
  EXISTS (SELECT FROM opener_links l WHERE l.opener_id = o.id) AS knows FROM openers o JOIN bookings b ON b.id = o.booking_id WHERE o.wiped_at IS NULL AND`;

export const openerFacts = async (db: Database | Transaction, openerId: OpenerId): Promise<OpenerFacts | undefined> =>
  (await db.raw<{ rows: OpenerFacts[] }>(`${FACTS} o.id = ?`, [openerId])).rows[0];

/** Whoever was named for a booking and not withdrawn. */
export const openersToTell = async (db: Database | Transaction, bookingId: BookingId): Promise<OpenerFacts[]> =>
  (await db.raw<{ rows: OpenerFacts[] }>(`${FACTS} o.booking_id = ? AND o.withdrawn_at IS NULL ORDER BY o.named_at, o.id`, [bookingId])).rows;
