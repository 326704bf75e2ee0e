import { hasRole, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { audit } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { isBooker, seesVenue, signedIn } from './policy.ts';
import { bookingDetail, type BookingDetail } from './views.ts';

/**
 * A booking as its booker, a contact-centre agent or who works for its venue may see it. Staff reads are logged: they read
 * somebody's personal data. Refuses `not-signed-in`, and `not-found` both when there is none and when it is not theirs to see.
 */
export async function readBooking(db: Database, idOrCode: string, actor: Actor): Promise<BookingDetail> {
  const person = signedIn(actor);
  const booking = await bookingDetail(db, idOrCode);
  if (!booking) throw new Refusal('not-found');
  const { personId, organisation, venue } = booking;
  if (isBooker({ personId, ...(organisation ? { organisationId: organisation.id } : {}) }, person)) return booking;
  if (!hasRole(person, 'agent') && !seesVenue(person, venue)) throw new Refusal('not-found');
  await transact(db, (tx) => audit(tx, { actor: person, channel: person.channel, action: 'read', subjectKind: 'booking', subjectId: booking.id }));
  return booking;
}
