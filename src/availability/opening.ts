import type { Schedule } from '../catalogue/hall.ts';
import { union, type Period } from '../kernel/period.ts';
import { atLocal, isPublicHoliday, weekdayOf, type LocalDate, type LocalTime } from '../kernel/time.ts';

/** What of a schedule decides when it is open. */
export type Hours = Omit<Schedule, 'id'>;

/**
 * When a schedule is open on these local days: sorted and disjoint, and hours that meet at midnight are one period. A dated
 * exception replaces its day; a public holiday is closed unless the schedule says otherwise.
 */
export function openPeriods(schedule: Hours, days: readonly LocalDate[]): Period[] {
  const periods = days.flatMap((day) => hoursOn(schedule, day).map(({ opens, closes }) => ({ start: atLocal(day, opens), end: atLocal(day, closes) })));
  // In the night on which the clock skips an hour, hours inside that hour leave nothing.
  return union(periods.filter(({ start, end }) => start < end));
}

function hoursOn(schedule: Hours, day: LocalDate): readonly { opens: LocalTime; closes: LocalTime }[] {
  const exceptions = schedule.exceptions.filter((exception) => exception.day === day);
  if (exceptions.length > 0) return exceptions.flatMap(({ opens, closes }) => opens && closes ? [{ opens, closes }] : []);
  const weekday = weekdayOf(day);
  const weekly = schedule.weekly.filter((hours) => hours.weekday === weekday);
  return weekly.length > 0 && !schedule.openOnHolidays && isPublicHoliday(day) ? [] : weekly;
}
