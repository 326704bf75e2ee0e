import type { PriceRule, TariffRules, UnitPrice } from '../catalogue/tariff-rules.ts';
import { sum, times, type Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal, type Violation } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import { countUnits, type Counted } from './count-units.ts';
import type { Words } from './rule-words.ts';
import type { RuleLine } from './rule-line.ts';

/** A line of the hire with what it counted; `cents` is what is left of it after the changes so far. */
export interface HireLine extends RuleLine {
  counted: readonly Counted[];
  cents: Cents;
}

/** Euro as a regulation writes them, in cents. */
export const centsOf = (euro: number): Cents => Math.round(euro * 100);

/** The hire by the unit that comes out cheapest, one line per price. Refuses `stay-refused` when the stay cannot be counted in any of its units. */
export function hireLines(rules: TariffRules, rule: PriceRule, name: Translated, period: Period, words: Words): HireLine[] {
  let cheapest: HireLine[] | undefined;
  let why: Violation | undefined;
  for (const unit of rule.units) {
    const counted = countUnits(rules, unit, period);
    if ('code' in counted) {
      why ??= counted;
      continue;
    }
    const lines = linesOf(rules, rule, unit, counted, (details) => words.hire(name, details));
    if (!cheapest || total(lines) < total(cheapest)) cheapest = lines;
  }
  if (!cheapest) throw new Refusal('stay-refused', { violations: why ? [why] : [] });
  return cheapest;
}

const total = (lines: readonly HireLine[]): Cents => sum(lines.map(({ cents }) => cents));

function linesOf(rules: TariffRules, rule: PriceRule, unit: UnitPrice, counted: readonly Counted[], say: (details: Parameters<Words['hire']>[1]) => Translated): HireLine[] {
  const telling = tellingBands(rules, unit);
  const groups = new Map<string, Counted[]>();
  for (const one of counted) {
    const key = one.band && telling.has(one.band.id) ? one.band.id : '';
    groups.set(key, [...groups.get(key) ?? [], one]);
  }
  return [...groups].map(([bandId, ones]) => {
    const quantity = quantityOf(ones);
    const unitCents = centsOf(unit.bands?.[bandId] ?? unit.euro);
    const grossCents = times(unitCents, quantity);
    const band = bandId === '' ? undefined : ones[0]!.band;
    const label = say({ ...(band ? { band } : {}), parts: ones.flatMap(({ partDay }) => partDay ?? []), ...(ones.some(({ raised }) => raised) ? { minimum: unit } : {}) });
    return { rule: rule.id, kind: 'hire', label, quantity, unit: unit.per, unitCents, grossCents, product: rule.product ?? 'hire', counted: ones, cents: grossCents };
  });
}

/** How many units together: a third of an hour and two thirds are one. */
export const quantityOf = (counted: readonly Counted[]): number => Number(counted.reduce((so, one) => so + one.quantity, 0).toFixed(9));

/** The bands in which this unit, or a change, costs something else: others are not worth a line. */
function tellingBands({ changes = [] }: TariffRules, { bands = {} }: UnitPrice): Set<string> {
  return new Set([...Object.keys(bands), ...changes.flatMap((change) => change.bands ?? [])]);
}
