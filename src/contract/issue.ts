import type { Violation } from '../kernel/refusal.ts';
import type { Language } from '../kernel/text.ts';
import type { components } from './api.d.ts';
import { sayViolation } from './texts/refusal-texts.ts';

export type Issue = components['schemas']['Issue'];

/** One violation as the contract shows it: its code, its field, a sentence in the reader's language and the figures in it. */
export const presentIssue = (violation: Violation, language: Language): Issue => ({
  code: violation.code,
  ...(violation.field === undefined ? {} : { field: violation.field }),
  detail: sayViolation(violation, language),
  facts: violation.facts,
});
