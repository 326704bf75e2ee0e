import type { AccessWindow, Capabilities, ErrorCode, Evidence, Retry } from '../protocol.ts';

/** A code as it goes to the lock. */
export interface CodeToWrite {
  slot: number;
  ref: string;
  rev: number;
  pin: string;
  windows: readonly AccessWindow[];
}

/** A taken slot. `owned`: this gateway put it there, by what the lock itself says. */
export interface ShownCode {
  slot: number;
  owned: boolean;
  ref: string;
  rev: number;
  windows: AccessWindow[];
}

export interface LockReading {
  codes: ShownCode[];
}

/** What a lock says by itself, at an instant of our clock; slots instead of codes, because a lock knows no better. */
export type Notice = { at: number } & (
  | { type: 'online' | 'offline' }
  | { type: 'entry'; slot: number | null }
  | { type: 'refused' | 'lockout' | 'tamper' }
  | { type: 'door'; open: boolean }
);

export interface Condition {
  online: boolean;
  lastSeenAt: number | null;
  /** Null until the lock has said what it can do. */
  capabilities: Capabilities | null;
  /** Percent. */
  battery: number | null;
  /** How far the lock's clock is ahead of ours. */
  skewSeconds: number | null;
}

/**
 * One lock, whatever its make. The caller sends one request at a time and awaits it; every request ends within the
 * driver's own time-out.
 */
export interface LockDriver {
  condition(): Condition;
  /** Puts the code into the slot, replacing an older revision of it there. @throws DriverFault */
  write(code: CodeToWrite): Promise<Evidence>;
  /** @throws DriverFault; clearing what is not there succeeds */
  clear(slot: number, ref: string): Promise<Evidence>;
  /** @throws DriverFault */
  read(): Promise<LockReading>;
  unlock(): Promise<Evidence>;
}

/** `effect`: whether the lock may nevertheless have done what was asked. */
export class DriverFault extends Error {
  readonly code: ErrorCode;
  readonly retry: Retry;
  readonly effect: 'none' | 'unknown';

  constructor(code: ErrorCode, retry: Retry, effect: 'none' | 'unknown') {
    super(code);
    this.code = code;
    this.retry = retry;
    this.effect = effect;
  }
}
