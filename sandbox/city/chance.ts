import { createHash } from 'node:crypto';
import { newId, newShortCode, type Id } from '../../src/kernel/ids.ts';

/** Chance that repeats itself: the same seed gives the same numbers, in the same order. */
export interface Chance {
  /** At least 0 and less than 1. */
  next(): number;
  /** A whole number, at least 0 and less than `limit`. */
  below(limit: number): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  /** True in so many of a hundred cases. */
  percent(chance: number): boolean;
  pick<One>(list: readonly One[]): One;
  id<Of extends string>(at: Date): Id<Of>;
  shortCode(): string;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** mulberry32: small, fast and even enough for a demo city; not for secrets. */
export function chanceFrom(seed: string): Chance {
  let state = digest(seed).readUInt32LE();
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    percent: (chance) => next() * 100 < chance,
    pick: (list) => {
      const one = list[below(list.length)];
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
    id: (at) => newId(at, Uint8Array.from({ length: 16 }, () => below(256))),
    shortCode: () => newShortCode(below),
  };
}

const LAID_DOWN = new Date('2025-01-01T00:00:00Z');

/** The id of something that has a name in the data files: the same at every start, whatever the seed. */
export const idOf = <Of extends string>(kind: Of, name: string): Id<Of> => newId<Of>(LAID_DOWN, digest(`${kind} ${name}`));
