import { randomUUID } from 'node:crypto';
import { wallWindow } from '../lock-clock.ts';
import type { LockConfig, ZwaveLock } from '../lock-settings.ts';
import type { AccessWindow } from '../protocol.ts';
import { DriverFault, type Condition, type KnownCode, type LockDriver, type LockFamily, type Notice, type ShownCode } from './driver.ts';
import { afterClearing, ask, objectIn, objectOf, openEar, unanswered, type Ear } from './ear.ts';
import { silentRefusals, type SilentRefusals } from './silent-refusals.ts';
import { zwaveAnswer, zwaveEvent, type ZwaveAnswer, type ZwaveEvent } from './zwave-dialect.ts';

const APIS = ['accessControlSetCredential', 'accessControlDeleteCredential', 'sendCommand', 'setSchedule', 'pingNode', 'writeValue'] as const;
type Api = (typeof APIS)[number];

const USER_CODE_CLASS = 99;
const DOOR_LOCK_CLASS = 98;
const PIN = 1;
/** A dead node is asked again so often whether it lives: its coming back may not be told. */
const PING_MS = 60_000;
/** What the lock says of changed codes so soon after a request of ours is about that request. */
const OWN_MS = 10_000;

interface Lock {
  config: ZwaveLock;
  ear: Ear<ZwaveAnswer>;
  condition: Condition;
  notify: (notice: Notice) => void;
  call: (api: Api, args: unknown[]) => Promise<unknown>;
  bridge: boolean;
  alive: boolean;
  ours: Set<number>;
  foreign: Set<number>;
  /** Which window this process has seen the lock accept for a slot. */
  scheduled: Map<number, string>;
  requestAt: number;
  duplicate: boolean;
  refusals: SilentRefusals;
  ping?: NodeJS.Timeout;
}

/** Locks behind Z-Wave JS UI, asked through its MQTT API. Its answers say what the controller made of a request; what counts is what the lock shows. */
export function zwaveLocks(): LockFamily {
  const locks: Lock[] = [];
  return {
    filters: () => [...new Set(locks.flatMap(({ config }) => [
      `${gatewayTopic(config, '_CLIENTS')}/status`, `${gatewayTopic(config, '_EVENTS')}/node/+`, ...APIS.map((api) => `${gatewayTopic(config, '_CLIENTS')}/api/${api}`),
    ]))],
    onMessage: (topic, payload, age) => {
      for (const lock of locks) hear(lock, topic, payload, age);
    },
    onDown: () => {
      for (const lock of locks) setReach(lock, { bridge: false });
    },
    driver: (config, line, notify) => {
      const lock = newLock(config, notify, (topic, message) => line().publish(topic, message));
      locks.push(lock);
      return driverOf(lock);
    },
  };
}

const gatewayTopic = ({ prefix, name }: ZwaveLock, kind: '_CLIENTS' | '_EVENTS'): string => `${prefix}/${kind}/ZWAVE_GATEWAY-${name}`;

function newLock(config: LockConfig, notify: Lock['notify'], publish: (topic: string, message: object) => Promise<void>): Lock {
  if (config.driver !== 'zwave-js-ui') throw new Error('a lock of another make');
  const capabilities = { slots: config.slots.last - config.slots.first + 1, windows: config.schedules, clock: config.schedules, battery: true };
  const ear = openEar<ZwaveAnswer>();
  const lock: Lock = {
    config, ear, notify, bridge: false, alive: true, ours: new Set(), foreign: new Set(), scheduled: new Map(), requestAt: 0, duplicate: false, refusals: silentRefusals(),
    condition: { online: false, lastSeenAt: null, capabilities, battery: null, skewSeconds: null },
    call: async (api, args) => {
      const cid = randomUUID();
      const answer = ear.expect(config.answerMs, (said) => (said.cid === cid ? said : undefined));
      const { success, message, result } = await ask(answer, publish(`${gatewayTopic(config, '_CLIENTS')}/api/${api}/set`, { args, cid }));
      if (success) return result;
      if (/\bdead\b/i.test(message)) setReach(lock, { alive: false });
      throw unanswered();
    },
  };
  return lock;
}

function hear(lock: Lock, topic: string, payload: Buffer, age: 'fresh' | 'kept'): void {
  const clients = gatewayTopic(lock.config, '_CLIENTS');
  const events = `${gatewayTopic(lock.config, '_EVENTS')}/node/`;
  if (topic === `${clients}/status`) setReach(lock, { bridge: objectIn(payload)['value'] === true });
  if (age === 'kept') return;
  if (topic.startsWith(`${clients}/api/`)) lock.ear.hear(zwaveAnswer(payload));
  if (!topic.startsWith(events)) return;
  const heard = zwaveEvent(topic.slice(events.length), payload);
  if (heard?.node === lock.config.node) hearEvent(lock, heard.event);
}

function hearEvent(lock: Lock, event: ZwaveEvent): void {
  const at = Date.now();
  if (event.type === 'dead') return setReach(lock, { alive: false });
  lock.condition.lastSeenAt = at;
  setReach(lock, { alive: true });
  if (event.type === 'battery') lock.condition.battery = event.level > 100 ? 0 : event.level;
  if (event.type === 'duplicate') lock.duplicate = true;
  if (event.type === 'entry') lock.notify({ type: 'entry', slot: event.slot, at });
  if (event.type === 'refused' || event.type === 'lockout' || event.type === 'tamper') lock.notify({ type: event.type, at });
  if (event.type === 'changed' && at - lock.requestAt > OWN_MS) lock.notify({ type: 'changed', at });
}

function setReach(lock: Lock, reach: Partial<Pick<Lock, 'bridge' | 'alive'>>): void {
  // A bridge that comes back has asked its nodes.
  Object.assign(lock, reach.bridge === true && !lock.bridge ? { alive: true } : {}, reach);
  const online = lock.bridge && lock.alive;
  clearTimeout(lock.ping);
  if (lock.bridge && !lock.alive) lock.ping = setTimeout(() => void ping(lock), PING_MS).unref();
  if (lock.condition.online === online) return;
  lock.condition.online = online;
  if (!online) lock.ear.close();
  lock.notify({ type: online ? 'online' : 'offline', at: Date.now() });
}

async function ping(lock: Lock): Promise<void> {
  const alive = await lock.call('pingNode', [lock.config.node]).catch(() => false);
  setReach(lock, { alive: alive === true });
}

function driverOf(lock: Lock): LockDriver {
  const { config, condition, ours, foreign } = lock;
  return {
    condition: () => ({ ...condition }),
    oneWindow: config.schedules,
    lookAt: async (slot) => {
      const status = await statusOf(lock, slot);
      foreign[status === 'taken' ? 'add' : 'delete'](slot);
      return status === 'taken' ? 'foreign' : status;
    },
    write: async ({ slot, ref, rev, pin, windows }) => {
      const status = await statusOf(lock, slot);
      if (status === 'absent') throw new DriverFault('no_space', 'later', 'none');
      if (status === 'taken' && !ours.has(slot)) {
        foreign.add(slot);
        throw new DriverFault('device_busy', 'later', 'none');
      }
      const [window] = windows;
      if (config.schedules && window) wallWindow(window, config.timeZone, MINUTE_MS);
      // Only a slot that was empty shows by being taken that the new digits are in it.
      if (status === 'taken') await empty(lock, slot);
      ours.add(slot);
      try {
        await setCode(lock, slot, pin, () => lock.refusals.refused(ref, rev));
        if (config.schedules && window) await schedule(lock, slot, window);
      } catch (error) {
        throw status === 'taken' ? afterClearing(error) : error;
      }
      lock.refusals.applied();
      return 'read_back';
    },
    clear: async (slot) => {
      if ((await statusOf(lock, slot)) === 'taken') await empty(lock, slot);
      ours.delete(slot);
      return 'read_back';
    },
    read: async (known) => ({ codes: await readSlots(lock, known) }),
    unlock: async () => {
      requireOnline(lock);
      await lock.call('writeValue', [{ nodeId: config.node, commandClass: DOOR_LOCK_CLASS, endpoint: 0, property: 'targetMode' }, 0]);
      return 'bridge_ack';
    },
  };
}

function requireOnline({ condition }: Lock): void {
  if (!condition.online) throw new DriverFault('device_offline', 'later', 'none');
}

type SlotStatus = 'free' | 'taken' | 'absent';

/** The code in the answer is masked by most locks, so it is not looked at. 254: the lock has no such slot. */
async function statusOf(lock: Lock, slot: number): Promise<SlotStatus> {
  requireOnline(lock);
  const target = { nodeId: lock.config.node, commandClass: USER_CODE_CLASS, endpoint: 0 };
  const { userIdStatus } = objectOf(await lock.call('sendCommand', [target, 'get', [slot]]));
  if (typeof userIdStatus !== 'number') throw unanswered();
  lock.condition.lastSeenAt = Date.now();
  if (userIdStatus === 0) return 'free';
  return userIdStatus === 254 ? 'absent' : 'taken';
}

/** Numbers or, in some versions, objects around them. */
const codeOf = (result: unknown): number => Number(objectOf(result)['status'] ?? objectOf(result)['result'] ?? result);

const UNCONFIRMED = 255;
const REFUSALS: Readonly<Record<number, DriverFault>> = {
  1: new DriverFault('device_busy', 'later', 'none'),
  3: new DriverFault('duplicate_code', 'new_pin', 'none'),
  4: new DriverFault('invalid_code', 'new_pin', 'none'),
  5: new DriverFault('duplicate_code', 'new_pin', 'none'),
};

/** @param silent what to make of a code that was accepted and is not there */
async function setCode(lock: Lock, slot: number, pin: string, silent: () => DriverFault): Promise<void> {
  Object.assign(lock, { requestAt: Date.now(), duplicate: false });
  const result = codeOf(await lock.call('accessControlSetCredential', [lock.config.node, 0, slot, PIN, slot, pin]));
  lock.requestAt = Date.now();
  const refusal = REFUSALS[result];
  if (refusal) throw refusal;
  if (result !== 0 && result !== UNCONFIRMED) throw unanswered();
  if ((await statusOf(lock, slot)) === 'taken') return;
  if (lock.duplicate) throw new DriverFault('duplicate_code', 'new_pin', 'none');
  throw result === UNCONFIRMED ? unanswered() : silent();
}

/** @throws DriverFault when the lock goes on showing a code there */
async function empty(lock: Lock, slot: number): Promise<void> {
  lock.requestAt = Date.now();
  await lock.call('accessControlDeleteCredential', [lock.config.node, 0, slot, PIN, slot]);
  lock.requestAt = Date.now();
  lock.scheduled.delete(slot);
  if ((await statusOf(lock, slot)) !== 'free') throw unanswered();
}

const MINUTE_MS = 60_000;
const SCHEDULE_OK = 255;

/** A code whose schedule is not accepted would open at any time, so it goes at once. */
async function schedule(lock: Lock, slot: number, window: AccessWindow): Promise<void> {
  const { node, timeZone } = lock.config;
  const { from, until } = wallWindow(window, timeZone, MINUTE_MS);
  const yearly = {
    userId: slot, slotId: 1, startYear: from.year % 100, startMonth: from.month, startDay: from.day, startHour: from.hour, startMinute: from.minute,
    stopYear: until.year % 100, stopMonth: until.month, stopDay: until.day, stopHour: until.hour, stopMinute: until.minute,
  };
  const status = await lock.call('setSchedule', [node, 'yearly', yearly]).then(codeOf, () => undefined);
  if (status === SCHEDULE_OK) return void lock.scheduled.set(slot, window.until);
  await empty(lock, slot);
  throw new DriverFault(status === undefined ? 'timeout' : 'not_supported', 'later', 'none');
}

/** Ours and those of others that we met, slot by slot; a schedule that this process has not seen accepted is set again. */
async function readSlots(lock: Lock, known: readonly KnownCode[]): Promise<ShownCode[]> {
  const bySlot = new Map(known.map((code) => [code.slot, code]));
  const shown: ShownCode[] = [];
  for (const slot of new Set([...bySlot.keys(), ...lock.foreign])) {
    const taken = (await statusOf(lock, slot)) === 'taken';
    const code = bySlot.get(slot);
    lock.ours[taken && code ? 'add' : 'delete'](slot);
    lock.foreign[taken && !code ? 'add' : 'delete'](slot);
    if (!taken) continue;
    const until = code && lock.config.schedules ? await scheduleAgain(lock, code) : undefined;
    if (until === 'gone') continue;
    shown.push({ slot, owned: code !== undefined, ref: code?.ref ?? '', rev: code?.rev ?? 0, windows: code ? [...code.windows] : [], ...(until === undefined ? {} : { until }) });
  }
  return shown;
}

/** After a crash between a code and its schedule the lock shows the one and not the other. */
async function scheduleAgain(lock: Lock, { slot, windows, until }: KnownCode): Promise<number | undefined | 'gone'> {
  const seen = lock.scheduled.get(slot);
  if (seen !== undefined) return Date.parse(seen);
  const window = windows.find((one) => Date.parse(one.until) === until) ?? windows.find((one) => Date.parse(one.until) > Date.now());
  if (!window) return until;
  return schedule(lock, slot, window).then(() => Date.parse(window.until), (error: unknown) => {
    if (error instanceof DriverFault && error.effect === 'none') return 'gone' as const;
    throw error;
  });
}
