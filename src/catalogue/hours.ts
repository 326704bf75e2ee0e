import type { Schedule } from './hall.ts';

/** What of a schedule a manager changes: whole weeks, holidays, and the dated exceptions from today on. */
export type Hours = Omit<Schedule, 'id'>;

export const MOST_STRETCHES = 6;
export const MOST_EXCEPTIONS = 200;

export interface HoursFault {
  list: 'weekly' | 'exceptions';
  /** Which of the list. */
  index: number;
  fault: 'order' | 'overlap' | 'twice' | 'half' | 'past';
}

/**
 * What is wrong with hours: a stretch that ends before it begins, two of one weekday that overlap, a day with two exceptions, an
 * exception with only one of its times, one of a day before `today`. Empty when they can be kept.
 */
export function faultsIn({ weekly, exceptions }: Hours, today: string): HoursFault[] {
  return [
    ...weekly.flatMap(({ weekday, opens, closes }, index): HoursFault[] => {
      if (opens >= closes) return [{ list: 'weekly', index, fault: 'order' }];
      const before = weekly.slice(0, index).some((other) => other.weekday === weekday && other.opens < closes && opens < other.closes);
      return before ? [{ list: 'weekly', index, fault: 'overlap' }] : [];
    }),
    ...exceptions.flatMap(({ day, opens, closes }, index): HoursFault[] => {
      if ((opens === undefined) !== (closes === undefined)) return [{ list: 'exceptions', index, fault: 'half' }];
      if (opens !== undefined && closes !== undefined && opens >= closes) return [{ list: 'exceptions', index, fault: 'order' }];
      if (day < today) return [{ list: 'exceptions', index, fault: 'past' }];
      return exceptions.slice(0, index).some((other) => other.day === day) ? [{ list: 'exceptions', index, fault: 'twice' }] : [];
    }),
  ];
}
