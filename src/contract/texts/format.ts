import type { Cents, VatRate } from '../../kernel/money.ts';
import { addMinutes, type Period } from '../../kernel/period.ts';
import type { Language } from '../../kernel/text.ts';
import { localDate, ZONE, type LocalDate } from '../../kernel/time.ts';

/** How Belgians write it: the one file where numbers, amounts, days and times become text. */
const LOCALES: Record<Language, string> = { nl: 'nl-BE', en: 'en-GB', fr: 'fr-BE' };

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

/** Making a formatter takes far longer than using one: each is made once. */
function dates(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const known = dateFormats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, ...options });
  dateFormats.set(key, known);
  return known;
}

function numbers(language: Language, name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${name}`;
  const known = numberFormats.get(key) ?? new Intl.NumberFormat(LOCALES[language], options);
  numberFormats.set(key, known);
  return known;
}

/** `1250` → `€ 12,50`. */
export const formatMoney = (cents: Cents, language: Language): string =>
  numbers(language, 'money', { style: 'currency', currency: 'EUR' }).format(cents / 100);

/** `1200` → `€ 12`, `1250` → `€ 12,50`: for prices in running text. */
export const formatPrice = (cents: Cents, language: Language): string =>
  numbers(language, 'price', { style: 'currency', currency: 'EUR', trailingZeroDisplay: 'stripIfInteger' }).format(cents / 100);

export const formatNumber = (value: number, language: Language): string =>
  numbers(language, 'number', { maximumFractionDigits: 2 }).format(value);

/** `2100` → `21%`. */
export const formatVatRate = (rate: VatRate, language: Language): string =>
  numbers(language, 'vat', { style: 'percent', maximumFractionDigits: 2 }).format(rate / 10_000);

/** `650` → `650 m`, `1240` → `1,2 km`. */
export const formatDistance = (metres: number, language: Language): string => metres < 995
  ? numbers(language, 'm', { style: 'unit', unit: 'meter' }).format(Math.round(metres / 10) * 10)
  : numbers(language, 'km', { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 }).format(metres / 1_000);

/** A local day stands for its noon: far from every change of the clock. */
const noon = (day: LocalDate): Date => new Date(`${day}T12:00:00+01:00`);
const instantOf = (when: Date | LocalDate): Date => (typeof when === 'string' ? noon(when) : when);

/** `donderdag 26 november 2026`. */
export const formatDay = (when: Date | LocalDate, language: Language): string =>
  dates(language, 'day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(instantOf(when));

/** `donderdag 26 november`: where the year is plain from the context. */
export const formatDayOfYear = (when: Date | LocalDate, language: Language): string =>
  dates(language, 'day-of-year', { weekday: 'long', day: 'numeric', month: 'long' }).format(instantOf(when));

/** `do 26 nov`. */
export const formatShortDay = (when: Date | LocalDate, language: Language): string =>
  dates(language, 'short-day', { weekday: 'short', day: 'numeric', month: 'short' }).format(instantOf(when));

/** `26 november 2026`. */
export const formatDate = (when: Date | LocalDate, language: Language): string =>
  dates(language, 'date', { day: 'numeric', month: 'long', year: 'numeric' }).format(instantOf(when));

/** `november 2026`. */
export const formatMonth = (when: Date | LocalDate, language: Language): string =>
  dates(language, 'month', { month: 'long', year: 'numeric' }).format(instantOf(when));

/** `ma`: the name of a weekday, short and long. */
export const formatWeekday = (when: LocalDate, language: Language, weekday: 'short' | 'long'): string =>
  dates(language, `weekday ${weekday}`, { weekday }).format(instantOf(when));

/** `19:00`. */
export const formatTime = (instant: Date, language: Language): string =>
  dates(language, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);

/** `donderdag 26 november 2026 om 19:00`. */
export const formatInstant = (instant: Date, language: Language): string =>
  `${formatDay(instant, language)} ${AT[language]} ${formatTime(instant, language)}`;

/** `19:00 – 22:00`; a period that ends at midnight ends at 24:00. */
export function formatTimes({ start, end }: Period, language: Language): string {
  return `${formatTime(start, language)} – ${formatEnd({ start, end }, language)}`;
}

/** `donderdag 26 november 2026, 19:00 – 22:00`; over several days both ends carry their day. */
export function formatPeriod(period: Period, language: Language): string {
  if (withinDay(period)) return `${formatDay(period.start, language)}, ${formatTimes(period, language)}`;
  return `${formatInstant(period.start, language)} – ${formatInstant(period.end, language)}`;
}

/** `do 26 nov, 19:00 – 22:00`. */
export function formatShortPeriod(period: Period, language: Language): string {
  if (withinDay(period)) return `${formatShortDay(period.start, language)}, ${formatTimes(period, language)}`;
  return `${formatShortDay(period.start, language)} ${formatTime(period.start, language)} – ${formatShortDay(period.end, language)} ${formatTime(period.end, language)}`;
}

const AT: Record<Language, string> = { nl: 'om', en: 'at', fr: 'à' };

/** The end is exclusive, so that midnight still belongs to the day before. */
const lastMinute = ({ end }: Period): Date => addMinutes(end, -1);
const withinDay = (period: Period): boolean => localDate(period.start) === localDate(lastMinute(period));
const formatEnd = (period: Period, language: Language): string =>
  localDate(period.end) === localDate(lastMinute(period)) || !withinDay(period) ? formatTime(period.end, language) : '24:00';

/** `90` → `1 uur en 30 minuten`, `2880` → `2 dagen`: at most two units, the largest first. */
export function formatDuration(minutes: number, language: Language): string {
  const days = minutes >= 2_880 ? Math.floor(minutes / 1_440) : 0;
  const hours = Math.floor((minutes - days * 1_440) / 60);
  const rest = Math.round(minutes - days * 1_440 - hours * 60);
  const parts = [[days, 'day'], [hours, 'hour'], [rest, 'minute']] as const;
  const said = parts.filter(([count]) => count > 0).slice(0, 2).map(([count, unit]) =>
    numbers(language, unit, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
  return said.length === 0 ? numbers(language, 'minute', { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(0) : formatList(said, language);
}

/** `a, b en c`. */
export const formatList = (items: readonly string[], language: Language): string =>
  new Intl.ListFormat(LOCALES[language], { type: 'conjunction' }).format(items);
