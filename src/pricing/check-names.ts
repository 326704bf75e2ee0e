import type { Scope, TariffRules } from '../catalogue/tariff-rules.ts';
import { fault } from '../contract/invalid.ts';
import type { Violation } from '../kernel/refusal.ts';

const SCOPED = ['prices', 'notLet', 'changes', 'bounds', 'costs', 'deposits'] as const;
const LISTS = ['bookers', 'purposes', 'bands', 'partDays', 'seasons'] as const;

/** Names that nobody knows, and those that two things of one kind share. Lines name their rule: no two rules have the same id. */
export function checkNames(rules: TariffRules): Violation[] {
  const ids = (name: (typeof LISTS)[number]): string[] => (rules[name] ?? []).map(({ id }) => id);
  const groups = Object.keys(rules.groups ?? {});
  const known = { halls: [...rules.halls, ...groups], bookers: ids('bookers'), purposes: ids('purposes'), bands: ids('bands'), seasons: ids('seasons') };
  const scopes = SCOPED.flatMap((name) => (rules[name] ?? []).map((scope: Scope, index) => ({ scope, at: `rules/${name}/${index}` })));
  return [
    ...doubles(rules.halls, 'rules/halls'), ...LISTS.flatMap((name) => doubles(ids(name), `rules/${name}`, '/id')),
    ...doubleRules(rules),
    ...Object.entries(rules.groups ?? {}).flatMap(([group, halls]) => [
      ...unknown(halls, rules.halls, `rules/groups/${group}`), ...(rules.halls.includes(group) ? [fault(`rules/groups/${group}`, 'repeated')] : []),
    ]),
    ...scopes.flatMap(({ scope, at }) => (['halls', 'bookers', 'purposes'] as const).flatMap((name) => unknown(scope[name] ?? [], known[name], `${at}/${name}`))),
    ...rules.prices.flatMap(({ units }, index) => units.flatMap(({ bands = {} }, number) =>
      Object.keys(bands).flatMap((band) => (known.bands.includes(band) ? [] : [unknownName(`rules/prices/${index}/units/${number}/bands/${band}`, known.bands)])))),
    ...(rules.changes ?? []).flatMap(({ bands = [], seasons = [] }, index) =>
      [...unknown(bands, known.bands, `rules/changes/${index}/bands`), ...unknown(seasons, known.seasons, `rules/changes/${index}/seasons`)]),
  ];
}

const unknownName = (field: string, known: readonly string[]): Violation =>
  (known.length > 0 ? fault(field, 'unknown', { allowed: known.slice(0, 40).join(', ') }) : fault(field, 'unknown'));

const unknown = (names: readonly string[], known: readonly string[], at: string): Violation[] =>
  names.flatMap((name, index) => (known.includes(name) ? [] : [unknownName(`${at}/${index}`, known)]));

const doubles = (names: readonly string[], at: string, step = ''): Violation[] =>
  names.flatMap((name, index) => (names.indexOf(name) < index ? [fault(`${at}/${index}${step}`, 'repeated')] : []));

function doubleRules(rules: TariffRules): Violation[] {
  const all = SCOPED.flatMap((name) => (rules[name] ?? []).map(({ id }, index) => ({ id, field: `rules/${name}/${index}/id` })));
  return all.flatMap(({ id, field }, index) => (all.findIndex((other) => other.id === id) < index ? [fault(field, 'repeated')] : []));
}
