import { loadHall } from '../catalogue/load-hall.ts';
import { readPeriod } from '../contract/invalid.ts';
import type { Operations } from '../contract/operation.ts';
import { anyone } from '../identity/policies.ts';
import { bookerOf } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import { mustKeepLimits } from './check-limits.ts';
import { earlierBookings } from './earlier-bookings.ts';
import { quoteStay } from './quote.ts';
import { readExtras } from './read-extras.ts';

export const pricingOperations = {
  quoteStay: {
    policy: anyone,
    async handle({ db, params, body, actor, now }) {
      const hall = await loadHall(db, params.hallId, now);
      if (!hall) throw new Refusal('not-found', { facts: { hall: params.hallId } });
      const period = readPeriod(body.period.start, body.period.end, ['body/period/start', 'body/period/end']);
      const extras = readExtras(body.extras);
      const bookerKind = body.bookerKind ?? bookerOf(actor).bookerKind;
      const ask = { period, attendance: body.attendance, extras, bookerKind, bookedOn: localDate(now), ...(body.purpose === undefined ? {} : { purpose: body.purpose }) };
      mustKeepLimits(hall, ask);
      const earlier = await earlierBookings(db, hall, ask, bookerKind === bookerOf(actor).bookerKind ? bookerOf(actor).bookerId : undefined);
      return { body: { bookerKind, ...quoteStay(hall, { ...ask, earlier }) } };
    },
  },
} satisfies Operations;
