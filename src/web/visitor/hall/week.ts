import type { UnavailableReason } from '../../../availability/divide-time.ts';
import type { HallAvailability } from '../../../availability/views.ts';
import { nextStart } from '../../../availability/starts.ts';
import { addMinutes, minutesOf, type Period } from '../../../kernel/period.ts';
import {
  addDays,
  atLocal,
  cutAtMidnight,
  dayPeriod,
  daysFrom,
  isLocalDate,
  localDate,
  mondayOf,
  type LocalDate,
  type LocalTime,
} from '../../../kernel/time.ts';

export interface DayPart {
  period: Period;
  state: 'free' | UnavailableReason;
}

export interface WeekDay {
  day: LocalDate;
  parts: DayPart[];
  /** Why nothing at all can be had, when one word says it for the whole day. */
  wholly?: UnavailableReason;
}

/** What a drawing of a day needs: its stretches, whatever they are called. */
export interface Drawn {
  day: LocalDate;
  parts: readonly { period: Period; state: string }[];
}

/** The Monday of the week that is asked for, never before this week. */
export function mondayAsked(asked: string, now: Date): LocalDate {
  const current = mondayOf(localDate(now));
  const monday = isLocalDate(asked) ? mondayOf(asked) : current;
  return monday < current ? current : monday;
}

/** Whether later weeks can still be booked: the last bookable day lies beyond this one. */
export const hasNextWeek = (monday: LocalDate, windowDays: number, now: Date): boolean => addDays(monday, 7) <= addDays(localDate(now), windowDays);

/** The hours after midnight that people count with the evening before. */
const NIGHT_ENDS: LocalTime = '06:00';

/**
 * Divided time, day by day, as people read it: what is free starts on a whole step, a night belongs to its evening, and closed
 * hours on either side of a day are left out.
 */
export const weekDays = (monday: LocalDate, availability: HallAvailability, stepMinutes: number): WeekDay[] =>
  divideByDay(daysFrom(monday, addDays(monday, 7)), availability, stepMinutes);

/** The same for any days, which follow one another. */
export function divideByDay(days: readonly LocalDate[], { free, unavailable }: HallAvailability, stepMinutes: number): WeekDay[] {
  const parts: DayPart[] = [
    ...free.flatMap(byEvening).map(({ start, end }) => ({ period: { start: nextStart(stepMinutes, start), end }, state: 'free' as const })),
    ...unavailable.flatMap(({ period, reason }) => cutAtMidnight(period).map((cut) => ({ period: upToStep(cut.period, reason, stepMinutes), state: reason }))),
  ];
  const sensible = parts.filter(({ period }) => period.start < period.end).sort((a, b) => a.period.start.getTime() - b.period.start.getTime());
  return days.map((day) =>
    dayOf(
      day,
      sensible.filter(({ period }) => localDate(period.start) === day),
    ),
  );
}

function dayOf(day: LocalDate, parts: readonly DayPart[]): WeekDay {
  const inside = parts.filter(({ state }) => state !== 'closed' && state !== 'in-the-past');
  const states = new Set(inside.map(({ state }) => state));
  const only = states.size === 1 ? [...states][0] : undefined;
  if (inside.length === 0) return { day, parts: [], wholly: parts.some(({ state }) => state === 'closed') ? 'closed' : 'in-the-past' };
  return { day, parts: trimClosed(parts), ...(only && only !== 'free' ? { wholly: only } : {}) };
}

/** A free period cut at each midnight, but not in a night that ends before the morning. */
function byEvening(period: Period): Period[] {
  const pieces: Period[] = [];
  for (const piece of cutAtMidnight(period)) {
    const before = pieces.at(-1);
    if (before && piece.period.end <= atLocal(piece.day, NIGHT_ENDS)) pieces[pieces.length - 1] = { start: before.start, end: piece.period.end };
    else pieces.push(piece.period);
  }
  return pieces;
}

/** Notice ends at any minute; said is the step from which one can begin. */
const upToStep = ({ start, end }: Period, reason: UnavailableReason, stepMinutes: number): Period => ({
  start,
  end: reason === 'too-short-notice' ? nextStart(stepMinutes, end) : end,
});

function trimClosed(parts: readonly DayPart[]): DayPart[] {
  const isShut = (part: DayPart | undefined): boolean => part?.state === 'closed';
  const from = isShut(parts[0]) ? 1 : 0;
  const to = isShut(parts.at(-1)) ? parts.length - 1 : parts.length;
  return parts.slice(from, to);
}

/** The hours of the day that a drawing of these days must show, whole: from the first that is not closed to the last. */
export function hoursShown(days: readonly Drawn[]): { from: number; to: number } {
  const ends = days.flatMap(({ day, parts }) =>
    parts
      .filter(({ state }) => state !== 'in-the-past')
      .map(({ period }) => ({
        from: Math.floor(minutesOfDay(day, period.start) / 60),
        to: Math.ceil(minutesOfDay(day, period.end) / 60),
      })),
  );
  if (ends.length === 0) return { from: 8, to: 22 };
  return { from: Math.min(...ends.map(({ from }) => from)), to: Math.max(...ends.map(({ to }) => to)) };
}

/** Minutes since midnight, as elapsed time: on the day that the clock changes the drawing is an hour longer or shorter. */
export const minutesOfDay = (day: LocalDate, instant: Date): number => {
  const { start, end } = dayPeriod(day);
  return instant <= start ? 0 : minutesOf({ start, end: instant < end ? instant : end });
};

/** A first proposal within a free period: two hours, or the shortest stay when that is longer, as far as it fits. */
export function proposalIn(free: Period, shortestMinutes: number): Period {
  const end = addMinutes(free.start, Math.max(120, shortestMinutes));
  return { start: free.start, end: end < free.end ? end : free.end };
}
