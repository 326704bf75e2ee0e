import type { ChangeRule, NotLetRule, PriceRule, TariffRules } from '../catalogue/tariff-rules.ts';
import type { Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal, type Violation } from '../kernel/refusal.ts';
import { inLanguage, type Translated } from '../kernel/text.ts';
import { addMonths, localDate, type LocalDate } from '../kernel/time.ts';
import { applyBound, applyChange } from './change-price.ts';
import { centsOf, hireLines } from './hire-lines.ts';
import type { RuleLine } from './rule-line.ts';
import { WORDS, type Words } from './rule-words.ts';
import { rulesFor, type RulesFor } from './rules-for.ts';
import { bookerRuleOf, covers, type BookerFacts, type Subject } from './scope.ts';

/** A booking that the same booker has already under this regulation. */
export interface EarlierBooking {
  day: LocalDate;
  hall: string;
  booker: string;
  purpose: string;
  hireCents: Cents;
  depositCents: Cents;
  /** Ids of the rules that gave its lines. */
  rules: readonly string[];
}

export interface RuleAsk extends BookerFacts {
  hall: { slug: string; name: Translated };
  period: Period;
  /** Absent: the first of the regulation. */
  purpose?: string;
  /** Hires all year or season; absent: no. */
  regular?: boolean;
  earlier?: readonly EarlierBooking[];
}

export interface RulePrice {
  subject: Subject;
  lines: RuleLine[];
  depositCents: Cents;
  depositRule?: string;
}

/**
 * What a stay costs by a regulation, line by line, without extras; each line names its rule. Refuses `stay-refused`: `not-let-to-you`,
 * `not-let-for-this` with the regulation's reason, `unknown-purpose`, `between-part-days`, `too-many-units`.
 */
export function priceByRules(rules: TariffRules, ask: RuleAsk, words: Words = WORDS): RulePrice {
  const subject = subjectOf(rules, ask);
  const first = localDate(ask.period.start);
  const earlier = (ask.earlier ?? []).filter(({ day }) => day.slice(0, 4) === first.slice(0, 4));
  const found = rulesFor(rules, subject);
  const hire = hireLines(rules, priceRule(found, subject), ask.hall.name, ask.period, words);
  const lines: RuleLine[] = hire.map(({ counted: _counted, cents: _cents, ...line }) => line);
  for (const rule of found.changes) {
    if (inTurn(rules, rule, subject, earlier)) lines.push(...applyChange(rules, rule, hire, first, words));
  }
  for (const rule of found.bounds) {
    const before = earlier.filter((one) => covers(rules, rule, { ...one, regular: subject.regular }));
    lines.push(...applyBound(rule, hire, before.reduce((total, one) => total + one.hireCents, 0), words));
  }
  for (const { id, label, euro, per, product } of found.costs) {
    if (per === 'year' && earlier.some((one) => one.rules.includes(id))) continue;
    lines.push({ rule: id, kind: 'cost', label, quantity: 1, unit: 'booking', unitCents: centsOf(euro), grossCents: centsOf(euro), product: product ?? 'administration' });
  }
  return { subject, lines, ...depositFor(found, first, ask.earlier ?? []) };
}

function subjectOf(rules: TariffRules, { hall, purpose, regular = false, ...facts }: RuleAsk): Subject {
  const booker = bookerRuleOf(rules, facts);
  if (!booker) throw refused({ code: 'not-let-to-you', facts: { bookerKind: facts.bookerKind } });
  const known = purpose === undefined ? rules.purposes[0] : rules.purposes.find(({ id }) => id === purpose);
  if (!known) throw refused({ code: 'unknown-purpose', field: 'body/purpose', facts: { allowed: rules.purposes.map(({ id }) => id).join(', ') } });
  return { hall: hall.slug, booker: booker.id, purpose: known.id, regular };
}

/** The one rule that prices this. Refuses when it is not let. */
function priceRule({ notLet: not, price }: RulesFor, subject: Subject): PriceRule {
  if (not) throw refused(notLet(not));
  if (!price) throw refused({ code: 'not-let-to-you', facts: { bookerKind: subject.booker } });
  return price;
}

const notLet = ({ reason, purposes }: NotLetRule): Violation =>
  ({ code: 'not-let-for-this', ...(purposes ? { field: 'body/purpose' } : {}), facts: { nl: reason.nl, en: inLanguage(reason, 'en'), fr: inLanguage(reason, 'fr') } });

const refused = (violation: Violation): Refusal => new Refusal('stay-refused', { violations: [violation] });

/** Whether a change that counts from or until a booker's n-th booking of the year counts for this one. */
function inTurn(rules: TariffRules, rule: ChangeRule, { regular }: Subject, earlier: readonly EarlierBooking[]): boolean {
  if (rule.fromBooking === undefined && rule.untilBooking === undefined) return true;
  const nth = earlier.filter((one) => covers(rules, rule, { ...one, regular })).length + 1;
  return (rule.fromBooking ?? 1) <= nth && nth <= (rule.untilBooking ?? Infinity);
}

/** A season runs from 1 September: its year is that of four months later. */
const seasonOf = (day: LocalDate): string => addMonths(day, 4).slice(0, 4);

function depositFor({ deposit: rule }: RulesFor, first: LocalDate, earlier: readonly EarlierBooking[]): Pick<RulePrice, 'depositCents' | 'depositRule'> {
  if (!rule) return { depositCents: 0 };
  const given = rule.per === 'season' && earlier.some(({ day, depositCents }) => depositCents > 0 && seasonOf(day) === seasonOf(first));
  return { depositCents: given ? 0 : centsOf(rule.euro), depositRule: rule.id };
}
