import type { LockSummary } from '../../../access/lock-list.ts';
import { formatNumber } from '../../../contract/texts/format.ts';
import type { View } from '../../view.ts';
import { shortInstant } from '../occupancy/marks.tsx';

type Tone = 'success' | 'warning' | 'danger' | 'neutral';

/** In one word how a lock is, with a colour that says the same. */
export function stateOf({ t }: View, { alarms, reach, unfit }: LockSummary): { word: string; tone: Tone } {
  if (unfit !== undefined) return { word: t.locks.unfit, tone: 'danger' };
  if (reach === 'offline' || reach === 'away') return { word: t.locks.reach[reach], tone: 'danger' };
  const [pressing] = alarms;
  if (pressing) return { word: t.alarms.kinds[pressing].title, tone: 'warning' };
  return reach === 'online' ? { word: t.locks.well, tone: 'success' } : { word: t.locks.reach[reach], tone: 'neutral' };
}

/** Names of makes are the same in every language. */
const MAKES: Readonly<Record<string, string>> = { zigbee2mqtt: 'Zigbee (zigbee2mqtt)', 'zwave-js-ui': 'Z-Wave (zwave-js-ui)', nuki_hub: 'Nuki (nuki_hub)' };

export function makeOf({ t }: View, { make }: LockSummary): string | undefined {
  if (make === undefined) return undefined;
  return make === 'native' ? t.locks.native : (MAKES[make] ?? t.locks.otherMake(make));
}

export const seenOf = (view: View, { lastSeenAt }: LockSummary): string =>
  lastSeenAt ? view.t.locks.lastSeen(shortInstant(view, lastSeenAt)) : view.t.locks.never;

const batteryOf = ({ t, language }: View, { batteryPercent }: LockSummary): string =>
  batteryPercent === undefined ? t.locks.noBattery : t.locks.battery(formatNumber(batteryPercent, language));

/** Below this no clock of a lock is worth a word. */
const RIGHT_SECONDS = 5;

function clockOf({ t, language }: View, { skewSeconds }: LockSummary): string {
  if (skewSeconds === undefined) return t.locks.noClock;
  if (Math.abs(skewSeconds) < RIGHT_SECONDS) return t.locks.clockRight;
  const seconds = formatNumber(Math.abs(skewSeconds), language);
  return skewSeconds > 0 ? t.locks.clockAhead(seconds) : t.locks.clockBehind(seconds);
}

/** Battery and clock, a line each; one line while it has told of neither. */
export const healthOf = (view: View, lock: LockSummary): string[] =>
  lock.batteryPercent === undefined && lock.skewSeconds === undefined ? [view.t.locks.unknown] : [batteryOf(view, lock), clockOf(view, lock)];

/** How full it is, and how full it gets: a line each. */
export function roomOf(view: View, { capacity }: LockSummary): string[] {
  const { t, language } = view;
  if (!capacity) return [t.locks.unknown];
  const { slots, foreign, ours, peak } = capacity;
  const used = t.locks.used(formatNumber(foreign + ours, language), formatNumber(slots, language));
  return [
    foreign > 0 ? `${used}, ${t.locks.foreign(formatNumber(foreign, language))}` : used,
    ...(peak ? [t.locks.peak(peak.codes, shortInstant(view, peak.at))] : []),
  ];
}
