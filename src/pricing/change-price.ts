import type { BoundRule, ChangeRule, TariffRules } from '../catalogue/tariff-rules.ts';
import { percentOf, roundHalfUp, sum, times, type Cents } from '../kernel/money.ts';
import { daysBetween, type LocalDate } from '../kernel/time.ts';
import { inSeason } from './bands.ts';
import type { Counted } from './count-units.ts';
import { centsOf, quantityOf, type HireLine } from './hire-lines.ts';
import type { RuleLine } from './rule-line.ts';
import type { Words } from './rule-words.ts';

/** What lies within a change: how much of each line, and how many units. */
interface Part {
  line: HireLine;
  cents: Cents;
  quantity: number;
}

/** The line that a change gives, if any; the lines of the hire keep what is then left of them. `first` is the first day of the stay. */
export function applyChange(rules: TariffRules, rule: ChangeRule, hire: readonly HireLine[], first: LocalDate, words: Words): RuleLine[] {
  const parts = hire.map((line) => partOf(line, (one) => within(rules, rule, one, first))).filter(({ quantity }) => quantity > 0);
  if (parts.length === 0) return [];
  const base = sum(parts.map(({ cents }) => cents));
  const quantity = parts.reduce((total, part) => total + part.quantity, 0);
  const difference = differenceOf(rule, base, quantity);
  spread(parts, base, difference);
  return difference === 0 && base === 0 ? [] : [changeLine(rule.id, words.change(rule, base, quantity), difference, hire)];
}

function within(rules: TariffRules, { bands, seasons, fromDay = 1, untilDay = Infinity }: ChangeRule, { band, day }: Counted, first: LocalDate): boolean {
  const nth = daysBetween(first, day) + 1;
  return (bands === undefined || (band !== undefined && bands.includes(band.id))) && fromDay <= nth && nth <= untilDay
    && (seasons === undefined || (rules.seasons ?? []).some((season) => seasons.includes(season.id) && inSeason(season, day)));
}

function differenceOf({ percent, factor, euro = 0, per }: ChangeRule, base: Cents, quantity: number): Cents {
  if (percent !== undefined) return percentOf(base, percent);
  if (factor !== undefined) return roundHalfUp(base * factor) - base;
  return per === 'unit' ? times(centsOf(euro), quantity) : centsOf(euro);
}

/** So much of a line as lies within: of a price per unit its share by units. */
function partOf(line: HireLine, isWithin: (one: Counted) => boolean): Part {
  const quantity = quantityOf(line.counted.filter(isWithin));
  return { line, quantity, cents: quantity === line.quantity ? line.cents : Math.min(line.cents, times(line.cents, quantity / line.quantity)) };
}

/** Each part takes its share of the difference, the last what is left of it. */
function spread(parts: readonly Part[], base: Cents, difference: Cents): void {
  let left = difference;
  for (const [index, { line, cents }] of parts.entries()) {
    const share = index === parts.length - 1 ? left : base === 0 ? 0 : roundHalfUp((difference * cents) / base);
    line.cents += share;
    left -= share;
  }
}

/** The line with which the hire comes up to its least or down to its most; `earlierCents` is what was hired for in the year before this stay. */
export function applyBound({ id, label, leastEuro = 0, mostEuro = Infinity, per }: BoundRule, hire: readonly HireLine[], earlierCents: Cents, words: Words): RuleLine[] {
  const total = sum(hire.map(({ cents }) => cents));
  const [least, most] = [centsOf(leastEuro), mostEuro === Infinity ? Infinity : centsOf(mostEuro)];
  const bounded = (cents: Cents): Cents => Math.min(Math.max(cents, least), most);
  const days = [...new Set(hire.flatMap(({ counted }) => counted.map(({ day }) => day)))];
  const after = per === 'booking' ? bounded(total)
    : per === 'day' ? sum(days.map((day) => bounded(sum(hire.map((line) => partOf(line, (one) => one.day === day).cents)))))
    : Math.max(0, bounded(earlierCents + total) - earlierCents);
  if (after === total) return [];
  spread(hire.map((line) => ({ line, cents: line.cents, quantity: line.quantity })), total, after - total);
  return [changeLine(id, words.bound(label, total, after), after - total, hire)];
}

const changeLine = (rule: string, label: RuleLine['label'], cents: Cents, [first]: readonly HireLine[]): RuleLine =>
  ({ rule, kind: 'change', label, quantity: 1, unit: 'booking', unitCents: cents, grossCents: cents, product: first!.product });
