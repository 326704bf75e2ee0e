import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { gatewayKey, sealCommand, signManifest } from '../../lock-gateway/envelope.ts';
import { withoutDelay } from '../../lock-gateway/line.ts';
import {
  coreFilters, lockTopic, readMessage, type AccessWindow, type Ack, type Command, type Incoming, type LockEvent, type ManifestCode, type Reported, type SealedCommand, type Status,
} from '../../lock-gateway/protocol.ts';
import type { FaceOptions } from '../../sandbox/locks/live-twin.ts';
import { startLocks, type Locks } from '../../sandbox/locks/start-locks.ts';
import { startTestBroker, type BrokerKind, type TestBroker } from '../support/broker.ts';

export const GATEWAY = 'leuven';

/** Two brokers, a gateway in its own process, simulated locks, and a core that hears everything. */
export interface Stage {
  city: TestBroker;
  building: TestBroker;
  locks: Locks;
  gateway: GatewayProcess;
  core: Core;
  folder: string;
  /** Ends the gateway and leaves the locks without power too, then brings the locks back. */
  restartLocks(): Promise<void>;
  stop(): Promise<void>;
}

export interface GatewayProcess {
  start(env?: Record<string, string>): Promise<void>;
  /** SIGKILL: nothing is finished. */
  kill(): Promise<void>;
  /** SIGSTOP: it hears and does nothing any more, until it is killed. */
  freeze(): void;
  /** SIGTERM; answers the exit code. */
  terminate(): Promise<number | null>;
  /** All it ever logged. */
  log(): string;
}

export interface StageLock {
  id: string;
  windows: boolean;
  slots?: number;
  face?: FaceOptions;
  /** What the gateway is told of it, besides its name. */
  config?: Record<string, unknown>;
}

export async function startStage(kind: BrokerKind, locks: readonly StageLock[]): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'oz-gateway-'));
  const [city, building] = await Promise.all([startTestBroker(kind), startTestBroker(kind)]);
  const secret = randomBytes(32).toString('base64');
  const hang = (): Promise<Locks> => startLocks({
    brokerUrl: building.url, version: building.version, panelPort: 0, dataFile: join(folder, 'twins.jsonl'),
    locks: locks.map(({ id, windows, slots, face }) => ({ id, windows, gateway: GATEWAY, name: `Deur ${id}`, ...(slots ? { slots } : {}), ...(face ? { face } : {}) })),
  });
  const lockFile = join(folder, 'locks.yaml');
  await writeFile(lockFile, JSON.stringify({ locks: locks.map(({ id, config }) => ({ id, ...config })) }));
  const gateway = gatewayProcess({
    GATEWAY_ID: GATEWAY, GATEWAY_KEY: secret, GATEWAY_STATE_DIR: join(folder, 'state'), GATEWAY_LOCKS: lockFile, HEALTH_PORT: '0', LOG_LEVEL: 'debug',
    CITY_BROKER_URL: city.url, CITY_BROKER_USER: 'leuven', CITY_BROKER_PASSWORD: 'leuven-sandbox',
    BUILDING_BROKER_URL: building.url, BUILDING_BROKER_USER: 'building', BUILDING_BROKER_PASSWORD: 'building-sandbox',
    MQTT_VERSION: city.version === 5 ? '5' : '3.1.1',
  });
  const core = await startCore(city, secret);
  const stage: Stage = {
    city, building, gateway, core, folder,
    locks: await hang(),
    restartLocks: async () => {
      await stage.locks.stop();
      stage.locks = await hang();
    },
    stop: async () => {
      await gateway.kill();
      await core.client.endAsync(true);
      await stage.locks.stop();
      await Promise.all([city.stop(), building.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  await gateway.start();
  return stage;
}

export function gatewayProcess(settings: Record<string, string>): GatewayProcess {
  let child: ChildProcess | undefined;
  let log = '';
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
    return child.exitCode;
  };
  return {
    start: async (env = {}) => {
      const started = spawn(process.execPath, ['--import', 'tsx', 'lock-gateway/main.ts'], { env: { PATH: process.env['PATH'], ...settings, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (log += String(chunk)));
      const from = log.length;
      await eventually('the gateway starts', () => log.slice(from).includes('city line up') || started.exitCode !== null);
    },
    kill: async () => void (await end('SIGKILL')),
    freeze: () => void child?.kill('SIGSTOP'),
    terminate: () => end('SIGTERM'),
    log: () => log,
  };
}

/** The core's side of the profile, as `src/access/` speaks it. */
export interface Core {
  client: MqttClient;
  secret: string;
  /** Everything that arrived, raw: for leaks. */
  raw: string[];
  heard: Incoming[];
  send(lock: string, command: Command, options?: Partial<Pick<SealedCommand, 'cmdId'>> & { expiresAt?: Date }): Promise<string>;
  publish(lock: string, message: SealedCommand): Promise<void>;
  manifest(lock: string, codes: ManifestCode[], rev?: number): Promise<void>;
  acks(cmdId: string): Ack[];
  events(lock: string): LockEvent[];
  reported(lock: string): Reported | undefined;
  status(): Status | undefined;
}

async function startCore(city: TestBroker, secret: string): Promise<Core> {
  const client = await mqtt.connectAsync(city.url, {
    username: 'openzaal', password: 'openzaal-sandbox', protocolVersion: city.version, reconnectPeriod: 100, reconnectOnConnackError: true, clientId: `core-${randomUUID()}`,
  });
  client.on('error', () => {});
  client.on('connect', () => withoutDelay(client));
  withoutDelay(client);
  const key = gatewayKey(secret);
  const heard: Incoming[] = [];
  const raw: string[] = [];
  client.on('message', (topic, payload) => {
    raw.push(`${topic} ${payload.toString('utf8')}`);
    const read = readMessage(topic, payload);
    if (read.ok) heard.push(read.incoming);
    else throw new Error(`the gateway sent something invalid on ${topic}: ${read.reason}`);
  });
  await client.subscribeAsync(coreFilters(), { qos: 1 });
  const ofKind = <Kind extends Incoming['kind']>(kind: Kind): Extract<Incoming, { kind: Kind }>[] =>
    heard.filter((one): one is Extract<Incoming, { kind: Kind }> => one.kind === kind);
  const publish = async (lock: string, message: SealedCommand): Promise<void> => {
    raw.push(JSON.stringify(message));
    await client.publishAsync(lockTopic(GATEWAY, lock, 'cmd'), JSON.stringify(message), { qos: 1 });
  };
  return {
    client, secret, raw, heard, publish,
    send: async (lock, command, { cmdId = randomUUID(), expiresAt = new Date(Date.now() + 3_600_000) } = {}) => {
      await publish(lock, await sealCommand(key, { gateway: GATEWAY, lock, cmdId, expiresAt }, command));
      return cmdId;
    },
    manifest: async (lock, codes, rev = Date.now()) => {
      const manifest = signManifest(key, GATEWAY, { v: 1, lock, rev, at: new Date().toISOString(), codes });
      await client.publishAsync(lockTopic(GATEWAY, lock, 'manifest'), JSON.stringify(manifest), { qos: 1, retain: true });
    },
    acks: (cmdId) => ofKind('ack').map(({ message }) => message).filter((ack) => ack.cmdId === cmdId),
    events: (lock) => ofKind('event').filter((one) => one.lock === lock).map(({ message }) => message),
    reported: (lock) => ofKind('reported').findLast((one) => one.lock === lock)?.message,
    status: () => ofKind('status').at(-1)?.message,
  };
}

const MINUTE = 60_000;

/** A window relative to now, in minutes. */
export const windowOf = (fromMinutes: number, untilMinutes: number): AccessWindow => {
  const now = Date.now();
  return { from: new Date(now + fromMinutes * MINUTE).toISOString(), until: new Date(now + untilMinutes * MINUTE).toISOString() };
};

let pins = 3_456_789_123;
/** Ten digits, so that a leak cannot be confused with a stray number. */
export const newPin = (): string => String((pins += 1_113_577));

export const putOf = (ref: string, rev: number, pin: string, ...windows: AccessWindow[]): Command =>
  ({ op: 'code.put', ref, rev, pin, windows, iat: new Date().toISOString() });

export const removeOf = (ref: string, rev: number): Command => ({ op: 'code.remove', ref, rev, iat: new Date().toISOString() });

/** Waits until it holds, or fails saying what did not. */
export async function eventually(what: string, holds: () => boolean, withinMs = 12_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`did not happen: ${what}`);
    await pause(15);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
