import { connect, type IClientOptions } from 'mqtt';
import { withoutDelay, type Connect } from '../../lock-gateway/line.ts';

export interface FaceLine {
  brokerUrl: string;
  username: string;
  password: string;
  /** 4 for MQTT 3.1.1, which every broker speaks. */
  version: 4 | 5;
  /** Instead of mqtt.js's. */
  connect?: Connect;
}

export interface Face {
  stop: () => Promise<void>;
}

/** A bridge's own connection to the building's broker. */
export interface BridgeLine {
  say(topic: string, message: object | string, keep?: 'retain'): void;
  stop(): Promise<void>;
}

export interface BridgeUse {
  clientId: string;
  filters: readonly string[];
  will: { topic: string; message: string };
  onUp: () => void;
  onMessage: (topic: string, text: string) => void;
}

const textOf = (message: object | string): string => (typeof message === 'string' ? message : JSON.stringify(message));

/** Connects a bridge that stands between a lock and the broker; it stays there when the lock itself cannot be reached. */
export function openBridge(line: FaceLine, use: BridgeUse): BridgeLine {
  const options: IClientOptions = {
    username: line.username, password: line.password, protocolVersion: line.version, clientId: use.clientId, clean: true, reconnectPeriod: 500, connectTimeout: 5_000,
    keepalive: 15, reconnectOnConnackError: true, resubscribe: false, will: { topic: use.will.topic, payload: Buffer.from(use.will.message), qos: 1, retain: true },
  };
  const client = (line.connect ?? connect)(line.brokerUrl, options);
  client.on('error', () => {});
  client.on('connect', () => client.subscribe([...use.filters], { qos: 1 }, (error) => {
    if (error) return;
    withoutDelay(client);
    use.onUp();
  }));
  client.on('message', (topic, payload, { retain }) => {
    if (!retain) use.onMessage(topic, payload.toString('utf8'));
  });
  return {
    say: (topic, message, keep) => {
      if (client.connected) client.publish(topic, textOf(message), { qos: 1, retain: keep === 'retain' });
    },
    stop: () => client.endAsync(true),
  };
}

export function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
