import { occurrenceDays } from '../kernel/recurrence.ts';
import type { Period } from '../kernel/period.ts';
import { addDays, atLocal, daysBetween, type LocalDate, type LocalTime } from '../kernel/time.ts';

/** How often a closure comes back, as an RFC 5545 rule. */
export const REPEATS = { day: 'FREQ=DAILY', week: 'FREQ=WEEKLY', 'two-weeks': 'FREQ=WEEKLY;INTERVAL=2', 'four-weeks': 'FREQ=WEEKLY;INTERVAL=4' } as const;
export type Repeat = keyof typeof REPEATS;

/** A closure as a manager thinks of it: by the clock on the wall, whole days from `00:00` to `24:00`, and perhaps once more every so often. */
export interface ClosurePlan {
  firstDay: LocalDate;
  from: LocalTime;
  lastDay: LocalDate;
  until: LocalTime;
  /** It comes back up to and with the day `last`. */
  repeat?: { every: Repeat; last: LocalDate };
}

/** Each closure writes a claim per space and day: more than these are asked for in parts. */
export const MOST_IN_A_SET = 60;
export const MOST_CLOSURE_DAYS = 366;

export type PlanProblem = 'order' | 'too-long' | 'repeat-order' | 'too-many' | 'overlap';

/**
 * The periods that a plan means, each with the same hours on the wall whatever the clock does in between, in order of time; or what
 * is wrong with the plan.
 */
export function periodsOf({ firstDay, from, lastDay, until, repeat }: ClosurePlan): Period[] | PlanProblem {
  const spanDays = daysBetween(firstDay, lastDay);
  if (spanDays < 0 || (spanDays === 0 && from >= until)) return 'order';
  if (spanDays >= MOST_CLOSURE_DAYS) return 'too-long';
  if (repeat && repeat.last < firstDay) return 'repeat-order';
  const days = repeat ? occurrenceDays(REPEATS[repeat.every], firstDay, addDays(repeat.last, 1), MOST_IN_A_SET + 1) : [firstDay];
  if (days.length > MOST_IN_A_SET) return 'too-many';
  // Hours that the clock skips in spring leave nothing to close.
  const periods = days.map((day) => ({ start: atLocal(day, from), end: atLocal(addDays(day, spanDays), until) })).filter(({ start, end }) => start < end);
  if (periods.length === 0) return 'order';
  return periods.some(({ start }, index) => index > 0 && start < periods[index - 1]!.end) ? 'overlap' : periods;
}
