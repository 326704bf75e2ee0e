import type { LockConfig, ZigbeeLock } from '../lock-settings.ts';
import type { Condition, Notice } from './driver.ts';
import { openEar, type Ear } from './ear.ts';
import { silentRefusals, type SilentRefusals } from './silent-refusals.ts';
import type { ZigbeeState, ZigbeeTrouble } from './zigbee-dialect.ts';

/** A lock on batteries speaks at least so often. */
const SEEN_MS = 25 * 3_600_000;

/** A lock behind Zigbee2MQTT, and what is known of it. */
export interface ZigbeeOne {
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
  /** What keeps it from getting codes: the bridge shows digits, or does not say when it last heard the lock. */
  unfit: { exposed: boolean; untimed: boolean };
  /** A state of this lock was heard, and its answers can be told from what the bridge repeats. */
  proved: boolean;
}

export function newZigbeeLock(config: LockConfig, notify: ZigbeeOne['notify']): ZigbeeOne {
  if (config.driver !== 'zigbee2mqtt') throw new Error('a lock of another make');
  const capabilities = { slots: config.slots.last - config.slots.first + 1, windows: false, clock: false, battery: true };
  return {
    config, ear: openEar(), notify, heard: new Map(), ours: new Set(), foreign: new Set(), lastSeen: undefined, availability: undefined, inHand: undefined,
    refusals: silentRefusals(), tampered: false, unfit: { exposed: false, untimed: false }, proved: false,
    condition: { online: false, lastSeenAt: null, capabilities, battery: null, skewSeconds: null },
  };
}

/** A lock that was never heard of is tried when its bridge is there: it may simply have had nothing to say. */
export function isReachable({ availability, condition: { lastSeenAt } }: ZigbeeOne, bridge: boolean): boolean {
  if (!bridge || availability === 'offline') return false;
  return availability === 'online' || lastSeenAt === null || Date.now() - lastSeenAt < SEEN_MS;
}

export function setOnline(lock: ZigbeeOne, online: boolean): void {
  if (lock.condition.online === online) return;
  lock.condition.online = online;
  if (online) lock.proved = false;
  else lock.ear.close();
  lock.notify({ type: online ? 'online' : 'offline', at: Date.now() });
}

export function hearState(lock: ZigbeeOne, said: ZigbeeState, age: 'fresh' | 'kept'): void {
  const before = JSON.stringify([lock.condition.battery, lock.unfit]);
  if (said.battery !== undefined) lock.condition.battery = said.battery;
  if (said.exposesPins || said.users.size > 0) lock.unfit.exposed = said.exposesPins;
  if (age === 'fresh') Object.assign(lock, { proved: said.lastSeen !== undefined, unfit: { ...lock.unfit, untimed: said.lastSeen === undefined } });
  if (JSON.stringify([lock.condition.battery, lock.unfit]) !== before) lock.notify({ type: 'condition', at: Date.now() });
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
/** Without it a state that somebody else caused would pass for an answer. */
const UNTIMED = 'Zigbee2MQTT does not say when it last heard this lock: set advanced.last_seen to ISO_8601';

export function conditionOf({ condition, unfit }: ZigbeeOne): Condition {
  const why = unfit.exposed ? EXPOSED : unfit.untimed ? UNTIMED : undefined;
  return { ...condition, ...(why === undefined ? {} : { unfit: why }) };
}

function tellHappenings(lock: ZigbeeOne, { action = '', actionUser, actionSource, tamper }: ZigbeeState): void {
  const at = Date.now();
  if (tamper && !lock.tampered) lock.notify({ type: 'tamper', at });
  lock.tampered = tamper;
  if (action === 'unlock' && actionSource === 'keypad') lock.notify({ type: 'entry', slot: actionUser, at });
  if (action.startsWith('unlock_failure')) lock.notify({ type: 'refused', at });
  if (action.startsWith('pin_code_') && actionSource === 'keypad') lock.notify({ type: 'changed', at });
}

