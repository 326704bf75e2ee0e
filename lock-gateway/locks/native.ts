import { randomUUID } from 'node:crypto';
import { DriverFault, type Condition, type LockDriver, type LockFamily, type Notice } from './driver.ts';
import { nativeTopic, type NativeCode, type NativeError, type NativeEvent, type NativeOnline, type NativeSet, type NativeState } from './native-dialect.ts';

const ANSWER_MS = 5_000;

interface Lock {
  waiting: Map<string, { answer: (state: NativeState) => void; fail: (fault: DriverFault) => void }>;
  condition: Condition;
  notify: (notice: Notice) => void;
}

/** What the lock's refusals mean. `occupied`: somebody else's code is in that slot, so another slot may do. */
const FAULTS: Record<NativeError, DriverFault> = {
  occupied: new DriverFault('device_busy', 'later', 'none'),
  duplicate: new DriverFault('duplicate_code', 'new_pin', 'none'),
  full: new DriverFault('no_space', 'later', 'none'),
  bad_pin: new DriverFault('invalid_code', 'new_pin', 'none'),
  bad_windows: new DriverFault('invalid_window', 'never', 'none'),
  bad_request: new DriverFault('not_supported', 'never', 'none'),
};

/** Native locks say what they can do and keep windows, owners and revisions themselves. */
export function nativeLocks(gateway: string): LockFamily {
  const locks = new Map<string, Lock>();
  return {
    filters: () => (['state', 'event', 'online'] as const).map((leaf) => nativeTopic(gateway, '+', leaf)),
    onMessage: (topic, payload, age) => {
      const [, , address = '', leaf] = topic.split('/');
      const lock = locks.get(address);
      const message = parseObject(payload);
      if (!lock || !message) return;
      if (leaf === 'online') hearOnline(lock, message as unknown as NativeOnline, age);
      if (leaf === 'state') hearState(lock, message as unknown as NativeState);
      if (leaf === 'event') hearEvent(lock, message as unknown as NativeEvent);
    },
    onDown: () => {
      for (const lock of locks.values()) goOffline(lock);
    },
    driver: ({ address }, line, notify) => {
      const condition = { online: false, lastSeenAt: null, capabilities: null, battery: null, skewSeconds: null };
      const lock: Lock = { waiting: new Map(), condition, notify };
      locks.set(address, lock);
      return driverOf(lock, gateway, (leaf, message) => line().publish(nativeTopic(gateway, address, leaf), message));
    },
  };
}

type Send = (leaf: 'set' | 'get', message: object & { id: string }) => Promise<void>;

function driverOf(lock: Lock, gateway: string, send: Send): LockDriver {
  const ask = (leaf: 'set' | 'get', message: object & { id: string }): Promise<NativeState> => request(lock, send, leaf, message);
  const set = async (message: NativeSet): Promise<'device_ack'> => {
    await ask('set', message);
    return 'device_ack';
  };
  return {
    condition: () => ({ ...lock.condition }),
    write: ({ windows, ...code }) => set({ id: randomUUID(), op: 'put', owner: gateway, windows: [...windows], ...code }),
    clear: (slot, ref) => set({ id: randomUUID(), op: 'remove', slot, ref }),
    unlock: () => set({ id: randomUUID(), op: 'unlock' }),
    read: async () => {
      const { codes } = await ask('get', { id: randomUUID() });
      if (!Array.isArray(codes) || !codes.every(isCode)) throw new DriverFault('internal', 'later', 'none');
      return { codes: codes.map(({ owner, ...code }) => ({ ...code, owned: owner === gateway })) };
    },
  };
}

/** Sends a request and waits for the answer that carries its id. */
async function request(lock: Lock, send: Send, leaf: 'set' | 'get', message: object & { id: string }): Promise<NativeState> {
  if (!lock.condition.online) throw new DriverFault('device_offline', 'later', 'none');
  let timer: NodeJS.Timeout | undefined;
  const answer = new Promise<NativeState>((resolve, reject) => {
    lock.waiting.set(message.id, { answer: resolve, fail: reject });
    timer = setTimeout(() => reject(unanswered()), ANSWER_MS);
  });
  try {
    const [state] = await Promise.all([answer, send(leaf, message).catch(() => Promise.reject(unanswered()))]);
    if (!state.ok) throw FAULTS[state.error ?? 'bad_request'] ?? FAULTS.bad_request;
    return state;
  } finally {
    clearTimeout(timer);
    lock.waiting.delete(message.id);
  }
}

function hearOnline(lock: Lock, message: NativeOnline, age: 'fresh' | 'kept'): void {
  if (message.online !== true) return goOffline(lock);
  if (!Number.isInteger(message.slots) || message.slots < 0 || typeof message.windows !== 'boolean') return;
  lock.condition.capabilities = { slots: message.slots, windows: message.windows, clock: true, battery: true };
  lock.condition.online = true;
  // What the broker kept says nothing of the lock's clock now; the reading that follows does.
  if (age === 'fresh') hearCondition(lock, message);
  lock.notify({ type: 'online', at: Date.now() });
}

function goOffline(lock: Lock): void {
  if (!lock.condition.online) return;
  lock.condition.online = false;
  for (const { fail } of lock.waiting.values()) fail(unanswered());
  lock.notify({ type: 'offline', at: Date.now() });
}

function hearState(lock: Lock, message: NativeState): void {
  hearCondition(lock, message);
  lock.waiting.get(message.id)?.answer(message);
}

function hearEvent(lock: Lock, message: NativeEvent): void {
  const now = Date.now();
  lock.condition.lastSeenAt = now;
  if (message.type === 'battery') {
    setBattery(lock, message.battery);
    lock.notify({ type: 'condition', at: now });
  }
  // A lock sends what happened while it was offline later, stamped by its own clock.
  const happened = Date.parse(message.at) - (lock.condition.skewSeconds ?? 0) * 1000;
  const at = Number.isNaN(happened) ? now : Math.min(now, happened);
  if (message.type === 'entry') lock.notify({ type: 'entry', slot: Number.isInteger(message.slot) ? message.slot : null, at });
  if (message.type === 'refused' || message.type === 'lockout' || message.type === 'tamper') lock.notify({ type: message.type, at });
  if (message.type === 'door') lock.notify({ type: 'door', open: message.open === true, at });
}

function hearCondition(lock: Lock, { at, battery }: { at: unknown; battery: unknown }): void {
  lock.condition.lastSeenAt = Date.now();
  setBattery(lock, battery);
  const clock = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (!Number.isNaN(clock)) lock.condition.skewSeconds = Math.round((clock - Date.now()) / 1000);
}

function setBattery(lock: Lock, battery: unknown): void {
  if (typeof battery === 'number' && battery >= 0 && battery <= 100) lock.condition.battery = battery;
}

/** The lock may have heard us. */
const unanswered = (): DriverFault => new DriverFault('timeout', 'later', 'unknown');

function isCode(code: NativeCode): boolean {
  return typeof code === 'object' && code !== null && Number.isInteger(code.slot) && typeof code.ref === 'string' && Number.isInteger(code.rev)
    && Array.isArray(code.windows);
}

function parseObject(payload: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
