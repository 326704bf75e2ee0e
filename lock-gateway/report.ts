import { reportedCode } from './code.ts';
import { traitsOf, type LockDesk } from './lock-desk.ts';
import { leadMinutesOf } from './lead-time.ts';
import type { Info, Reported } from './protocol.ts';

const DAY_MS = 86_400_000;
const SKEW_SECONDS = 30;
const LOW_BATTERY_PERCENT = 20;
/** After so many unanswered readings a lock counts as offline, whatever its broker says. */
const MUTE_READS = 3;

/** Undefined until the lock has said what it can do. */
export function infoOf({ codebook, driver, lock }: LockDesk): Info | undefined {
  const facts = codebook.facts(lock.id);
  const { capabilities } = facts;
  const { unfit } = driver.condition();
  return capabilities ? { v: 1, lock: lock.id, driver: lock.driver, leadMinutes: leadMinutesOf(lock.leadMinutes, facts), capabilities, ...(unfit === undefined ? {} : { unfit }) } : undefined;
}

export function reportedOf(desk: LockDesk, now: number): Reported {
  const { codebook, driver, foreignSlots, lock } = desk;
  const { online, lastSeenAt, battery, skewSeconds } = driver.condition();
  const answers = desk.failedReads < MUTE_READS;
  const { capabilities, manifestRev } = codebook.facts(lock.id);
  const records = codebook.codes(lock.id);
  const traits = traitsOf(desk);
  const total = capabilities?.slots ?? 0;
  const foreign = foreignSlots.length;
  const taken = records.filter(({ slot }) => slot !== null).length;
  const codes = records.map((record) => reportedCode(record, now, traits));
  return {
    v: 1, lock: lock.id, at: new Date(now).toISOString(), online: online && answers,
    ...(lastSeenAt === null ? {} : { lastSeenAt: new Date(lastSeenAt).toISOString() }),
    ...(battery === null ? {} : { battery }),
    ...(skewSeconds === null ? {} : { skewSeconds }),
    ...(manifestRev > 0 ? { manifestRev } : {}),
    slots: { total, foreign, free: Math.max(0, total - foreign - taken) },
    codes: codes.filter(({ state, at }) => state !== 'removed' || now - Date.parse(at) < DAY_MS),
  };
}

/** Announces a clock that is off and a battery that runs low, each once until it is well again. */
export function watchCondition(desk: LockDesk, now: number): void {
  const { battery, skewSeconds } = desk.driver.condition();
  const skewed = Math.abs(skewSeconds ?? 0) > SKEW_SECONDS;
  const lowBattery = battery !== null && battery <= LOW_BATTERY_PERCENT;
  if (skewed && !desk.told.skewed) desk.voice.event(desk.lock.id, { type: 'clock_skew', skewSeconds: skewSeconds ?? 0 }, now);
  if (lowBattery && !desk.told.lowBattery) desk.voice.event(desk.lock.id, { type: 'battery', percent: battery }, now);
  Object.assign(desk.told, { skewed, lowBattery });
}
