import { objectIn, objectOf } from './ear.ts';

/** What Zigbee2MQTT tells of a lock, digits left out. */
export interface ZigbeeState {
  users: ReadonlyMap<number, string>;
  /** Tells a state that the lock just caused from one that the bridge tells again; absent where the bridge is set to leave it out. */
  lastSeen: string | undefined;
  battery: number | undefined;
  state: string | undefined;
  action: string | undefined;
  actionUser: number | null;
  actionSource: string | undefined;
  tamper: boolean;
  /** The bridge is set to show codes. */
  exposesPins: boolean;
}

/** `last_used_pin_code` and whatever else may hold digits is not even looked at. */
export function zigbeeState(payload: Buffer): ZigbeeState {
  const { users, last_seen: lastSeen, battery, state, action, action_user: user, action_source_name: source, tamper } = objectIn(payload);
  const entries = Object.entries(objectOf(users)).map(([slot, shown]) => [Number(slot), objectOf(shown)] as const).filter(([slot]) => Number.isInteger(slot));
  return {
    users: new Map(entries.flatMap(([slot, { status }]) => (typeof status === 'string' ? [[slot, status]] : []))),
    lastSeen: typeof lastSeen === 'string' || typeof lastSeen === 'number' ? String(lastSeen) : undefined,
    battery: typeof battery === 'number' && battery >= 0 && battery <= 100 ? battery : undefined,
    state: text(state), action: text(action) || undefined, actionUser: Number.isInteger(user) ? (user as number) : null, actionSource: text(source),
    tamper: tamper === true,
    exposesPins: entries.some(([, shown]) => typeof shown['pin_code'] === 'string' || typeof shown['pin_code'] === 'number'),
  };
}

export type ZigbeeTrouble = 'duplicate' | 'beyond' | 'other';

/** A failure that the bridge's log tells of this lock and slot; the text may hold digits and goes no further. */
export function zigbeeTrouble(payload: Buffer, name: string, slot: number): ZigbeeTrouble | undefined {
  const { level, message } = objectIn(payload);
  if (level !== 'error' || typeof message !== 'string' || !message.includes(`'${name}'`) || !/pin_?code/i.test(message)) return undefined;
  const user = /"?user(?:id)?"?\s*[:=]\s*(\d+)/i.exec(message)?.[1];
  if (user !== undefined && Number(user) !== slot) return undefined;
  if (/duplicate/i.test(message)) return 'duplicate';
  return /out of range|in range for device|INVALID_FIELD|INVALID_VALUE/i.test(message) ? 'beyond' : 'other';
}

/** `online` as JSON or, from older bridges, as bare text. */
export function isOnline(payload: Buffer): boolean {
  const bare = payload.toString('utf8');
  return bare === 'online' || objectIn(payload)['state'] === 'online';
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
