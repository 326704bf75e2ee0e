import type { Extra, ExtraUnit, Hall, Tariff } from '../catalogue/hall.ts';
import type { BookerKind } from '../kernel/actor.ts';
import type { ExtraId } from '../kernel/ids.ts';
import { sum, times, vatTotals, type Cents, type VatRate, type VatTotal } from '../kernel/money.ts';
import { minutesOf, type Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import { localDate, type LocalDate } from '../kernel/time.ts';

/** What of a hall decides its price. */
export type Priced = Pick<Hall, 'name' | 'tariffs' | 'extras'>;

export interface ExtraOrder {
  extraId: ExtraId;
  quantity: number;
}

export interface QuoteAsk {
  period: Period;
  bookerKind: BookerKind;
  attendance: number;
  extras: readonly ExtraOrder[];
}

export interface QuoteLine {
  kind: 'hire' | 'extra';
  extraId?: ExtraId;
  label: Translated;
  /** How many of `unit`: may be fractional for hours. */
  quantity: number;
  unit: ExtraUnit;
  unitCents: Cents;
  /** `quantity × unitCents`, VAT included, rounded to the cent. */
  grossCents: Cents;
  vatRate: VatRate;
}

export interface Quote {
  lines: QuoteLine[];
  /** With VAT, without the deposit. */
  totalCents: Cents;
  vat: VatTotal[];
  /** Kept apart: it is given back and carries no VAT. */
  depositCents: Cents;
}

/**
 * What a stay costs, line by line. The tariff is the newest whose day has come on the local day on which the stay starts;
 * hours are elapsed time, so a night on which the clock changes costs what it lasts.
 * Refuses with `stay-refused`: `not-let-to-you` when this kind of booker has no tariff, `unknown-extra` for an extra that
 * the hall does not offer.
 */
export function quoteStay(hall: Priced, ask: QuoteAsk): Quote {
  const tariff = tariffOn(hall.tariffs, ask.bookerKind, localDate(ask.period.start));
  if (!tariff) throw new Refusal('stay-refused', { violations: [{ code: 'not-let-to-you', facts: { bookerKind: ask.bookerKind } }] });
  const lines = [hireLine(hall.name, tariff, ask.period), ...ask.extras.map((order) => extraLine(hall.extras, order, ask))];
  return { lines, totalCents: sum(lines.map((line) => line.grossCents)), vat: vatTotals(lines), depositCents: tariff.depositCents };
}

/** The newest tariff for this kind of booker whose day has come. */
export function tariffOn(tariffs: readonly Tariff[], bookerKind: BookerKind, day: LocalDate): Tariff | undefined {
  let found: Tariff | undefined;
  for (const tariff of tariffs) {
    if (tariff.bookerKind !== bookerKind || tariff.validFrom > day) continue;
    if (!found || found.validFrom < tariff.validFrom) found = tariff;
  }
  return found;
}

function hireLine(name: Translated, tariff: Tariff, period: Period): QuoteLine {
  const minutes = Math.max(minutesOf(period), tariff.minimumMinutes);
  return {
    kind: 'hire',
    label: minutes > minutesOf(period) ? hireLabel(name, minutes / 60) : hireLabel(name),
    quantity: minutes / 60,
    unit: 'hour',
    unitCents: tariff.hourCents,
    grossCents: times(tariff.hourCents, minutes / 60),
    vatRate: tariff.vatRate,
  };
}

/** Says what is hired, and that a minimum counts when it does. */
function hireLabel(name: Translated, minimumHours?: number): Translated {
  const least = (word: string): string => (minimumHours === undefined ? '' : ` (${word.replace('#', decimalHours(minimumHours))})`);
  return {
    nl: `Huur ${name.nl}${least('minimum # uur')}`,
    en: `Hire of ${name.en ?? name.nl}${least('minimum # h')}`,
    fr: `Location ${name.fr ?? name.nl}${least('minimum # h')}`,
  };
}

const decimalHours = (hours: number): string => String(Number(hours.toFixed(2))).replace('.', ',');

function extraLine(offered: readonly Extra[], order: ExtraOrder, ask: QuoteAsk): QuoteLine {
  const extra = offered.find(({ id }) => id === order.extraId);
  if (!extra) throw new Refusal('stay-refused', { violations: [{ code: 'unknown-extra', field: 'extras', facts: { extraId: order.extraId } }] });
  const quantity = order.quantity * unitsPerPiece(extra.unit, ask);
  return {
    kind: 'extra',
    extraId: extra.id,
    label: extra.name,
    quantity,
    unit: extra.unit,
    unitCents: extra.unitCents,
    grossCents: times(extra.unitCents, quantity),
    vatRate: extra.vatRate,
  };
}

/** How many units one ordered piece counts for: an extra by the hour counts every hour, one per person every person. */
function unitsPerPiece(unit: ExtraUnit, { period, attendance }: QuoteAsk): number {
  if (unit === 'hour') return minutesOf(period) / 60;
  return unit === 'person' ? attendance : 1;
}
