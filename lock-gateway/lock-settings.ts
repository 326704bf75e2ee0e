/** Slots on a lock that are ours to use; the others belong to whoever manages the lock by hand. */
export interface SlotRange {
  first: number;
  last: number;
}

interface Named {
  /** The name under which the core knows the lock. */
  id: string;
  /** The name on the building's broker; the same as `id` unless said otherwise. */
  address: string;
  /** How long before its window a code is written to a lock that knows no windows: 45 to 90 minutes. */
  leadMinutes: number;
}

export interface NativeLock extends Named {
  driver: 'native';
}

export interface ZigbeeLock extends Named {
  driver: 'zigbee2mqtt';
  /** Zigbee2MQTT's base topic; `address` is the lock's friendly name. */
  base: string;
  slots: SlotRange;
  answerMs: number;
  /** A state that answers a question may be followed by a newer one so soon. */
  settleMs: number;
}

export interface ZwaveLock extends Named {
  driver: 'zwave-js-ui';
  prefix: string;
  /** The MQTT name of the gateway in Z-Wave JS UI. */
  name: string;
  node: number;
  slots: SlotRange;
  /** Proved at commissioning: this lock keeps a code shut outside a Schedule Entry Lock schedule. */
  schedules: boolean;
  /** That of the lock's own clock. */
  timeZone: string;
  answerMs: number;
}

export interface NukiLock extends Named {
  driver: 'nuki_hub';
  /** In which the lock takes its times: `UTC` or its own, proved at commissioning. `address` is the hub's path. */
  timeZone: string;
  /** How many keypad entries the hub is set up to publish; those beyond are invisible and cannot be deleted. */
  entries: number;
  answerMs: number;
  /** How long after a command the hub's list is to be trusted. */
  listAfterMs: number;
}

export type LockConfig = NativeLock | ZigbeeLock | ZwaveLock | NukiLock;
export type DriverKind = LockConfig['driver'];

/** The makes of lock that there is a driver for. */
export const DRIVERS = ['native', 'zigbee2mqtt', 'zwave-js-ui', 'nuki_hub'] as const satisfies readonly DriverKind[];

const MAX_SLOT = 65_535;
const MAX_RANGE = 250;

type Entry = Record<string, unknown>;
/** Reads one setting, or says what is wrong with it and answers its default. */
interface Reader {
  text(name: string, fallback: string | undefined, rule: (text: string) => boolean, words: string): string;
  number(name: string, fallback: number | undefined, least: number, most: number): number;
  whole(name: string, fallback: number | undefined, least: number, most: number): number;
  flag(name: string): boolean;
  slots(): SlotRange;
}

/** What belongs to each make besides the name: every mistake is reported, not only the first. */
export function readSettings(named: Named, driver: DriverKind, entry: Entry, report: (problem: string) => void): LockConfig {
  const read = readerOf(entry, report);
  return READERS[driver](named, read);
}

const READERS: { readonly [Kind in DriverKind]: (named: Named, read: Reader) => Extract<LockConfig, { driver: Kind }> } = {
  native: (named) => ({ ...named, driver: 'native' }),
  zigbee2mqtt: (named, read) => ({
    ...named, driver: 'zigbee2mqtt', base: read.text('base', 'zigbee2mqtt', isTopic, TOPIC_WORDS), slots: read.slots(),
    answerMs: read.number('answerSeconds', 10, 0.1, 120) * 1000, settleMs: read.number('settleSeconds', 1, 0, 10) * 1000,
  }),
  'zwave-js-ui': (named, read) => ({
    ...named, driver: 'zwave-js-ui', prefix: read.text('prefix', 'zwave', isTopic, TOPIC_WORDS), name: read.text('name', undefined, isLevel, 'the MQTT name of the gateway, without / + #'),
    node: read.whole('node', undefined, 2, 4_000), slots: read.slots(), schedules: read.flag('schedules'), timeZone: read.text('timeZone', 'Europe/Brussels', isTimeZone, ZONE_WORDS),
    answerMs: read.number('answerSeconds', 15, 0.1, 120) * 1000,
  }),
  nuki_hub: (named, read) => ({
    ...named, driver: 'nuki_hub', timeZone: read.text('timeZone', undefined, isTimeZone, ZONE_WORDS), entries: read.whole('entries', 10, 2, 200),
    answerMs: read.number('answerSeconds', 30, 0.1, 120) * 1000, listAfterMs: read.number('listAfterSeconds', 5, 0, 60) * 1000,
  }),
};

const TOPIC_WORDS = 'a topic without + and #';
const ZONE_WORDS = 'UTC or a time zone such as Europe/Brussels';
export const isTopic = (text: string): boolean => /^[^+#\0]{1,200}$/.test(text) && !text.startsWith('/') && !text.endsWith('/');
const isLevel = (text: string): boolean => isTopic(text) && !text.includes('/');

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

function readerOf(entry: Entry, report: (problem: string) => void): Reader {
  const number: Reader['number'] = (name, fallback, least, most) => {
    const value = entry[name] ?? fallback;
    if (typeof value === 'number' && value >= least && value <= most) return value;
    report(`${name} must be ${least} to ${most}`);
    return least;
  };
  return {
    number,
    whole: (name, fallback, least, most) => {
      if (Number.isInteger(entry[name] ?? fallback)) return number(name, fallback, least, most);
      report(`${name} must be a whole number, ${least} to ${most}`);
      return least;
    },
    text: (name, fallback, rule, words) => {
      const value = entry[name] ?? fallback;
      if (typeof value === 'string' && rule(value)) return value;
      report(`${name} must be ${words}`);
      return fallback ?? '';
    },
    flag: (name) => {
      const value = entry[name] ?? false;
      if (typeof value !== 'boolean') report(`${name} must be true or false`);
      return value === true;
    },
    slots: () => {
      const { slots } = entry;
      const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(typeof slots === 'string' ? slots : '') ?? [];
      const range = { first: Number(first), last: Number(last) };
      if (range.first >= 1 && range.last >= range.first && range.last <= MAX_SLOT && range.last - range.first < MAX_RANGE) return range;
      report(`slots must be the range that is ours, such as 10-29, at most ${MAX_RANGE} of them`);
      return { first: 1, last: 1 };
    },
  };
}
