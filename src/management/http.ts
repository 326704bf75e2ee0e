import { notTooLong } from '../availability/closure-http.ts';
import type { HallRecord } from '../catalogue/hall-record.ts';
import type { Hours } from '../catalogue/hours.ts';
import { presentHall } from '../catalogue/present.ts';
import type { ManagedSchedule } from '../catalogue/schedule-of-hall.ts';
import { hallPage } from '../catalogue/views.ts';
import { etagOf } from '../contract/etag.ts';
import { readPeriod } from '../contract/invalid.ts';
import type { Operations } from '../contract/operation.ts';
import { presentPeriod } from '../contract/periods.ts';
import { manager } from '../identity/policies.ts';
import type { HallId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import { changeHallData } from './change-hall-data.ts';
import { changeHours, hoursToManage } from './change-hours.ts';
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
  updateHall: {
    policy: manager,
    handle: ({ actor, params, body, expectedVersion, now, ...call }) => call.transact(async (tx) => {
      await changeHallData(tx, params.hallId, { change: body as Partial<HallRecord>, expectedVersion }, actor, now);
      const page = await hallPage(tx, params.hallId, now);
      if (!page) throw new Refusal('not-found', { facts: { hall: params.hallId } });
      return { body: presentHall(page, localDate(now)), headers: { ETag: etagOf(page.hall.version) } };
    }),
  },
  getSchedule: {
    policy: manager,
    async handle({ db, actor, params, now }) {
      return presentSchedule(await hoursToManage(db, params.hallId, actor, now));
    },
  },
  updateSchedule: {
    policy: manager,
    handle: ({ actor, params, body, expectedVersion, now, ...call }) => call.transact(async (tx) => {
      const { for: scope = 'all-halls', ...hours } = body;
      await changeHours(tx, params.hallId, { hours: hours as Hours, scope, expectedVersion }, actor, now);
      return presentSchedule(await hoursToManage(tx, params.hallId, actor, now));
    }),
  },
} satisfies Operations;

const presentSchedule = ({ schedule: { id: _id, ...hours }, name, halls, version }: ManagedSchedule) =>
  ({ body: { ...hours, name, halls, version }, headers: { ETag: etagOf(version) } });

const presentAffected = ({ venue: _venue, personId: _person, period, holds, ...booking }: AffectedBooking) =>
  ({ ...booking, period: presentPeriod(period), holds: presentPeriod(holds) });
