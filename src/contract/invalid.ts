import { Refusal, type Violation } from '../kernel/refusal.ts';
import { period, type Period } from '../kernel/period.ts';
import { addDays, daysBetween, type LocalDate } from '../kernel/time.ts';
import type { SchemaFault } from './texts/schema-sentences.ts';

/** One field that is not as it should be, for instance `fault('query/to', 'later-than', { other: 'from' })`. */
export const fault = (field: string, kind: SchemaFault, facts: Record<string, string | number> = {}): Violation =>
  ({ code: 'schema', field, facts: { fault: kind, ...facts } });

/** The refusal `invalid-request` with everything that is wrong. */
export const invalid = (...violations: readonly Violation[]): Refusal => new Refusal('invalid-request', { violations });

/**
 * The period between two instants that the contract found well written. Refuses `invalid-request`, naming the end, unless it is
 * later than the start. `fields` are the paths of both: `['query/from', 'query/to']`.
 */
export function readPeriod(from: string, to: string, fields: readonly [string, string]): Period {
  const [start, end] = [new Date(from), new Date(to)];
  if (start >= end) throw invalid(fault(fields[1], 'later-than', { other: lastStep(fields[0]) }));
  return period(start, end);
}

/** Refuses `invalid-request` unless `until` lies at least one and at most `longest` days after `from`. */
export function readDays(from: LocalDate, until: LocalDate, longest: number, fields: readonly [string, string]): { from: LocalDate; until: LocalDate } {
  const days = daysBetween(from, until);
  if (days < 1) throw invalid(fault(fields[1], 'later-than', { other: lastStep(fields[0]) }));
  if (days > longest) throw invalid(fault(fields[1], 'too-many-days', { limit: longest, other: lastStep(fields[0]) }));
  return { from, until };
}

/** The contract writes no day after this one. */
const LAST_DAY: LocalDate = '2099-12-31';

/** So many days after `from`, for whoever does not say until when; no further than the contract can write. */
export const untilByDefault = (from: LocalDate, days: number): LocalDate => {
  const until = addDays(from, days);
  return until > LAST_DAY ? LAST_DAY : until;
};

const lastStep = (field: string): string => field.slice(field.lastIndexOf('/') + 1);
