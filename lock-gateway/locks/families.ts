import type { DriverKind } from '../config.ts';
import type { LockFamily } from './driver.ts';
import { nativeLocks } from './native.ts';

const FAMILIES: Readonly<Record<DriverKind, (gateway: string) => LockFamily>> = {
  native: nativeLocks,
};

/** The families of locks that a building has, each made once. */
export function openFamilies(gateway: string, kinds: readonly DriverKind[]): ReadonlyMap<DriverKind, LockFamily> {
  return new Map([...new Set(kinds)].map((kind) => [kind, FAMILIES[kind](gateway)]));
}
