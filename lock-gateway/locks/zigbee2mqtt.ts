import type { LockConfig, ZigbeeLock } from '../lock-settings.ts';
import { DriverFault, type Condition, type KnownCode, type LockDriver, type LockFamily, type Notice, type ShownCode, type SlotLook } from './driver.ts';
import { afterClearing, ask, openEar, unanswered, type Ear } from './ear.ts';
import { silentRefusals, type SilentRefusals } from './silent-refusals.ts';
import { isOnline, zigbeeState, zigbeeTrouble, type ZigbeeState, type ZigbeeTrouble } from './zigbee-dialect.ts';

/** A lock on batteries speaks at least so often. */
const SEEN_MS = 25 * 3_600_000;
const REVIEW_MS = 60_000;
/** How long an answer about a slot may serve the step that follows it. */
const RECENT_MS = 10_000;
const TRIES = 3;

interface Lock {
  config: ZigbeeLock;
  ear: Ear<ZigbeeState>;
  condition: Condition;
  notify: (notice: Notice) => void;
  /** What the lock itself last said of a slot, and when. */
  heard: Map<number, { status: string; at: number }>;
  /** Slots in which we put a code, or were putting one. */
  ours: Set<number>;
  foreign: Set<number>;
  lastSeen: string | undefined;
  availability: 'online' | 'offline' | undefined;
  /** What the bridge's log said of the request in hand. */
  inHand: { slot: number; trouble: ZigbeeTrouble | undefined } | undefined;
  refusals: SilentRefusals;
  tampered: boolean;
}

type Send = (leaf: 'set' | 'get', message: object) => Promise<void>;

/**
 * Locks behind Zigbee2MQTT: slots without windows. Nothing acknowledges a code, and the state is told whole from a cache, so only a state that
 * the lock itself just caused counts.
 */
export function zigbeeLocks(): LockFamily {
  const locks = new Map<string, Lock>();
  const bridges = new Map<string, boolean>();
  const review = (lock: Lock): void => setOnline(lock, isReachable(lock, bridges.get(lock.config.base) === true));
  setInterval(() => locks.forEach(review), REVIEW_MS).unref();
  return {
    filters: () => {
      const bases = new Set([...locks.values()].map(({ config }) => config.base));
      return [
        ...[...bases].flatMap((base) => [`${base}/bridge/state`, `${base}/bridge/logging`]), ...[...locks.keys()].flatMap((topic) => [topic, `${topic}/availability`]),
      ];
    },
    onMessage: (topic, payload, age) => {
      const own = locks.get(topic);
      if (own) hearState(own, zigbeeState(payload), age);
      for (const lock of locks.values()) {
        const { base, address } = lock.config;
        if (topic === `${base}/bridge/state`) bridges.set(base, isOnline(payload));
        if (topic === `${base}/${address}/availability`) lock.availability = isOnline(payload) ? 'online' : 'offline';
        if (topic === `${base}/bridge/logging` && age === 'fresh' && lock.inHand) lock.inHand.trouble ??= zigbeeTrouble(payload, address, lock.inHand.slot);
        review(lock);
      }
    },
    onDown: () => {
      bridges.clear();
      locks.forEach(review);
    },
    driver: (config, line, notify) => {
      const lock = newLock(config, notify);
      const topic = `${lock.config.base}/${lock.config.address}`;
      locks.set(topic, lock);
      return driverOf(lock, (leaf, message) => line().publish(`${topic}/${leaf}`, message));
    },
  };
}

function newLock(config: LockConfig, notify: Lock['notify']): Lock {
  if (config.driver !== 'zigbee2mqtt') throw new Error('a lock of another make');
  const capabilities = { slots: config.slots.last - config.slots.first + 1, windows: false, clock: false, battery: true };
  return {
    config, ear: openEar(), notify, heard: new Map(), ours: new Set(), foreign: new Set(), lastSeen: undefined, availability: undefined, inHand: undefined,
    refusals: silentRefusals(), tampered: false, condition: { online: false, lastSeenAt: null, capabilities, battery: null, skewSeconds: null },
  };
}

/** A lock that was never heard of is tried when its bridge is there: it may simply have had nothing to say. */
function isReachable({ availability, condition: { lastSeenAt } }: Lock, bridge: boolean): boolean {
  if (!bridge || availability === 'offline') return false;
  return availability === 'online' || lastSeenAt === null || Date.now() - lastSeenAt < SEEN_MS;
}

function setOnline(lock: Lock, online: boolean): void {
  if (lock.condition.online === online) return;
  lock.condition.online = online;
  if (!online) lock.ear.close();
  lock.notify({ type: online ? 'online' : 'offline', at: Date.now() });
}

function hearState(lock: Lock, said: ZigbeeState, age: 'fresh' | 'kept'): void {
  if (said.battery !== undefined) lock.condition.battery = said.battery;
  if (said.exposesPins) lock.condition.unfit = EXPOSED;
  else if (said.users.size > 0) delete lock.condition.unfit;
  const fromLock = age === 'fresh' && (said.lastSeen === undefined || said.lastSeen !== lock.lastSeen);
  lock.lastSeen = said.lastSeen ?? lock.lastSeen;
  if (!fromLock) {
    const seen = said.lastSeen === undefined ? Number.NaN : Date.parse(said.lastSeen) || Number(said.lastSeen);
    if (!Number.isNaN(seen) && lock.condition.lastSeenAt === null) lock.condition.lastSeenAt = Math.min(seen, Date.now());
    return;
  }
  lock.condition.lastSeenAt = Date.now();
  lock.ear.hear(said);
  tellHappenings(lock, said);
}

const EXPOSED = 'Zigbee2MQTT shows codes in clear: set expose_pin to false for this lock, and change the codes that were shown';

function tellHappenings(lock: Lock, { action = '', actionUser, actionSource, tamper }: ZigbeeState): void {
  const at = Date.now();
  if (tamper && !lock.tampered) lock.notify({ type: 'tamper', at });
  lock.tampered = tamper;
  if (action === 'unlock' && actionSource === 'keypad') lock.notify({ type: 'entry', slot: actionUser, at });
  if (action.startsWith('unlock_failure')) lock.notify({ type: 'refused', at });
  if (action.startsWith('pin_code_') && actionSource === 'keypad') lock.notify({ type: 'changed', at });
}

function driverOf(lock: Lock, send: Send): LockDriver {
  const { ear, config, condition, ours, foreign } = lock;
  return {
    condition: () => ({ ...condition }),
    lookAt: (slot) => lookAt(lock, send, slot),
    write: async ({ slot, ref, rev, pin }) => {
      if (foreign.has(slot) || (!ours.has(slot) && (await statusOf(lock, send, slot)) !== 'available')) {
        foreign.add(slot);
        throw new DriverFault('device_busy', 'later', 'none');
      }
      // Only a slot that was empty shows by being taken that the new digits are in it.
      const cleared = await empty(lock, send, slot);
      ours.add(slot);
      try {
        await setCode(lock, send, slot, pin, () => lock.refusals.refused(ref, rev));
      } catch (error) {
        throw cleared === 'cleared' ? afterClearing(error) : error;
      }
      lock.refusals.applied();
      return 'read_back';
    },
    clear: async (slot) => {
      await empty(lock, send, slot);
      ours.delete(slot);
      return 'read_back';
    },
    read: async (known) => ({ codes: await readSlots(lock, send, known) }),
    unlock: async () => {
      requireOnline(lock);
      await ask(ear.expect(config.answerMs, ({ state }) => (state === 'UNLOCK' ? state : undefined)), send('set', { state: 'UNLOCK' }));
      return 'device_ack';
    },
  };
}

function requireOnline({ condition }: Lock): void {
  if (!condition.online) throw new DriverFault('device_offline', 'later', 'none');
}

/** Asks the lock about one slot; `wanted` is believed at once, anything else only when nothing newer follows soon. */
async function statusOf(lock: Lock, send: Send, slot: number, wanted?: string): Promise<string> {
  requireOnline(lock);
  const { ear, config, heard } = lock;
  const find = ({ users }: ZigbeeState): string | undefined => users.get(slot);
  let status = await ask(ear.expect(config.answerMs, find), send('get', { pin_code: { user: slot } }));
  if (status !== wanted && config.settleMs > 0) {
    const newer = (said: ZigbeeState): string | undefined => (find(said) === status ? undefined : find(said));
    status = await ear.expect(config.settleMs, newer).catch(() => status);
  }
  heard.set(slot, { status, at: Date.now() });
  return status;
}

/** As the lock said a moment ago, or says now. */
async function recentStatus(lock: Lock, send: Send, slot: number): Promise<string> {
  const known = lock.heard.get(slot);
  return known && Date.now() - known.at < RECENT_MS ? known.status : statusOf(lock, send, slot);
}

/** Sets a slot and asks until the lock shows it, a few times: the bridge may ask before it has finished setting. */
async function change(lock: Lock, send: Send, slot: number, request: object, wanted: string): Promise<{ shown: string; trouble: ZigbeeTrouble | undefined }> {
  const inHand: NonNullable<Lock['inHand']> = { slot, trouble: undefined };
  lock.inHand = inHand;
  lock.heard.delete(slot);
  try {
    await send('set', { pin_code: request }).catch(() => Promise.reject(unanswered()));
    let shown = '';
    for (let tries = 0; tries < TRIES && shown !== wanted; tries += 1) shown = await statusOf(lock, send, slot, wanted);
    return { shown, trouble: inHand.trouble };
  } finally {
    lock.inHand = undefined;
  }
}

/** @param silent what to make of a code that was taken and is not there */
async function setCode(lock: Lock, send: Send, slot: number, pin: string, silent: () => DriverFault): Promise<void> {
  const request = { user: slot, user_type: 'unrestricted', user_enabled: true, pin_code: pin };
  const { shown, trouble } = await change(lock, send, slot, request, 'enabled');
  // The log may tell of a failure that was none: what the lock shows is stronger.
  if (shown === 'enabled') return;
  if (trouble === 'duplicate') throw new DriverFault('duplicate_code', 'new_pin', 'none');
  if (trouble === 'beyond') throw new DriverFault('no_space', 'later', 'none');
  throw silent();
}

/** @throws DriverFault when the lock goes on showing a code there */
async function empty(lock: Lock, send: Send, slot: number): Promise<'was empty' | 'cleared'> {
  if ((await recentStatus(lock, send, slot)) === 'available') return 'was empty';
  const { shown } = await change(lock, send, slot, { user: slot, pin_code: null }, 'available');
  if (shown !== 'available') throw unanswered();
  return 'cleared';
}

/** A slot about which a lock says nothing while it answers otherwise is beyond those that it has. */
async function lookAt(lock: Lock, send: Send, slot: number): Promise<SlotLook> {
  try {
    const status = await statusOf(lock, send, slot);
    lock.foreign[status === 'available' ? 'delete' : 'add'](slot);
    return status === 'available' ? 'free' : 'foreign';
  } catch (error) {
    requireOnline(lock);
    const alive = await ask(lock.ear.expect(lock.config.answerMs, () => 'alive' as const), send('get', { state: '' })).catch(() => undefined);
    if (!alive) throw error;
    return 'absent';
  }
}

/** Ours and those of others that we met: never all of them, which would drain the lock's battery. */
async function readSlots(lock: Lock, send: Send, known: readonly KnownCode[]): Promise<ShownCode[]> {
  const bySlot = new Map(known.map((code) => [code.slot, code]));
  const shown: ShownCode[] = [];
  for (const slot of new Set([...bySlot.keys(), ...lock.foreign])) {
    const status = await statusOf(lock, send, slot);
    const code = bySlot.get(slot);
    // A code of ours that somebody disabled opens nothing, and its slot is no longer ours to use.
    const owned = code !== undefined && status === 'enabled';
    lock.ours[owned ? 'add' : 'delete'](slot);
    lock.foreign[owned || status === 'available' ? 'delete' : 'add'](slot);
    if (status !== 'available') shown.push({ slot, owned, ref: code?.ref ?? '', rev: code?.rev ?? 0, windows: owned ? [...code.windows] : [] });
  }
  return shown;
}
