import { connect, type MqttClient } from 'mqtt';
import { nativeTopic, type NativeCode, type NativeEvent, type NativeGet, type NativeLeaf, type NativeOnline, type NativeSet, type NativeState } from '../../lock-gateway/locks/native-dialect.ts';
import { withoutDelay } from '../../lock-gateway/line.ts';
import type { Face, FaceLine } from './face.ts';
import type { LiveTwin } from './live-twin.ts';
import { clockOf } from './twin.ts';

const EVENTS_KEPT = 100;

/** Lets a twin speak the native dialect on the building's broker, until it is switched offline or stopped. */
export function nativeFace(twin: LiveTwin, line: FaceLine): Face {
  const { id, gateway } = twin.options;
  const topic = (leaf: NativeLeaf): string => nativeTopic(gateway, id, leaf);
  let client: MqttClient | undefined;
  let kept: NativeEvent[] = [];
  let turn: Promise<void> = Promise.resolve();

  const say = (leaf: NativeLeaf, message: object, retain: 'retain' | 'once' = 'once'): void => {
    client?.publish(topic(leaf), JSON.stringify(message), { qos: 1, retain: retain === 'retain' });
  };

  const connectNow = (): void => {
    const offline: NativeOnline = { online: false };
    const mine = (line.connect ?? connect)(line.brokerUrl, {
      username: line.username, password: line.password, protocolVersion: line.version, clientId: `lock-${gateway}-${id}`, clean: true,
      reconnectPeriod: 500, connectTimeout: 5_000, keepalive: 15, reconnectOnConnackError: true, resubscribe: false,
      will: { topic: topic('online'), payload: Buffer.from(JSON.stringify(offline)), qos: 1, retain: true },
    });
    client = mine;
    mine.on('error', () => {});
    mine.on('connect', () => mine.subscribe([topic('set'), topic('get')], { qos: 1 }, (error) => {
      if (error) return;
      withoutDelay(mine);
      sayOnline();
      for (const event of kept) say('event', event);
      kept = [];
    }));
    // One request at a time, each after the latency of the radio.
    mine.on('message', (name, payload) => {
      turn = turn.then(() => twin.radio.reach()).then((reach) => (reach === 'lost' ? undefined : answer(name.split('/').at(-1), payload))).catch(() => {});
    });
  };

  const sayOnline = (): void => {
    const { slots, windows } = twin.options;
    const online: NativeOnline = { online: true, at: clock(twin), battery: twin.memory.battery, slots, windows };
    say('online', online, 'retain');
  };

  const answer = async (leaf: string | undefined, payload: Buffer): Promise<void> => {
    const request = JSON.parse(payload.toString('utf8')) as NativeSet | NativeGet;
    const outcome = leaf === 'get' ? { ok: true, codes: shown(twin) } : await obey(twin, request as NativeSet);
    const state: NativeState = { id: request.id, at: clock(twin), battery: twin.memory.battery, ...outcome };
    if (!twin.memory.offline) say('state', state);
  };

  twin.onEvent((event) => {
    if (!twin.memory.offline && client?.connected) say('event', event);
    else kept = [...kept, event].slice(-EVENTS_KEPT);
  });
  twin.onSwitch(() => {
    // A lock that loses its line says no goodbye: the broker publishes its last will.
    if (twin.memory.offline) {
      client?.end(true);
      client = undefined;
    } else if (client) sayOnline();
    else connectNow();
  });
  if (!twin.memory.offline) connectNow();

  return {
    stop: async () => {
      twin.stop();
      await client?.endAsync(true);
    },
  };
}

const clock = (twin: LiveTwin): string => new Date(clockOf(twin.memory, Date.now())).toISOString();
const shown = (twin: LiveTwin): NativeCode[] => twin.memory.codes.map(({ slot, ref, rev, owner, windows }) => ({ slot, ref, rev, owner, windows }));

async function obey(twin: LiveTwin, request: NativeSet): Promise<Pick<NativeState, 'ok' | 'error'>> {
  if (request.op === 'put') {
    const error = await twin.put(request);
    return error ? { ok: false, error } : { ok: true };
  }
  if (request.op === 'remove') await twin.remove(request.slot, request.ref);
  else if (request.op === 'unlock') twin.unlock();
  else return { ok: false, error: 'bad_request' };
  return { ok: true };
}
