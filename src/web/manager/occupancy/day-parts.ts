import { intersect, intersection, minutesOf, subtract, type Period } from '../../../kernel/period.ts';
import { dayPeriod, daysFrom, type LocalDate } from '../../../kernel/time.ts';
import type { Entry, HallOccupancy } from '../../../occupancy/occupancy.ts';

/** How a stretch of time looks: what is firm, what is not yet, setup and teardown, another hall's booking, a closure. */
export type Look = 'confirmed' | 'requested' | 'around' | 'via' | 'closed';

export interface Part {
  look: Look;
  period: Period;
  entry: Entry;
}

/** One entry on one day, with the time of that day that is worth saying: a booking's own, without setup and teardown. */
export interface DayEntry {
  entry: Entry;
  periods: Period[];
}

export interface HallDay {
  day: LocalDate;
  open: Period[];
  entries: DayEntry[];
  parts: Part[];
}

/** A hall day by day. */
export function hallDays({ open, entries }: HallOccupancy, from: LocalDate, until: LocalDate): HallDay[] {
  return daysFrom(from, until).map((day) => {
    const whole = dayPeriod(day);
    const here = entries.flatMap((entry) => cut(entry, whole));
    return {
      day,
      open: intersect([whole], open),
      parts: here.flatMap(({ entry, periods }) => periods.flatMap((period) => partsOf(entry, period))),
      entries: here.flatMap(({ entry, periods }) => withOwnTime(entry, periods, whole)),
    };
  });
}

function cut(entry: Entry, whole: Period): DayEntry[] {
  const periods = entry.periods.flatMap((period) => intersection(period, whole) ?? []);
  return periods.length > 0 ? [{ entry, periods }] : [];
}

/** A booking whose setup alone falls on this day is said on the day on which it is. */
function withOwnTime(entry: Entry, periods: Period[], whole: Period): DayEntry[] {
  if (!('booking' in entry)) return [{ entry, periods }];
  const own = intersection(entry.booking.period, whole);
  return own ? [{ entry, periods: [own] }] : [];
}

function partsOf(entry: Entry, period: Period): Part[] {
  if (entry.kind === 'closure') return [{ look: 'closed', period, entry }];
  if (entry.kind === 'partner') return [{ look: 'confirmed', period, entry }];
  if (entry.kind === 'via') return [{ look: 'via', period, entry }];
  const look = entry.booking.status === 'confirmed' ? 'confirmed' : 'requested';
  const own = intersection(entry.booking.period, period);
  return [
    ...subtract([period], [entry.booking.period]).map((around): Part => ({ look: 'around', period: around, entry })),
    ...(own ? [{ look, period: own, entry } satisfies Part] : []),
  ];
}

/** True when nothing of a day's open time is left beside what closes it. */
export const isShut = ({ open, parts }: HallDay): boolean => subtract(open, parts.filter(({ look }) => look === 'closed').map(({ period }) => period)).length === 0;

/** Whole hours since midnight, as elapsed time: a day on which the clock changes has one more or less. */
export interface Hours {
  from: number;
  to: number;
}

const MOST_HOURS = 25;

/** Halls that are open all night would push the day out of sight: before this, only what is taken counts. */
const MORNING = 7 * 60;

/** The hours that a drawing of these days must show: from the first in which a hall is open or taken to the last. */
export function hoursShown(days: readonly HallDay[]): Hours {
  let [from, to] = [MOST_HOURS * 60, 0];
  for (const { day, open, parts } of days) {
    for (const { start, end } of open) [from, to] = [Math.min(from, Math.max(MORNING, minuteOf(day, start))), Math.max(to, minuteOf(day, end))];
    for (const { look, period } of parts) if (look !== 'closed') [from, to] = [Math.min(from, minuteOf(day, period.start)), Math.max(to, minuteOf(day, period.end))];
  }
  return from < to ? { from: Math.floor(from / 60), to: Math.ceil(to / 60) } : { from: 8, to: 22 };
}

/** Minutes since midnight, as elapsed time, within the day. */
export function minuteOf(day: LocalDate, instant: Date): number {
  const { start, end } = dayPeriod(day);
  return instant <= start ? 0 : minutesOf({ start, end: instant < end ? instant : end });
}
