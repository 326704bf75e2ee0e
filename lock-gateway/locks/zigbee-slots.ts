import { DriverFault, type KnownCode, type ShownCode, type SlotLook } from './driver.ts';
import { ask, unanswered } from './ear.ts';
import type { ZigbeeState, ZigbeeTrouble } from './zigbee-dialect.ts';
import type { ZigbeeOne } from './zigbee-lock.ts';

/** How long an answer about a slot may serve the step that follows it. */
const RECENT_MS = 10_000;
const TRIES = 3;

export type Send = (leaf: 'set' | 'get', message: object) => Promise<void>;

export function requireOnline({ condition }: ZigbeeOne): void {
  if (!condition.online) throw new DriverFault('device_offline', 'later', 'none');
}

/** Asks the lock about one slot; `wanted` is believed at once, anything else only when nothing newer follows soon. */
export async function statusOf(lock: ZigbeeOne, send: Send, slot: number, wanted?: string): Promise<string> {
  requireOnline(lock);
  const { ear, config, heard } = lock;
  const find = ({ users }: ZigbeeState): string | undefined => users.get(slot);
  let status = await ask(ear.expect(config.answerMs, find), send('get', { pin_code: { user: slot } }));
  if (status !== wanted && config.settleMs > 0) {
    const newer = (said: ZigbeeState): string | undefined => (find(said) === status ? undefined : find(said));
    status = await ear.expect(config.settleMs, newer).catch(() => status);
  }
  heard.set(slot, { status, at: Date.now() });
  return status;
}

/** As the lock said a moment ago, or says now. */
async function recentStatus(lock: ZigbeeOne, send: Send, slot: number): Promise<string> {
  const known = lock.heard.get(slot);
  return known && Date.now() - known.at < RECENT_MS ? known.status : statusOf(lock, send, slot);
}

/** Sets a slot and asks until the lock shows it, a few times: the bridge may ask before it has finished setting. */
async function change(lock: ZigbeeOne, send: Send, slot: number, request: object, wanted: string): Promise<{ shown: string; trouble: ZigbeeTrouble | undefined }> {
  const inHand: NonNullable<ZigbeeOne['inHand']> = { slot, trouble: undefined };
  lock.inHand = inHand;
  lock.heard.delete(slot);
  try {
    await send('set', { pin_code: request }).catch(() => Promise.reject(unanswered()));
    let shown = '';
    for (let tries = 0; tries < TRIES && shown !== wanted; tries += 1) shown = await statusOf(lock, send, slot, wanted);
    return { shown, trouble: inHand.trouble };
  } finally {
    lock.inHand = undefined;
  }
}

/** @param silent what to make of a code that was taken and is not there */
export async function setCode(lock: ZigbeeOne, send: Send, slot: number, pin: string, silent: () => DriverFault): Promise<void> {
  const request = { user: slot, user_type: 'unrestricted', user_enabled: true, pin_code: pin };
  const { shown, trouble } = await change(lock, send, slot, request, 'enabled');
  // The log may tell of a failure that was none: what the lock shows is stronger.
  if (shown === 'enabled') return;
  if (trouble === 'duplicate') throw new DriverFault('duplicate_code', 'new_pin', 'none');
  if (trouble === 'beyond') throw new DriverFault('no_space', 'later', 'none');
  throw silent();
}

/** @throws DriverFault when the lock goes on showing a code there */
export async function empty(lock: ZigbeeOne, send: Send, slot: number): Promise<'was empty' | 'cleared'> {
  if ((await recentStatus(lock, send, slot)) === 'available') return 'was empty';
  const { shown } = await change(lock, send, slot, { user: slot, pin_code: null }, 'available');
  if (shown !== 'available') throw unanswered();
  return 'cleared';
}

/** A slot about which a lock says nothing while it answers otherwise is beyond those that it has. */
export async function lookAt(lock: ZigbeeOne, send: Send, slot: number): Promise<SlotLook> {
  try {
    const status = await statusOf(lock, send, slot);
    lock.foreign[status === 'available' ? 'delete' : 'add'](slot);
    return status === 'available' ? 'free' : 'foreign';
  } catch (error) {
    requireOnline(lock);
    if ((await isAlive(lock, send)) === 'silent') throw error;
    return 'absent';
  }
}

/** Asks for something that every lock answers. */
const isAlive = ({ ear, config }: ZigbeeOne, send: Send): Promise<'alive' | 'silent'> =>
  ask(ear.expect(config.answerMs, () => 'alive' as const), send('get', { state: '' })).catch(() => 'silent');

/** Ours and those of others that we met: never all of them, which would drain the lock's battery. */
export async function readSlots(lock: ZigbeeOne, send: Send, known: readonly KnownCode[]): Promise<ShownCode[]> {
  const bySlot = new Map(known.map((code) => [code.slot, code]));
  const shown: ShownCode[] = [];
  // Before it gets its first code the lock must show what its answers are like.
  if (!lock.proved) await isAlive(lock, send);
  for (const slot of new Set([...bySlot.keys(), ...lock.foreign])) {
    const status = await statusOf(lock, send, slot);
    const code = bySlot.get(slot);
    // A code of ours that somebody disabled opens nothing, and its slot is no longer ours to use.
    const owned = code !== undefined && status === 'enabled';
    lock.ours[owned ? 'add' : 'delete'](slot);
    lock.foreign[owned || status === 'available' ? 'delete' : 'add'](slot);
    if (status !== 'available') shown.push({ slot, owned, ref: code?.ref ?? '', rev: code?.rev ?? 0, windows: owned ? [...code.windows] : [] });
  }
  return shown;
}
