import { readPeriod } from '../contract/invalid.ts';
import type { Operations } from '../contract/operation.ts';
import { agent } from '../identity/policies.ts';
import type { HallId, OrganisationId, PersonId } from '../kernel/ids.ts';
import { readExtras } from '../pricing/read-extras.ts';
import { answerWith } from './answer.ts';
import { completeHold } from './complete-hold.ts';
import { holdForCaller } from './hold-for-caller.ts';
import { bookingIdOf } from './load-booking.ts';

/** What an agent does with a hall while the caller is on the line. */
export const callHoldOperations = {
  holdForCaller: {
    policy: agent,
    handle: ({ body, actor, now, language, origin, ...call }) => call.transact(async (tx) => {
      const { personId, organisationId, bookerKind, reason } = body.caller;
      const caller = { personId: personId as PersonId, bookerKind, reason, ...(organisationId === undefined ? {} : { organisationId: organisationId as OrganisationId }) };
      const period = readPeriod(body.period.start, body.period.end, ['body/period/start', 'body/period/end']);
      const { layout, attendance } = body;
      const { id, code } = await holdForCaller(tx, { hallId: body.hallId as HallId, period, layout, attendance, language, caller }, actor, now);
      return answerWith(tx, id, { Location: `${origin}/v1/bookings/${code}` });
    }),
  },
  completeHold: {
    policy: agent,
    handle: ({ params, body, expectedVersion, actor, now, language, ...call }) => call.transact(async (tx) => {
      const id = await bookingIdOf(tx, params.bookingId);
      await completeHold(tx, id, { ...body, language, extras: readExtras(body.extras), expectedVersion }, actor, now);
      return answerWith(tx, id);
    }),
  },
} satisfies Operations;
