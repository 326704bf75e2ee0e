import { randomUUID } from 'node:crypto';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { coreFilters } from '../../lock-gateway/protocol.ts';
import type { Log } from '../platform/log.ts';

export interface BrokerOptions {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  url: string;
  user?: string;
  password?: string;
  /** 5, or 4 for MQTT 3.1.1. */
  version: 4 | 5;
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
  /** Makes a client that connects by itself: mqtt.js's, unless somebody has another. */
  connect?: (url: string, options: IClientOptions) => MqttClient;
}

/** Our connection to the city broker; it comes back by itself. */
export interface BrokerLine {
  isUp(): boolean;
  /** QoS 1. @throws when the line is down or the broker does not acknowledge within five seconds */
  publish(topic: string, message: object, keep?: 'retain'): Promise<void>;
  close(): Promise<void>;
}

export interface BrokerUse {
  onMessage: (topic: string, payload: Buffer) => void;
  /** After each connection, once the subscriptions stand; `again` after it was lost. */
  onUp: (which: 'first' | 'again') => void;
  log: Log;
}

const WAIT_MS = 5_000;
const MAX_PACKET_BYTES = 2_097_152;

/** Opens a line and keeps it open; the first connection may come later. What gateways say is retained, so no session is kept for us. */
export function openBrokerLine(options: BrokerOptions, { onMessage, onUp, log }: BrokerUse): BrokerLine {
  const client = (options.connect ?? mqtt.connect)(options.url, clientOptions(options));
  let up = false;
  let closing = false;
  let which: 'first' | 'again' = 'first';
  client.on('connect', () => void stand());
  client.on('close', () => {
    if (up && !closing) log.warn('city broker lost; codes that are on their locks stay there');
    up = false;
  });
  client.on('message', onMessage);
  client.on('error', (error) => log.warn({ reason: error.message }, 'city broker refused or unreachable'));

  const stand = async (): Promise<void> => {
    try {
      await within(client.subscribeAsync(coreFilters(), { qos: 1 }), 'subscribe');
      up = true;
      onUp(which);
      which = 'again';
    } catch (error) {
      if (closing) return;
      log.error({ err: error }, 'subscription failed, connecting again');
      client.stream.destroy();
    }
  };

  return {
    isUp: () => up && client.connected,
    publish: async (topic, message, keep) => {
      if (!client.connected) throw new Error('the city broker is not connected');
      await within(client.publishAsync(topic, JSON.stringify(message), { qos: 1, retain: keep === 'retain' }), 'publish');
    },
    close: () => {
      closing = true;
      return within(client.endAsync(), 'disconnect').catch(() => void client.end(true));
    },
  };
}

function clientOptions({ user, password, version, ca, cert, key }: BrokerOptions): IClientOptions {
  const credentials = Object.fromEntries(Object.entries({ username: user, password, ca, cert, key }).filter(([, value]) => value !== undefined));
  return {
    ...credentials,
    clientId: `openzaal-access-${randomUUID()}`,
    protocolVersion: version,
    clean: true,
    ...(version === 5 ? { properties: { maximumPacketSize: MAX_PACKET_BYTES } } : {}),
    keepalive: 15,
    connectTimeout: WAIT_MS,
    reconnectPeriod: 1_000,
    // Both default to the opposite: without them a refused CONNACK ends the client for good, and subscriptions are made twice.
    reconnectOnConnackError: true,
    resubscribe: false,
  };
}

/** mqtt.js never settles a publication whose socket dropped: nobody may wait for it without this. */
async function within<Result>(work: Promise<Result>, what: string): Promise<Result> {
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
