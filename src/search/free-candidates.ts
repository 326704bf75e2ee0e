import { openPeriods } from '../availability/opening.ts';
import { firstStay, keptFrom, startBounds } from '../availability/rules.ts';
import type { Schedule } from '../catalogue/hall.ts';
import { addMinutes, intersect, minutesOf, union, widen, type Period } from '../kernel/period.ts';
import { addDays, localDate, localDays, startOfDay } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { eachPeriod } from '../platform/range.ts';
import type { AskedTime } from './search-query.ts';
import { readSchedules, takenBySpace, type Candidate, type Span } from './store.ts';

/** A hall that fits, and the stay in it that could be booked. */
export interface Found<Known extends Candidate = Candidate> {
  candidate: Known;
  free?: Period;
}

/** One looks so many days ahead, and further for the halls that had nothing: most have something soon. */
const HORIZONS = [2, 7, 30, 60, 366];
/** No hall can be booked further ahead (three years), nor longer (31 days). */
const FARTHEST_DAYS = 1_095 + 32;

/** Of the halls that fit those that can be booked at the asked time, each with the first such stay. */
export async function freeCandidates<Known extends Candidate>(db: Database, fitting: readonly Known[], time: AskedTime, now: Date): Promise<Found<Known>[]> {
  const windows = time.kind === 'window' ? [time.period] : time.windows;
  const minutesIn = lengthIn(time);
  const ahead = intersect(windows, [{ start: now, end: addMinutes(now, FARTHEST_DAYS * 1_440) }]);
  const [first, last] = [ahead[0], ahead.at(-1)];
  if (!first || !last) return [];
  const schedules = await readSchedules(db, [...new Set(fitting.map(({ scheduleId }) => scheduleId))], localDate(first.start), addDays(localDate(last.end), 1));
  const boundsOf = rememberBounds(now);
  const found: Found<Known>[] = [];
  let left = fitting;
  const longest = fitting.reduce((most, candidate) => Math.max(most, minutesIn(candidate)), 0);
  for (const stage of stages({ start: first.start, end: last.end }, longest)) {
    const hours = openHours(schedules, intersect(ahead, [stage]));
    const span = spanOf(hours.values(), left);
    if (!span) continue;
    const taken = await takenBySpace(db, [...new Set(left.flatMap(({ spaceIds }) => spaceIds))], span);
    const judged = left.map((candidate) => {
      const kept = keptOf(candidate, candidate.spaceIds.flatMap((id) => taken.get(id) ?? []));
      return { candidate, free: firstStay(candidate, gaps(hours.get(candidate.scheduleId) ?? [], kept), minutesIn(candidate), boundsOf(candidate)) };
    });
    found.push(...judged.flatMap(({ candidate, free }) => (free ? [{ candidate, free }] : [])));
    left = judged.flatMap(({ candidate, free }) => (free ? [] : [candidate]));
    if (left.length === 0) break;
  }
  return found;
}

/** How long the stay is in each hall. */
function lengthIn(time: AskedTime): (candidate: Candidate) => number {
  if (time.kind === 'shortest') return ({ shortestMinutes }) => shortestMinutes;
  const minutes = time.kind === 'window' ? minutesOf(time.period) : time.minutes;
  return () => minutes;
}

/** The stretches of time that are looked at one after the other; each begins early enough for a stay that runs on into it. */
function stages({ start, end }: Period, minutes: number): Period[] {
  const day = localDate(start);
  const ends = [...HORIZONS.map((days) => startOfDay(addDays(day, days))).filter((horizon) => horizon < end), end];
  return ends.map((until, index) => ({ start: index === 0 ? start : addMinutes(ends[index - 1]!, -minutes), end: until }));
}

/** The open periods of each schedule within the windows. Many schedules keep the same hours, which are worked out once. */
function openHours(schedules: readonly Schedule[], windows: readonly Period[]): Map<string, Period[]> {
  const days = [...new Set(windows.flatMap(localDays))];
  const known = new Map<string, Period[]>();
  return new Map(schedules.map(({ id, ...schedule }) => {
    const key = JSON.stringify(schedule);
    const open = known.get(key) ?? intersect(openPeriods(schedule, days), windows);
    known.set(key, open);
    return [id, open];
  }));
}

/** Where a claim can be in the way while something is open; undefined when nothing is. */
function spanOf(hours: Iterable<readonly Period[]>, halls: readonly Candidate[]): Span | undefined {
  const open = union([...new Set(hours)].flat());
  const [first, last] = [open[0], open.at(-1)];
  if (!first || !last) return undefined;
  const around = halls.reduce((most, { setupMinutes, teardownMinutes }) => Math.max(most, setupMinutes, teardownMinutes), 0);
  const reach = (period: Period): Period => widen(period, around, around);
  return { from: reach(first).start, to: reach(last).end, days: [...new Set(open.flatMap((period) => localDays(reach(period))))] };
}

/** Between which instants a stay may start. Halls share a few sets of limits, whose bounds are worked out once. */
function rememberBounds(now: Date): (candidate: Candidate) => Period {
  const known = new Map<string, Period>();
  return (candidate) => {
    const key = `${candidate.noticeMinutes} ${candidate.windowDays}`;
    const bounds = known.get(key) ?? startBounds(candidate, now);
    known.set(key, bounds);
    return bounds;
  };
}

/** When others keep a hall from being used. Those of one space are read when they are asked for: often the first free stretch will do. */
function* keptOf(candidate: Candidate, taken: readonly string[]): Generator<Period> {
  const [only, ...others] = taken;
  if (only === undefined) return;
  const periods = others.length === 0 ? eachPeriod(only) : union(taken.flatMap((text) => [...eachPeriod(text)]));
  for (const period of periods) yield keptFrom(candidate, period);
}

/** What of the open periods lies outside the kept ones; both are in order of time. */
function* gaps(open: readonly Period[], kept: Iterator<Period, undefined>): Generator<Period> {
  let next = kept.next().value;
  for (const { start: opens, end } of open) {
    let start = opens;
    for (; next && next.start < end && start < end; next = next.end < end ? kept.next().value : next) {
      if (start < next.start) yield { start, end: next.start };
      if (start < next.end) start = next.end;
    }
    if (start < end) yield { start, end };
  }
}
