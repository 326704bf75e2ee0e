import type { Scope, TariffRules } from '../catalogue/tariff-rules.ts';
import { fault } from '../contract/invalid.ts';
import type { Violation } from '../kernel/refusal.ts';
import { covers, type Subject } from './scope.ts';

/** More findings of one kind help nobody. */
const MOST = 20;

/**
 * Looks at every hall, kind of booker and purpose: exactly one rule prices it, or it is not let. Two prices overlap, none is a gap; a rule
 * that counts for nothing that is let can never be reached.
 */
export function checkCells(rules: TariffRules): Violation[] {
  const overlaps = new Map<string, Violation>();
  const gaps = new Map<string, { subject: Subject; purposes: string[] }>();
  const reached = new Set<string>();
  for (const subject of subjectsOf(rules)) {
    const not = rules.notLet?.filter((rule) => covers(rules, rule, subject)) ?? [];
    for (const { id } of not) reached.add(id);
    const [first, second] = rules.prices.filter((rule) => covers(rules, rule, subject));
    if (not.length > 0) continue;
    if (!first) noteGap(gaps, subject);
    else if (second) overlaps.set(`${first.id} ${second.id}`, fault(`rules/prices/${rules.prices.indexOf(second)}`, 'overlap', { other: first.id, example: said(subject) }));
    for (const rule of others(rules)) if (!reached.has(rule.id) && covers(rules, rule, subject)) reached.add(rule.id);
  }
  return [
    ...[...overlaps.values()].slice(0, MOST),
    ...[...gaps.values()].slice(0, MOST).map(({ subject, purposes }) =>
      fault('rules/prices', 'gap', { hall: subject.hall, booker: subject.booker, purposes: purposes.length === rules.purposes.length ? '' : purposes.join(', ') })),
    ...unreached(rules, reached).slice(0, MOST),
  ];
}

const others = (rules: TariffRules): readonly (Scope & { id: string })[] =>
  [...rules.prices, ...rules.changes ?? [], ...rules.bounds ?? [], ...rules.costs ?? [], ...rules.deposits ?? []];

/** Every combination, for who comes once and for who hires all year. */
function* subjectsOf({ halls, bookers, purposes }: TariffRules): Generator<Subject> {
  for (const hall of halls) for (const booker of bookers) for (const purpose of purposes) for (const regular of [false, true]) {
    yield { hall, booker: booker.id, purpose: purpose.id, regular };
  }
}

const said = ({ hall, booker, purpose }: Subject): string => `${hall}, ${booker}, ${purpose}`;

function noteGap(gaps: Map<string, { subject: Subject; purposes: string[] }>, subject: Subject): void {
  const key = `${subject.hall} ${subject.booker}`;
  const gap = gaps.get(key) ?? { subject, purposes: [] };
  if (!gap.purposes.includes(subject.purpose)) gap.purposes.push(subject.purpose);
  gaps.set(key, gap);
}

const unreached = (rules: TariffRules, reached: ReadonlySet<string>): Violation[] =>
  (['prices', 'notLet', 'changes', 'bounds', 'costs', 'deposits'] as const).flatMap((name) => (rules[name] ?? [])
    .flatMap(({ id }: { id: string }, index: number) => (reached.has(id) ? [] : [fault(`rules/${name}/${index}`, 'never-reached')])));
