import { intersection, subtract, type Period } from '../../../kernel/period.ts';
import { dayPeriod, daysFrom, type LocalDate } from '../../../kernel/time.ts';
import type { Entry, HallOccupancy } from '../../../occupancy/occupancy.ts';

/** How a stretch of time looks: what is firm, what is not yet, setup and teardown, another hall's booking, a closure. */
export type Look = 'confirmed' | 'requested' | 'around' | 'via' | 'closed';

export interface Part {
  look: Look;
  period: Period;
  entry: Entry;
}

/** One entry on one day, with the time of that day that is worth saying: a booking's own, without setup and teardown. */
export interface DayEntry {
  entry: Entry;
  periods: Period[];
}

/** A local day with its first and last instant: worked out once for all halls. */
export interface WholeDay {
  day: LocalDate;
  whole: Period;
}

export interface HallDay extends WholeDay {
  open: Period[];
  entries: DayEntry[];
  parts: Part[];
}

export const wholeDays = ({ from, until }: { from: LocalDate; until: LocalDate }): WholeDay[] =>
  daysFrom(from, until).map((day) => ({ day, whole: dayPeriod(day) }));

/** A hall day by day. */
export function hallDays({ open, entries }: HallOccupancy, days: readonly WholeDay[]): HallDay[] {
  const cells = days.map((day): HallDay => ({ ...day, open: [], entries: [], parts: [] }));
  for (const period of open) for (const { cell, piece } of cut(period, cells)) cell.open.push(piece);
  for (const entry of entries) {
    const pieces = piecesPerDay(entry, cells);
    for (const [cell, periods] of pieces) {
      cell.parts.push(...periods.flatMap((period) => partsOf(entry, period)));
      cell.entries.push(...withOwnTime(entry, periods, cell.whole));
    }
  }
  return cells;
}

function piecesPerDay(entry: Entry, cells: readonly HallDay[]): Map<HallDay, Period[]> {
  const found = new Map<HallDay, Period[]>();
  for (const period of entry.periods) for (const { cell, piece } of cut(period, cells)) found.set(cell, [...(found.get(cell) ?? []), piece]);
  return found;
}

const DAY_MS = 86_400_000;

/** A period cut at each midnight. A day is about 24 hours long: from where it should begin, only its neighbours are looked at. */
function cut(period: Period, cells: readonly HallDay[]): { cell: HallDay; piece: Period }[] {
  const pieces: { cell: HallDay; piece: Period }[] = [];
  const first = cells[0]?.whole.start.getTime() ?? 0;
  for (let index = Math.max(0, Math.floor((period.start.getTime() - first) / DAY_MS) - 1); index < cells.length; index += 1) {
    const cell = cells[index]!;
    if (cell.whole.start >= period.end) break;
    const piece = intersection(period, cell.whole);
    if (piece) pieces.push({ cell, piece });
  }
  return pieces;
}

/** A booking whose setup alone falls on this day is said on the day on which it is. */
function withOwnTime(entry: Entry, periods: Period[], whole: Period): DayEntry[] {
  if (!('booking' in entry)) return [{ entry, periods }];
  const own = intersection(entry.booking.period, whole);
  return own ? [{ entry, periods: [own] }] : [];
}

function partsOf(entry: Entry, period: Period): Part[] {
  if (entry.kind === 'closure') return [{ look: 'closed', period, entry }];
  if (entry.kind === 'partner') return [{ look: 'confirmed', period, entry }];
  if (entry.kind === 'via') return [{ look: 'via', period, entry }];
  const look = entry.booking.status === 'confirmed' ? 'confirmed' : 'requested';
  const own = intersection(entry.booking.period, period);
  return [
    ...subtract([period], [entry.booking.period]).map((around): Part => ({ look: 'around', period: around, entry })),
    ...(own ? [{ look, period: own, entry } satisfies Part] : []),
  ];
}

/** True when nothing of a day's open time is left beside what closes it. */
export const isShut = ({ open, parts }: HallDay): boolean => subtract(open, parts.filter(({ look }) => look === 'closed').map(({ period }) => period)).length === 0;

/** Whole hours since midnight, as elapsed time: a day on which the clock changes has one more or less. */
export interface Hours {
  from: number;
  to: number;
}

const MOST_HOURS = 25;

/** Halls that are open all night would push the day out of sight: before this, only what is taken counts. */
const MORNING = 7 * 60;

/** The hours that a drawing of these days must show: from the first in which a hall is open or taken to the last. */
export function hoursShown(days: readonly HallDay[]): Hours {
  let [from, to] = [MOST_HOURS * 60, 0];
  for (const { whole, open, parts } of days) {
    for (const { start, end } of open) [from, to] = [Math.min(from, Math.max(MORNING, minuteOf(whole, start))), Math.max(to, minuteOf(whole, end))];
    for (const { look, period } of parts) if (look !== 'closed') [from, to] = [Math.min(from, minuteOf(whole, period.start)), Math.max(to, minuteOf(whole, period.end))];
  }
  return from < to ? { from: Math.floor(from / 60), to: Math.ceil(to / 60) } : { from: 8, to: 22 };
}

/** Minutes since midnight, as elapsed time, within the day. */
export function minuteOf({ start, end }: Period, instant: Date): number {
  const at = Math.min(instant.getTime(), end.getTime());
  return Math.max(0, at - start.getTime()) / 60_000;
}
