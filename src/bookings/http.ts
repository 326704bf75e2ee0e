import { fromCursor, isTimePosition, nextPage, toCursor } from '../contract/paging.ts';
import { readPeriod } from '../contract/invalid.ts';
import { readExtras } from '../pricing/read-extras.ts';
import type { Answer, Call, Operations, Success } from '../contract/operation.ts';
import { manager, signedIn } from '../identity/policies.ts';
import { bookerOf } from '../kernel/actor.ts';
import type { BookingId, HallId, OrganisationId, PersonId } from '../kernel/ids.ts';
import { isRefusal } from '../kernel/refusal.ts';
import type { Language } from '../kernel/text.ts';
import type { Transaction } from '../platform/db.ts';
import { answerWith, versioned } from './answer.ts';
import { approveBooking } from './approve-booking.ts';
import { bookingCalendar } from './calendar.ts';
import { cancelBooking, previewCancellation } from './cancel-booking.ts';
import { declineBooking } from './decline-booking.ts';
import { bookingIdOf } from './load-booking.ts';
import { placeBooking, type BookingAsk } from './place-booking.ts';
import { presentBooking, presentSummary } from './present.ts';
import { readBooking } from './read-booking.ts';
import { readRequests } from './read-as-manager.ts';
import { refusedStay } from './refused-stay.ts';

import { listBookings } from './views.ts';

export const bookingOperations = {
  placeBooking: {
    policy: signedIn,
    async handle(call) {
      const ask = askOf(call.body, call.language);
      return call.transact(async (tx) => {
        const { id, code } = await placeBooking(tx, ask, call.actor, call.now);
        return answerWith(tx, id, { Location: `${call.origin}/v1/bookings/${code}` });
      }).catch(async (thrown: unknown) => {
        throw isRefusal(thrown, 'stay-refused') ? await refusedStay(call.db, ask, ask.caller?.bookerKind ?? bookerOf(call.actor).bookerKind, thrown, call.now) : thrown;
      });
    },
  },
  listBookings: {
    policy: signedIn,
    async handle({ db, actor, query, now, url }) {
      const after = query.cursor === undefined ? undefined : fromCursor(query.cursor, isTimePosition);
      const page = await listBookings(db, actor, { list: query.list ?? 'upcoming', limit: query.limit, ...(after ? { after } : {}) }, now);
      return { body: { items: page.items.map(presentSummary), self: url, next: nextPage(url, page.next && toCursor(page.next)) } };
    },
  },
  getBooking: {
    policy: signedIn,
    async handle({ db, params, actor }) {
      return versioned(presentBooking(await readBooking(db, params.bookingId, actor)));
    },
  },
  getBookingCalendar: {
    policy: signedIn,
    async handle({ db, params, actor, origin, language }) {
      return { body: bookingCalendar(await readBooking(db, params.bookingId, actor), origin, language) };
    },
  },
  previewCancellation: {
    policy: signedIn,
    async handle({ db, params, actor, now }) {
      return { body: await previewCancellation(db, await bookingIdOf(db, params.bookingId), actor, now) };
    },
  },
  cancelBooking: {
    policy: signedIn,
    handle: (call) => change(call, (tx, id) =>
      cancelBooking(tx, id, { ...call.body, expectedVersion: call.expectedVersion }, call.actor, call.now)),
  },
  approveBooking: {
    policy: manager,
    handle: (call) => change(call, (tx, id) =>
      approveBooking(tx, id, { expectedVersion: call.expectedVersion }, call.actor, call.now)),
  },
  declineBooking: {
    policy: manager,
    handle: (call) => change(call, (tx, id) =>
      declineBooking(tx, id, { ...call.body, expectedVersion: call.expectedVersion }, call.actor, call.now)),
  },
  listBookingsToDecide: {
    policy: manager,
    async handle({ db, actor, query, url }) {
      return { body: { items: (await readRequests(db, actor, query.limit)).map(presentSummary), self: url } };
    },
  },
} satisfies Operations;

type Changing = 'cancelBooking' | 'approveBooking' | 'declineBooking';

/** Runs a verb on the booking that the path names and answers the booking as it then is. */
async function change(
  call: Pick<Call<Changing>, 'params' | 'transact'>, verb: (tx: Transaction, id: BookingId) => Promise<unknown>,
): Promise<Answer<Success<'getBooking'>>> {
  return call.transact(async (tx) => {
    const id = await bookingIdOf(tx, call.params.bookingId);
    await verb(tx, id);
    return answerWith(tx, id);
  });
}

const askOf = ({ period, extras, caller, remarks, purpose, ...body }: Call<'placeBooking'>['body'], language: Language): BookingAsk => ({
  ...body,
  language,
  hallId: body.hallId as HallId,
  period: readPeriod(period.start, period.end, ['body/period/start', 'body/period/end']),
  extras: readExtras(extras),
  ...(remarks === undefined ? {} : { remarks }),
  ...(purpose === undefined ? {} : { purpose }),
  ...(caller ? { caller: {
    personId: caller.personId as PersonId, bookerKind: caller.bookerKind, reason: caller.reason,
    ...(caller.organisationId === undefined ? {} : { organisationId: caller.organisationId as OrganisationId }),
  } } : {}),
});
