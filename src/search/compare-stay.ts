import type { Cents } from '../kernel/money.ts';
import { minutesOf, type Period } from '../kernel/period.ts';
import { daysBetween, localDate, localTime } from '../kernel/time.ts';

/** How another stay differs from the asked one. Positive is later, longer, dearer. */
export interface StayDifference {
  days: number;
  /** Only when it is on the same day: on another day one does not count in minutes. */
  minutes: number;
  /** On another day, whether it begins at the same time of day. */
  time: 'same' | 'other';
  longerMinutes: number;
  /** Absent when the asked stay has no price. */
  dearerCents?: Cents;
}

interface Priced {
  period: Period;
  totalCents?: Cents | undefined;
}

export function compareStay(asked: Priced, other: Priced): StayDifference {
  const days = daysBetween(localDate(asked.period.start), localDate(other.period.start));
  const priced = asked.totalCents !== undefined && other.totalCents !== undefined;
  return {
    days,
    minutes: days === 0 ? minutesOf({ start: asked.period.start, end: other.period.start }) : 0,
    time: localTime(asked.period.start) === localTime(other.period.start) ? 'same' : 'other',
    longerMinutes: minutesOf(other.period) - minutesOf(asked.period),
    ...(priced ? { dearerCents: other.totalCents! - asked.totalCents! } : {}),
  };
}
