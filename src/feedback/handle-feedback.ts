import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { managesVenue, seesVenue, signedIn } from '../bookings/policy.ts';
import { bookingDetail } from '../bookings/views.ts';
import { audit } from '../identity/audit.ts';
import { announce, type Transaction } from '../platform/db.ts';
import type { Feedback } from './feedback.ts';
import { findFeedback, lockFeedback, saveHandling } from './store.ts';

/**
 * A manager of the venue has dealt with feedback; the note is for the booker to read. Doing it again replaces the note.
 * Refuses `not-signed-in`, `not-found`, `not-allowed` to whoever only reads, and `version-outdated` when the booker changed it meanwhile.
 */
export async function handleFeedback(
  tx: Transaction, bookingId: BookingId, { note, expectedVersion }: { note?: string; expectedVersion?: number }, actor: Actor, now: Date,
): Promise<Feedback> {
  const person = signedIn(actor);
  const booking = await bookingDetail(tx, bookingId);
  if (!booking || !seesVenue(person, booking.venue)) throw new Refusal('not-found');
  if (!managesVenue(person, booking.venue)) throw new Refusal('not-allowed');
  const feedback = await lockFeedback(tx, bookingId);
  if (!feedback) throw new Refusal('not-found');
  if (expectedVersion !== undefined && expectedVersion !== feedback.version) throw new Refusal('version-outdated', { facts: { version: feedback.version } });
  await saveHandling(tx, bookingId, { note, by: person.personId, at: now });
  await audit(tx, { actor: person, action: 'handle-feedback', subjectKind: 'booking', subjectId: bookingId });
  await announce(tx, { type: 'feedback-handled', bookingId });
  return (await findFeedback(tx, bookingId))!;
}
