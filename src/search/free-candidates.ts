import { openPeriods } from '../availability/opening.ts';
import { firstStay, startBounds } from '../availability/rules.ts';
import type { Schedule } from '../catalogue/hall.ts';
import type { HallId } from '../kernel/ids.ts';
import { addMinutes, intersect, minutesOf, union, widen, type Period } from '../kernel/period.ts';
import { addDays, localDate, localDays, startOfDay } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { eachPeriod, toMultirange } from '../platform/range.ts';
import type { AskedTime, SearchQuery } from './search-query.ts';
import { findFree, readClockwork, type Candidate, type Look } from './store.ts';

/** A hall that fits, and the stay in it that could be booked. */
export interface Found {
  candidate: Candidate;
  free?: Period;
}

/** One looks so many days ahead, and further for the halls that had nothing: most have something soon. */
const HORIZONS = [2, 7, 30, 60, 366];

/** The halls that fit and can be booked at the asked time, each with the first such stay. */
export async function freeCandidates(db: Database, query: SearchQuery, time: AskedTime, now: Date): Promise<Found[]> {
  const { minutes, windows } = time.kind === 'window' ? { minutes: minutesOf(time.period), windows: [time.period] } : time;
  const ahead = intersect(windows, [{ start: now, end: addMinutes(now, FARTHEST_DAYS * 1_440) }]);
  const [first, last] = [ahead[0], ahead.at(-1)];
  if (!first || !last) return [];
  const clockwork = await readClockwork(db, { from: localDate(first.start), until: addDays(localDate(last.end), 1) });
  const judge = judgeOf(minutes, now);
  const found: Found[] = [];
  let left: HallId[] | undefined;
  for (const stage of stages({ start: first.start, end: last.end }, minutes)) {
    const hours = openHours(clockwork.schedules, intersect(ahead, [stage]));
    const look = lookAt(hours, clockwork.mostAroundMinutes, left);
    if (!look) continue;
    const candidates = await findFree(db, query, look);
    const judged = candidates.map((candidate) => ({ candidate, free: judge(candidate, hours.sets) }));
    found.push(...judged.flatMap(({ candidate, free }) => (free ? [{ candidate, free }] : [])));
    left = judged.flatMap(({ candidate, free }) => (free ? [] : [candidate.id]));
    if (left.length === 0) break;
  }
  return found;
}

/** No hall can be booked further ahead (three years), nor longer (31 days). */
const FARTHEST_DAYS = 1_095 + 32;

/** The stretches of time that are looked at one after the other; each begins early enough for a stay that runs on into it. */
function stages({ start, end }: Period, minutes: number): Period[] {
  const day = localDate(start);
  const ends = [...HORIZONS.map((days) => startOfDay(addDays(day, days))).filter((horizon) => horizon < end), end];
  return ends.map((until, index) => ({ start: index === 0 ? start : addMinutes(ends[index - 1]!, -minutes), end: until }));
}

/**
 * The first stay of a candidate that keeps its rules, in what is left of its opening hours. Halls share a few sets of limits,
 * whose bounds are worked out once.
 */
function judgeOf(minutes: number, now: Date): (candidate: Candidate, hours: readonly Period[][]) => Period | undefined {
  const bounds = new Map<string, Period>();
  return (candidate, hours) => {
    const key = `${candidate.noticeMinutes} ${candidate.windowDays}`;
    const within = bounds.get(key) ?? startBounds(candidate, now);
    bounds.set(key, within);
    return firstStay(candidate, candidate.free === null ? hours[candidate.pattern]! : eachPeriod(candidate.free), minutes, within);
  };
}

interface OpenHours {
  /** Distinct opening hours: many schedules keep the same, and each set is worked out and sent once. */
  sets: Period[][];
  scheduleIds: string[];
  /** Which set each schedule keeps. */
  hoursOf: number[];
}

function openHours(schedules: readonly Schedule[], windows: readonly Period[]): OpenHours {
  const days = [...new Set(windows.flatMap(localDays))];
  const indexOf = new Map<string, number>();
  const sets: Period[][] = [];
  const hoursOf = schedules.map(({ id: _id, ...schedule }) => {
    const key = JSON.stringify(schedule);
    const index = indexOf.get(key) ?? sets.push(intersect(openPeriods(schedule, days), windows)) - 1;
    indexOf.set(key, index);
    return index;
  });
  return { sets, scheduleIds: schedules.map(({ id }) => id), hoursOf };
}

/** What to ask about these hours; undefined when nothing is open in them. */
function lookAt({ sets, scheduleIds, hoursOf }: OpenHours, mostAroundMinutes: number, hallIds?: readonly HallId[]): Look | undefined {
  const open = union(sets.flat());
  const [first, last] = [open[0], open.at(-1)];
  if (!first || !last) return undefined;
  const reach = (period: Period): Period => widen(period, mostAroundMinutes, mostAroundMinutes);
  const days = [...new Set(open.flatMap((period) => localDays(reach(period))))];
  return { from: reach(first).start, to: reach(last).end, days, hours: sets.map(toMultirange), scheduleIds, hoursOf, ...(hallIds ? { hallIds } : {}) };
}
