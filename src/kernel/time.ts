import { Temporal } from 'temporal-polyfill';
import type { Period } from './period.ts';

/**
 * The one file where wall clocks live. Everywhere else an instant is a `Date`, a day is a `LocalDate` and a time of
 * day is a `LocalTime`; only here do they meet, in the zone of the installation (one city, one zone).
 */
export type LocalDate = string & { readonly of?: 'YYYY-MM-DD' };
/** `HH:MM`; `24:00` is allowed as an end and means the midnight that closes the day. */
export type LocalTime = string & { readonly of?: 'HH:MM' };
/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const ZONE = 'Europe/Brussels';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A stretch of time in which the clock does not change, and how far the zone is then ahead of UTC; all in milliseconds. */
interface Offset {
  from: number;
  until: number;
  ahead: number;
}

const offsetsOfYear = new Map<number, readonly Offset[]>();
let lastUsed: Offset = { from: 0, until: 0, ahead: 0 };

/** Temporal takes 10 µs and more for each question and a search asks thousands: it is asked once a year when the clock changes. */
function readOffsets(year: number): Offset[] {
  let at: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from({ year, month: 1, day: 1, timeZone: 'UTC' }).withTimeZone(ZONE);
  const end = at.epochMilliseconds + 366 * DAY;
  const offsets: Offset[] = [];
  while (at && at.epochMilliseconds < end) {
    const next: Temporal.ZonedDateTime | null = at.getTimeZoneTransition('next');
    offsets.push({ from: at.epochMilliseconds, until: next?.epochMilliseconds ?? Infinity, ahead: at.offsetNanoseconds / 1e6 });
    at = next;
  }
  return offsets;
}

function offsetAt(epoch: number): number {
  if (lastUsed.from <= epoch && epoch < lastUsed.until) return lastUsed.ahead;
  const year = new Date(epoch).getUTCFullYear();
  const offsets = offsetsOfYear.get(year) ?? readOffsets(year);
  if (offsetsOfYear.size > 500) offsetsOfYear.clear();
  offsetsOfYear.set(year, offsets);
  lastUsed = offsets.find(({ from, until }) => from <= epoch && epoch < until)!;
  return lastUsed.ahead;
}

/** What the wall clock shows, spelled as if the zone were UTC: `2026-11-23T19:00:00.000Z`. */
const wallClock = (instant: Date): string => new Date(instant.getTime() + offsetAt(instant.getTime())).toISOString();

/** The local day on which an instant falls. */
export const localDate = (instant: Date): LocalDate => wallClock(instant).split('T', 1)[0]!;

/** The wall-clock time of an instant, `HH:MM`. */
export const localTime = (instant: Date): LocalTime => wallClock(instant).split('T', 2)[1]!.slice(0, 5);

/** How many minutes the wall clock shows past midnight; on the days on which it changes not what has elapsed. */
export function minuteOfDay(instant: Date): number {
  const wall = instant.getTime() + offsetAt(instant.getTime());
  return Math.floor((wall - Math.floor(wall / DAY) * DAY) / 60_000);
}

/** Midnight of a day as if the zone were UTC; not a number for a day that does not exist. */
function midnightOf(day: LocalDate): number {
  const known = midnights.get(day);
  if (known !== undefined) return known;
  const midnight = new Date(`${day}T00:00:00Z`);
  const epoch = Number.isNaN(midnight.getTime()) || midnight.toISOString().startsWith(day) ? midnight.getTime() : Number.NaN;
  if (midnights.size >= MOST_MIDNIGHTS) midnights.clear();
  midnights.set(day, epoch);
  return epoch;
}

/** Reading a day takes a microsecond, and prices and opening hours ask the same few days thousands of times. */
const midnights = new Map<LocalDate, number>();
const MOST_MIDNIGHTS = 4_000;

function utcMidnight(day: LocalDate): number {
  const midnight = midnightOf(day);
  if (Number.isNaN(midnight)) throw new RangeError(`not a day: ${day}`);
  return midnight;
}

/** The first instant of a local day. */
export const startOfDay = (day: LocalDate): Date => atLocal(day, '00:00');

/** A whole local day: 23, 24 or 25 hours. */
export const dayPeriod = (day: LocalDate): Period => ({ start: startOfDay(day), end: startOfDay(addDays(day, 1)) });

/**
 * The instant of a wall-clock time on a local day. A time that the clock skips in spring is moved on by the gap, and of a
 * time that it shows twice in autumn the first counts (Temporal's `compatible`, RFC 5545 §3.3.5).
 */
export function atLocal(day: LocalDate, time: LocalTime): Date {
  const [hours, minutes] = time.split(':');
  const wall = utcMidnight(day) + Number(hours) * HOUR + Number(minutes) * 60_000;
  const [before, after] = [offsetAt(wall - DAY), offsetAt(wall + DAY)];
  // The old offset counts until the clock changes, also in an hour that comes twice, and moves a skipped time on by the gap.
  const changed = before !== after && offsetAt(wall - before) !== before && offsetAt(wall - after) === after;
  return new Date(wall - (changed ? after : before));
}

export const addDays = (day: LocalDate, days: number): LocalDate => new Date(utcMidnight(day) + days * DAY).toISOString().split('T', 1)[0]!;

/** The same wall-clock moment so many months later; the 31st becomes the month's last day. */
export const addMonths = (day: LocalDate, months: number): LocalDate => Temporal.PlainDate.from(day).add({ months }).toString();

/** Whole days from one local date to another: negative when `to` lies before `from`. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  (utcMidnight(to) - utcMidnight(from)) / DAY;

export const weekdayOf = (day: LocalDate): Weekday => (new Date(utcMidnight(day)).getUTCDay() || 7) as Weekday;

/** The Monday of the week in which a day falls. */
export const mondayOf = (day: LocalDate): LocalDate => addDays(day, 1 - weekdayOf(day));

/** Every local day that a period touches, in order; the end is exclusive. */
export function localDays({ start, end }: Period): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = localDate(start); startOfDay(day) < end; day = addDays(day, 1)) days.push(day);
  return days;
}

/** All days from `from` up to and not including `until`. */
export function daysFrom(from: LocalDate, until: LocalDate): LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, until)) }, (_, index) => addDays(from, index));
}

/** A period cut at each local midnight, one piece per day that it touches: the shape in which claims are kept. */
export function cutAtMidnight(whole: Period): { day: LocalDate; period: Period }[] {
  return localDays(whole).map((day) => {
    const { start, end } = dayPeriod(day);
    return { day, period: { start: start > whole.start ? start : whole.start, end: end < whole.end ? end : whole.end } };
  });
}

/** True for a calendar day that exists, spelled `YYYY-MM-DD`. */
export const isLocalDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(midnightOf(text));

/** The Belgian public holidays of a year (law of 4 January 1974), keyed by local date. */
export function publicHolidays(year: number): Map<LocalDate, string> {
  const easter = easterSunday(year);
  return new Map([
    [`${year}-01-01`, 'new-year'],
    [addDays(easter, 1), 'easter-monday'],
    [`${year}-05-01`, 'labour-day'],
    [addDays(easter, 39), 'ascension'],
    [addDays(easter, 50), 'whit-monday'],
    [`${year}-07-21`, 'national-day'],
    [`${year}-08-15`, 'assumption'],
    [`${year}-11-01`, 'all-saints'],
    [`${year}-11-11`, 'armistice'],
    [`${year}-12-25`, 'christmas'],
  ]);
}

const holidaysOfYear = new Map<string, ReadonlyMap<LocalDate, string>>();

/** Prices and opening hours ask it for every day: a year is worked out once. */
export function isPublicHoliday(day: LocalDate): boolean {
  const year = day.slice(0, 4);
  const holidays = holidaysOfYear.get(year) ?? publicHolidays(Number(year));
  if (holidaysOfYear.size > 500) holidaysOfYear.clear();
  holidaysOfYear.set(year, holidays);
  return holidays.has(day);
}

/** Easter Sunday in the Gregorian calendar (the anonymous algorithm, Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): LocalDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 }).toString();
}
