import type { NativeError, NativeEvent } from '../../lock-gateway/locks/native-dialect.ts';
import { openRadio, type Radio } from './radio.ts';
import type { Trick } from './tricks.ts';
import { BY_HAND, clearSlot, clockOf, press, put, remove, setSlot, type Press, type PutRequest, type SlotRequest, type TwinKind, type TwinMemory, type WallWindow } from './twin.ts';

export interface TwinOptions extends TwinKind {
  id: string;
  gateway: string;
  name: string;
  /** The dialect that it speaks on the building's broker; native unless said otherwise. */
  face?: FaceOptions;
}

export type FaceOptions =
  | { make: 'native' }
  | { make: 'zigbee2mqtt'; base?: string }
  | { make: 'zwave-js-ui'; prefix?: string; name: string; node: number; timeZone?: string }
  | { make: 'nuki_hub'; path: string; timeZone?: string };

/** A twin that hangs on a door: real time, a keypad that remembers what was typed, and listeners. */
export interface LiveTwin {
  readonly options: TwinOptions;
  readonly memory: Readonly<TwinMemory>;
  door(): 'open' | 'closed';
  readonly radio: Radio;
  /** How it misbehaves, until told otherwise. */
  tricks(): ReadonlySet<Trick>;
  setTricks(tricks: readonly Trick[]): void;
  /** How many digits stand on the keypad; they vanish after ten seconds. */
  typed(): number;
  type(key: string): Press | undefined;
  press(digits: string): Press;
  lastPress(): { opened: boolean; at: Date } | undefined;
  put(request: PutRequest): Promise<NativeError | undefined>;
  remove(slot: number, ref: string): Promise<void>;
  /** What a bridge has the lock do, slot by slot. */
  setSlot(request: Omit<SlotRequest, 'owner'>): Promise<NativeError | undefined>;
  clearSlot(slot: number): Promise<void>;
  /** Gives the code in a slot a window on the lock's own clock. */
  setWall(slot: number, wall: WallWindow): Promise<void>;
  /** Somebody at the lock itself sets a code in a slot, or clears it. */
  setByHand(slot: number, digits: string): Promise<NativeError | undefined>;
  clearByHand(slot: number): Promise<void>;
  tamper(): void;
  unlock(): void;
  setSkew(seconds: number): Promise<void>;
  setBattery(percent: number): Promise<void>;
  setOffline(offline: 'offline' | 'online'): Promise<void>;
  /** What the lock says by itself. */
  onEvent(hear: (event: NativeEvent) => void): void;
  onSwitch(hear: () => void): void;
  onHand(hear: (slot: number, what: 'set' | 'cleared') => void): void;
  stop(): void;
}

const TYPED_MS = 10_000;
const DOOR_MS = 5_000;
const MAX_DIGITS = 12;

/** @param save answers when the memory would survive a power cut */
export function liveTwin(options: TwinOptions, memory: TwinMemory, save: () => Promise<void>): LiveTwin {
  const hearers: ((event: NativeEvent) => void)[] = [];
  const switchHearers: (() => void)[] = [];
  const handHearers: ((slot: number, what: 'set' | 'cleared') => void)[] = [];
  const radio = openRadio();
  let tricks: ReadonlySet<Trick> = new Set();
  let typed = '';
  let typedAt = 0;
  let door: 'open' | 'closed' = 'closed';
  let closing: NodeJS.Timeout | undefined;
  let last: { opened: boolean; at: Date } | undefined;

  const at = (): string => new Date(clockOf(memory, Date.now())).toISOString();
  const say = (event: NativeEvent): void => hearers.forEach((hear) => hear(event));
  const setDoor = (now: 'open' | 'closed'): void => {
    if (door === now) return;
    door = now;
    say({ type: 'door', open: now === 'open', at: at() });
  };
  const openDoor = (): void => {
    setDoor('open');
    clearTimeout(closing);
    closing = setTimeout(() => setDoor('closed'), DOOR_MS);
  };
  const set = async (change: Partial<TwinMemory>): Promise<void> => {
    Object.assign(memory, change);
    await save();
    for (const hear of switchHearers) hear();
  };

  const twin: LiveTwin = {
    options,
    memory,
    door: () => door,
    radio,
    tricks: () => tricks,
    setTricks: (list) => {
      tricks = new Set(list);
    },
    typed: () => (Date.now() - typedAt > TYPED_MS ? 0 : typed.length),
    lastPress: () => last,
    type: (key) => {
      if (Date.now() - typedAt > TYPED_MS) typed = '';
      typedAt = Date.now();
      if (/^[0-9]$/.test(key)) typed = (typed + key).slice(-MAX_DIGITS);
      if (key === 'clear') typed = '';
      if (key !== 'enter' || typed === '') return undefined;
      const digits = typed;
      typed = '';
      return twin.press(digits);
    },
    press: (digits) => {
      const outcome = press(options, memory, digits, Date.now());
      last = { opened: outcome.opened, at: new Date() };
      if (outcome.opened) say({ type: 'entry', slot: outcome.slot, at: at() });
      else say({ type: memory.lockedOutUntil > Date.now() ? 'lockout' : 'refused', at: at() });
      if (outcome.opened) openDoor();
      void save();
      return outcome;
    },
    put: async (request) => {
      const refusal = put(options, memory, request);
      if (!refusal) await save();
      return refusal;
    },
    remove: async (slot, ref) => {
      remove(memory, slot, ref);
      await save();
    },
    setSlot: async (request) => {
      const refusal = setSlot(options, memory, { ...request, owner: options.gateway });
      if (!refusal) await save();
      return refusal;
    },
    clearSlot: async (slot) => {
      clearSlot(memory, slot);
      await save();
    },
    setWall: async (slot, wall) => {
      memory.codes = memory.codes.map((code) => (code.slot === slot ? { ...code, wall } : code));
      await save();
    },
    setByHand: async (slot, pin) => {
      const refusal = setSlot(options, memory, { slot, pin, owner: BY_HAND, name: `hand-${slot}` });
      if (refusal) return refusal;
      await save();
      for (const hear of handHearers) hear(slot, 'set');
      return undefined;
    },
    clearByHand: async (slot) => {
      clearSlot(memory, slot);
      await save();
      for (const hear of handHearers) hear(slot, 'cleared');
    },
    tamper: () => say({ type: 'tamper', at: at() }),
    unlock: openDoor,
    setSkew: (skewSeconds) => set({ skewSeconds }),
    setBattery: async (battery) => {
      await set({ battery });
      say({ type: 'battery', battery, at: at() });
    },
    setOffline: (state) => set({ offline: state === 'offline' }),
    onEvent: (hear) => void hearers.push(hear),
    onSwitch: (hear) => void switchHearers.push(hear),
    onHand: (hear) => void handHearers.push(hear),
    stop: () => {
      clearTimeout(closing);
      radio.wake();
    },
  };
  return twin;
}
