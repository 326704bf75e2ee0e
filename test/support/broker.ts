import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, connect as connectSocket, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../sandbox/broker.ts';
import { findMosquitto } from './tools.ts';

/** A broker that a test may kill and start again: what it had not yet saved is lost; aedes forgets everything. */
export interface TestBroker {
  kind: BrokerKind;
  url: string;
  /** 5 where the broker speaks it, otherwise 4 (MQTT 3.1.1). */
  version: 4 | 5;
  /** Cuts every connection; nobody can connect until `up`. */
  down(): Promise<void>;
  /** The same, but told beforehand: it saves what it knows. */
  end(): Promise<void>;
  up(): Promise<void>;
  /** While it is down: what it had saved is lost. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export type BrokerKind = 'mosquitto' | 'aedes';

/** The brokers to test on: the real one first, where it is installed. */
export const brokersHere = (): BrokerKind[] => (findMosquitto() ? ['mosquitto', 'aedes'] : ['aedes']);

export const startTestBroker = (kind: BrokerKind): Promise<TestBroker> => (kind === 'mosquitto' ? startMosquitto() : startAedes());

async function startAedes(): Promise<TestBroker> {
  let broker = await startBroker({ port: 0 });
  const { port, url } = broker;
  return {
    kind: 'aedes', url, version: 4,
    down: () => broker.stop(),
    end: () => broker.stop(),
    forget: async () => {},
    up: async () => {
      broker = await startBroker({ port });
    },
    stop: () => broker.stop(),
  };
}

async function startMosquitto(): Promise<TestBroker> {
  const program = findMosquitto();
  if (!program) throw new Error('mosquitto is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'oz-mosquitto-'));
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  // Mosquitto drops root's rights by itself and could then not write in our folder.
  const user = process.getuid?.() === 0 ? 'user root\n' : '';
  await writeFile(config, `${user}listener ${port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\npersistence true\npersistence_location ${folder}/\nautosave_interval 30\nmax_queued_messages 0\n`);
  const { up, down, end } = mosquittoProcess(program, config, port);
  await up();
  return {
    kind: 'mosquitto', url: `mqtt://127.0.0.1:${port}`, version: 5, up, down, end,
    forget: () => rm(join(folder, 'mosquitto.db'), { force: true }),
    stop: async () => {
      await down();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A Mosquitto that may be killed and started again. */
export function mosquittoProcess(program: string, config: string, port: number): Pick<TestBroker, 'up' | 'down' | 'end'> {
  let child: ChildProcess | undefined;
  const gone = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (!child || child.exitCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
    child = undefined;
  };
  return {
    up: async () => {
      child = spawn(program, ['-c', config], { stdio: 'ignore' });
      await listening(port);
    },
    down: () => gone('SIGKILL'),
    end: () => gone('SIGTERM'),
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connectSocket(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing listens on ${port}`);
}
