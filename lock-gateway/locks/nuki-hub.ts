import { DriverFault, type LockDriver, type LockFamily } from './driver.ts';
import { ask } from './ear.ts';
import { proveClock } from './nuki-clock.ts';
import { shownCodes, writeCode } from './nuki-codes.ts';
import { keypadList, keypadUse } from './nuki-dialect.ts';
import { conditionOf, listNow, newHubLock, removeEntry, requireOnline, type HubLock } from './nuki-lock.ts';

/** What a Nuki keypad takes. */
const PIN = /^(?!12)[1-9]{6}$/;

/**
 * Locks behind nuki_hub. The lock keeps one window of a code; an answer carries nothing that says what it answers, so there is one command at a
 * time, and what counts is the list some seconds after it, in which our codes are found by their names.
 */
export function nukiLocks(): LockFamily {
  const locks = new Map<string, HubLock>();
  return {
    filters: () => [...locks.keys()].flatMap((path) => [
      `${path}/maintenance/mqttConnectionState`, `${path}/lock/state`, `${path}/lock/rollingLog`, `${path}/lock/doorSensorState`, `${path}/lock/battery/level`, `${path}/battery/level`,
      `${path}/lock/keypad/json`, `${path}/lock/keypad/commandResultJson`, `${path}/lock/query/keypadJsonCommandResult`,
    ]),
    onMessage: (topic, payload, age) => {
      for (const [path, lock] of locks) if (topic.startsWith(`${path}/`)) hear(lock, topic.slice(path.length + 1), payload, age);
    },
    onDown: () => locks.forEach((lock) => setOnline(lock, false)),
    driver: (config, line, notify) => {
      const lock = newHubLock(config, notify, (leaf, message) => line().publish(`${config.address}/${leaf}`, message));
      locks.set(config.address, lock);
      return driverOf(lock);
    },
  };
}

function hear(lock: HubLock, leaf: string, payload: Buffer, age: 'fresh' | 'kept'): void {
  if (leaf === 'maintenance/mqttConnectionState') return setOnline(lock, payload.toString('utf8') === 'online');
  const text = payload.toString('utf8');
  if (leaf.endsWith('battery/level')) {
    const level = Number(text);
    if (text !== '' && level >= 0 && level <= 100) lock.condition.battery = level;
    lock.notify({ type: 'condition', at: Date.now() });
  }
  if (age === 'kept') return;
  lock.condition.lastSeenAt = Date.now();
  if (leaf === 'lock/keypad/json') lock.ear.hear({ list: keypadList(payload, lock.config.entries) });
  if (leaf === 'lock/keypad/commandResultJson' || leaf === 'lock/query/keypadJsonCommandResult') lock.ear.hear({ result: text });
  if (leaf === 'lock/state') lock.ear.hear({ state: text });
  if (leaf === 'lock/rollingLog') hearUse(lock, payload);
  if (leaf === 'lock/doorSensorState') hearDoor(lock, text);
}

/** The hub tells the last entry of the log again with each new one. */
function hearUse(lock: HubLock, payload: Buffer): void {
  const use = keypadUse(payload);
  if (!use || (use.index !== -1 && use.index === lock.lastUse)) return;
  lock.lastUse = use.index;
  const at = Date.now();
  lock.notify(use.type === 'entry' ? { type: 'entry', slot: use.slot, at } : { type: 'refused', at });
}

function hearDoor({ notify }: HubLock, state: string): void {
  const at = Date.now();
  if (state === 'tampered') notify({ type: 'tamper', at });
  if (state === 'doorOpened' || state === 'doorClosed') notify({ type: 'door', open: state === 'doorOpened', at });
}

function setOnline(lock: HubLock, online: boolean): void {
  if (lock.condition.online === online) return;
  lock.condition.online = online;
  // A hub that was set up anew has been away.
  if (online) lock.unfit = {};
  else lock.ear.close();
  lock.notify({ type: online ? 'online' : 'offline', at: Date.now() });
}

function driverOf(lock: HubLock): LockDriver {
  const { ear, config } = lock;
  return {
    condition: () => conditionOf(lock),
    oneWindow: true,
    slotOf: (ref) => lock.places.get(ref),
    write: async (code) => {
      if (!PIN.test(code.pin)) throw new DriverFault('invalid_code', 'new_pin', 'none');
      await writeCode(lock, code);
      return 'read_back';
    },
    clear: async (slot, ref) => {
      await removeEntry(lock, (await listNow(lock)).entries.find(({ codeId }) => codeId === (lock.places.get(ref) ?? slot)));
      lock.places.delete(ref);
      return 'read_back';
    },
    read: async (known) => {
      const list = await listNow(lock);
      const reading = { codes: shownCodes(lock, list, known) };
      await proveClock(lock, list);
      return reading;
    },
    unlock: async () => {
      requireOnline(lock);
      const opened = ear.expect(config.answerMs, (said) => ('state' in said && /^unl(ocked|atched)/.test(said.state) ? said : undefined));
      await ask(opened, lock.publish('lock/action', 'unlock'));
      return 'device_ack';
    },
  };
}
