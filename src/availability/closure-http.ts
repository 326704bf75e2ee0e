import type { Call, Operations, Success } from '../contract/operation.ts';
import { fromCursor, isTimePosition, nextPage, toCursor } from '../contract/paging.ts';
import { presentPeriod } from '../contract/periods.ts';
import { readDays, readPeriod, untilByDefault } from '../contract/invalid.ts';
import { manager } from '../identity/policies.ts';
import type { HallId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import { addDays, localDate, startOfDay } from '../kernel/time.ts';
import { closeHalls } from './close-halls.ts';
import { MOST_CLOSURE_DAYS } from './closure-plan.ts';
import { findClosure, listClosures, type ClosureSummary } from './closure-views.ts';
import { liftClosures } from './lift-closure.ts';

const MOST_DAYS = MOST_CLOSURE_DAYS;

export const closureOperations = {
  listClosures: {
    policy: manager,
    async handle({ db, actor, query, now, url }) {
      const after = query.cursor === undefined ? undefined : fromCursor(query.cursor, isTimePosition);
      const page = await listClosures(db, actor, { period: daysAsked(query, now), limit: query.limit, ...(after ? { after } : {}) });
      return { body: { items: page.items.map(present), self: url, next: nextPage(url, page.next && toCursor(page.next)) } };
    },
  },
  createClosure: {
    policy: manager,
    handle: ({ actor, body, now, ...call }) => call.transact(async (tx) => {
      const period = notTooLong(readPeriod(body.period.start, body.period.end, ['body/period/start', 'body/period/end']));
      const [closureId] = await closeHalls(tx, { hallIds: body.hallIds as HallId[], periods: [period], reason: body.reason }, actor, now);
      return { body: present(await mustFind(tx, closureId!)) };
    }),
  },
  liftClosure: {
    policy: manager,
    handle: ({ actor, params, now, ...call }) => call.transact(async (tx) => {
      await liftClosures(tx, [await mustFind(tx, params.closureId)], actor, now);
      return {};
    }),
  },
} satisfies Operations;

const mustFind = async (tx: Parameters<typeof findClosure>[0], id: string): Promise<ClosureSummary> => {
  const closure = await findClosure(tx, id);
  if (!closure) throw new Refusal('not-found');
  return closure;
};

/** A closure writes a claim per space and day: one of more than a year is asked for in parts. */
export function notTooLong(period: Period): Period {
  readDays(localDate(period.start), addDays(localDate(period.end), 1), MOST_DAYS + 1, ['body/period/start', 'body/period/end']);
  return period;
}

function daysAsked(query: Call<'listClosures'>['query'], now: Date) {
  const first = query.from ?? localDate(now);
  const { from, until } = readDays(first, query.until ?? untilByDefault(first, MOST_DAYS), MOST_DAYS, ['query/from', 'query/until']);
  return { start: startOfDay(from), end: startOfDay(until) };
}

const present = (closure: ClosureSummary): Success<'createClosure'> => ({
  id: closure.id, hallIds: closure.hallIds, reason: closure.reason, inTheWay: closure.inTheWay, period: presentPeriod(closure.period),
  createdAt: closure.createdAt.toISOString(),
});
