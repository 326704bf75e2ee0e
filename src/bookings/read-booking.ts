import { roleAt, roleOf, VENUE_READERS, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { auditLook } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { withoutContact } from './contact.ts';
import { isBooker, seesContact, signedIn, throughChannel } from './policy.ts';
import { bookingDetail, type BookingDetail } from './views.ts';

/**
 * A booking as its booker, a contact-centre agent or who works for its venue may see it. Staff reads are logged: they read
 * somebody's personal data; a reader, who only sees what happens, gets it without name and remarks. Refuses `not-signed-in`, and `not-found` both when there is none and when it is not theirs to see.
 */
export async function readBooking(db: Database, idOrCode: string, actor: Actor): Promise<BookingDetail> {
  const person = signedIn(actor);
  const booking = await bookingDetail(db, idOrCode);
  if (!booking) throw new Refusal('not-found');
  const { personId, organisation, venue } = booking;
  const booker = { personId, ...(organisation ? { organisationId: organisation.id } : {}) };
  if (isBooker(booker, person)) return booking;
  const role = roleOf(person, 'agent') ?? roleAt(person, VENUE_READERS, venue);
  if (!role) throw new Refusal('not-found');
  await transact(db, (tx) => auditLook(tx, {
    actor: throughChannel(booker, person), as: role, action: 'read', subjectKind: 'booking', subjectId: booking.id, persons: [personId],
  }));
  return seesContact(person, venue) ? booking : withoutContact(booking);
}
