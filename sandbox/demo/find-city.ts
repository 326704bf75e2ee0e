import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxProblem } from '../problem.ts';
import { addressesOf } from '../run/addresses.ts';
import { portsFrom } from '../run/city-ports.ts';
import { findRunning } from '../run/running-note.ts';
import { startCity } from '../run/start-city.ts';
import type { Setting } from './setting.ts';

export interface FoundCity extends Setting {
  readonly found: 'named' | 'running' | 'started';
  readonly leave: () => Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const stay = (): Promise<void> => Promise.resolve();

/**
 * The city to play in: the one that OPENZAAL_URL names (its Mollie and locks at the ports of the environment), else the one that
 * runs on this checkout's data, else one of its own that is thrown away afterwards.
 * @param say hears of a start, which takes a while
 * @param signal ends such a start
 */
export async function findCity(env: Environment, say: (line: string) => void, signal: AbortSignal): Promise<FoundCity> {
  if (env['OPENZAAL_URL']) return namedCity(env['OPENZAAL_URL'], env);
  const running = await findRunning(env['OPENZAAL_DATA'] || '.openzaal');
  if (running) return { urls: running.urls, databaseUrl: running.databaseUrl, found: 'running', leave: stay };
  return ownCity(say, signal);
}

async function namedCity(named: string, env: Environment): Promise<FoundCity> {
  if (!URL.canParse(named)) throw new SandboxProblem('OPENZAAL_URL must be the address of a running sandbox, such as http://localhost:3000.');
  const site = new URL(named).origin;
  const ready = await fetch(`${site}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  if (!ready?.ok) throw new SandboxProblem(`Nothing is ready to answer at ${site} (OPENZAAL_URL).`);
  return { urls: { ...addressesOf(portsFrom(env)), site }, databaseUrl: env['DATABASE_URL'] || undefined, found: 'named', leave: stay };
}

/** The directory can be entered by others: PostgreSQL does not run as root. */
async function ownCity(say: (line: string) => void, signal: AbortSignal): Promise<FoundCity> {
  const dataDir = await mkdtemp(join(tmpdir(), 'openzaal-demo-'));
  await chmod(dataDir, 0o711);
  const remove = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  const city = await startCity({ dataDir, ports: 'free', data: 'passing', say, signal }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const leave = async (): Promise<void> => {
    await city.stop();
    await remove();
  };
  return { urls: city.urls, databaseUrl: city.databaseUrl, found: 'started', leave };
}
