import type { BookingId, GrantId, OpenerId, PersonId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { Opener } from './opener.ts';

/** The SQL that reads and changes openers. Whoever names one has locked the booking. Order of locking: bookings, openers, locks, grants. */

interface OpenerRow {
  id: OpenerId; name: string; email: string | null; phone: string | null; named_at: Date; withdrawn_at: Date | null; saw_code_at: Date | null; mail: NonNullable<Opener['mail']> | null;
}

const toOpener = (row: OpenerRow): Opener => ({
  id: row.id, name: row.name, email: row.email ?? '', namedAt: row.named_at, ...(row.phone === null ? {} : { phone: row.phone }),
  ...(row.withdrawn_at ? { withdrawnAt: row.withdrawn_at } : {}), ...(row.saw_code_at ? { sawCodeAt: row.saw_code_at } : {}), ...(row.mail ? { mail: row.mail } : {}),
});

/** Everybody who was ever named and is not wiped, in the order in which they were. Bounded by how many may be. */
export async function openersOf(db: Database | Transaction, bookingId: BookingId): Promise<Opener[]> {
  const { rows } = await db.raw<{ rows: OpenerRow[] }>(
    `SELECT o.*, (SELECT max(r.at) FROM code_reveals r WHERE r.opener_id = o.id) AS saw_code_at,
       (SELECT m.status FROM mails m WHERE m.opener_id = o.id AND m.status <> 'no-longer-true' ORDER BY m.created_at DESC, m.id DESC LIMIT 1) AS mail FROM openers o
     WHERE o.booking_id = ? AND o.wiped_at IS NULL ORDER BY o.named_at, o.id`, [bookingId]);
  return rows.map(toOpener);
}

export interface NewOpener {
  id: OpenerId; bookingId: BookingId; name: string; email: string; phone: string | undefined; namedBy: PersonId;
}

export async function insertOpener(tx: Transaction, { id, bookingId, name, email, phone, namedBy }: NewOpener, now: Date): Promise<void> {
  await tx('openers').insert({ id, booking_id: bookingId, name, email, phone: phone ?? null, named_by: namedBy, named_at: now });
}

/** Answers whether there was such an opener. */
export const markWithdrawn = async (tx: Transaction, bookingId: BookingId, openerId: OpenerId, now: Date): Promise<boolean> =>
  (await tx('openers').where({ id: openerId, booking_id: bookingId }).whereNull('withdrawn_at').whereNull('wiped_at').update({ withdrawn_at: now })) === 1;

/** The live grant of a booking whose digits somebody saw who opens no more, and who. */
export async function knownOutside(db: Database | Transaction, bookingId: BookingId, now: Date): Promise<{ grantId: GrantId; openerIds: OpenerId[] } | undefined> {
  const { rows: [grant] } = await db.raw<{ rows: { id: GrantId; opener_ids: OpenerId[] }[] }>(
    `SELECT g.id, array_agg(DISTINCT o.id) AS opener_ids FROM grants g
     JOIN code_reveals r ON r.grant_id = g.id AND r.code_changed_at IS NOT DISTINCT FROM g.code_changed_at JOIN openers o ON o.id = r.opener_id AND o.withdrawn_at IS NOT NULL
     WHERE g.booking_id = ? AND g.revoked_at IS NULL AND g.code_sealed IS NOT NULL AND upper(g.windows) > ? GROUP BY g.id`, [bookingId, now]);
  return grant && { grantId: grant.id, openerIds: grant.opener_ids };
}
