import { spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxProblem } from '../problem.ts';
import { poll } from './poll.ts';
import { isRunning, readPostmasterFile, type Postmaster } from './postmaster-file.ts';
import { temporaryRoot, type Account } from './server-account.ts';

export interface Launch {
  readonly postgres: string;
  readonly dataDir: string;
  /** Takes what PostgreSQL says, from this start on. */
  readonly log: string;
  readonly account: Account | undefined;
  readonly durability: Durability;
}

/** `fast` when the data may be lost with the machine. */
export type Durability = 'durable' | 'fast';

/** Crash recovery after a large import takes a while; a hundred times what a start usually takes. */
const START_MS = 60_000;
/** How long sessions of a killed postmaster may take to notice and let go of the data. */
const LET_GO_MS = 15_000;
const STILL_IN_USE = 'is still in use';

const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: 200,
  shared_buffers: '256MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
const SYNCING: Record<Durability, Record<string, string>> = {
  durable: {},
  fast: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
};

/**
 * Starts PostgreSQL on a socket in a directory of its own, in a session of its own: Ctrl-C must reach us alone, who stop it last.
 * @throws SandboxProblem with the end of its log when it does not come up
 */
export async function launchPostmaster(launch: Launch): Promise<Postmaster> {
  const started = await poll(LET_GO_MS, async () => {
    const outcome = await attempt(launch);
    return typeof outcome === 'string' && outcome.includes(STILL_IN_USE) ? undefined : outcome;
  });
  if (typeof started === 'object') return started;
  const reason = started ?? `Sessions of an earlier PostgreSQL still use ${launch.dataDir}. Stop its processes named postgres.`;
  throw new SandboxProblem(`PostgreSQL did not start:\n${reason}\nIts log is ${launch.log}`);
}

/** A running PostgreSQL, or what it said at the end. */
async function attempt({ postgres, dataDir, log, account, durability }: Launch): Promise<Postmaster | string> {
  const socketDir = await mkdtemp(join(await temporaryRoot(account), 'openzaal-'));
  if (account) await chown(socketDir, account.uid, account.gid);
  const settings = { ...SETTINGS, ...SYNCING[durability], unix_socket_directories: socketDir };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const output = await open(log, 'w');
  const child = spawn(postgres, ['-D', dataDir, ...words], {
    ...account,
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  await output.close();
  const ready = await becomesReady(child, dataDir);
  if (typeof ready === 'object') return ready;
  await rm(socketDir, { recursive: true, force: true });
  return ready ?? (await endOf(log));
}

/** Undefined when it gave up by itself. */
async function becomesReady(child: ChildProcess, dataDir: string): Promise<Postmaster | string | undefined> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  child.unref();
  const outcome = await poll(START_MS, async () => {
    if (failure || child.exitCode !== null || child.signalCode !== null) return 'exited';
    const postmaster = await readPostmasterFile(dataDir);
    return postmaster?.pid === child.pid && postmaster?.status === 'ready' ? postmaster : undefined;
  });
  if (typeof outcome === 'object') return outcome;
  if (failure) return failure.message;
  if (outcome === 'exited') return undefined;
  child.kill('SIGQUIT');
  await poll(5_000, async () => ((await isRunning({ pid: child.pid ?? 0, dataDir })) ? undefined : true));
  return `It was not ready after ${START_MS / 1000} s.`;
}

const endOf = async (log: string): Promise<string> => (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-8).join('\n');
