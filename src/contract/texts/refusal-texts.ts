import type { Refusal, RefusalCode, RuleCode, Violation } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import { en } from './refusals.en.ts';
import { fr } from './refusals.fr.ts';
import { nl } from './refusals.nl.ts';
import { sayFacts, type SaidFacts } from './said-facts.ts';

/** A sentence about facts that are already spelled in the reader's language. */
export type Sentence = (facts: SaidFacts) => string;

/** What a refusal says: a title that is always the same, and a sentence about this case that also says what helps. */
export interface RefusalTexts {
  refusals: Record<RefusalCode, { title: string; detail: Sentence }>;
  rules: Record<RuleCode | 'schema', Sentence>;
}

const TEXTS: Record<Language, RefusalTexts> = { nl, en, fr };

/** The title of a kind of refusal, the same for every case of it (RFC 9457, `title`). */
export const refusalTitle = (code: RefusalCode, language: Language): string => TEXTS[language].refusals[code].title;

/** Why this request is declined, and what helps (RFC 9457, `detail`). */
export const sayRefusal = (refusal: Pick<Refusal, 'code' | 'facts'>, language: Language): string =>
  TEXTS[language].refusals[refusal.code].detail(sayFacts(refusal.facts, language));

/** One broken rule in words: `De zaal is open van 08:00 tot 22:00.` */
export function sayViolation({ code, facts }: Violation, language: Language): string {
  const texts = TEXTS[language];
  const sentence = isRule(code) ? texts.rules[code] : texts.refusals[code].detail;
  return sentence(sayFacts(facts, language));
}

const isRule = (code: Violation['code']): code is RuleCode | 'schema' => code in nl.rules;
