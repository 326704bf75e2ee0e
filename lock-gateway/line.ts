import { Socket } from 'node:net';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Logger } from 'pino';

/** Makes a client that connects by itself: mqtt.js's, unless somebody has another. */
export type Connect = (url: string, options: IClientOptions) => MqttClient;

export interface LineOptions {
  url: string;
  /** 5, or 4 for MQTT 3.1.1. */
  version: 4 | 5;
  username?: string | undefined;
  password?: string | undefined;
  ca?: Buffer | undefined;
  cert?: Buffer | undefined;
  key?: Buffer | undefined;
  connect?: Connect;
}

/** `kept`: the broker had it in store, it may be old. */
export type OnMessage = (topic: string, payload: Buffer, age: 'fresh' | 'kept') => void;

/** A connection to a broker that comes back by itself. Nothing waits on it without a time-out. */
export interface Line {
  isUp(): boolean;
  /** QoS 1; an object goes as JSON, text as it is. @throws when the line is down or the broker does not acknowledge within five seconds */
  publish(topic: string, message: object | string, keep?: 'retain'): Promise<void>;
  close(): Promise<void>;
}

export interface LineUse {
  clientId: string;
  /** `durable`: the broker keeps messages for us while we are away. */
  session: 'durable' | 'fresh';
  filters: readonly string[];
  onMessage: OnMessage;
  /** After each connection, once the subscriptions stand. */
  onUp?: () => void;
  onDown?: () => void;
  will?: { topic: string; message: object };
  log: Logger;
}

const WAIT_MS = 5_000;
const SESSION_SECONDS = 7 * 86_400;
const MAX_PACKET_BYTES = 2_097_152;

/** Opens a line and keeps it open; the first connection may come later. */
export function openLine(options: LineOptions, use: LineUse): Line {
  const client = (options.connect ?? connect)(options.url, clientOptions(options, use));
  let up = false;
  client.on('connect', () => {
    withoutDelay(client);
    void stand();
  });
  client.on('close', () => {
    if (up) use.onDown?.();
    up = false;
  });
  client.on('message', (topic, payload, { retain }) => use.onMessage(topic, payload, retain ? 'kept' : 'fresh'));
  client.on('error', (error) => use.log.warn({ reason: error.message }, 'broker refused or unreachable'));

  const stand = async (): Promise<void> => {
    try {
      await within(client.subscribeAsync([...use.filters], { qos: 1 }), 'subscribe');
      up = true;
      use.onUp?.();
    } catch (error) {
      use.log.error({ reason: (error as Error).message }, 'subscription failed, connecting again');
      client.stream.destroy();
    }
  };

  return {
    isUp: () => up && client.connected,
    publish: async (topic, message, keep) => {
      if (!client.connected) throw new Error('line down');
      await within(client.publishAsync(topic, typeof message === 'string' ? message : JSON.stringify(message), { qos: 1, retain: keep === 'retain' }), 'publish');
    },
    close: () => within(client.endAsync(), 'disconnect').catch(() => void client.end(true)),
  };
}

function clientOptions({ version, username, password, ca, cert, key }: LineOptions, use: LineUse): IClientOptions {
  const credentials = Object.fromEntries(Object.entries({ username, password, ca, cert, key }).filter(([, value]) => value !== undefined));
  const durable = use.session === 'durable';
  return {
    ...credentials,
    clientId: use.clientId,
    protocolVersion: version,
    clean: !durable,
    ...(version === 5 ? { properties: { maximumPacketSize: MAX_PACKET_BYTES, ...(durable ? { sessionExpiryInterval: SESSION_SECONDS } : {}) } } : {}),
    ...(use.will ? { will: { topic: use.will.topic, payload: Buffer.from(JSON.stringify(use.will.message)), qos: 1 as const, retain: true } } : {}),
    keepalive: 15,
    connectTimeout: WAIT_MS,
    reconnectPeriod: 1_000,
    // Both default to the opposite: without them a refused CONNACK ends the client for good, and subscriptions are made twice.
    reconnectOnConnackError: true,
    resubscribe: false,
    queueQoSZero: false,
  };
}

/** Nagle's algorithm holds a small packet back until the last one is acknowledged: 40 ms for each message; mqtt.js leaves it on. */
export function withoutDelay(client: MqttClient): void {
  if (client.stream instanceof Socket) client.stream.setNoDelay(true);
}

/** mqtt.js never settles a publication whose socket dropped: nobody may wait for it without this. */
async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} timed out`)), WAIT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

