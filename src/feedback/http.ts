import { bookingIdOf } from '../bookings/load-booking.ts';
import type { Answer, Operations, Success } from '../contract/operation.ts';
import { fromCursor, isTimePosition, nextPage, toCursor } from '../contract/paging.ts';
import { presentPeriod } from '../contract/periods.ts';
import { manager, signedIn, venueReader } from '../identity/policies.ts';
import type { Feedback } from './feedback.ts';
import { giveFeedback } from './give-feedback.ts';
import { handleFeedback } from './handle-feedback.ts';
import { readFeedbackList } from './read-as-staff.ts';
import { readFeedback } from './read-feedback.ts';
import type { FeedbackSummary } from './views.ts';

export const feedbackOperations = {
  giveFeedback: {
    policy: signedIn,
    handle: (call) => call.transact(async (tx) => {
      const { stars, category = 'other', text = '' } = call.body;
      return answer(await giveFeedback(tx, await bookingIdOf(tx, call.params.bookingId), { stars, category, text }, call.actor, call.now));
    }),
  },
  getFeedback: {
    policy: signedIn,
    async handle({ db, params, actor }) {
      return answer(await readFeedback(db, params.bookingId, actor));
    },
  },
  listFeedback: {
    policy: venueReader,
    async handle({ db, actor, query: { venueId, hallId, state, stars, limit, cursor }, url }) {
      const after = cursor === undefined ? undefined : fromCursor(cursor, isTimePosition);
      const filter = { ...(venueId ? { venueId } : {}), ...(hallId ? { hallId } : {}), ...(state ? { state } : {}), ...(stars ? { stars } : {}) };
      const page = await readFeedbackList(db, actor, { ...filter, limit, ...(after ? { after } : {}) });
      return { body: { items: page.items.map(presentSummary), self: url, next: nextPage(url, page.next && toCursor(page.next)) } };
    },
  },
  handleFeedback: {
    policy: manager,
    handle: (call) => call.transact(async (tx) => {
      const { note } = call.body;
      const handling = { expectedVersion: call.expectedVersion, ...(note === undefined ? {} : { note }) };
      return answer(await handleFeedback(tx, await bookingIdOf(tx, call.params.bookingId), handling, call.actor, call.now));
    }),
  },
} satisfies Operations;

const present = ({ stars, category, text, givenAt, changedAt, handledAt, note, version, photos, bookingId }: Feedback): Success<'getFeedback'> => ({
  bookingId, stars, category, text, givenAt: givenAt.toISOString(), changedAt: changedAt.toISOString(), handledAt: handledAt?.toISOString(), note, version,
  photoCount: photos.length,
});

const presentSummary = (one: FeedbackSummary): Success<'listFeedback'>['items'][number] => ({
  ...present(one), code: one.code, activity: one.activity, period: presentPeriod(one.period), hall: one.hall, venue: { id: one.venue.id, name: one.venue.name },
});

const answer = (feedback: Feedback): Answer<Success<'getFeedback'>> => ({ body: present(feedback), headers: { ETag: `"${feedback.version}"` } });
