import type { Call, Operations, Success } from '../contract/operation.ts';
import { fromCursor, isTimePosition, nextPage, toCursor } from '../contract/paging.ts';
import { presentPeriod } from '../contract/periods.ts';
import { readDays, readPeriod } from '../contract/invalid.ts';
import { audit } from '../identity/audit.ts';
import { manager } from '../identity/policies.ts';
import { hasOneOfAt, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import type { HallId, OrganisationId, VenueId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import { addDays, localDate, startOfDay } from '../kernel/time.ts';
import { findClosure, listClosures, spacesOfHalls, type ClosureSummary } from './closure-views.ts';
import { closeSpaces } from './close-spaces.ts';
import { liftClosure } from './lift-closure.ts';

const MOST_DAYS = 366;

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
      const { hallIds, spaceIds, venues } = await spacesOfHalls(tx, body.hallIds as HallId[]);
      const missing = body.hallIds.find((id) => !hallIds.includes(id as HallId));
      if (missing !== undefined) throw new Refusal('not-found', { facts: { hall: missing } });
      mustManageAll(actor, venues);
      const { closureId } = await closeSpaces(tx, { spaceIds, period, reason: body.reason, ...madeBy(actor) }, now);
      await audit(tx, { actor, action: 'close-halls', subjectKind: 'closure', subjectId: closureId });
      return { body: present(await mustFind(tx, closureId)) };
    }),
  },
  liftClosure: {
    policy: manager,
    handle: ({ actor, params, now, ...call }) => call.transact(async (tx) => {
      const closure = await mustFind(tx, params.closureId);
      mustManageAll(actor, closure.venues);
      await liftClosure(tx, closure.id, now);
      await audit(tx, { actor, action: 'lift-closure', subjectKind: 'closure', subjectId: closure.id });
      return {};
    }),
  },
} satisfies Operations;

const mustFind = async (tx: Parameters<typeof findClosure>[0], id: string): Promise<ClosureSummary> => {
  const closure = await findClosure(tx, id);
  if (!closure) throw new Refusal('not-found');
  return closure;
};

/** Who closes halls runs every venue that they are in. Refuses `not-allowed`. */
function mustManageAll(actor: Actor, venues: readonly { id: VenueId; organisationId: OrganisationId }[]): void {
  if (!venues.every((venue) => hasOneOfAt(actor, VENUE_MANAGERS, venue))) throw new Refusal('not-allowed');
}

const madeBy = (actor: Actor) => (actor.kind === 'person' ? { madeBy: actor.personId } : {});

/** A closure writes a claim per space and day: one of more than a year is asked for in parts. */
function notTooLong(period: Period): Period {
  readDays(localDate(period.start), addDays(localDate(period.end), 1), MOST_DAYS + 1, ['body/period/start', 'body/period/end']);
  return period;
}

function daysAsked(query: Call<'listClosures'>['query'], now: Date) {
  const first = query.from ?? localDate(now);
  const { from, until } = readDays(first, query.until ?? addDays(first, MOST_DAYS), MOST_DAYS, ['query/from', 'query/until']);
  return { start: startOfDay(from), end: startOfDay(until) };
}

const present = (closure: ClosureSummary): Success<'createClosure'> => ({
  id: closure.id, hallIds: closure.hallIds, reason: closure.reason, inTheWay: closure.inTheWay, period: presentPeriod(closure.period),
  createdAt: closure.createdAt.toISOString(),
});
