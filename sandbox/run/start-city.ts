import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SandboxProblem } from '../problem.ts';
import { addressesOf, type Addresses } from './addresses.ts';
import type { Program } from './child.ts';
import { cityDatabase, isEmpty, type DatabaseOptions } from './city-database.ts';
import { cityLocks, writeLockList } from './city-locks.ts';
import { claimPorts, freePorts, portsFrom, type CityPorts } from './city-ports.ts';
import type { Surroundings } from './environment.ts';
import { fillDatabase, NOTHING_TO_FILL } from './fill-database.ts';
import { keepRunning, type KeptRunning } from './keep-running.ts';
import { gatewayProgram, serverProgram, workerProgram, type ProgramName } from './programs.ts';
import { noteRunning, refuseSecondStart } from './running-note.ts';
import { citySecrets } from './secrets.ts';
import { stopOrder, type StopOrder } from './stop-order.ts';

export interface CityOptions extends DatabaseOptions {
  /** The usual ones unless given; `free` for any that nothing listens on. */
  readonly ports?: CityPorts | 'free';
  /** Hears, a line at a time, what a person at the terminal should know. */
  readonly say: (line: string) => void;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
}

export interface City {
  readonly urls: Addresses;
  readonly databaseUrl: string;
  /** Resolves when a program was given up; never otherwise. */
  readonly broken: Promise<SandboxProblem>;
  /** The process of a program. */
  pid(name: ProgramName): number;
  /** Stops everything in order; the data stay. Answers what went wrong on the way. May be called again. */
  stop(): Promise<unknown[]>;
}

/**
 * Starts a whole city: database, services that stand in for the world outside, and the three programs of Openzaal.
 * @throws SandboxProblem that says what to do; nothing is left running then
 */
export async function startCity(options: CityOptions): Promise<City> {
  const stops = stopOrder();
  try {
    const dataDir = resolve(options.dataDir);
    await mkdir(join(dataDir, 'logs'), { recursive: true });
    await refuseSecondStart(dataDir);
    const ports = options.ports === 'free' ? await freePorts() : options.ports ?? portsFrom({});
    if (options.ports !== 'free') await claimPorts(ports);
    options.signal?.throwIfAborted();
    return await Promise.race([start({ ...options, dataDir, ports }, stops), whenAborted(options.signal)]);
  } catch (error) {
    await stops.stopAll();
    throw isNotAllowed(error) ? notAllowed(error) : error;
  }
}

const isNotAllowed = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code));

const notAllowed = (cause: Error): SandboxProblem =>
  new SandboxProblem(`${cause.message}. Start as the user whose files these are, or set OPENZAAL_DATA to a directory of your own.`, { cause });

const whenAborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

async function start(options: CityOptions & { ports: CityPorts }, stops: StopOrder): Promise<City> {
  const urls = addressesOf(options.ports);
  const secrets = citySecrets(options.dataDir);
  const database = cityDatabase(options, stops);
  const around = Promise.all([secrets, database]).then(([known, databaseUrl]): Surroundings => {
    stops.begun.throwIfAborted();
    return { ...options, urls, secrets: known, databaseUrl, lockList: join(options.dataDir, 'locks.json') };
  });
  const programs = startPrograms({ ...options, around }, stops);
  await Promise.all([secrets, database, around, programs]);

  const databaseUrl = await database;
  const running = await programs;
  stops.add('note', await noteRunning(options.dataDir, { urls, databaseUrl }));
  return {
    urls, databaseUrl,
    broken: Promise.race(Object.values(running).map(({ givenUp }) => givenUp)),
    pid: (name) => running[name].pid(),
    stop: () => stops.stopAll(),
  };
}

interface Starting extends CityOptions {
  readonly around: Promise<Surroundings>;
}

/** Each as soon as what it needs is there. What is large is loaded only now, while the programs load in processes of their own. */
async function startPrograms({ around, say }: Starting, stops: StopOrder): Promise<Record<ProgramName, KeptRunning>> {
  const run = (program: Program): Promise<KeptRunning> => {
    stops.begun.throwIfAborted();
    return stops.adopt('programs', keepRunning(program, { say, signal: stops.begun }));
  };
  const assets = import('../../src/web/build-assets.ts').then(({ buildAssets }) => buildAssets());
  const filling = around.then(async (known) => (await isEmpty(known.databaseUrl) ? fillDatabase(known, say, stops) : NOTHING_TO_FILL));
  const filled = filling.then(({ done }) => done);
  const clear = Promise.all([around, filling.then(({ underWay }) => underWay)]).then(([known]) => known);
  const worker = clear.then((known) => run(workerProgram(known)));
  const server = Promise.all([clear, assets]).then(([known]) => run(serverProgram(known)));
  const services = clear.then(async (known) => (await import('./start-services.ts')).startServices(known, stops));
  const locks = Promise.all([around, filled, services]).then(([known]) => hangLocks(known, stops));
  const gateway = Promise.all([around, locks]).then(([known]) => run(gatewayProgram(known)));
  await Promise.all([assets, worker, server, filled, services, locks, gateway]);
  return { server: await server, worker: await worker, gateway: await gateway };
}

async function hangLocks(around: Surroundings, stops: StopOrder): Promise<void> {
  const locks = await cityLocks(around.databaseUrl);
  await writeLockList(around.lockList, locks);
  const services = await import('./start-services.ts');
  await services.hangLocks(locks, around, stops);
}
