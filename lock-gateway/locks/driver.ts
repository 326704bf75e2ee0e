import type { LockConfig } from '../lock-settings.ts';
import type { Line, OnMessage } from '../line.ts';
import type { AccessWindow, Capabilities, ErrorCode, Evidence, Retry } from '../protocol.ts';

/** A code as it goes to the lock. */
export interface CodeToWrite {
  slot: number;
  ref: string;
  rev: number;
  pin: string;
  windows: readonly AccessWindow[];
}

/** A code that we put on the lock, or were putting there when we last knew. */
export interface KnownCode {
  slot: number;
  ref: string;
  rev: number;
  windows: readonly AccessWindow[];
  /** The end of the window that was written, on a lock that keeps but one. */
  until?: number;
}

/** A taken slot. `owned`: this gateway put it there, by what the lock itself says. */
export interface ShownCode {
  slot: number;
  owned: boolean;
  ref: string;
  rev: number;
  windows: AccessWindow[];
  /** The end of the one window that the lock keeps of it. */
  until?: number;
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
  /** Somebody changed codes at the lock itself. */
  | { type: 'changed' }
  /** What `condition` tells is no longer what it was. */
  | { type: 'condition' }
);

/** `absent`: the lock has no such slot, however well it answers otherwise. */
export type SlotLook = 'free' | 'foreign' | 'absent';

export interface Condition {
  online: boolean;
  lastSeenAt: number | null;
  /** Null until the lock has said what it can do. */
  capabilities: Capabilities | null;
  /** Percent. */
  battery: number | null;
  /** How far the lock's clock is ahead of ours. */
  skewSeconds: number | null;
  /** Why this lock must not be given codes as it is set up, in a sentence for whoever installs it; absent when it may. */
  unfit?: string;
}

/**
 * One lock, whatever its make. The caller sends one request at a time and awaits it; every request ends within the
 * driver's own time-out.
 */
export interface LockDriver {
  /** The lock keeps one window of a code, so it is given the next one only. */
  readonly oneWindow?: boolean;
  condition(): Condition;
  /** Puts the code into the slot, replacing an older revision of it there. @throws DriverFault */
  write(code: CodeToWrite): Promise<Evidence>;
  /** @throws DriverFault; clearing what is not there succeeds */
  clear(slot: number, ref: string): Promise<Evidence>;
  /**
   * What is on the lock. A lock that can only be asked slot by slot is asked about the known ones: to walk all of them drains its battery.
   * @throws DriverFault
   */
  read(known: readonly KnownCode[]): Promise<LockReading>;
  unlock(): Promise<Evidence>;
  /**
   * Whether a slot of ours may be taken, asked before the intent to write there is on disk: afterwards a code in it counts as ours.
   * Absent where the lock itself refuses a slot that somebody else has. @throws DriverFault
   */
  lookAt?(slot: number): Promise<SlotLook>;
  /** Where the lock put the code, for locks that choose that themselves. */
  slotOf?(ref: string): number | undefined;
}

/** All locks of one make in a building, on one line. */
export interface LockFamily {
  /** What to listen to on the building's broker, once every lock of the family has its driver. */
  filters(): string[];
  onMessage: OnMessage;
  onDown: () => void;
  /** @param line asked for at each use, because the drivers are made before the line */
  driver(lock: LockConfig, line: () => Line, notify: (notice: Notice) => void): LockDriver;
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
