import { wallText, wallWindow } from '../lock-clock.ts';
import { DriverFault, type CodeToWrite, type KnownCode, type LockDriver, type LockFamily, type ShownCode } from './driver.ts';
import { afterClearing, ask } from './ear.ts';
import { learnClock, proveClock } from './nuki-clock.ts';
import { isOurName, keypadList, keypadUse, nameOf, type KeypadEntry, type KeypadList } from './nuki-dialect.ts';
import { addEntry, conditionOf, listNow, newHubLock, removeEntry, requireOnline, type HubLock } from './nuki-lock.ts';

const SECOND_MS = 1_000;
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
  if (online) Object.assign(lock, { unfit: {}, proved: false });
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

/**
 * A changed code is a new entry beside the old one, which goes when the new one is there: to update an entry would take its window away.
 * Where both have the same digits the keypad refuses the new one, so the old one goes first.
 */
async function writeCode(lock: HubLock, { ref, rev, pin, windows: [window] }: CodeToWrite): Promise<void> {
  if (!window) throw new DriverFault('invalid_window', 'never', 'none');
  const name = nameOf(ref, rev, Date.parse(window.until));
  const wall = wallWindow(window, lock.config.timeZone, SECOND_MS);
  const added = { name, pin, window: { from: wallText(wall.from), until: wallText(wall.until) } };
  const before = await listNow(lock);
  if (before.cut !== undefined) throw new DriverFault('not_supported', 'later', 'none');
  const old = before.entries.find((entry) => entry.codeId === lock.places.get(ref) && entry.name !== name && isOurName(entry.name));
  const same = before.entries.find((entry) => entry.name === name);
  const there = same?.window?.until === added.window.until ? same : undefined;
  if (same && !there) await removeEntry(lock, same);
  const sentAt = Date.now();
  const found = there ?? (await addEntry(lock, added));
  if (found instanceof DriverFault && !old) throw found;
  if (old) await removeEntry(lock, old);
  const entry = found instanceof DriverFault ? await addEntry(lock, added) : found;
  if (entry instanceof DriverFault) throw afterClearing(entry);
  if (!there) await keepClock(lock, entry, sentAt);
  lock.places.set(ref, entry.codeId);
  lock.refusals.applied();
}

/** A code that the lock would take for the time of another zone does not stay. */
async function keepClock(lock: HubLock, entry: KeypadEntry, sentAt: number): Promise<void> {
  learnClock(lock, entry, sentAt);
  if (lock.unfit.clock === undefined) return;
  await removeEntry(lock, entry);
  throw new DriverFault('clock_skew', 'later', 'unknown');
}

/** A code of ours that memory does not know goes by its name, and so does one that has no window any more: the manifest decides about it. */
function shownCodes(lock: HubLock, { entries, cut }: KeypadList, known: readonly KnownCode[]): ShownCode[] {
  const windowed = entries.filter(({ window }) => window !== undefined);
  const matched = new Map(known.flatMap((code) => {
    const name = nameOf(code.ref, code.rev, code.until);
    const entry = windowed.find((one) => one.name === name) ?? windowed.find((one) => code.until === undefined && one.codeId === code.slot && isOurName(one.name));
    return entry ? [[entry.codeId, code] as const] : [];
  }));
  // In a cut list nothing proves that a code is gone.
  if (cut !== undefined && matched.size < known.length) throw new DriverFault('not_supported', 'later', 'unknown');
  lock.places.clear();
  return entries.map(({ codeId, name }): ShownCode => {
    const code = matched.get(codeId);
    if (!code) return { slot: codeId, owned: isOurName(name), ref: isOurName(name) ? name : '', rev: 1, windows: [] };
    lock.places.set(code.ref, codeId);
    return { slot: codeId, owned: true, ref: code.ref, rev: code.rev, windows: [...code.windows], ...(code.until === undefined ? {} : { until: code.until }) };
  });
}
