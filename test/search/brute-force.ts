import { openPeriods } from '../../src/availability/opening.ts';
import { brokenRules, type Taken } from '../../src/availability/rules.ts';
import { capacityIn, largestCapacity, type Hall } from '../../src/catalogue/hall.ts';
import type { SpaceId } from '../../src/kernel/ids.ts';
import { addMinutes, contains, minutesOf, type Period } from '../../src/kernel/period.ts';
import { addDays, daysFrom, localDate } from '../../src/kernel/time.ts';
import { hireCents } from '../../src/pricing/quote.ts';
import type { AskedTime, SearchQuery } from '../../src/search/search-query.ts';

export interface TakenSpace extends Taken {
  spaceId: SpaceId;
}

/** Every start is a multiple of five minutes, whatever the hall. */
const STRIDE = 5;

/** The slow way to search: looks at every hall, and tries every start. */
export function bruteForce(halls: readonly Hall[], taken: readonly TakenSpace[], query: SearchQuery, now: Date): Map<string, Period | undefined> {
  const found = new Map<string, Period | undefined>();
  for (const hall of halls.filter((one) => meetsWishes(one, query))) {
    const free = query.time && firstPossible(hall, taken.filter(({ spaceId }) => hall.spaceIds.includes(spaceId)), query.time, now);
    if ((!query.time || free) && affordable(hall, free, query, now)) found.set(hall.id, free);
  }
  return found;
}

function meetsWishes(hall: Hall, query: SearchQuery): boolean {
  const capacity = query.layout ? capacityIn(hall, query.layout) : largestCapacity(hall);
  return hall.bookable
    && (query.persons === undefined && !query.layout || capacity >= (query.persons ?? 1))
    && (!query.types?.length || query.types.includes(hall.type))
    && (query.features ?? []).every((feature) => hall.features.includes(feature))
    && (query.accessibility ?? []).every((provision) => hall.venue.accessibility.includes(provision))
    && (!query.neighbourhoods?.length || query.neighbourhoods.includes(hall.venue.neighbourhood))
    && (!query.directorate || hall.venue.organisationId === query.directorate)
    && (!query.venues?.length || query.venues.includes(hall.venue.id))
    && (!query.halls || query.halls.includes(hall.id))
    && (!query.instant || !hall.approval);
}

/** The asked stay, or an hour when no time is asked, costs no more than was said. */
function affordable(hall: Hall, free: Period | undefined, { maxPriceCents, bookerKind }: SearchQuery, now: Date): boolean {
  if (maxPriceCents === undefined) return true;
  const period = free ?? { start: now, end: addMinutes(now, 60) };
  return (hireCents(hall, { period, bookerKind, bookedOn: localDate(now) }) ?? Infinity) <= maxPriceCents;
}

function firstPossible(hall: Hall, taken: readonly Taken[], time: AskedTime, now: Date): Period | undefined {
  const windows = time.kind === 'window' ? [time.period] : time.windows;
  const minutes = { window: () => minutesOf(windows[0]!), somewhere: () => (time.kind === 'somewhere' ? time.minutes : 0), shortest: () => hall.shortestMinutes }[time.kind]();
  for (const window of windows) {
    const open = openPeriods(hall.schedule, daysFrom(addDays(localDate(window.start), -1), addDays(localDate(window.end), 2)));
    for (let start = window.start; start < window.end; start = addMinutes(start, STRIDE)) {
      const period = { start, end: addMinutes(start, minutes) };
      if (!contains(window, period)) break;
      const [layout] = hall.layouts;
      const stay = { period, layout: layout!.kind, attendance: 1 };
      if (brokenRules(hall, stay, { open, taken, activeBookings: 0 }, now).length === 0) return period;
    }
  }
  return undefined;
}
