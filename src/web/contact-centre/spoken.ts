import { formatDayOfYear, formatDistance } from '../../contract/texts/format.ts';
import { sayViolation } from '../../contract/texts/refusal-texts.ts';
import type { Cents } from '../../kernel/money.ts';
import type { Period } from '../../kernel/period.ts';
import type { Violation } from '../../kernel/refusal.ts';
import { inLanguage, type Language } from '../../kernel/text.ts';
import { localDate, localTime } from '../../kernel/time.ts';
import type { Hall } from '../../catalogue/hall.ts';
import type { Alternative } from '../../search/explain-stay.ts';
import { textsIn } from '../texts/texts.ts';

const words = (language: Language) => textsIn(language).desk.spoken;

/** A time of day as one says it: `19 uur`, `19 uur 30`. */
function hour(instant: Date, language: Language): string {
  const [hours, minutes] = localTime(instant).split(':').map(Number);
  return words(language).hour(hours ?? 0, minutes ?? 0);
}

/** The end of a stay at midnight is said as twenty-four hours. */
const end = (instant: Date, language: Language): string => (localTime(instant) === '00:00' ? words(language).hour(24, 0) : hour(instant, language));

const span = (period: Period, language: Language): string => words(language).span(hour(period.start, language), end(period.end, language));
const price = (cents: Cents, language: Language): string => words(language).euro(Math.floor(cents / 100), cents % 100);
const day = (period: Period, language: Language): string => formatDayOfYear(period.start, language);

/** Why a hall cannot be had, to be read out: until when it is taken, or which rule stands in the way. */
export function sayWhyNot(hall: Hall, asked: Period, violations: readonly Violation[], language: Language): string[] {
  const name = inLanguage(hall.name, language);
  return violations.map((violation) =>
    violation.code === 'taken' ? sayTaken(name, asked, violation, language) : words(language).cannot(name, sayViolation(violation, language)));
}

function sayTaken(name: string, asked: Period, { facts }: Violation, language: Language): string {
  const say = words(language);
  const [from, until] = [new Date(String(facts['freeUntil'])), new Date(String(facts['freeFrom']))];
  const freeBefore = from > asked.start;
  const freeAfter = until < asked.end;
  if (freeBefore && freeAfter) return say.takenBetween(name, day(asked, language), hour(from, language), hour(until, language));
  if (freeBefore) return say.takenFrom(name, day(asked, language), hour(from, language));
  if (freeAfter || localDate(until) === localDate(asked.start)) return say.takenUntil(name, day(asked, language), hour(until, language));
  return say.takenAll(name, day(asked, language));
}

/** What can be had instead, as one sentence with its price. */
export function sayAlternative({ kind, hall, period, distanceMetres, totalCents }: Alternative, language: Language): string {
  const say = words(language);
  const [name, venue, time, cost] = [inLanguage(hall.name, language), inLanguage(hall.venue.name, language), span(period, language), price(totalCents, language)];
  if (kind === 'other-time') return say.sameHall(name, day(period, language), time, cost);
  if (kind === 'shorter') return say.shorter(name, time, cost);
  return say.otherHall(name, venue, distanceMetres ? formatDistance(distanceMetres, language) : '', time, cost);
}

/** A stay that can be had, as one sentence with its price. */
export const sayFree = (hall: Hall, period: Period, totalCents: Cents, language: Language): string =>
  words(language).free(inLanguage(hall.name, language), inLanguage(hall.venue.name, language), day(period, language), span(period, language), price(totalCents, language));

export const sayNothing = (hall: Hall | undefined, language: Language): string =>
  hall ? words(language).nothing(inLanguage(hall.name, language)) : words(language).nothingAtAll;
