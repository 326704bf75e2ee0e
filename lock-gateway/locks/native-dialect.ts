import type { AccessWindow } from '../protocol.ts';

/**
 * What a native lock and its gateway say to each other on the building's own broker, in clear text:
 * `building/{gateway}/{lock}/set|get` to the lock, `…/state|event|online` from it. `online` is retained, with a last will.
 */
export type NativeLeaf = 'set' | 'get' | 'state' | 'event' | 'online';

export const nativeTopic = (gateway: string, lock: string, leaf: NativeLeaf): string => `building/${gateway}/${lock}/${leaf}`;

export type NativeSet =
  | { id: string; op: 'put'; slot: number; ref: string; rev: number; owner: string; pin: string; windows: AccessWindow[] }
  | { id: string; op: 'remove'; slot: number; ref: string }
  | { id: string; op: 'unlock' };

export interface NativeGet {
  id: string;
}

export interface NativeCode {
  slot: number;
  ref: string;
  rev: number;
  owner: string;
  windows: AccessWindow[];
}

/** Answers carry the `id` of what they answer; a `get` is answered with the codes, never their digits. */
export interface NativeState {
  id: string;
  ok: boolean;
  error?: NativeError;
  /** The lock's own clock. */
  at: string;
  battery: number;
  codes?: NativeCode[];
}

export type NativeError = 'occupied' | 'duplicate' | 'full' | 'bad_pin' | 'bad_windows' | 'bad_request';

export type NativeEvent = { at: string } & (
  | { type: 'entry'; slot: number | null }
  | { type: 'refused' | 'lockout' | 'tamper' }
  | { type: 'door'; open: boolean }
  | { type: 'battery'; battery: number }
);

/** `slots` and the rest are told whenever the lock comes online. */
export type NativeOnline = { online: false } | { online: true; at: string; battery: number; slots: number; windows: boolean };
