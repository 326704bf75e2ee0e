import type { LockConfig, NukiLock } from '../lock-settings.ts';
import { DriverFault, type Condition, type Notice } from './driver.ts';
import { ask, openEar, pause, unanswered, type Ear } from './ear.ts';
import { isNotReady, isOurName, isRefusedCode, isRefusedWindow, unpreparedWords, type KeypadEntry, type KeypadList } from './nuki-dialect.ts';
import { silentRefusals, type SilentRefusals } from './silent-refusals.ts';

export type NukiSaid = { list: KeypadList } | { result: string } | { state: string };

/** A lock behind a hub, and what is known of both. */
export interface HubLock {
  config: NukiLock;
  ear: Ear<NukiSaid>;
  condition: Condition;
  notify: (notice: Notice) => void;
  publish: (leaf: string, message: object | string) => Promise<void>;
  /** Which entry a code of ours is. */
  places: Map<string, number>;
  lastUse: number;
  refusals: SilentRefusals;
  /** What keeps it from getting codes: its list, the hub, or the clock of the lock. */
  unfit: { list?: string; hub?: string; clock?: string };
  /** When the zone of its clock was last seen to be the one of the configuration. */
  provedAt: number | null;
}

export function newHubLock(config: LockConfig, notify: HubLock['notify'], publish: HubLock['publish']): HubLock {
  if (config.driver !== 'nuki_hub') throw new Error('a lock of another make');
  // One entry stays free: a list as long as the hub's limit may hide others.
  const capabilities = { slots: config.entries - 1, windows: true, clock: true, battery: true };
  return {
    config, ear: openEar(), notify, publish, places: new Map(), lastUse: -1, refusals: silentRefusals(), unfit: {}, provedAt: null,
    condition: { online: false, lastSeenAt: null, capabilities, battery: null, skewSeconds: null },
  };
}

export function conditionOf({ condition, unfit }: HubLock): Condition {
  const why = unfit.list ?? unfit.hub ?? unfit.clock;
  return { ...condition, ...(why === undefined ? {} : { unfit: why }) };
}

export function requireOnline({ condition }: HubLock): void {
  if (!condition.online) throw new DriverFault('device_offline', 'later', 'none');
}

/** The list as the lock has it now; a cut one makes the lock unfit. */
export async function listNow(lock: HubLock): Promise<KeypadList> {
  requireOnline(lock);
  const { ear, config, unfit } = lock;
  const list = await ask(ear.expect(config.answerMs, (said) => ('list' in said ? said.list : undefined)), lock.publish('lock/query/keypad', '1'));
  if (list.cut === undefined) delete unfit.list;
  else unfit.list = list.cut;
  return list;
}

/** Gives a command and waits for what the hub says of it and then for the list: only the list is believed. */
async function command(lock: HubLock, action: object): Promise<{ result: string | undefined; list: KeypadList }> {
  requireOnline(lock);
  const { ear, config, unfit } = lock;
  const answer = ear.expect(config.answerMs, (said) => ('result' in said ? said.result : undefined)).catch(() => undefined);
  const result = await ask(answer, lock.publish('lock/keypad/actionJson', action));
  const unprepared = unpreparedWords(result ?? '');
  if (unprepared !== undefined) {
    unfit.hub = unprepared;
    throw new DriverFault('not_supported', 'later', 'none');
  }
  delete unfit.hub;
  await pause(config.listAfterMs);
  return { result, list: await listNow(lock) };
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A code as it goes to the hub; the window is on the clock of the lock. */
export interface NewEntry {
  name: string;
  pin: string;
  window: { from: string; until: string };
}

/** The new entry, or why there is none. One that lost its window on the way is taken off again: it would open for ever. */
export async function addEntry(lock: HubLock, { name, pin, window }: NewEntry): Promise<KeypadEntry | DriverFault> {
  const { result, list } = await command(lock, {
    action: 'add', code: pin, name, timeLimited: '1', allowedFrom: window.from, allowedUntil: window.until, allowedWeekdays: WEEKDAYS, allowedFromTime: '00:00', allowedUntilTime: '00:00',
  });
  const entry = list.entries.find((one) => one.name === name);
  if (entry && entry.window?.from === window.from && entry.window.until === window.until) return entry;
  if (entry) {
    await removeEntry(lock, entry);
    return new DriverFault('invalid_window', 'later', 'none');
  }
  if (list.cut !== undefined || result === undefined || /time.?out/i.test(result)) return unanswered();
  if (isNotReady(result)) return new DriverFault('device_busy', 'later', 'none');
  if (isRefusedCode(result)) return new DriverFault('invalid_code', 'new_pin', 'none');
  if (isRefusedWindow(result)) return new DriverFault('invalid_window', 'never', 'none');
  // The hub says `failed` or `error` for whatever the lock itself refuses, equal digits among it.
  return lock.refusals.refused(name, 0);
}

/** @throws DriverFault when it goes on being listed; an entry of somebody else is not touched */
export async function removeEntry(lock: HubLock, entry: KeypadEntry | undefined): Promise<void> {
  if (!entry || !isOurName(entry.name)) return;
  const { list } = await command(lock, { action: 'delete', codeId: String(entry.codeId) });
  if (list.cut !== undefined || list.entries.some(({ codeId }) => codeId === entry.codeId)) throw unanswered();
}
