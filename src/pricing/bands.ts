import type { Band, Season, TariffRules } from '../catalogue/tariff-rules.ts';
import type { Period } from '../kernel/period.ts';
import { addDays, atLocal, isPublicHoliday, localDate, localDays, minuteOfDay, startOfDay, weekdayOf, type LocalDate, type LocalTime } from '../kernel/time.ts';

/** Minutes past midnight of a time of day; `24:00` is 1440. */
export const minutesAt = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const fitsDay = ({ days, holidays }: Band, day: LocalDate): boolean =>
  (days === undefined && holidays === undefined) || days?.includes(weekdayOf(day)) === true || (holidays === true && isPublicHoliday(day));

/** True when the band holds at this minute of the day: what runs past midnight belongs to the day on which it began. */
export function holdsAt(band: Band, day: LocalDate, minute: number): boolean {
  const from = band.from === undefined ? 0 : minutesAt(band.from);
  const until = band.until === undefined ? 1_440 : minutesAt(band.until);
  if (from < until) return from <= minute && minute < until && fitsDay(band, day);
  return (minute >= from && fitsDay(band, day)) || (minute < until && fitsDay(band, addDays(day, -1)));
}

/** The band in which a moment lies: the first that fits. */
export const bandAt = ({ bands = [] }: Pick<TariffRules, 'bands'>, at: Date): Band | undefined => {
  if (bands.length === 0) return undefined;
  const [day, minute] = [localDate(at), minuteOfDay(at)];
  return bands.find((band) => holdsAt(band, day, minute));
};

/** A part of a stay within one local day and one band. */
export interface Stretch extends Period {
  day: LocalDate;
  band?: Band;
}

/** Cuts a stay at each midnight and wherever a band begins or ends. Elapsed time counts, also when the clock changes. */
export function stretchesOf(rules: Pick<TariffRules, 'bands'>, period: Period): readonly Stretch[] {
  const last = lastCut.get(rules);
  if (last && last.start.getTime() === period.start.getTime() && last.end.getTime() === period.end.getTime()) return last.stretches;
  const stretches = cut(rules, period);
  lastCut.set(rules, { ...period, stretches });
  return stretches;
}

/** A search asks for the same period in every hall of a regulation, one after the other. */
const lastCut = new WeakMap<object, Period & { stretches: readonly Stretch[] }>();

function cut(rules: Pick<TariffRules, 'bands'>, { start, end }: Period): Stretch[] {
  const times = [...new Set((rules.bands ?? []).flatMap(({ from, until }) => [from, until].filter((time) => time !== undefined)))];
  const edges = localDays({ start, end }).flatMap((day) => [startOfDay(day), ...times.map((time) => atLocal(day, time))]);
  const cuts = [...new Set([start, ...edges, end].map((at) => at.getTime()))].filter((at) => start.getTime() <= at && at <= end.getTime()).sort((a, b) => a - b);
  return cuts.slice(1).map((until, index) => {
    const from = new Date(cuts[index]!);
    const band = bandAt(rules, from);
    return { start: from, end: new Date(until), day: localDate(from), ...(band ? { band } : {}) };
  });
}

/** True on a day within the season, its last day included. */
export function inSeason({ from, until }: Pick<Season, 'from' | 'until'>, day: LocalDate): boolean {
  const monthDay = day.slice(5);
  return from <= until ? from <= monthDay && monthDay <= until : from <= monthDay || monthDay <= until;
}
