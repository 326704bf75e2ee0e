import { addMinutes } from '../kernel/period.ts';
import type { AlarmKind } from './alarm-kinds.ts';

/** How a lock is, as its gateway last said, and which alarms about it are open. */
export interface LockCondition {
  /** `unknown`: the gateway is away or has said nothing yet, so what is said below may be so no longer. */
  heard: 'known' | 'unknown';
  offlineSince?: Date;
  /** Percent. */
  battery?: number;
  /** How far its clock is ahead; only of a lock that keeps codes shut by that clock. */
  skewSeconds?: number;
  /** Why it gets no codes as it is set up; only of a lock that some hall needs. */
  unfit?: string;
  /** Codes on it that are not ours, and how many of them somebody knows of. */
  foreign: number;
  foreignKnown: number;
  /** When it locked everybody out, and how often it refused a code lately. */
  lockedOutAt?: Date;
  refused: number;
  /** When its gateway stopped writing to it, unless a code was confirmed since. */
  stuckAt?: Date;
  open: ReadonlySet<AlarmKind>;
}

/** What a lock's own condition can be the matter of. */
export const FAULTS_OF_LOCK = [
  'lock-offline', 'battery-critical', 'battery-low', 'clock-wrong', 'clock-skew', 'unfit', 'codes-changed', 'locked-out', 'stuck',
] as const satisfies readonly AlarmKind[];
type Fault = (typeof FAULTS_OF_LOCK)[number];

/** The driver allows its make the silence that is usual for it (25 hours for Zigbee on a battery); this is on top, for a radio that comes and goes. */
const OFFLINE_MINUTES = 10;
/** Each begins at one value and ends at another, so that a value that wavers in between says nothing. */
const BATTERY_PERCENT = { critical: { from: 10, until: 15 }, low: { from: 20, until: 25 } };
const SKEW_SECONDS = { wrong: { from: 300, until: 240 }, skewed: { from: 30, until: 20 } };
/** Most locks open their keypad again within a few minutes. */
const LOCKED_OUT_MINUTES = 15;
export const REFUSED = { times: 10, withinMinutes: 10 };
const STUCK_MINUTES = 15;

/** What is wrong with a lock now. While nothing is heard of it, what was wrong still is. */
export function lockFaults(lock: LockCondition, now: Date): Fault[] {
  if (lock.heard === 'unknown') return FAULTS_OF_LOCK.filter((kind) => lock.open.has(kind));
  const since = (at: Date | undefined, minutes: number): boolean => at !== undefined && addMinutes(at, minutes) > now;
  return [
    ...(lock.offlineSince && addMinutes(lock.offlineSince, OFFLINE_MINUTES) <= now ? ['lock-offline' as const] : []),
    ...batteryFault(lock), ...clockFault(lock),
    ...(lock.unfit === undefined ? [] : ['unfit' as const]),
    ...(lock.foreign > lock.foreignKnown ? ['codes-changed' as const] : []),
    ...(since(lock.lockedOutAt, LOCKED_OUT_MINUTES) || lock.refused >= REFUSED.times ? ['locked-out' as const] : []),
    ...(since(lock.stuckAt, STUCK_MINUTES) ? ['stuck' as const] : []),
  ];
}

function batteryFault({ battery, open }: LockCondition): Fault[] {
  const kinds = ['battery-critical', 'battery-low'] as const;
  if (battery === undefined) return kinds.filter((kind) => open.has(kind));
  const { critical, low } = BATTERY_PERCENT;
  if (battery <= (open.has('battery-critical') ? critical.until : critical.from)) return ['battery-critical'];
  return battery <= (kinds.some((kind) => open.has(kind)) ? low.until : low.from) ? ['battery-low'] : [];
}

function clockFault({ skewSeconds, open }: LockCondition): Fault[] {
  if (skewSeconds === undefined) return [];
  const off = Math.abs(skewSeconds);
  const { wrong, skewed } = SKEW_SECONDS;
  if (off > (open.has('clock-wrong') ? wrong.until : wrong.from)) return ['clock-wrong'];
  return off > (open.has('clock-wrong') || open.has('clock-skew') ? skewed.until : skewed.from) ? ['clock-skew'] : [];
}
