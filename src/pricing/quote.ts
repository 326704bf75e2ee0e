import type { Extra, ExtraUnit, Hall } from '../catalogue/hall.ts';
import type { PriceUnit, VatRule } from '../catalogue/tariff-rules.ts';
import type { BookerKind } from '../kernel/actor.ts';
import type { ExtraId } from '../kernel/ids.ts';
import { sum, times, vatTotals, type Cents, type VatRate, type VatTotal } from '../kernel/money.ts';
import { minutesOf, type Period } from '../kernel/period.ts';
import { isRefusal, Refusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import { localDate, type LocalDate } from '../kernel/time.ts';
import { priceByRules, type EarlierBooking, type RulePrice } from './price-by-rules.ts';
import { NO_WORDS, type Words } from './rule-words.ts';
import { vatFor } from './vat.ts';
import { versionFor } from './version-for.ts';

/** What of a hall decides its price. */
export type Priced = Pick<Hall, 'slug' | 'name' | 'tariffs' | 'vat' | 'extras'>;

export interface ExtraOrder {
  extraId: ExtraId;
  quantity: number;
}

export interface QuoteAsk {
  period: Period;
  bookerKind: BookerKind;
  attendance: number;
  extras: readonly ExtraOrder[];
  /** The day on which it is booked: today, or that of a booking that is moved. */
  bookedOn: LocalDate;
  /** Of the regulation; absent: its first. */
  purpose?: string | undefined;
  /** What the booker has already under the same regulation; only some rules look at it. */
  earlier?: readonly EarlierBooking[] | undefined;
}

export type LineUnit = ExtraUnit | PriceUnit;

export interface QuoteLine {
  kind: 'hire' | 'change' | 'cost' | 'extra';
  /** The rule of the regulation that gave it. */
  rule?: string;
  extraId?: ExtraId;
  label: Translated;
  /** How many of `unit`: may be fractional for hours. */
  quantity: number;
  unit: LineUnit;
  unitCents: Cents;
  /** `quantity × unitCents`, VAT included, rounded to the cent; below zero for a discount. */
  grossCents: Cents;
  vatRate: VatRate;
  vatCategory?: VatRule['category'];
  vatGround?: Translated;
}

/** By what a price was made, as it is frozen. */
export interface TariffUsed {
  versionId: string;
  /** The kind of booker and the purpose, in the words of the regulation. */
  booker: string;
  purpose: string;
}

export interface Quote {
  lines: QuoteLine[];
  /** With VAT, without the deposit. */
  totalCents: Cents;
  vat: VatTotal[];
  /** Kept apart: it is given back and carries no VAT. */
  depositCents: Cents;
  tariff: TariffUsed;
}

/**
 * What a stay costs, line by line, by the version of the hall's regulation that counts; hours are elapsed time, so a night on which the clock
 * changes costs what it lasts. Refuses with `stay-refused`: `not-let-to-you` when this kind of booker has no tariff, what `priceByRules` refuses,
 * and `unknown-extra` for an extra that the hall does not offer.
 */
export function quoteStay(hall: Priced, ask: QuoteAsk): Quote {
  const { versionId, price } = hirePrice(hall, ask);
  const day = localDate(ask.period.start);
  const { booker, purpose } = price.subject;
  const hire = price.lines.map(({ product, ...line }): QuoteLine => ({ ...line, ...vatOf(hall.vat, { product, bookerKind: ask.bookerKind, purpose, day }) }));
  const lines = [...hire, ...ask.extras.map((order) => extraLine(hall.extras, order, ask))];
  const totalCents = sum(lines.map((line) => line.grossCents));
  return { lines, totalCents, vat: vatTotals(lines), depositCents: price.depositCents, tariff: { versionId, booker, purpose } };
}

/** What the hire alone comes to, without VAT apart, as lists show it; none when it is not let so. */
export function hireCents(hall: Pick<Priced, 'slug' | 'name' | 'tariffs'>, ask: Omit<QuoteAsk, 'extras' | 'attendance'>): Cents | undefined {
  try {
    return sum(hirePrice(hall, ask, NO_WORDS).price.lines.map((line) => line.grossCents));
  } catch (thrown) {
    if (isRefusal(thrown, 'stay-refused')) return undefined;
    throw thrown;
  }
}

function hirePrice(hall: Pick<Priced, 'slug' | 'name' | 'tariffs'>, { period, bookerKind, bookedOn, purpose, earlier }: Omit<QuoteAsk, 'extras' | 'attendance'>, words?: Words): { versionId: string; price: RulePrice } {
  const version = versionFor(hall.tariffs, localDate(period.start), bookedOn);
  if (!version) throw new Refusal('stay-refused', { violations: [{ code: 'not-let-to-you', facts: { bookerKind } }] });
  const { slug, name } = hall;
  const price = priceByRules(version.rules, { hall: { slug, name }, bookerKind, period, ...(purpose === undefined ? {} : { purpose }), ...(earlier ? { earlier } : {}) }, words);
  return { versionId: version.id, price };
}

/** Without a rule there would be no honest price: publishing a version asks for one, so this is a fault of ours. */
function vatOf(rules: readonly VatRule[], ask: Parameters<typeof vatFor>[1]): Pick<QuoteLine, 'vatRate' | 'vatCategory' | 'vatGround'> {
  const rule = vatFor(rules, ask);
  if (!rule) throw new Error(`no VAT rule for ${ask.product}`);
  return { vatRate: rule.rate, vatCategory: rule.category, vatGround: rule.ground };
}

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
