import type { Operations, Success } from '../contract/operation.ts';
import { fromCursor, isTimePosition, nextPage, toCursor } from '../contract/paging.ts';
import { presentPeriod } from '../contract/periods.ts';
import { venueReader } from '../identity/policies.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database } from '../platform/db.ts';
import type { AlarmDetail, AlarmId } from './alarm-list.ts';
import { readAlarm, readClearedAlarms, readOpenAlarms } from './read-alarms.ts';
import { settleAlarm, takeUpAlarm } from './take-up-alarm.ts';

export const alarmOperations = {
  listAlarms: {
    policy: venueReader,
    async handle({ db, actor, query: { state = 'open', limit, cursor }, url, now }) {
      if (state === 'open') return { body: { items: (await readOpenAlarms(db, actor)).map(present), self: url } };
      const after = cursor === undefined ? undefined : fromCursor(cursor, isTimePosition);
      const { items, next } = await readClearedAlarms(db, actor, { limit, ...(after ? { after } : {}) }, now);
      return { body: { items: items.map(present), self: url, next: nextPage(url, next && toCursor(next)) } };
    },
  },
  takeUpAlarm: {
    policy: venueReader,
    async handle({ params, actor, now, db, ...call }) {
      const id = params.alarmId as AlarmId;
      await call.transact(async (tx) => takeUpAlarm(tx, id, actor, now).then(() => ({})));
      return { body: await afterwards(db, id, actor) };
    },
  },
  settleAlarm: {
    policy: venueReader,
    async handle({ params, actor, now, db, ...call }) {
      const id = params.alarmId as AlarmId;
      await call.transact(async (tx) => settleAlarm(tx, id, actor, now).then(() => ({})));
      return { body: await afterwards(db, id, actor) };
    },
  },
} satisfies Operations;

async function afterwards(db: Database, id: AlarmId, actor: Actor): Promise<Success<'takeUpAlarm'>> {
  const alarm = await readAlarm(db, id, actor);
  if (!alarm) throw new Refusal('not-found');
  return present(alarm);
}

const present = ({ booking, acknowledged, told, raisedAt, clearedAt, escalatesAt, escalatedAt, venue, ...alarm }: AlarmDetail): Success<'listAlarms'>['items'][number] => ({
  ...alarm, raisedAt: raisedAt.toISOString(), clearedAt: clearedAt?.toISOString(), escalatesAt: escalatesAt?.toISOString(), escalatedAt: escalatedAt?.toISOString(),
  venue: { id: venue.id, name: venue.name },
  acknowledged: acknowledged && { at: acknowledged.at.toISOString(), name: acknowledged.name },
  booking: booking && { id: booking.id, code: booking.code, activity: booking.activity, period: presentPeriod(booking.period), hall: booking.hall, booker: booking.booker, phone: booking.phone },
  told: told.map(({ name, template, status, at }) => ({ name, mail: template, status, at: at.toISOString() })),
});
