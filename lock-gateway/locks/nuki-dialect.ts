import { createHash } from 'node:crypto';
import { objectIn, objectOf } from './ear.ts';

/** Our names on a keypad: nobody else's begin so, and a Nuki name has twenty characters at most. */
const PREFIX = 'OZ';
const NAME_LENGTH = 18;

/** The name of a code as it is in one revision and window: a changed one is another entry. */
export function nameOf(ref: string, rev: number, until: number | undefined): string {
  const digest = createHash('sha256').update(JSON.stringify([ref, rev, until ?? 0])).digest('hex');
  return PREFIX + digest.slice(0, NAME_LENGTH);
}

export const isOurName = (name: string): boolean => new RegExp(`^${PREFIX}[0-9a-f]{${NAME_LENGTH}}$`).test(name);

export interface KeypadEntry {
  codeId: number;
  name: string;
  /** Between two wall clock times of the lock; absent for one that opens at any time. */
  window?: { from: string; until: string };
  /** When it was made, by the clock of the lock and as that tells times. */
  created?: string;
}

/** `cut`: entries are missing, for the reason in words. */
export interface KeypadList {
  entries: KeypadEntry[];
  cut?: string;
}

/** The hub sends no more than its buffer holds. */
const BUFFER_BYTES = 4_096;

/** @param most how many entries the hub is set up to publish */
export function keypadList(payload: Buffer, most: number): KeypadList {
  const full = `the hub's keypad list is cut off at ${BUFFER_BYTES} bytes: codes beyond it can be neither seen nor deleted; raise its MQTT buffer size and remove old codes in the Nuki app`;
  let list: unknown;
  try {
    list = JSON.parse(payload.toString('utf8'));
  } catch {
    return { entries: [], cut: full };
  }
  const entries = (Array.isArray(list) ? list : []).map(objectOf).flatMap(entryOf);
  if (entries.length < most) return { entries };
  return {
    entries,
    cut: `the hub publishes ${most} keypad entries at most and has as many: others can be neither seen nor deleted; raise its maximum of keypad entries, and \`entries\` here to the same number`,
  };
}

const isWallText = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value);

function entryOf({ codeId, name, timeLimited, allowedFrom: from, allowedUntil: until, dateCreated: created }: Record<string, unknown>): KeypadEntry[] {
  if (!Number.isInteger(Number(codeId)) || typeof name !== 'string') return [];
  return [{
    codeId: Number(codeId), name, ...(Number(timeLimited) === 1 && isWallText(from) && isWallText(until) ? { window: { from, until } } : {}), ...(isWallText(created) ? { created } : {}),
  }];
}

export type KeypadUse = { index: number } & ({ type: 'entry'; slot: number | null } | { type: 'refused' });

/** An entry of the lock's log that tells of the keypad. */
export function keypadUse(payload: Buffer): KeypadUse | undefined {
  const { type, index, completionStatus, codeId } = objectIn(payload);
  if (type !== 'KeypadAction' || typeof completionStatus !== 'string') return undefined;
  const at = typeof index === 'number' ? index : -1;
  if (completionStatus.toLowerCase() !== 'success') return { index: at, type: 'refused' };
  return { index: at, type: 'entry', slot: Number.isInteger(codeId) ? (codeId as number) : null };
}

/** Answers by which a hub says that it is not set up for codes at all. */
const UNPREPARED: Readonly<Record<string, string>> = {
  noValidPinSet: 'the hub lacks the security PIN of the lock: enter it in the hub',
  keypadControlDisabled: 'keypad control is off: switch it on in the hub',
  keypadNotAvailable: 'the lock has no keypad paired: pair one in the Nuki app',
  keypadDisabled: 'the hub does not read the keypad: switch that on in it',
};

export const unpreparedWords = (result: string): string | undefined => UNPREPARED[result];

/** A hub that has just started knows its lock only after a while. */
export const isNotReady = (result: string): boolean => result === 'configNotReady';
/** Digits or a time that the hub itself refuses, before it asks the lock. */
export const isRefusedCode = (result: string): boolean => /^no(Valid)?CodeSet$/.test(result);
export const isRefusedWindow = (result: string): boolean => result.startsWith('invalidAllowed');
