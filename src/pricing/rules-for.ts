import type { BoundRule, ChangeRule, CostRule, DepositRule, NotLetRule, PriceRule, TariffRules } from '../catalogue/tariff-rules.ts';
import { covers, type Subject } from './scope.ts';

/** What of a regulation counts for one hall, kind of booker and purpose. */
export interface RulesFor {
  notLet?: NotLetRule;
  price?: PriceRule;
  changes: readonly ChangeRule[];
  bounds: readonly BoundRule[];
  costs: readonly CostRule[];
  deposit?: DepositRule;
}

const known = new WeakMap<TariffRules, Map<string, RulesFor>>();

/** The same rules answer the same, and a search asks for every hall: each combination is looked up once for as long as the rules are in memory. */
export function rulesFor(rules: TariffRules, subject: Subject): RulesFor {
  const ofRules = known.get(rules) ?? new Map<string, RulesFor>();
  known.set(rules, ofRules);
  const key = `${subject.hall} ${subject.booker} ${subject.purpose} ${subject.regular}`;
  const found = ofRules.get(key) ?? lookUp(rules, subject);
  ofRules.set(key, found);
  return found;
}

function lookUp(rules: TariffRules, subject: Subject): RulesFor {
  const counts = (scope: Parameters<typeof covers>[1]): boolean => covers(rules, scope, subject);
  const [notLet, price, deposit] = [rules.notLet?.find(counts), rules.prices.find(counts), rules.deposits?.find(counts)];
  return {
    ...(notLet ? { notLet } : {}), ...(price ? { price } : {}), ...(deposit ? { deposit } : {}),
    changes: rules.changes?.filter(counts) ?? [], bounds: rules.bounds?.filter(counts) ?? [], costs: rules.costs?.filter(counts) ?? [],
  };
}
