import { resolve } from 'node:path';
import { SandboxProblem } from '../problem.ts';
import { answeringPostmaster } from './answering.ts';
import { findBinaries } from './binaries.ts';
import { socketUrl, withConnection } from './connect.ts';
import { takeExclusiveUse } from './exclusive-use.ts';
import { initCluster } from './init-cluster.ts';
import { launchPostmaster, type Durability } from './launch-postmaster.ts';
import { placeCluster } from './place-cluster.ts';
import { disownPostmasterFile, type Postmaster } from './postmaster-file.ts';
import { serverAccount, type Account } from './server-account.ts';
import { stopOrphan, stopPostmaster } from './stop-postmaster.ts';

export interface PostgresOptions {
  /** Where the data live; made when absent. Beside it come `<dataDir>.log` and `<dataDir>.user`. */
  readonly dataDir: string;
  /** `false` for data that may be lost with the machine: faster. They survive a killed process all the same. */
  readonly durable?: boolean;
}

export interface EmbeddedPostgres {
  /** The address of a database of this PostgreSQL, `openzaal` unless another is named. Its user may do everything. */
  url(database?: string): string;
  /** Cuts all connections and stops PostgreSQL; may be called again. */
  stop(): Promise<void>;
}

const DATABASE = 'openzaal';
const NOT_ALLOWED = ['EACCES', 'EPERM', 'EROFS'];
/** An orphan may be in crash recovery, or still be writing out its data before it goes. */
const ORPHAN_MS = 20_000;

/**
 * Starts the PostgreSQL 18 that npm installed, for this process alone, on a socket only we can open. One that outlived an earlier
 * process (`kill -9`) is taken over as it is.
 * @throws SandboxProblem that says what to do, when this machine cannot run it or the data are in use
 */
export async function startPostgres({ dataDir, durable = true }: PostgresOptions): Promise<EmbeddedPostgres> {
  const wanted = resolve(dataDir);
  return start(wanted, durable ? 'durable' : 'fast').catch((error: NodeJS.ErrnoException) => {
    throw NOT_ALLOWED.includes(error.code ?? '') ? notAllowed(wanted, error) : error;
  });
}

async function start(wanted: string, durability: Durability): Promise<EmbeddedPostgres> {
  const account = await serverAccount(wanted);
  const place = await placeCluster(wanted, account);
  const release = await takeExclusiveUse(wanted);
  try {
    const postmaster = (await adoptOrphan(place)) ?? (await startAfresh({ wanted, place, account, durability }));
    await createDatabase(postmaster);
    return handle(postmaster, release);
  } catch (error) {
    await release();
    throw error;
  }
}

function handle(postmaster: Postmaster, release: () => Promise<void>): EmbeddedPostgres {
  const stop = async (): Promise<void> => {
    await stopPostmaster(postmaster);
    await release();
  };
  let stopped: Promise<void> | undefined;
  return {
    url: (database = DATABASE) => socketUrl(postmaster.socketDir, database),
    stop: () => (stopped ??= stop()),
  };
}

async function adoptOrphan(place: string): Promise<Postmaster | undefined> {
  const orphan = await answeringPostmaster(place, ORPHAN_MS);
  if (orphan) return orphan;
  // One that hangs, or whose socket was cleaned away, nobody can reach, so nobody misses it.
  await stopOrphan(place);
  await disownPostmasterFile(place);
  return undefined;
}

interface FreshStart {
  wanted: string;
  place: string;
  account: Account | undefined;
  durability: Durability;
}

async function startAfresh({ wanted, place, account, durability }: FreshStart): Promise<Postmaster> {
  const { initdb, postgres } = await findBinaries(account);
  await initCluster(initdb, place, account);
  return launchPostmaster({ postgres, dataDir: place, log: `${wanted}.log`, account, durability });
}

async function createDatabase({ socketDir }: Postmaster): Promise<void> {
  await withConnection(socketUrl(socketDir, 'postgres'), async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}

const notAllowed = (dataDir: string, cause: Error): SandboxProblem =>
  new SandboxProblem(
    `PostgreSQL cannot keep its data in ${dataDir}: ${cause.message}. ` +
      'Either this directory is not yours to write, or another user started here before: start as that user, or have them remove it.',
    { cause },
  );
