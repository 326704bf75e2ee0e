import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Context } from 'mocha';
import { freePort, mosquittoProcess, type TestBroker } from './broker.ts';
import { findDynamicSecurity, findMosquitto, findOpenssl, requireOrSkip } from './tools.ts';

const run = promisify(execFile);

/** Makes certificates in a folder as an installation does; answers what the script says. */
export const makeCertificates = async (folder: string, ...what: string[]): Promise<string> => (await run('sh', ['deploy/make-certificates', '-d', folder, ...what])).stdout;

export const writeRights = async (file: string, ...gateways: string[]): Promise<unknown> => run('sh', ['deploy/write-broker-rights', file, ...gateways]);

export const openssl = async (...args: string[]): Promise<string> => (await run('openssl', args)).stdout;

export interface Credentials {
  ca: Buffer;
  cert: Buffer;
  key: Buffer;
}

/** The city's broker as `deploy/` has it: its own configuration, certificates and rights, on ports and in a folder of this test. */
export interface CityBroker extends Pick<TestBroker, 'up' | 'down' | 'stop'> {
  /** For gateways. */
  url: string;
  /** For Openzaal itself. */
  coreUrl: string;
  /** Where certificates and keys are. */
  folder: string;
  credentials(name: string): Promise<Credentials>;
}

interface Tools {
  mosquitto: string;
  plugin: string;
}

/** What such a broker takes; call it in a `before` hook. */
export function needCityBroker(hook: Context): Tools {
  requireOrSkip(hook, 'openssl', findOpenssl());
  return { mosquitto: requireOrSkip(hook, 'Mosquitto', findMosquitto()), plugin: requireOrSkip(hook, "Mosquitto's dynamic security plugin", findDynamicSecurity()) };
}

export async function startCityBroker({ mosquitto, plugin }: Tools, gateways: readonly string[]): Promise<CityBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'oz-city-broker-'));
  await makeCertificates(folder, 'broker', 'localhost', '127.0.0.1');
  await makeCertificates(folder, 'core');
  await makeCertificates(folder, 'gateway', ...gateways);
  await writeRights(join(folder, 'rights.json'), ...gateways);
  const [port, corePort] = [await freePort(), await freePort()];
  const places: [shipped: string, here: string][] = [
    ['listener 8883', `listener ${port} 127.0.0.1`], ['listener 8884', `listener ${corePort} 127.0.0.1`],
    ['/usr/lib/mosquitto_dynamic_security.so', plugin], ['/mosquitto/data/', `${folder}/`], ['/run/secrets/broker-rights', join(folder, 'rights.json')],
    ['/run/secrets/authority', join(folder, 'authority.pem')], ['/run/secrets/core-certificate', join(folder, 'core.pem')],
    ['/run/secrets/broker-certificate', join(folder, 'broker.pem')], ['/run/secrets/broker-key', join(folder, 'broker.key')],
  ];
  let config = await readFile('deploy/mosquitto/mosquitto.conf', 'utf8');
  for (const [shipped, here] of places) {
    if (!config.includes(shipped)) throw new Error(`deploy/mosquitto/mosquitto.conf no longer says ${shipped}`);
    config = config.replaceAll(shipped, here);
  }
  // Mosquitto drops root's rights by itself and could then not read our folder.
  const user = process.getuid?.() === 0 ? 'user root\n' : '';
  await writeFile(join(folder, 'mosquitto.conf'), `${user}${config}`);
  const { up, down } = mosquittoProcess(mosquitto, join(folder, 'mosquitto.conf'), port);
  await up();
  const file = (name: string): Promise<Buffer> => readFile(join(folder, name));
  return {
    url: `mqtts://127.0.0.1:${port}`, coreUrl: `mqtts://127.0.0.1:${corePort}`, folder, up, down,
    credentials: async (name) => ({ ca: await file('authority.pem'), cert: await file(`${name}.pem`), key: await file(`${name}.key`) }),
    stop: async () => {
      await down();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
