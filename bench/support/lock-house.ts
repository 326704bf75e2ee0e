import mqtt, { type MqttClient } from 'mqtt';
import { nativeTopic, type NativeError, type NativeGet, type NativeSet, type NativeState } from '../../lock-gateway/locks/native-dialect.ts';
import { newMemory, press, put, remove, type TwinKind, type TwinMemory } from '../../sandbox/locks/twin.ts';

/** Many native locks that share one connection, so that a thousand of them leave the machine to what is measured. */
export interface LockHouse {
  /** Somebody types these digits while the lock's clock shows that instant. */
  opens(lock: string, digits: string, at: Date): boolean;
  /** Names of the codes on a lock, as often as they are there. */
  codesOn(lock: string): string[];
  /** How often a lock was given each revision of a code: `lock/ref/rev`. */
  writes: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

const KIND: TwinKind = { slots: 250, windows: true };

export async function openLockHouse(brokerUrl: string, gateway: string, locks: readonly string[]): Promise<LockHouse> {
  const memories = new Map(locks.map((name) => [name, newMemory()]));
  const writes = new Map<string, number>();
  const client = await mqtt.connectAsync(brokerUrl, { username: 'building', password: 'building-sandbox', protocolVersion: 5, clientId: `house-${gateway}` });
  client.on('error', () => {});
  client.on('message', (topic, payload) => {
    const [, , lock = '', leaf] = topic.split('/');
    const memory = memories.get(lock);
    if (memory) answer(client, { gateway, lock, memory, writes }, leaf === 'get' ? 'get' : 'set', payload);
  });
  await client.subscribeAsync([nativeTopic(gateway, '+', 'set'), nativeTopic(gateway, '+', 'get')], { qos: 1 });
  for (const lock of locks) {
    const online = { online: true, at: new Date().toISOString(), battery: 87, slots: KIND.slots, windows: KIND.windows };
    await client.publishAsync(nativeTopic(gateway, lock, 'online'), JSON.stringify(online), { qos: 1, retain: true });
  }
  return {
    writes,
    codesOn: (lock) => memories.get(lock)!.codes.map(({ ref }) => ref),
    opens: (lock, digits, at) => press(KIND, { ...memories.get(lock)!, wrongPresses: 0, lockedOutUntil: 0 }, digits, at.getTime()).opened,
    stop: () => client.endAsync(true),
  };
}

interface Door {
  gateway: string;
  lock: string;
  memory: TwinMemory;
  writes: Map<string, number>;
}

function answer(client: MqttClient, door: Door, leaf: 'set' | 'get', payload: Buffer): void {
  const request = JSON.parse(payload.toString('utf8')) as NativeSet | NativeGet;
  const outcome = leaf === 'get' ? { ok: true, codes: door.memory.codes.map(({ slot, ref, rev, owner, windows }) => ({ slot, ref, rev, owner, windows })) } : obey(door, request as NativeSet);
  const state: NativeState = { id: request.id, at: new Date().toISOString(), battery: door.memory.battery, ...outcome };
  client.publish(nativeTopic(door.gateway, door.lock, 'state'), JSON.stringify(state), { qos: 1 });
}

function obey({ lock, memory, writes }: Door, request: NativeSet): Pick<NativeState, 'ok' | 'error'> {
  const done = (error: NativeError | undefined) => (error ? { ok: false, error } : { ok: true });
  if (request.op === 'unlock') return done(undefined);
  if (request.op === 'remove') {
    remove(memory, request.slot, request.ref);
    return done(undefined);
  }
  const name = `${lock}/${request.ref}/${request.rev}`;
  writes.set(name, (writes.get(name) ?? 0) + 1);
  return done(put(KIND, memory, request));
}
