import type { Period } from '../kernel/period.ts';
import { addDays, atLocal, daysFrom, dayPeriod, mondayOf, startOfDay, type LocalDate, type LocalTime } from '../kernel/time.ts';

export const WITHIN = ['day', 'evening', 'week', 'dates'] as const;
export type Within = (typeof WITHIN)[number];

/** What people mean by an evening. */
export const EVENING: { from: LocalTime; until: LocalTime } = { from: '18:00', until: '24:00' };
/** How far ahead one looks for a first free moment when no last day is given. */
export const USUAL_DAYS = 60;

/**
 * The stretches of time in which a number of hours may lie: a day, its evening, its week from Monday to Sunday, or the dates
 * from that day up to and not including `until`.
 */
export function askedWindows(within: Within, day: LocalDate, until: LocalDate = addDays(day, USUAL_DAYS)): Period[] {
  if (within === 'day') return [dayPeriod(day)];
  if (within === 'evening') return [{ start: atLocal(day, EVENING.from), end: atLocal(day, EVENING.until) }];
  if (within === 'week') return [{ start: startOfDay(mondayOf(day)), end: startOfDay(addDays(mondayOf(day), 7)) }];
  return [{ start: startOfDay(day), end: startOfDay(until) }];
}

/** Every evening from a day up to and not including another. */
export const evenings = (from: LocalDate, until: LocalDate): Period[] => daysFrom(from, until).flatMap((day) => askedWindows('evening', day));
