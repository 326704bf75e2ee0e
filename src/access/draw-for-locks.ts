import type { LockId } from '../kernel/ids.ts';
import { drawCode } from './code-policy.ts';
import type { CodeKeys } from './door-keys.ts';
import { fingerprint } from './seal-code.ts';

export interface DrawnCode {
  digits: string;
  fingerprint: string;
}

/**
 * Draws one code that fits all of these locks, and counts it as taken from then on; `undefined` when none is left. Compared by
 * fingerprint under every key of the ring: no live code has to be read for it.
 */
export function drawFor(keys: CodeKeys, lockIds: readonly LockId[], taken: ReadonlyMap<LockId, Set<string>>): DrawnCode | undefined {
  const sets = lockIds.map((id) => taken.get(id) ?? new Set<string>());
  const isTaken = (digits: string): boolean => keys.some((key) => {
    const print = fingerprint(key, digits);
    return sets.some((set) => set.has(print));
  });
  const digits = drawCode(isTaken);
  if (digits === undefined) return undefined;
  const print = fingerprint(keys[0], digits);
  for (const set of sets) set.add(print);
  return { digits, fingerprint: print };
}
