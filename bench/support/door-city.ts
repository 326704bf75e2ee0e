import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { SandboxProblem } from '../../sandbox/problem.ts';
import { parseDoorKeys, type DoorKeys } from '../../src/access/door-keys.ts';
import { gatewayProcess } from '../../test/lock-gateway/stage.ts';
import { startTestBroker } from '../../test/support/broker.ts';
import { startCityBroker, type CityBroker } from '../../test/support/city-broker.ts';
import { findDynamicSecurity, findMosquitto, findOpenssl } from '../../test/support/tools.ts';
import { openLockHouse, type LockHouse } from './lock-house.ts';

export const GATEWAY = 'leuven';
/** Somebody who is let in as a gateway is, to measure the broker alone with. */
export const BARE = 'bare';

/** The city's broker as it is shipped, one worker and one gateway in processes of their own, and a building full of native locks. */
export interface DoorCity {
  broker: CityBroker;
  house: LockHouse;
  keys: DoorKeys;
  connect(name: string): Promise<MqttClient>;
  startWorker(): void;
  stopWorker(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws SandboxProblem naming what is not installed */
export async function startDoorCity(databaseUrl: string, locks: readonly string[]): Promise<DoorCity> {
  const tools = toolsHere();
  const folder = await mkdtemp(join(tmpdir(), 'oz-bench-doors-'));
  const [broker, building] = [await startCityBroker(tools, [GATEWAY, BARE]), await startTestBroker('mosquitto')];
  const [codeSecret, lockSecret] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
  const [codeKeys, lockKeys] = [`bench:${codeSecret}`, `${GATEWAY}:${lockSecret}`];
  const house = await openLockHouse(building.url, GATEWAY, locks);
  const lockFile = join(folder, 'locks.json');
  await writeFile(lockFile, JSON.stringify({ locks: locks.map((id) => ({ id })) }));
  const file = (name: string): string => join(broker.folder, name);
  const gateway = gatewayProcess({
    GATEWAY_ID: GATEWAY, GATEWAY_KEY: lockSecret, GATEWAY_STATE_DIR: join(folder, 'state'), GATEWAY_LOCKS: lockFile, HEALTH_PORT: '0',
    CITY_BROKER_URL: broker.url, CITY_BROKER_CA: file('authority.pem'), CITY_BROKER_CERT: file(`${GATEWAY}.pem`), CITY_BROKER_KEY: file(`${GATEWAY}.key`),
    BUILDING_BROKER_URL: building.url, BUILDING_BROKER_USER: 'building', BUILDING_BROKER_PASSWORD: 'building-sandbox',
  });
  await gateway.start();
  let worker: ChildProcess | undefined;
  const clients: MqttClient[] = [];
  const stopWorker = async (): Promise<void> => {
    if (!worker || worker.exitCode !== null) return;
    worker.kill('SIGTERM');
    await once(worker, 'exit');
    worker = undefined;
  };
  return {
    broker, house, keys: parseDoorKeys(codeKeys, lockKeys), stopWorker,
    startWorker: () => {
      worker = spawn(process.execPath, ['--import', 'tsx', 'bench/support/door-worker.ts'], {
        env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, BROKER_URL: broker.coreUrl, CERTIFICATES: broker.folder, CODE_KEYS: codeKeys, LOCK_KEYS: lockKeys },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    },
    connect: async (name) => {
      const client = await mqtt.connectAsync(name === 'core' ? broker.coreUrl : broker.url, { ...await broker.credentials(name), protocolVersion: 5, reconnectPeriod: 200, reconnectOnConnackError: true });
      client.on('error', () => {});
      clients.push(client);
      return client;
    },
    stop: async () => {
      await stopWorker();
      await gateway.kill();
      for (const client of clients) await client.endAsync(true);
      await house.stop();
      await Promise.all([broker.stop(), building.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function toolsHere(): { mosquitto: string; plugin: string } {
  const [mosquitto, plugin, openssl] = [findMosquitto(), findDynamicSecurity(), findOpenssl()];
  const lacking = [...(mosquitto ? [] : ['Mosquitto 2']), ...(plugin ? [] : ["Mosquitto's dynamic security plugin"]), ...(openssl ? [] : ['openssl'])];
  if (!mosquitto || !plugin || !openssl) throw new SandboxProblem(`Doors are measured on a real broker: not installed here: ${lacking.join(', ')}. On Debian: apt-get install mosquitto openssl`);
  return { mosquitto, plugin };
}
