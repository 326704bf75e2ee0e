import { roleAt, VENUE_READERS, type Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { isBooker, signedIn } from '../bookings/policy.ts';
import { bookingDetail, type BookingDetail } from '../bookings/views.ts';
import { auditRead } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import type { Feedback } from './feedback.ts';
import type { Photo } from './photo.ts';
import { findFeedback, findPhoto } from './store.ts';

/** What is said of a booking; only for whoever has read the booking by its own policy already. */
export const feedbackOf = (db: Database, { id }: { id: BookingId }): Promise<Feedback | undefined> => findFeedback(db, id);

/** Feedback as its booker or whoever works for the venue may read it; that staff did is logged. Refuses `not-signed-in` and `not-found`. */
export async function readFeedback(db: Database, idOrCode: string, actor: Actor): Promise<Feedback> {
  const booking = await mayRead(db, idOrCode, actor);
  const feedback = await findFeedback(db, booking.id);
  if (!feedback) throw new Refusal('not-found');
  return feedback;
}

/** One photo of it, to the same readers. */
export async function readFeedbackPhoto(db: Database, idOrCode: string, photoId: string, actor: Actor): Promise<Pick<Photo, 'kind' | 'content'>> {
  const booking = await mayRead(db, idOrCode, actor);
  const photo = await findPhoto(db, booking.id, photoId);
  if (!photo) throw new Refusal('not-found');
  return photo;
}

async function mayRead(db: Database, idOrCode: string, actor: Actor): Promise<BookingDetail> {
  const person = signedIn(actor);
  const booking = await bookingDetail(db, idOrCode);
  if (!booking) throw new Refusal('not-found');
  const { personId, organisation, venue } = booking;
  if (isBooker({ personId, ...(organisation ? { organisationId: organisation.id } : {}) }, person)) return booking;
  const role = roleAt(person, VENUE_READERS, venue);
  if (!role) throw new Refusal('not-found');
  await transact(db, (tx) => auditRead(tx, { actor: person, as: role, action: 'read-feedback', subjectKind: 'booking', subjectId: booking.id, persons: [personId] }));
  return booking;
}
