import type { LockId } from '../kernel/ids.ts';
import { drawCode, withinOneDigit } from './code-policy.ts';
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
  const digits = drawCode(isTakenOn(keys, lockIds, taken));
  if (digits === undefined) return undefined;
  const print = fingerprint(keys[0], digits);
  for (const id of lockIds) taken.get(id)?.add(print);
  return { digits, fingerprint: print };
}

/** True when digits that were drawn for other locks can be used on these too. */
export const fitsLocks = (keys: CodeKeys, digits: string, lockIds: readonly LockId[], taken: ReadonlyMap<LockId, Set<string>>): boolean =>
  !withinOneDigit(digits).some(isTakenOn(keys, lockIds, taken));

const isTakenOn = (keys: CodeKeys, lockIds: readonly LockId[], taken: ReadonlyMap<LockId, Set<string>>) => (digits: string): boolean =>
  keys.some((key) => {
    const print = fingerprint(key, digits);
    return lockIds.some((id) => taken.get(id)?.has(print));
  });
