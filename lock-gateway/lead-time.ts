import { isConfirming, type CodeRecord } from './code.ts';
import type { LockFacts } from './codebook.ts';

const KEPT = 100;
const SAFETY = 4;
const MOST_MINUTES = 90;

/**
 * How long before a window a lock that keeps none gets its codes: four times as long as all but the slowest hundredth took lately, at least what is configured, and
 * never more than an hour and a half, because until its window the code opens too.
 */
export function leadMinutesOf(configured: number, { confirmMs = [] }: LockFacts): number {
  const slow = confirmMs.toSorted((a, b) => a - b)[Math.ceil(0.99 * confirmMs.length) - 1] ?? 0;
  return Math.min(MOST_MINUTES, Math.max(configured, Math.ceil((SAFETY * slow) / 60_000)));
}

/** The code is on the lock by what the lock says: how long that took since it was first tried counts, and is counted once. */
export function measureConfirming(facts: LockFacts, codes: readonly CodeRecord[], now: number): { codes: CodeRecord[]; facts?: LockFacts } {
  const there = ({ onLock, evidence, tryingSince }: CodeRecord): boolean => onLock === 'yes' && isConfirming(evidence) && typeof tryingSince === 'number';
  const took = codes.filter(there).map(({ tryingSince }) => Math.max(0, now - tryingSince!));
  if (took.length === 0) return { codes: [...codes] };
  return {
    codes: codes.map((code) => (there(code) ? { ...code, tryingSince: null } : code)),
    facts: { ...facts, confirmMs: [...(facts.confirmMs ?? []), ...took].slice(-KEPT) },
  };
}
