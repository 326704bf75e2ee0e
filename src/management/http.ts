import type { HallId } from '../kernel/ids.ts';
import { notTooLong } from '../availability/closure-http.ts';
import { readPeriod } from '../contract/invalid.ts';
import type { Operations } from '../contract/operation.ts';
import { presentPeriod } from '../contract/periods.ts';
import { manager } from '../identity/policies.ts';
import { previewClosure } from './preview-closure.ts';
import type { AffectedBooking } from './affected-bookings.ts';

export const managementOperations = {
  previewClosure: {
    policy: manager,
    async handle({ db, actor, body }) {
      const period = notTooLong(readPeriod(body.period.start, body.period.end, ['body/period/start', 'body/period/end']));
      const { alsoClosed, inTheWay, more, closedAlready } = await previewClosure(db, { hallIds: body.hallIds as HallId[], periods: [period] }, actor);
      return { body: {
        alsoClosed, more, inTheWay: inTheWay.map(presentAffected),
        closedAlready: closedAlready.map((one) => ({ ...one, period: presentPeriod(one.period) })),
      } };
    },
  },
} satisfies Operations;

const presentAffected = ({ venueId: _venue, period, holds, ...booking }: AffectedBooking) =>
  ({ ...booking, period: presentPeriod(period), holds: presentPeriod(holds) });
