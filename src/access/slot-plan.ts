import { addMinutes, type Period } from '../kernel/period.ts';
import { AHEAD_MINUTES, NEEDED_MINUTES } from './door-window.ts';

export interface Placed {
  id: string;
  isHeldBack: boolean;
}

/**
 * Who gives way on a lock with room for so many codes, and who may come back.
 * @param codes those that should be on it now, the nearest window first
 */
export const planSlots = (codes: readonly Placed[], room: number): { hold: string[]; release: string[] } => ({
  hold: codes.slice(room).filter(({ isHeldBack }) => !isHeldBack).map(({ id }) => id),
  release: codes.slice(0, room).filter(({ isHeldBack }) => isHeldBack).map(({ id }) => id),
});

/** A place on a lock that a code takes for one of its windows: from when the lock must have it until the end. */
interface Stay<Code> {
  code: Code;
  from: Date;
  until: Date;
}

function staysOf<Code extends { windows: readonly Period[]; leadMinutes: number }>(codes: readonly Code[], within: Period): Stay<Code>[] {
  return codes.flatMap((code) => code.windows.map(({ start, end }) => ({ code, from: addMinutes(start, -(code.leadMinutes < AHEAD_MINUTES ? code.leadMinutes : NEEDED_MINUTES)), until: end })))
    .filter(({ from, until }) => within.start < until && from < within.end)
    .toSorted((a, b) => a.from.getTime() - b.from.getTime());
}

/** Codes that find the lock full when they are needed, each with the first such moment: the ones whose window is there already keep their place. */
export function withoutPlace<Code extends { windows: readonly Period[]; leadMinutes: number }>(codes: readonly Code[], room: number, within: Period): { code: Code; from: Date }[] {
  let there: Stay<Code>[] = [];
  const found = new Map<Code, Date>();
  for (const stay of staysOf(codes, within)) {
    there = there.filter(({ code, until }) => until > stay.from && code !== stay.code);
    if (there.length < room) there.push(stay);
    else if (!found.has(stay.code)) found.set(stay.code, stay.from);
  }
  return [...found].map(([code, from]) => ({ code, from }));
}

/** The most codes that are needed at one moment, and when that first is so. */
export function peakOf(codes: readonly { windows: readonly Period[]; leadMinutes: number }[], within: Period): { codes: number; at: Date } | undefined {
  let there: Stay<object>[] = [];
  let peak: { codes: number; at: Date } | undefined;
  for (const stay of staysOf(codes, within)) {
    there = [...there.filter(({ code, until }) => until > stay.from && code !== stay.code), stay];
    if (there.length > (peak?.codes ?? 0)) peak = { codes: there.length, at: stay.from > within.start ? stay.from : within.start };
  }
  return peak;
}
