import type { Band, ChangeRule, PartDay, UnitPrice } from '../catalogue/tariff-rules.ts';
import { formatMoney, formatNumber } from '../contract/texts/format.ts';
import type { Cents } from '../kernel/money.ts';
import { inLanguage, LANGUAGES, type Language, type Translated } from '../kernel/text.ts';

/** A text in each language. */
export const inEach = (say: (language: Language) => string): Translated =>
  Object.fromEntries(LANGUAGES.map((language) => [language, say(language)])) as Record<Language, string>;

const HIRE: Readonly<Record<Language, string>> = { nl: 'Huur', en: 'Hire of', fr: 'Location' };
const UNIT_WORDS: Readonly<Record<UnitPrice['per'], Record<Language, string>>> = {
  hour: { nl: 'uur', en: 'h', fr: 'h' },
  'half-hour': { nl: 'begonnen halve uren', en: 'started half hours', fr: 'demi-heures entamées' },
  'fixed-part-day': { nl: 'dagdelen', en: 'part-days', fr: 'parties de jour' },
  'part-day': { nl: 'dagdelen', en: 'part-days', fr: 'parties de jour' },
  day: { nl: 'dagen', en: 'days', fr: 'jours' },
  '24-hours': { nl: 'keer 24 uur', en: 'times 24 hours', fr: 'fois 24 heures' },
  event: { nl: 'activiteit', en: 'event', fr: 'activité' },
};

/** What is hired, in which band or part-days, and that a minimum counts when it does. */
export const sayHire = (name: Translated, { band, parts, minimum }: { band?: Band; parts: readonly PartDay[]; minimum?: UnitPrice }): Translated => inEach((language) => {
  const details = [...(band ? [inLanguage(band.label, language)] : []), ...parts.map(({ label }) => inLanguage(label, language))];
  const least = minimum ? ` (minimum ${formatNumber(minimum.minimum ?? 0, language)} ${UNIT_WORDS[minimum.per][language]})` : '';
  return `${HIRE[language]} ${inLanguage(name, language)}${details.length > 0 ? `, ${details.join(' + ').toLowerCase()}` : ''}${least}`;
});

const ON: Readonly<Record<Language, string>> = { nl: 'op', en: 'on', fr: 'sur' };

/** What a change does, and to how much: `Zondag: + 30 % op € 125,00`. */
export const sayChange = (rule: ChangeRule, baseCents: Cents, quantity: number): Translated => inEach((language) => {
  const number = (value: number): string => formatNumber(Math.abs(value), language);
  const label = inLanguage(rule.label, language);
  if (rule.percent !== undefined) return `${label}: ${rule.percent < 0 ? '−' : '+'} ${number(rule.percent)} % ${ON[language]} ${formatMoney(baseCents, language)}`;
  if (rule.factor !== undefined) return `${label}: × ${number(rule.factor)} ${ON[language]} ${formatMoney(baseCents, language)}`;
  return rule.per === 'unit' ? `${label}: ${number(quantity)} × ${formatMoney(Math.round((rule.euro ?? 0) * 100), language)}` : label;
});

/** What a bound leaves: `Hoogstens € 100,00 per dag`. */
export const sayBound = (label: Translated, from: Cents, to: Cents): Translated =>
  inEach((language) => `${inLanguage(label, language)}: ${formatMoney(to, language)} (${formatMoney(from, language)})`);

/** How lines are put into words; in three languages that takes longer than the price itself. */
export interface Words {
  hire: typeof sayHire;
  change: typeof sayChange;
  bound: typeof sayBound;
}

export const WORDS: Words = { hire: sayHire, change: sayChange, bound: sayBound };
const unsaid = (): Translated => ({ nl: '' });
/** For who only asks what it comes to, of hundreds of halls at once. */
export const NO_WORDS: Words = { hire: unsaid, change: unsaid, bound: unsaid };
