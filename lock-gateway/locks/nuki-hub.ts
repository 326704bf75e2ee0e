import { wallText, wallWindow } from '../lock-clock.ts';
import type { LockConfig, NukiLock } from '../lock-settings.ts';
import { DriverFault, type CodeToWrite, type Condition, type KnownCode, type LockDriver, type LockFamily, type Notice, type ShownCode } from './driver.ts';
import { afterClearing, ask, openEar, pause, unanswered, type Ear } from './ear.ts';
import { isOurName, keypadList, keypadUse, nameOf, unpreparedWords, type KeypadEntry, type KeypadList } from './nuki-dialect.ts';
import { silentRefusals, type SilentRefusals } from './silent-refusals.ts';

type Said = { list: KeypadList } | { result: string } | { state: string };

interface Lock {
  config: NukiLock;
  ear: Ear<Said>;
  condition: Condition;
  notify: (notice: Notice) => void;
  publish: (leaf: string, message: object | string) => Promise<void>;
  /** Which entry a code of ours is. */
  places: Map<string, number>;
  lastUse: number;
  refusals: SilentRefusals;
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const SECOND_MS = 1_000;
/** What a Nuki keypad takes. */
const PIN = /^(?!12)[1-9]{6}$/;

/**
 * Locks behind nuki_hub. The lock keeps one window of a code; an answer carries nothing that says what it answers, so there is one command at a
 * time, and what counts is the list some seconds after it, in which our codes are found by their names.
 */
export function nukiLocks(): LockFamily {
  const locks = new Map<string, Lock>();
  return {
    filters: () => [...locks.keys()].flatMap((path) => [
      `${path}/maintenance/mqttConnectionState`, `${path}/lock/state`, `${path}/lock/rollingLog`, `${path}/lock/battery/level`, `${path}/battery/level`,
      `${path}/lock/keypad/json`, `${path}/lock/keypad/commandResultJson`, `${path}/lock/query/keypadJsonCommandResult`,
    ]),
    onMessage: (topic, payload, age) => {
      for (const [path, lock] of locks) if (topic.startsWith(`${path}/`)) hear(lock, topic.slice(path.length + 1), payload, age);
    },
    onDown: () => locks.forEach((lock) => setOnline(lock, false)),
    driver: (config, line, notify) => {
      const lock = newLock(config, notify, (leaf, message) => line().publish(`${config.address}/${leaf}`, message));
      locks.set(config.address, lock);
      return driverOf(lock);
    },
  };
}

function newLock(config: LockConfig, notify: Lock['notify'], publish: Lock['publish']): Lock {
  if (config.driver !== 'nuki_hub') throw new Error('a lock of another make');
  // One entry stays free: a list as long as the hub's limit may hide others.
  const capabilities = { slots: config.entries - 1, windows: true, clock: true, battery: true };
  return {
    config, ear: openEar(), notify, publish, places: new Map(), lastUse: -1, refusals: silentRefusals(),
    condition: { online: false, lastSeenAt: null, capabilities, battery: null, skewSeconds: null },
  };
}

function hear(lock: Lock, leaf: string, payload: Buffer, age: 'fresh' | 'kept'): void {
  if (leaf === 'maintenance/mqttConnectionState') return setOnline(lock, payload.toString('utf8') === 'online');
  const text = payload.toString('utf8');
  if (leaf.endsWith('battery/level')) {
    const level = Number(text);
    if (text !== '' && level >= 0 && level <= 100) lock.condition.battery = level;
  }
  if (age === 'kept') return;
  lock.condition.lastSeenAt = Date.now();
  if (leaf === 'lock/keypad/json') lock.ear.hear({ list: keypadList(payload, lock.config.entries) });
  if (leaf === 'lock/keypad/commandResultJson' || leaf === 'lock/query/keypadJsonCommandResult') lock.ear.hear({ result: text });
  if (leaf === 'lock/state') lock.ear.hear({ state: text });
  if (leaf === 'lock/rollingLog') hearUse(lock, payload);
}

/** The hub tells the last entry of the log again with each new one. */
function hearUse(lock: Lock, payload: Buffer): void {
  const use = keypadUse(payload);
  if (!use || (use.index !== -1 && use.index === lock.lastUse)) return;
  lock.lastUse = use.index;
  const at = Date.now();
  lock.notify(use.type === 'entry' ? { type: 'entry', slot: use.slot, at } : { type: 'refused', at });
}

function setOnline(lock: Lock, online: boolean): void {
  if (lock.condition.online === online) return;
  lock.condition.online = online;
  // A hub that was set up anew has been away.
  if (online) delete lock.condition.unfit;
  else lock.ear.close();
  lock.notify({ type: online ? 'online' : 'offline', at: Date.now() });
}

function driverOf(lock: Lock): LockDriver {
  const { condition, ear, config } = lock;
  return {
    condition: () => ({ ...condition }),
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
    read: async (known) => ({ codes: shownCodes(lock, await listNow(lock), known) }),
    unlock: async () => {
      requireOnline(lock);
      const opened = ear.expect(config.answerMs, (said) => ('state' in said && /^unl(ocked|atched)/.test(said.state) ? said : undefined));
      await ask(opened, lock.publish('lock/action', 'unlock'));
      return 'device_ack';
    },
  };
}

function requireOnline({ condition }: Lock): void {
  if (!condition.online) throw new DriverFault('device_offline', 'later', 'none');
}

/** The list as the lock has it now; a cut one makes the lock unfit. */
async function listNow(lock: Lock): Promise<KeypadList> {
  requireOnline(lock);
  const { ear, config, condition } = lock;
  const list = await ask(ear.expect(config.answerMs, (said) => ('list' in said ? said.list : undefined)), lock.publish('lock/query/keypad', '1'));
  if (list.cut !== undefined) condition.unfit = list.cut;
  else if (condition.unfit !== undefined && /keypad (list|entries)/.test(condition.unfit)) delete condition.unfit;
  return list;
}

/** Gives a command and waits for what the hub says of it and then for the list: only the list is believed. */
async function command(lock: Lock, action: object): Promise<{ result: string | undefined; list: KeypadList }> {
  requireOnline(lock);
  const { ear, config, condition } = lock;
  const answer = ear.expect(config.answerMs, (said) => ('result' in said ? said.result : undefined)).catch(() => undefined);
  const result = await ask(answer, lock.publish('lock/keypad/actionJson', action));
  const unprepared = unpreparedWords(result ?? '');
  if (unprepared !== undefined) {
    condition.unfit = unprepared;
    throw new DriverFault('not_supported', 'later', 'none');
  }
  await pause(config.listAfterMs);
  return { result, list: await listNow(lock) };
}

/**
 * A changed code is a new entry beside the old one, which goes when the new one is there: to update an entry would take its window away.
 * Where both have the same digits the keypad refuses the new one, so the old one goes first.
 */
async function writeCode(lock: Lock, { ref, rev, pin, windows: [window] }: CodeToWrite): Promise<void> {
  if (!window) throw new DriverFault('invalid_window', 'never', 'none');
  const name = nameOf(ref, rev, Date.parse(window.until));
  const { from, until } = wallWindow(window, lock.config.timeZone, SECOND_MS);
  const action = {
    action: 'add', code: pin, name, timeLimited: '1', allowedFrom: wallText(from), allowedUntil: wallText(until), allowedWeekdays: WEEKDAYS, allowedFromTime: '00:00', allowedUntilTime: '00:00',
  };
  const before = await listNow(lock);
  if (before.cut !== undefined) throw new DriverFault('not_supported', 'later', 'none');
  const old = before.entries.find((entry) => entry.codeId === lock.places.get(ref) && entry.name !== name && isOurName(entry.name));
  const found = before.entries.find((entry) => entry.name === name) ?? (await addEntry(lock, action, name));
  if (found instanceof DriverFault && !old) throw found;
  if (old) await removeEntry(lock, old);
  const entry = found instanceof DriverFault ? await addEntry(lock, action, name) : found;
  if (entry instanceof DriverFault) throw afterClearing(entry);
  lock.places.set(ref, entry.codeId);
  lock.refusals.applied();
}

/** The new entry, or why there is none. */
async function addEntry(lock: Lock, action: object, name: string): Promise<KeypadEntry | DriverFault> {
  const { result, list } = await command(lock, action);
  const entry = list.entries.find((one) => one.name === name);
  if (entry) return entry;
  if (list.cut !== undefined || result === undefined || /time.?out/i.test(result)) return unanswered();
  if (/codeAlreadyExists|duplicate/i.test(result)) return new DriverFault('duplicate_code', 'new_pin', 'none');
  if (/invalidCode|codeInvalid/i.test(result)) return new DriverFault('invalid_code', 'new_pin', 'none');
  return lock.refusals.refused(name, 0);
}

/** @throws DriverFault when it goes on being listed; an entry of somebody else is not touched */
async function removeEntry(lock: Lock, entry: KeypadEntry | undefined): Promise<void> {
  if (!entry || !isOurName(entry.name)) return;
  const { list } = await command(lock, { action: 'delete', codeId: String(entry.codeId) });
  if (list.cut !== undefined || list.entries.some(({ codeId }) => codeId === entry.codeId)) throw unanswered();
}

/** A code of ours that memory does not know goes by its name: the manifest decides about it. */
function shownCodes(lock: Lock, { entries, cut }: KeypadList, known: readonly KnownCode[]): ShownCode[] {
  const matched = new Map(known.flatMap((code) => {
    const name = nameOf(code.ref, code.rev, code.until);
    const entry = entries.find((one) => one.name === name) ?? entries.find((one) => code.until === undefined && one.codeId === code.slot && isOurName(one.name));
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
