import type { HallAvailability } from '../../../availability/views.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import type { BookerKind } from '../../../kernel/actor.ts';
import type { Cents } from '../../../kernel/money.ts';
import { addMinutes, minutesOf } from '../../../kernel/period.ts';
import { addDays, addMonths, daysFrom, localDate, mondayOf, type LocalDate } from '../../../kernel/time.ts';
import { hireCents } from '../../../pricing/quote.ts';
import { divideByDay, type WeekDay } from './week.ts';

/** What one word says of a day: `full` also where what is left is too short to be let. */
export type DayState = 'free' | 'partly' | 'full' | 'closed' | 'too-late' | 'not-yet' | 'past';

export interface MonthDay {
  day: LocalDate;
  state: DayState;
  /** The longest stretch that is free, in minutes; 0 when none is. */
  longestMinutes: number;
  /** What the shortest stay costs on this day; absent when nothing is free or the hall is not let to this kind of booker. */
  fromCents?: Cents;
}

const FIRST = '-01';
const firstOf = (day: LocalDate): LocalDate => day.slice(0, 7) + FIRST;

/** The first day of the month that is asked for: from this month up to that of the last day that can be booked. */
export function monthAsked(asked: string, windowDays: number, now: Date): LocalDate {
  const [first, last] = [firstOf(localDate(now)), firstOf(addDays(localDate(now), windowDays))];
  const month = /^\d{4}-(0[1-9]|1[0-2])(-\d\d)?$/.test(asked) ? firstOf(asked) : first;
  return month < first ? first : month > last ? last : month;
}

/** Every day of the weeks that a month touches, Monday first: what a calendar shows. */
export const daysShown = (month: LocalDate): LocalDate[] => daysFrom(mondayOf(month), addDays(mondayOf(addDays(addMonths(month, 1), -1)), 7));

interface ForWhom {
  bookerKind: BookerKind;
  bookedOn: LocalDate;
}

/** A month of a hall, day by day: how free it is, and from how much it can be had by this kind of booker. */
export function monthDays(month: LocalDate, availability: HallAvailability, hall: Hall, forWhom: ForWhom): MonthDay[] {
  const days = daysShown(month).filter((day) => firstOf(day) === month);
  return divideByDay(days, availability, hall.startStepMinutes).map((divided) => {
    const free = divided.parts.filter(({ state }) => state === 'free');
    const [first] = free;
    const fromCents = first && lowestPrice(hall, forWhom, first.period.start);
    return {
      day: divided.day,
      state: stateOf(divided),
      longestMinutes: Math.max(0, ...free.map(({ period }) => minutesOf(period))),
      ...(fromCents === undefined ? {} : { fromCents }),
    };
  });
}

/** The shortest stay by the tariff of that day, as a booking would be priced. */
function lowestPrice(hall: Hall, { bookerKind, bookedOn }: ForWhom, start: Date): Cents | undefined {
  return hireCents(hall, { period: { start, end: addMinutes(start, hall.shortestMinutes) }, bookerKind, bookedOn });
}

const WHOLLY: Readonly<Record<string, DayState>> = {
  closed: 'closed',
  booked: 'full',
  'too-short': 'full',
  'too-short-notice': 'too-late',
  'too-far-ahead': 'not-yet',
  'in-the-past': 'past',
};

function stateOf({ parts, wholly }: WeekDay): DayState {
  if (wholly) return WHOLLY[wholly] ?? 'full';
  const states = new Set(parts.map(({ state }) => state));
  if (states.has('free')) return states.has('booked') || states.has('too-short') ? 'partly' : 'free';
  return states.has('booked') || states.has('too-short') ? 'full' : states.has('too-far-ahead') ? 'not-yet' : 'too-late';
}
