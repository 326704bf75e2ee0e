import { openPeriods } from '../../../src/availability/opening.ts';
import type { Hall } from '../../../src/catalogue/hall.ts';
import { addMinutes, contains, minutesOf, overlaps, type Period } from '../../../src/kernel/period.ts';
import { addDays, atLocal, dayPeriod, daysFrom, localDate, weekdayOf, type LocalDate, type LocalTime, type Weekday } from '../../../src/kernel/time.ts';

const HALF_A_YEAR = 183;

/** A local day of the year that is made up, with what is looked up about it again and again. */
export interface Day {
  date: LocalDate;
  weekday: Weekday;
  whole: Period;
  /** How far ahead of now it lies; negative in the past. */
  ahead: number;
}

/** The days from half a year before `now` to half a year after. */
export function daysAround(now: Date): Day[] {
  const today = localDate(now);
  return daysFrom(addDays(today, -HALF_A_YEAR), addDays(today, HALF_A_YEAR)).map((date, index) =>
    ({ date, weekday: weekdayOf(date), whole: dayPeriod(date), ahead: index - HALF_A_YEAR }));
}

/** Opening hours and wall clocks of a year, worked out once per schedule and once per day and time. */
export class Calendar {
  readonly #days: readonly Day[];
  readonly #open = new Map<string, readonly (readonly Period[])[]>();
  readonly #instants = new Map<string, Date>();

  constructor(days: readonly Day[]) {
    this.#days = days;
  }

  /** The opening hours that touch this day, whole: a night that ends after midnight is one period. */
  openOn({ schedule }: Hall, index: number): readonly Period[] {
    let byDay = this.#open.get(schedule.id);
    if (!byDay) {
      const open = openPeriods(schedule, this.#days.map(({ date }) => date));
      byDay = this.#days.map(({ whole }) => open.filter((hours) => overlaps(hours, whole)));
      this.#open.set(schedule.id, byDay);
    }
    return byDay[index] ?? [];
  }

  /** So many minutes from a wall-clock time on. */
  period({ date }: Day, time: LocalTime, minutes: number): Period {
    const key = `${date} ${time}`;
    let start = this.#instants.get(key);
    if (!start) this.#instants.set(key, start = atLocal(date, time));
    return { start, end: addMinutes(start, minutes) };
  }

  isOpen(hall: Hall, index: number, period: Period): boolean {
    return this.openOn(hall, index).some((hours) => contains(hours, period));
  }

  /** How long a hall is open on the day itself. */
  openMinutes(hall: Hall, index: number): number {
    const whole = this.#days[index]?.whole;
    if (!whole) return 0;
    return this.openOn(hall, index).reduce((sum, { start, end }) =>
      sum + minutesOf({ start: start > whole.start ? start : whole.start, end: end < whole.end ? end : whole.end }), 0);
  }
}
