import { randomUUID } from 'node:crypto';
import type { LockConfig, ZwaveLock } from '../lock-settings.ts';
import { DriverFault, type Condition, type Notice } from './driver.ts';
import { ask, objectIn, openEar, unanswered, type Ear } from './ear.ts';
import { silentRefusals, type SilentRefusals } from './silent-refusals.ts';
import { zwaveAnswer, zwaveEvent, type ZwaveAnswer, type ZwaveEvent } from './zwave-dialect.ts';

export const APIS = ['accessControlSetCredential', 'accessControlDeleteCredential', 'sendCommand', 'setSchedule', 'pingNode', 'writeValue'] as const;
export type Api = (typeof APIS)[number];

/** A dead node is asked again so often whether it lives: its coming back may not be told. */
const PING_MS = 60_000;
/** What the lock says of changed codes so soon after a request of ours is about that request. */
const OWN_MS = 10_000;

/** A node behind Z-Wave JS UI, and what is known of it. */
export interface ZwaveOne {
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
  /** It has shown that it takes codes. */
  proved: boolean;
  ping?: NodeJS.Timeout;
}

export const gatewayTopic = ({ prefix, name }: ZwaveLock, kind: '_CLIENTS' | '_EVENTS'): string => `${prefix}/${kind}/ZWAVE_GATEWAY-${name}`;

export function newZwaveLock(config: LockConfig, notify: ZwaveOne['notify'], publish: (topic: string, message: object) => Promise<void>): ZwaveOne {
  if (config.driver !== 'zwave-js-ui') throw new Error('a lock of another make');
  const capabilities = { slots: config.slots.last - config.slots.first + 1, windows: config.schedules, clock: config.schedules, battery: true };
  const ear = openEar<ZwaveAnswer>();
  const lock: ZwaveOne = {
    config, ear, notify, bridge: false, alive: true, ours: new Set(), foreign: new Set(), scheduled: new Map(), requestAt: 0, duplicate: false, refusals: silentRefusals(), proved: false,
    condition: { online: false, lastSeenAt: null, capabilities, battery: null, skewSeconds: null },
    call: async (api, args) => {
      const cid = randomUUID();
      const answer = ear.expect(config.answerMs, (said) => (said.cid === cid ? said : undefined));
      const { success, message, result } = await ask(answer, publish(`${gatewayTopic(config, '_CLIENTS')}/api/${api}/set`, { args, cid }));
      if (success) return result;
      if (/\bdead\b/i.test(message)) setReach(lock, { alive: false });
      if (/\bnot support/i.test(message)) throw new DriverFault('not_supported', 'later', 'none');
      throw unanswered();
    },
  };
  return lock;
}

export function hear(lock: ZwaveOne, topic: string, payload: Buffer, age: 'fresh' | 'kept'): void {
  const clients = gatewayTopic(lock.config, '_CLIENTS');
  const events = `${gatewayTopic(lock.config, '_EVENTS')}/node/`;
  if (topic === `${clients}/status`) setReach(lock, { bridge: objectIn(payload)['value'] === true });
  if (age === 'kept') return;
  if (topic.startsWith(`${clients}/api/`)) lock.ear.hear(zwaveAnswer(payload));
  if (!topic.startsWith(events)) return;
  const heard = zwaveEvent(topic.slice(events.length), payload);
  if (heard?.node === lock.config.node) hearEvent(lock, heard.event);
}

function hearEvent(lock: ZwaveOne, event: ZwaveEvent): void {
  const at = Date.now();
  if (event.type === 'dead') return setReach(lock, { alive: false });
  lock.condition.lastSeenAt = at;
  setReach(lock, { alive: true });
  if (event.type === 'battery') {
    lock.condition.battery = event.level > 100 ? 0 : event.level;
    lock.notify({ type: 'condition', at });
  }
  if (event.type === 'duplicate') lock.duplicate = true;
  if (event.type === 'door') lock.notify({ type: 'door', open: event.open, at });
  if (event.type === 'entry') lock.notify({ type: 'entry', slot: event.slot, at });
  if (event.type === 'refused' || event.type === 'lockout' || event.type === 'tamper') lock.notify({ type: event.type, at });
  if (event.type === 'changed' && at - lock.requestAt > OWN_MS) lock.notify({ type: 'changed', at });
}

export function setReach(lock: ZwaveOne, reach: Partial<Pick<ZwaveOne, 'bridge' | 'alive'>>): void {
  // A bridge that comes back has asked its nodes.
  Object.assign(lock, reach.bridge === true && !lock.bridge ? { alive: true } : {}, reach);
  const online = lock.bridge && lock.alive;
  clearTimeout(lock.ping);
  if (lock.bridge && !lock.alive) lock.ping = setTimeout(() => void ping(lock), PING_MS).unref();
  if (lock.condition.online === online) return;
  lock.condition.online = online;
  // A node that comes back may have been set up anew.
  if (online) {
    lock.proved = false;
    delete lock.condition.unfit;
  } else lock.ear.close();
  lock.notify({ type: online ? 'online' : 'offline', at: Date.now() });
}

async function ping(lock: ZwaveOne): Promise<void> {
  const alive = await lock.call('pingNode', [lock.config.node]).catch(() => false);
  setReach(lock, { alive: alive === true });
}

