import type { CancellationRule, CancellationStep } from '../catalogue/tariff-rules.ts';
import { percentOf, type Cents } from '../kernel/money.ts';
import { inLanguage, type Language, type Translated } from '../kernel/text.ts';
import { addDays, daysFrom, isPublicHoliday, weekdayOf, type LocalDate } from '../kernel/time.ts';
import { inEach } from './rule-words.ts';

export interface CancellationDue {
  dueCents: Cents;
  duePercent: number;
  calendarDays: number;
  workingDays: number;
  /** The step that was met; absent: none, all is due. */
  step?: CancellationStep;
  /** How the days were counted, in words. */
  explanation: Translated;
}

/** What is due of a price when one cancels on this local day what begins on that one. */
export function cancellationDue({ countFrom, steps }: CancellationRule, totalCents: Cents, cancelledOn: LocalDate, usedOn: LocalDate): CancellationDue {
  const days = daysFrom(countFrom === 'day-of-cancellation' ? cancelledOn : addDays(cancelledOn, 1), usedOn);
  const working = days.filter((day) => weekdayOf(day) < 6 && !isPublicHoliday(day));
  const counts = { calendar: days.length, working: working.length };
  const step = steps.find((one) => counts[one.counted] >= one.days);
  const duePercent = step?.duePercent ?? 100;
  return {
    duePercent, dueCents: percentOf(totalCents, duePercent), calendarDays: days.length, workingDays: working.length, ...(step ? { step } : {}),
    explanation: inEach((language) => inLanguage(SAID, language)
      .replace('#c', String(days.length)).replace('#w', String(working.length)).replace('#p', DUE[language](duePercent))),
  };
}

const SAID: Translated = {
  nl: 'Geannuleerd #c kalenderdagen vooraf, waarvan #w werkdagen: #p.',
  en: 'Cancelled #c calendar days ahead, of which #w working days: #p.',
  fr: 'Annulé #c jours calendrier à l’avance, dont #w jours ouvrables : #p.',
};
const DUE: Readonly<Record<Language, (percent: number) => string>> = {
  nl: (percent) => (percent === 0 ? 'u betaalt niets' : `u betaalt ${percent} %`),
  en: (percent) => (percent === 0 ? 'you pay nothing' : `you pay ${percent} %`),
  fr: (percent) => (percent === 0 ? 'vous ne payez rien' : `vous payez ${percent} %`),
};
