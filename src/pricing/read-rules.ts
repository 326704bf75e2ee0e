import { parse, YAMLParseError } from 'yaml';
import type { TariffRules } from '../catalogue/tariff-rules.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { violationsOf } from '../contract/schema-violations.ts';
import { compiler } from '../contract/validator.ts';
import type { Violation } from '../kernel/refusal.ts';
import { checkRules } from './check-rules.ts';
import { RULES_SCHEMA } from './rules-schema.ts';

const check = compiler({ source: '', schemas: {}, operations: [] }).forJson(RULES_SCHEMA);

/** The rules in what somebody wrote, checked in full. Refuses `invalid-request`, naming each field in which something is wrong. */
export function readRules(written: unknown): TariffRules {
  const faults = faultsOf(written);
  if (faults.length > 0) throw invalid(...faults);
  return written as TariffRules;
}

/** The same from YAML, of which JSON is a part. */
export function readRulesText(text: string): TariffRules {
  return readRules(parsed(text));
}

/** Everything that is wrong with rules: first their form, then what they say. */
export function faultsOf(written: unknown): Violation[] {
  if (check(written)) return checkRules(written as TariffRules);
  return violationsOf(check.errors ?? [], 'rules');
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'error' });
  } catch (thrown) {
    // A ReferenceError is an alias that nothing is called by, or too many of them.
    if (!(thrown instanceof YAMLParseError) && !(thrown instanceof ReferenceError)) throw thrown;
    throw invalid(fault('rules', 'yaml', { line: thrown instanceof YAMLParseError ? thrown.linePos?.[0].line ?? 1 : 1 }));
  }
}
