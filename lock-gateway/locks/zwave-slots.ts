import { wallTime, wallWindow } from '../lock-clock.ts';
import type { AccessWindow } from '../protocol.ts';
import { DriverFault, type KnownCode, type ShownCode } from './driver.ts';
import { objectOf, unanswered } from './ear.ts';
import type { ZwaveOne } from './zwave-lock.ts';

const USER_CODE_CLASS = 99;
const BATTERY_CLASS = 128;
const CLOCK_CLASS = 129;
const PIN = 1;

export function requireOnline({ condition }: ZwaveOne): void {
  if (!condition.online) throw new DriverFault('device_offline', 'later', 'none');
}

const NO_CODES = 'this node takes no user codes (Z-Wave class 99): it is no keypad lock, or was included without security; include it again, or give `node` the right number';
const NO_SCHEDULES = 'this lock keeps no schedules (Z-Wave class 78): set `schedules: false`';

/** What a node cannot do at all makes it unfit, until it is heard anew. */
const unfitWhere = (lock: ZwaveOne, why: string) => (error: unknown): never => {
  if (error instanceof DriverFault && error.code === 'not_supported') lock.condition.unfit = why;
  throw error;
};

type SlotStatus = 'free' | 'taken' | 'absent';

/** The code in the answer is masked by most locks, so it is not looked at. 254: the lock has no such slot. */
export async function statusOf(lock: ZwaveOne, slot: number): Promise<SlotStatus> {
  requireOnline(lock);
  const target = { nodeId: lock.config.node, commandClass: USER_CODE_CLASS, endpoint: 0 };
  const { userIdStatus } = objectOf(await lock.call('sendCommand', [target, 'get', [slot]]).catch(unfitWhere(lock, NO_CODES)));
  if (typeof userIdStatus !== 'number') throw unanswered();
  lock.condition.lastSeenAt = Date.now();
  lock.proved = true;
  if (lock.condition.unfit === NO_CODES) delete lock.condition.unfit;
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
export async function setCode(lock: ZwaveOne, slot: number, pin: string, silent: () => DriverFault): Promise<void> {
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
export async function empty(lock: ZwaveOne, slot: number): Promise<void> {
  lock.requestAt = Date.now();
  await lock.call('accessControlDeleteCredential', [lock.config.node, 0, slot, PIN, slot]);
  lock.requestAt = Date.now();
  lock.scheduled.delete(slot);
  if ((await statusOf(lock, slot)) !== 'free') throw unanswered();
}

export const MINUTE_MS = 60_000;
const SCHEDULE_OK = 255;

/** A code whose schedule is not accepted would open at any time, so it goes at once. */
export async function schedule(lock: ZwaveOne, slot: number, window: AccessWindow): Promise<void> {
  const { node, timeZone } = lock.config;
  const { from, until } = wallWindow(window, timeZone, MINUTE_MS);
  const yearly = {
    userId: slot, slotId: 1, startYear: from.year % 100, startMonth: from.month, startDay: from.day, startHour: from.hour, startMinute: from.minute,
    stopYear: until.year % 100, stopMonth: until.month, stopDay: until.day, stopHour: until.hour, stopMinute: until.minute,
  };
  const status = await lock.call('setSchedule', [node, 'yearly', yearly]).catch(unfitWhere(lock, NO_SCHEDULES)).then(codeOf, () => undefined);
  if (status === SCHEDULE_OK) return void lock.scheduled.set(slot, window.until);
  await empty(lock, slot);
  throw new DriverFault(status === undefined ? 'timeout' : 'not_supported', 'later', 'none');
}

/** Ours and those of others that we met, slot by slot; a schedule that this process has not seen accepted is set again. */
export async function readSlots(lock: ZwaveOne, known: readonly KnownCode[]): Promise<ShownCode[]> {
  const bySlot = new Map(known.map((code) => [code.slot, code]));
  const shown: ShownCode[] = [];
  await proveLock(lock, bySlot.size);
  if (lock.config.schedules) await learnClock(lock);
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

/** Before it gets its first code the node must show that it takes some. */
async function proveLock(lock: ZwaveOne, known: number): Promise<void> {
  if (lock.proved) return;
  const { first } = lock.config.slots;
  const status = await statusOf(lock, first).catch((error: unknown) => {
    if (known === 0 && lock.condition.unfit !== undefined) return 'absent' as const;
    throw error;
  });
  if (status === 'taken' && known === 0) lock.foreign.add(first);
  // Later on it tells by itself when that changes.
  const target = { nodeId: lock.config.node, commandClass: BATTERY_CLASS, endpoint: 0 };
  const { level } = objectOf(await lock.call('sendCommand', [target, 'get', []]).catch(() => undefined));
  if (typeof level === 'number' && level >= 0 && level <= 100) lock.condition.battery = level;
}

const WEEK_MINUTES = 7 * 24 * 60;

/** A lock that keeps windows keeps them by its own clock, which tells a weekday, an hour and a minute. One without that clock tells nothing. */
async function learnClock(lock: ZwaveOne): Promise<void> {
  const target = { nodeId: lock.config.node, commandClass: CLOCK_CLASS, endpoint: 0 };
  const { weekday, hour, minute } = objectOf(await lock.call('sendCommand', [target, 'get', []]).catch(() => undefined));
  if (typeof hour !== 'number' || typeof minute !== 'number') return;
  const { year, month, day, ...now } = wallTime(Date.now(), lock.config.timeZone);
  // Monday is 1, as on the lock; one that does not know the day says 0.
  const today = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
  const said = (typeof weekday === 'number' && weekday > 0 ? weekday : today) * 1_440 + hour * 60 + minute;
  const ahead = (said - today * 1_440 - now.hour * 60 - now.minute + 1.5 * WEEK_MINUTES) % WEEK_MINUTES - WEEK_MINUTES / 2;
  // It tells no seconds: a minute more or less says nothing.
  lock.condition.skewSeconds = Math.abs(ahead) <= 1 ? 0 : ahead * 60;
}

/** After a crash between a code and its schedule the lock shows the one and not the other. */
async function scheduleAgain(lock: ZwaveOne, { slot, windows, until }: KnownCode): Promise<number | undefined | 'gone'> {
  const seen = lock.scheduled.get(slot);
  if (seen !== undefined) return Date.parse(seen);
  const window = windows.find((one) => Date.parse(one.until) === until) ?? windows.find((one) => Date.parse(one.until) > Date.now());
  if (!window) return until;
  return schedule(lock, slot, window).then(() => Date.parse(window.until), (error: unknown) => {
    if (error instanceof DriverFault && error.effect === 'none') return 'gone' as const;
    throw error;
  });
}
