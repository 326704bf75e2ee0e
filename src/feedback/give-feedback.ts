import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { isBooker, signedIn } from '../bookings/policy.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { mustBeGivable, type Feedback, type FeedbackCategory } from './feedback.ts';
import { MOST_PHOTOS, type Photo } from './photo.ts';
import { changePhotos, findFeedback, insertFeedback, lockFeedback, updateFeedback } from './store.ts';

export interface FeedbackAsk {
  stars: number;
  category: FeedbackCategory;
  text: string;
  /** New ones, beside those that are there. */
  photos?: readonly Photo[];
  /** Ids of photos to take away. */
  without?: readonly string[];
  /** The version that the booker saw; absent when they saw none. */
  expectedVersion?: number;
}

/**
 * The booker says what they think of the hall after using it, or says it anew.
 * Refuses `not-signed-in`, `not-found`, `wrong-state`, `feedback-too-early`, `feedback-too-late`, `version-outdated`, and `invalid-request`
 * for more photos than we keep.
 */
export async function giveFeedback(tx: Transaction, bookingId: BookingId, ask: FeedbackAsk, actor: Actor, now: Date): Promise<Feedback> {
  const person = signedIn(actor);
  const booking = await loadBooking(tx, bookingId);
  if (!isBooker(booking, person)) throw new Refusal('not-found');
  const said = { stars: ask.stars, category: ask.category, text: ask.text };
  const before = await lockFeedback(tx, bookingId);
  mustBeGivable(booking, before, now);
  if (ask.expectedVersion !== undefined && ask.expectedVersion !== (before?.version ?? 0)) throw new Refusal('version-outdated', { facts: { version: before?.version ?? 0 } });
  mustHaveRoom(before, ask);
  const written = before ? 'already' : await insertFeedback(tx, booking, said, person.personId, now);
  // Another member of the organisation was first at this very moment: who saw nothing yet must look again, a program means what it says.
  if (written === 'already' && !before && ask.expectedVersion !== undefined) throw new Refusal('version-outdated', { facts: { version: 1 } });
  if (written === 'already') await updateFeedback(tx, bookingId, said, now);
  await changePhotos(tx, bookingId, { removed: ask.without ?? [], added: ask.photos ?? [] });
  await announce(tx, { type: 'feedback-given', bookingId });
  return (await findFeedback(tx, bookingId))!;
}

function mustHaveRoom(before: Feedback | undefined, { photos = [], without = [] }: FeedbackAsk): void {
  const kept = before?.photos.filter(({ id }) => !without.includes(id)).length ?? 0;
  if (kept + photos.length > MOST_PHOTOS) throw invalid(fault('body/photos', 'most', { limit: MOST_PHOTOS }));
}
