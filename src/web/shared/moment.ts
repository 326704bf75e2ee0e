import { period, type Period } from '../../kernel/period.ts';
import { addDays, atLocal, isLocalDate, localDate, localTime, startOfDay, type LocalTime } from '../../kernel/time.ts';

/** A moment as a form asks for it: a day, two times, and a last day for whoever stays longer. All text, as typed. */
export interface Moment {
  day: string;
  from: string;
  to: string;
  lastDay: string;
}

export type MomentProblem = 'date' | 'order' | 'times';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** True for a time of day; `24:00` only closes one. */
export const isTime = (text: string): text is LocalTime => TIME.test(text) || text === '24:00';

/**
 * The period that a form means, or what is wrong with it. An end before the start lies on the next day, unless a last day is
 * given: so nobody has to fill in two dates for an evening that ends at one o'clock.
 */
export function periodOf({ day, from, to, lastDay }: Moment): Period | MomentProblem {
  if (!isLocalDate(day) || (lastDay !== '' && !isLocalDate(lastDay))) return 'date';
  if (!isTime(from) || !isTime(to)) return 'times';
  const start = atLocal(day, from);
  const sameDay = to > from;
  const end = atLocal(lastDay || (sameDay ? day : addDays(day, 1)), to);
  return start < end ? period(start, end) : 'order';
}

/** How a form asks for a period: the other way round. */
export function momentOf({ start, end }: Period): Moment {
  const day = localDate(start);
  const to = end.getTime() === startOfDay(localDate(end)).getTime() ? '24:00' : localTime(end);
  const ends = to === '24:00' ? addDays(localDate(end), -1) : localDate(end);
  const from = localTime(start);
  const understood = ends === day ? to > from : ends === addDays(day, 1) && to <= from && to !== '24:00';
  return { day, from, to, lastDay: understood ? '' : ends };
}

/** The times of day at which something can start or end, every so many minutes. */
export function timesOfDay(stepMinutes: number, kind: 'from' | 'to'): LocalTime[] {
  const step = Math.max(5, Math.min(stepMinutes, 60));
  const count = Math.ceil(1_440 / step);
  const clock = (minute: number): LocalTime => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const times = Array.from({ length: count }, (_, index) => clock(index * step));
  return kind === 'from' ? times : [...times.slice(1), '24:00'];
}
