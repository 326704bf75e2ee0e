import { createHmac, randomBytes } from 'node:crypto';
import type { NativeCode, NativeError } from '../../lock-gateway/locks/native-dialect.ts';

/** Between two wall clock times (`2026-11-23 17:45:00`) of the lock's own zone, which knows summer time. */
export interface WallWindow {
  from: string;
  until: string;
  zone: string;
}

/** `created`: when, on the lock's own clock as it tells times, where it tells that. */
export type TwinCode = NativeCode & { digest: string; wall?: WallWindow; created?: string };

/** What a lock keeps through power loss. Like a good lock it knows digits only by a keyed digest. */
export interface TwinMemory {
  secret: string;
  codes: TwinCode[];
  battery: number;
  /** How far its clock is ahead. */
  skewSeconds: number;
  offline: boolean;
  wrongPresses: number;
  /** Epoch milliseconds of real time: a lock-out is counted, not read from the clock. */
  lockedOutUntil: number;
}

export interface TwinKind {
  slots: number;
  /** The lock numbers its codes itself, beyond how many it holds. */
  numbers?: 'own';
  /** The lock itself keeps a code shut outside its windows. */
  windows: boolean;
}

export const newMemory = (): TwinMemory => ({
  secret: randomBytes(16).toString('hex'), codes: [], battery: 87, skewSeconds: 0, offline: false, wrongPresses: 0, lockedOutUntil: 0,
});

export interface PutRequest extends NativeCode {
  pin: string;
}

export interface SlotRequest {
  slot: number;
  pin: string;
  owner: string;
  name?: string;
  wall?: WallWindow;
  created?: string;
}

export type Press = { opened: true; slot: number } | { opened: false; why: 'wrong code' | 'outside its windows' | 'locked out' | 'battery empty' };

/** Who owns a code that somebody set at the lock itself. */
export const BY_HAND = 'by-hand';

const WRONG_PRESSES = 5;
const LOCK_OUT_MS = 60_000;

export const clockOf = (memory: TwinMemory, now: number): number => now + memory.skewSeconds * 1000;

/** Puts a code into a slot or replaces an older revision of the same code there; or says why not, changing nothing. */
export function put(kind: TwinKind, memory: TwinMemory, request: PutRequest): NativeError | undefined {
  const { slot, ref, rev, owner, windows, pin } = request;
  if (!Number.isInteger(slot) || slot < 1) return 'bad_request';
  if (slot > kind.slots) return 'full';
  if (!/^[1-9][0-9]{3,9}$/.test(pin)) return 'bad_pin';
  if (kind.windows && !windows.every(({ from, until }) => Date.parse(from) < Date.parse(until))) return 'bad_windows';
  const digest = digestOf(memory, pin);
  if (memory.codes.some((code) => code.slot === slot && code.ref !== ref)) return 'occupied';
  if (memory.codes.some((code) => code.digest === digest && code.slot !== slot)) return 'duplicate';
  memory.codes = [...memory.codes.filter((code) => code.slot !== slot), { slot, ref, rev, owner, windows: kind.windows ? windows : [], digest }];
  return undefined;
}

/** Puts digits into a numbered slot, as locks do that know no more of a code than its slot: whatever was there is gone. */
export function setSlot(kind: TwinKind, memory: TwinMemory, request: SlotRequest): NativeError | undefined {
  const { slot, pin, name = '', owner, wall, created } = request;
  if (!Number.isInteger(slot) || slot < 1 || (kind.numbers === undefined && slot > kind.slots)) return 'full';
  if (kind.numbers === 'own' && memory.codes.length >= kind.slots) return 'full';
  if (!/^[0-9]{4,10}$/.test(pin)) return 'bad_pin';
  const digest = digestOf(memory, pin);
  if (memory.codes.some((code) => code.digest === digest && code.slot !== slot)) return 'duplicate';
  memory.codes = [...memory.codes.filter((code) => code.slot !== slot), { slot, ref: name, rev: 1, owner, windows: [], digest, ...(wall ? { wall } : {}), ...(created === undefined ? {} : { created }) }];
  return undefined;
}

export function clearSlot(memory: TwinMemory, slot: number): void {
  memory.codes = memory.codes.filter((code) => code.slot !== slot);
}

/** The wall clock of a zone as `2026-11-23 17:45:00`: text that sorts as time does, but for the hour that comes twice in autumn. */
export function wallClock(instant: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);
  return parts.replace(',', '');
}

/** The instant at which a zone's wall clock shows that; in the hour that comes twice, one of the two. */
function instantOf(wall: string, zone: string): number {
  const shown = (instant: number): number => Date.parse(`${wallClock(instant, zone).replace(' ', 'T')}Z`);
  const wanted = Date.parse(`${wall.replace(' ', 'T')}Z`);
  const near = wanted - (shown(wanted) - wanted);
  return near - (shown(near) - wanted);
}

/** When a code opens, whichever way its lock keeps that; empty for at any time. */
export function windowsOf({ windows, wall }: TwinCode): { from: string; until: string }[] {
  if (!wall) return windows;
  return [{ from: new Date(instantOf(wall.from, wall.zone)).toISOString(), until: new Date(instantOf(wall.until, wall.zone)).toISOString() }];
}

const isInside = ({ from, until, zone }: WallWindow, clock: number): boolean => {
  const now = wallClock(clock, zone);
  return from <= now && now < until;
};

/** Clears a slot, if it holds this code. */
export function remove(memory: TwinMemory, slot: number, ref: string): void {
  memory.codes = memory.codes.filter((code) => code.slot !== slot || code.ref !== ref);
}

/** Somebody types a code: the oracle of every test. Five wrong ones in a row lock the keypad for a minute. */
export function press(kind: TwinKind, memory: TwinMemory, digits: string, now: number): Press {
  if (memory.battery <= 0) return { opened: false, why: 'battery empty' };
  if (memory.lockedOutUntil > now) return { opened: false, why: 'locked out' };
  const digest = digestOf(memory, digits);
  const code = memory.codes.find((one) => one.digest === digest);
  const clock = clockOf(memory, now);
  const open = code && (!code.wall || isInside(code.wall, clock)) && (!kind.windows || code.owner === BY_HAND || code.windows.some(({ from, until }) => Date.parse(from) <= clock && clock < Date.parse(until)));
  if (code && open) {
    memory.wrongPresses = 0;
    return { opened: true, slot: code.slot };
  }
  memory.wrongPresses += 1;
  if (memory.wrongPresses >= WRONG_PRESSES) Object.assign(memory, { wrongPresses: 0, lockedOutUntil: now + LOCK_OUT_MS });
  return { opened: false, why: code ? 'outside its windows' : 'wrong code' };
}

const digestOf = (memory: TwinMemory, digits: string): string => createHmac('sha256', memory.secret).update(digits).digest('base64url');
