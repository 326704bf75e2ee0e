import { addMinutes, intersection, subtract, type Period } from '../kernel/period.ts';
import { dayPeriod, type LocalDate } from '../kernel/time.ts';
import { brokenLength, keptFrom, startBounds, type Ruled, type Taken } from './rules.ts';
import { startsWithin } from './starts.ts';

/**
 * Every instant of a local day at which a stay of so many minutes may start, by the same rules that judge a booking: length, step,
 * notice, window, opening hours and what is taken. `around` reaches as far as a stay that starts on that day lasts, and a day beyond.
 */
export function startsOnDay(
  hall: Ruled, day: LocalDate, minutes: number, around: { open: readonly Period[]; taken: readonly Taken[] }, now: Date,
): Date[] {
  if (!hall.bookable || brokenLength(hall, minutes).length > 0) return [];
  const allowed = intersection(dayPeriod(day), startBounds(hall, now));
  if (!allowed) return [];
  const gaps = subtract(around.open, around.taken.map(({ period }) => keptFrom(hall, period)));
  // What matters of a gap is where a stay may start in it, and that it lasts as long as one that starts last of all.
  const reach = { start: allowed.start, end: addMinutes(allowed.end, minutes) };
  return gaps.flatMap((gap) => {
    const usable = intersection(gap, reach);
    return usable ? startsWithin(usable, hall.startStepMinutes, minutes).filter((start) => start < allowed.end) : [];
  });
}
