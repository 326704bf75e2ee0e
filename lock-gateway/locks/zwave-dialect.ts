import { objectIn, objectOf } from './ear.ts';

/** An answer of Z-Wave JS UI's API; the request comes back in it as `origin`, digits and all, so it goes no further. */
export interface ZwaveAnswer {
  cid: string;
  success: boolean;
  message: string;
  result: unknown;
}

export function zwaveAnswer(payload: Buffer): ZwaveAnswer {
  const { success, message, result, origin } = objectIn(payload);
  const { cid } = objectOf(origin);
  return { cid: typeof cid === 'string' ? cid : '', success: success === true, message: typeof message === 'string' ? message : '', result };
}

export type ZwaveEvent =
  | { type: 'alive' | 'dead' | 'refused' | 'lockout' | 'tamper' | 'changed' | 'duplicate' }
  | { type: 'entry'; slot: number | null }
  | { type: 'door'; open: boolean }
  | { type: 'battery'; level: number };

const ACCESS_CONTROL = 6;
const HOME_SECURITY = 7;
const BATTERY_CLASS = 128;
/** Notification CC, Access Control (0x06) and Home Security (0x07): Z-Wave Notification assigned types and states. */
const ACCESS: Readonly<Record<number, ZwaveEvent>> = {
  12: { type: 'changed' }, 13: { type: 'changed' }, 14: { type: 'changed' }, 15: { type: 'duplicate' }, 16: { type: 'lockout' }, 19: { type: 'refused' }, 20: { type: 'refused' },
  22: { type: 'door', open: true }, 23: { type: 'door', open: false },
};
const SECURITY: Readonly<Record<number, ZwaveEvent>> = { 3: { type: 'tamper' }, 4: { type: 'refused' }, 9: { type: 'tamper' } };
const KEYPAD_UNLOCK = 6;

/** What an event of the gateway (`node/node_alive`, `node/node_notification` …) says of which node. */
export function zwaveEvent(name: string, payload: Buffer): { node: number; event: ZwaveEvent } | undefined {
  const { data } = objectIn(payload);
  if (!Array.isArray(data)) return undefined;
  const node = objectOf(data[0])['id'];
  const event = eventOf(name.replace(/^node_/, ''), objectOf(data.at(-1)));
  return typeof node === 'number' && event ? { node, event } : undefined;
}

function eventOf(name: string, about: Record<string, unknown>): ZwaveEvent | undefined {
  if (name === 'alive' || name === 'wakeup' || name === 'wake_up') return { type: 'alive' };
  if (name === 'dead') return { type: 'dead' };
  if (name === 'value_updated') {
    const { commandClass, property, newValue } = about;
    return commandClass === BATTERY_CLASS && property === 'level' && typeof newValue === 'number' ? { type: 'battery', level: newValue } : undefined;
  }
  if (name !== 'notification') return undefined;
  const { type, event, parameters } = about;
  if (type === HOME_SECURITY) return SECURITY[Number(event)];
  if (type !== ACCESS_CONTROL) return undefined;
  const { userId } = objectOf(parameters);
  return event === KEYPAD_UNLOCK ? { type: 'entry', slot: Number.isInteger(userId) ? (userId as number) : null } : ACCESS[Number(event)];
}
