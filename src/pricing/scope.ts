import type { BookerRule, Scope, TariffRules } from '../catalogue/tariff-rules.ts';
import type { BookerKind } from '../kernel/actor.ts';

/** For what a price is asked, in the words of a regulation. */
export interface Subject {
  /** Slug. */
  hall: string;
  /** Id of a booker rule. */
  booker: string;
  purpose: string;
  regular: boolean;
}

/** What is known of a booker that decides which tariff is theirs. */
export interface BookerFacts {
  bookerKind: BookerKind;
  /** Kinds that the city recognised them as, today. */
  recognised?: readonly string[];
  /** Kinds that they say they are. */
  declared?: readonly string[];
}

/** The kind of booker: the first that fits and whose evidence is there. */
export const bookerRuleOf = ({ bookers }: Pick<TariffRules, 'bookers'>, { bookerKind, recognised = [], declared = [] }: BookerFacts): BookerRule | undefined =>
  bookers.find(({ id, of, evidence }) =>
    of.includes(bookerKind) && (evidence === 'register' || (evidence === 'recognition' ? recognised : declared).includes(id)));

/** The halls that a rule names, groups told out; all of them when it names none. */
export const hallsOf = ({ halls, groups = {} }: Pick<TariffRules, 'halls' | 'groups'>, scope: Scope): readonly string[] =>
  scope.halls?.flatMap((name) => groups[name] ?? [name]) ?? halls;

/** True when a rule counts for this. */
export const covers = (rules: TariffRules, scope: Scope, { hall, booker, purpose, regular }: Subject): boolean =>
  (scope.bookers?.includes(booker) ?? true) && (scope.purposes?.includes(purpose) ?? true)
  && (scope.regular === undefined || scope.regular === regular) && (scope.halls === undefined || hallsOf(rules, scope).includes(hall));
