import type { Hall } from '../../src/catalogue/hall.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import type { Period } from '../../src/kernel/period.ts';
import type { Translated } from '../../src/kernel/text.ts';
import { addDays, localDate, mondayOf, startOfDay } from '../../src/kernel/time.ts';
import type { Transaction } from '../../src/platform/db.ts';

interface Closing {
  hall: Hall;
  period: Period;
  reason: Translated;
}

/** For which halls, how many weeks from now, for how many days from Monday on, and why. */
const CLOSINGS: readonly (readonly [slugs: readonly string[], weeks: number, days: number, reason: Translated])[] = [
  [['30cc-minnepoort-zaal'], 3, 5, { nl: 'Jaarlijks onderhoud van de trekkenwand', en: 'Yearly maintenance of the fly system', fr: 'Entretien annuel de la machinerie' }],
  [['de-wijnpers-abc'], 6, 3, { nl: 'De sportvloer wordt geschuurd en gevernist', en: 'The sports floor is sanded and varnished', fr: 'Le sol est poncé et verni' }],
  [['stadskantoor-vunt'], 0, 7, { nl: 'Nieuw scherm wordt geplaatst', en: 'A new screen is being installed', fr: "Installation d'un nouvel écran" }],
  [['scheutsite-refter'], 9, 12, { nl: 'Schilderwerken', en: 'Painting', fr: 'Travaux de peinture' }],
  [['heverlee-tuinkamer'], -8, 14, { nl: 'Herstelling van de verwarming', en: 'Heating repair', fr: 'Réparation du chauffage' }],
];

export function closings(hallOf: (slug: string) => Hall | undefined, now: Date): Closing[] {
  const monday = mondayOf(localDate(now));
  return CLOSINGS.flatMap(([slugs, weeks, days, reason]) => slugs.flatMap((slug) => {
    const hall = hallOf(slug);
    const first = addDays(monday, weeks * 7);
    return hall ? [{ hall, reason, period: { start: startOfDay(first), end: startOfDay(addDays(first, days)) } }] : [];
  }));
}

export async function writeClosings(tx: Transaction, planned: readonly Closing[], now: Date): Promise<void> {
  for (const { hall, period, reason } of planned) await closeSpaces(tx, { spaceIds: hall.spaceIds, period, reason }, now);
}
