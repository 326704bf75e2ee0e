import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import mqtt, { type MqttClient } from 'mqtt';
import { parseDoorKeys, type DoorKeys } from '../../src/access/door-keys.ts';
import type { BrokerOptions } from '../../src/access/broker-line.ts';
import { startLocks, type Locks } from '../../sandbox/locks/start-locks.ts';
import { gatewayProcess, type GatewayProcess } from '../lock-gateway/stage.ts';
import { startTestBroker } from '../support/broker.ts';
import { needCityBroker, startCityBroker, type CityBroker } from '../support/city-broker.ts';
import { keys } from './setting.ts';

/** One building: its gateway in a process of its own, its own broker, and locks on it. */
export interface Building {
  gateway: GatewayProcess;
  locks: Locks;
}

/** The city's broker as it is shipped, and buildings behind it. */
export interface LockCity {
  broker: CityBroker;
  buildings: ReadonlyMap<string, Building>;
  /** How a worker connects to it. */
  core: BrokerOptions;
  keys: DoorKeys;
  /** What each gateway shares with Openzaal, in base64. */
  secrets: ReadonlyMap<string, string>;
  /** Where a gateway remembers. */
  stateOf(gateway: string): string;
  /** Somebody at the broker with these credentials. */
  connect(name: string): Promise<MqttClient>;
  stop(): Promise<void>;
}

/** @param plan the locks of each gateway */
export async function startLockCity(hook: Context, plan: Readonly<Record<string, readonly string[]>>): Promise<LockCity> {
  const tools = needCityBroker(hook);
  const folder = await mkdtemp(join(tmpdir(), 'oz-lock-city-'));
  const broker = await startCityBroker(tools, Object.keys(plan));
  const stops: (() => Promise<unknown>)[] = [];
  const secrets = Object.keys(plan).map((name) => [name, randomBytes(32).toString('base64')] as const);
  const buildings = new Map<string, Building>();
  for (const [name, secret] of secrets) buildings.set(name, await openBuilding({ name, secret, lockNames: plan[name]!, folder, broker, stops }));
  return {
    broker, buildings, secrets: new Map(secrets), stateOf: (name) => join(folder, `${name}-state`),
    core: { url: broker.coreUrl, version: 5, ...await broker.credentials('core') },
    keys: { codes: keys.codes, gateways: parseDoorKeys(`unused:${secrets[0]![1]}`, secrets.map(([name, secret]) => `${name}:${secret}`).join(',')).gateways },
    connect: async (name) => {
      const client = await mqtt.connectAsync(name === 'core' ? broker.coreUrl : broker.url, { ...await broker.credentials(name), protocolVersion: 5, reconnectPeriod: 200, reconnectOnConnackError: true });
      client.on('error', () => {});
      stops.unshift(() => client.endAsync(true));
      return client;
    },
    stop: async () => {
      for (const stop of stops) await stop();
      await broker.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Site {
  name: string;
  secret: string;
  lockNames: readonly string[];
  folder: string;
  broker: CityBroker;
  stops: (() => Promise<unknown>)[];
}

async function openBuilding({ name, secret, lockNames, folder, broker, stops }: Site): Promise<Building> {
  const own = await startTestBroker('mosquitto');
  const locks = await startLocks({
    brokerUrl: own.url, version: own.version, panelPort: 0, dataFile: join(folder, `${name}-twins.jsonl`),
    locks: lockNames.map((id) => ({ id, gateway: name, name: id, windows: true })),
  });
  const lockFile = join(folder, `${name}-locks.yaml`);
  await writeFile(lockFile, JSON.stringify({ locks: lockNames.map((id) => ({ id })) }));
  const gateway = gatewayProcess({
    GATEWAY_ID: name, GATEWAY_KEY: secret, GATEWAY_STATE_DIR: join(folder, `${name}-state`), GATEWAY_LOCKS: lockFile, HEALTH_PORT: '0', LOG_LEVEL: 'debug',
    CITY_BROKER_URL: broker.url, CITY_BROKER_CA: join(broker.folder, 'authority.pem'), CITY_BROKER_CERT: join(broker.folder, `${name}.pem`), CITY_BROKER_KEY: join(broker.folder, `${name}.key`),
    BUILDING_BROKER_URL: own.url, BUILDING_BROKER_USER: 'building', BUILDING_BROKER_PASSWORD: 'building-sandbox',
  });
  stops.push(() => gateway.kill(), () => locks.stop(), () => own.stop());
  await gateway.start();
  return { gateway, locks };
}
