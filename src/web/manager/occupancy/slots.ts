import { subtract, type Period } from '../../../kernel/period.ts';
import { minuteOf, type HallDay, type Hours, type Part } from './day-parts.ts';

export const SLOT_MINUTES = 15;

/** A run of quarters of an hour that one thing fills: a cell of the day's table. */
export interface Run {
  quarters: number;
  what: Part | 'free' | 'shut';
}

/**
 * A day as cells of whole quarters of an hour that together fill the hours shown. What begins within a quarter begins with the quarter that is
 * nearest; a booking always has one. What two things would share goes to the one that says more.
 */
export function runsOf(day: HallDay, { from, to }: Hours): Run[] {
  const quarters: (Part | 'free' | 'shut')[] = Array.from({ length: ((to - from) * 60) / SLOT_MINUTES }, () => 'free');
  const quarterOf = (minute: number): number => Math.min(quarters.length, Math.max(0, Math.round((minute - from * 60) / SLOT_MINUTES)));
  const fill = (what: Part | 'shut', { start, end }: Period, least: 0 | 1): void => {
    const first = quarterOf(minuteOf(day.whole, start));
    quarters.fill(what, first, Math.max(first + least, quarterOf(minuteOf(day.whole, end))));
  };
  for (const period of subtract([day.whole], day.open)) fill('shut', period, 0);
  for (const part of day.parts.toSorted((a, b) => WEIGHT[a.look] - WEIGHT[b.look])) fill(part, part.period, part.look === 'around' ? 0 : 1);
  const runs: Run[] = [];
  for (const what of quarters) {
    const last = runs.at(-1);
    if (last?.what === what) last.quarters += 1;
    else runs.push({ quarters: 1, what });
  }
  return runs;
}

const WEIGHT = { closed: 0, around: 1, via: 2, requested: 3, confirmed: 3 } as const;
