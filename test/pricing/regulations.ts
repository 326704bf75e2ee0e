import { readFileSync } from 'node:fs';
import type { TariffRules } from '../../src/catalogue/tariff-rules.ts';
import type { BookerKind } from '../../src/kernel/actor.ts';
import { period } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { priceByRules, type RuleAsk, type RulePrice } from '../../src/pricing/price-by-rules.ts';
import { readRulesText } from '../../src/pricing/read-rules.ts';

export const REGULATIONS = ['de-wegwijzer', 'de-drenkwaard', 'de-maeseneer', 'tweebronnen'] as const;

export const textOf = (name: (typeof REGULATIONS)[number]): string => readFileSync(new URL(`regulations/${name}.yaml`, import.meta.url), 'utf8');
export const regulation = (name: (typeof REGULATIONS)[number]): TariffRules => readRulesText(textOf(name));

/** `'2026-11-24 19:00'` to another such moment. */
export const between = (from: string, until: string) => {
  const at = (moment: string): Date => atLocal(moment.slice(0, 10), moment.slice(11));
  return period(at(from), at(until));
};

export const ask = (hall: string, bookerKind: BookerKind, from: string, until: string, own: Partial<RuleAsk> = {}): RuleAsk =>
  ({ hall: { slug: hall, name: { nl: hall } }, bookerKind, period: between(from, until), ...own });

export const totalOf = ({ lines }: RulePrice): number => lines.reduce((total, { grossCents }) => total + grossCents, 0);
/** Each line as `rule quantity × unit = amount`. */
export const told = ({ lines }: RulePrice): string[] =>
  lines.map(({ rule, quantity, unitCents, grossCents }) => `${rule} ${quantity} × ${unitCents} = ${grossCents}`);

/** Why a price is refused. */
export function refusedBy(run: () => unknown): string[] {
  try {
    run();
  } catch (thrown) {
    if (isRefusal(thrown)) return thrown.violations.map(({ code, facts, field }) => (code === 'schema' ? `${field} ${facts['fault']}` : code));
    throw thrown;
  }
  return [];
}

export const priceOf = (rules: TariffRules, ...asked: Parameters<typeof ask>): RulePrice => priceByRules(rules, ask(...asked));
