import { EventEmitter } from 'node:events';
import type { IClientOptions, MqttClient } from 'mqtt';
import type { Connect } from '../../lock-gateway/line.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What becomes of one message on its way to one client: the delays of its deliveries, none when it is lost. */
export type Fate = (topic: string, to: string) => readonly number[];

/** A broker without a network: retained messages, sessions, wills, QoS 1; and whatever goes wrong with those. */
export interface MemoryBroker {
  connect: Connect;
  /** All that was ever published. */
  raw: string[];
  setFate(fate: Fate | undefined): void;
  /** Whoever publishes gets no acknowledgement from now on, though the message goes its way. */
  setAcks(acks: 'given' | 'lost'): void;
  down(): void;
  /** `forgets`: everything retained, every session and what waited in it. */
  up(memory: 'remembers' | 'forgets'): void;
  /** Clients whose ids begin so are thrown off and cannot come back until `mend`. */
  cut(id: string): void;
  mend(id: string): void;
  /** Such a client is dead: it is thrown off and never comes back, whatever it does. */
  kill(id: string): void;
  isReachable(id: string): boolean;
}

interface Session {
  filters: Set<string>;
  durable: boolean;
  client: Client | undefined;
  waiting: { topic: string; payload: Buffer }[];
}

const HOP_MS = 1;
const prompt: Fate = () => [HOP_MS];

export function memoryBroker(time: VirtualTime): MemoryBroker {
  const sessions = new Map<string, Session>();
  const retained = new Map<string, Buffer>();
  const raw: string[] = [];
  const cuts = new Set<string>();
  const clients = new Set<Client>();
  let fate = prompt;
  let acks: 'given' | 'lost' = 'given';
  let isDown = false;

  const isReachable = (id: string): boolean => !isDown && ![...cuts].some((start) => id.startsWith(start));
  const deliver = (session: Session, id: string, topic: string, payload: Buffer): void => {
    for (const delay of fate(topic, id)) {
      time.after(delay, () => {
        if (session.client) session.client.emit('message', topic, Buffer.from(payload), { retain: false });
        else if (session.durable && sessions.get(id) === session) session.waiting.push({ topic, payload });
      });
    }
  };
  const hub: Hub = {
    isReachable,
    acks: () => acks,
    route: (topic, payload, keep) => {
      raw.push(`${topic} ${payload.toString('utf8')}`);
      if (keep) retained.set(topic, payload);
      for (const [id, session] of sessions) if ([...session.filters].some((filter) => matches(filter, topic))) deliver(session, id, topic, payload);
    },
    open: (client) => {
      const { clientId, durable } = client;
      const known = durable ? sessions.get(clientId) : undefined;
      sessions.get(clientId)?.client?.drop();
      const session = known ?? { filters: new Set(), durable, client: undefined, waiting: [] };
      session.client = client;
      sessions.set(clientId, session);
      for (const { topic, payload } of session.waiting.splice(0)) time.after(HOP_MS, () => void client.emit('message', topic, payload, { retain: false }));
    },
    subscribe: (client, filters) => {
      for (const filter of filters) sessions.get(client.clientId)?.filters.add(filter);
      for (const [topic, payload] of retained) {
        if (filters.some((filter) => matches(filter, topic))) time.after(HOP_MS, () => void (client.connected && client.emit('message', topic, Buffer.from(payload), { retain: true })));
      }
    },
    leave: (client) => {
      const session = sessions.get(client.clientId);
      if (session?.client !== client) return;
      session.client = undefined;
      if (!session.durable) sessions.delete(client.clientId);
    },
    forget: (client) => void clients.delete(client),
    after: (ms, run) => time.after(ms, run),
  };
  const dropAll = (which: (id: string) => boolean): void => [...clients].filter(({ clientId }) => which(clientId)).forEach((client) => client.drop());
  const comeBack = (): void => clients.forEach((client) => client.tryAgain());

  return {
    raw, isReachable,
    connect: (_, options) => {
      const client = new Client(hub, options);
      clients.add(client);
      client.tryAgain();
      return client as unknown as MqttClient;
    },
    setFate: (next) => void (fate = next ?? prompt),
    setAcks: (next) => void (acks = next),
    down: () => {
      isDown = true;
      dropAll(() => true);
    },
    up: (memory) => {
      if (memory === 'forgets') [sessions, retained].forEach((map) => map.clear());
      isDown = false;
      comeBack();
    },
    cut: (id) => {
      cuts.add(id);
      dropAll((one) => one.startsWith(id));
    },
    mend: (id) => {
      cuts.delete(id);
      comeBack();
    },
    kill: (id) => {
      for (const client of [...clients].filter(({ clientId }) => clientId.startsWith(id))) client.end(true);
    },
  };
}

function matches(filter: string, topic: string): boolean {
  const [parts, levels] = [filter.split('/'), topic.split('/')];
  return parts.every((part, index) => part === '#' || (index < levels.length && (part === '+' || part === levels[index]))) && (parts.at(-1) === '#' || parts.length === levels.length);
}

interface Hub {
  isReachable(id: string): boolean;
  acks(): 'given' | 'lost';
  route(topic: string, payload: Buffer, keep: boolean): void;
  open(client: Client): void;
  subscribe(client: Client, filters: readonly string[]): void;
  leave(client: Client): void;
  forget(client: Client): void;
  after(ms: number, run: () => void): void;
}

const RECONNECT_MS = 1_000;

/** As much of mqtt.js's client as we use. */
class Client extends EventEmitter {
  readonly clientId: string;
  readonly durable: boolean;
  connected = false;
  readonly stream = { destroy: (): void => this.drop() };
  readonly #hub: Hub;
  readonly #will: IClientOptions['will'];
  #ended = false;
  #outgoing: (() => void)[] = [];

  constructor(hub: Hub, options: IClientOptions) {
    super();
    this.#hub = hub;
    this.clientId = options.clientId ?? '';
    this.durable = options.clean === false;
    this.#will = options.will;
  }

  tryAgain(): void {
    this.#hub.after(RECONNECT_MS, () => {
      if (this.connected || this.#ended || !this.#hub.isReachable(this.clientId)) return;
      this.connected = true;
      this.#hub.open(this);
      this.emit('connect');
      for (const send of this.#outgoing.splice(0)) send();
    });
  }

  /** The connection is gone, without a goodbye. */
  drop(): void {
    if (!this.connected) return;
    this.#close();
    if (this.#will) this.#hub.route(this.#will.topic, Buffer.from(this.#will.payload as Buffer), this.#will.retain === true);
    this.tryAgain();
  }

  #close(): void {
    this.connected = false;
    this.#hub.leave(this);
    this.emit('close');
  }

  subscribe(filters: readonly string[], _options: object, done: (error?: Error) => void): void {
    this.#hub.subscribe(this, filters);
    done();
  }

  async subscribeAsync(filters: readonly string[]): Promise<void> {
    this.#hub.subscribe(this, filters);
  }

  publish(topic: string, message: string, { retain = false }: { retain?: boolean } = {}): void {
    const send = (): void => this.#hub.route(topic, Buffer.from(message), retain);
    if (this.connected) send();
    else this.#outgoing.push(send);
  }

  async publishAsync(topic: string, message: string, options: { retain?: boolean }): Promise<void> {
    this.publish(topic, message, options);
    if (this.#hub.acks() === 'lost') await new Promise(() => {});
  }

  end(force?: boolean): void {
    this.#ended = true;
    this.#hub.forget(this);
    if (!this.connected) return;
    if (force === true) this.drop();
    else this.#close();
  }

  async endAsync(force?: boolean): Promise<void> {
    this.end(force);
  }
}
