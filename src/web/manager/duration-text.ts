import type { Language } from '../../kernel/text.ts';

const WORDS = { minutes: /^(?:m|min|minuut|minuten|minutes?)?$/, hours: /^(?:u|uur|uren|h|hours?|heures?)$/, days: /^(?:d|dag|dagen|days?|j|jours?)$/ };
const PART = /^(\d{1,6})(?!\d)\s*([a-z]*)\s*(?:(?:en|and|et)\s*)?/;

/** The minutes that somebody typed: `90`, `90 min`, `1u30`, `2 uur`, `1 uur en 30 minuten`, `3 dagen`. `undefined` for anything else. */
export function readMinutes(typed: string): number | undefined {
  let rest = typed.trim().toLowerCase();
  if (rest === '') return undefined;
  let total = 0;
  while (rest !== '') {
    const [part = '', count = '', word = ''] = PART.exec(rest) ?? [];
    const each = WORDS.minutes.test(word) ? 1 : WORDS.hours.test(word) ? 60 : WORDS.days.test(word) ? 1_440 : undefined;
    if (part === '' || each === undefined) return undefined;
    total += Number(count) * each;
    rest = rest.slice(part.length);
  }
  return total;
}

const UNITS: Record<Language, { day: [string, string]; hour: [string, string]; minute: string }> = {
  nl: { day: ['dag', 'dagen'], hour: ['uur', 'uur'], minute: 'min' },
  en: { day: ['day', 'days'], hour: ['hour', 'hours'], minute: 'min' },
  fr: { day: ['jour', 'jours'], hour: ['heure', 'heures'], minute: 'min' },
};

/** Minutes as one would type them, in one unit if that is exact: `45 min`, `2 uur`, `1 uur 30 min`, `14 dagen`. */
export function writeMinutes(minutes: number, language: Language): string {
  const { day, hour, minute } = UNITS[language];
  const say = (count: number, [one, more]: [string, string]): string => `${count} ${count === 1 ? one : more}`;
  if (minutes >= 1_440 && minutes % 1_440 === 0) return say(minutes / 1_440, day);
  if (minutes < 60) return `${minutes} ${minute}`;
  const rest = minutes % 60;
  return say(Math.floor(minutes / 60), hour) + (rest > 0 ? ` ${rest} ${minute}` : '');
}
