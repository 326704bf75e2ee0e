import type { BookingId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { POOR_STARS } from '../feedback/feedback.ts';
import { feedbackFacts } from './feedback-facts.ts';
import { queueMail } from './queue-mail.ts';
import { bookerOf, managersOf, venueOfBooking } from './views.ts';

/** Asks the booker how it was, with the way to the page where they say it. */
export async function mailFeedbackWanted(tx: Transaction, bookingId: BookingId): Promise<void> {
  const booker = await bookerOf(tx, bookingId);
  if (!booker) return;
  await queueMail(tx, {
    template: 'feedback-wanted', facts: {}, dedupeKey: `feedback-wanted:${bookingId}`, recipient: booker.email, language: booker.language, bookingId,
    ...(booker.personId === null ? {} : { personId: booker.personId }),
  });
}

/** Tells the managers of the venue at once that somebody was not content; once per booking, however often it is rewritten. */
export async function mailPoorFeedback(tx: Transaction, bookingId: BookingId): Promise<void> {
  const feedback = await feedbackFacts(tx, bookingId);
  const venue = feedback && feedback.stars <= POOR_STARS ? await venueOfBooking(tx, bookingId) : undefined;
  for (const { email, personId } of venue ? await managersOf(tx, venue.venueId) : []) {
    await queueMail(tx, {
      template: 'poor-feedback', facts: {}, dedupeKey: `poor-feedback:${bookingId}:${email}`, recipient: email, language: 'nl', bookingId,
      ...(personId === null ? {} : { personId }),
    });
  }
}
