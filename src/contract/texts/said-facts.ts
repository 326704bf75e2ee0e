import type { Language } from '../../kernel/text.ts';
import { localDate } from '../../kernel/time.ts';
import { formatDate, formatDay, formatDayOfYear, formatDuration, formatMoney, formatNumber, formatTime } from './format.ts';

/** The facts of a refusal, each spelled when a sentence asks for it. A fact that is missing is empty text, never a crash. */
export interface SaidFacts {
  has(name: string): boolean;
  /** As it is. */
  text(name: string): string;
  count(name: string): string;
  number(name: string): number;
  /** Cents as `€ 12,50`. */
  money(name: string): string;
  /** Minutes as `1 uur en 30 minuten`. */
  duration(name: string): string;
  /** An ISO instant as `19:00`. */
  time(name: string): string;
  /** An ISO instant as `donderdag 26 november`. */
  day(name: string): string;
  /** A local date or an instant as `26 november 2026`. */
  date(name: string): string;
  /** An ISO instant as `19:00`, or with its day when that is not the day of the other one. */
  timeNear(name: string, other: string): string;
  weekday(name: string): string;
}

/** Spells facts in a language. Instants are ISO text, lengths minutes: see `availability/rules.ts`. */
export function sayFacts(facts: Readonly<Record<string, string | number>>, language: Language): SaidFacts {
  const instant = (name: string): Date | undefined => {
    const at = new Date(String(facts[name]));
    return Number.isNaN(at.getTime()) ? undefined : at;
  };
  const said = (name: string, say: (at: Date) => string): string => {
    const at = instant(name);
    return at ? say(at) : '';
  };
  const time = (name: string): string => said(name, (at) => formatTime(at, language));
  const day = (name: string): string => said(name, (at) => formatDayOfYear(at, language));
  return {
    has: (name) => facts[name] !== undefined,
    text: (name) => String(facts[name] ?? ''),
    number: (name) => Number(facts[name] ?? 0),
    count: (name) => formatNumber(Number(facts[name] ?? 0), language),
    money: (name) => formatMoney(Number(facts[name] ?? 0), language),
    duration: (name) => formatDuration(Number(facts[name] ?? 0), language),
    time,
    day,
    date: (name) => said(name, (at) => formatDate(at, language)),
    weekday: (name) => said(name, (at) => formatDay(at, language)),
    timeNear: (name, other) => {
      const [at, by] = [instant(name), instant(other)];
      return at && by && localDate(at) !== localDate(by) ? `${day(name)} ${time(name)}` : time(name);
    },
  };
}
