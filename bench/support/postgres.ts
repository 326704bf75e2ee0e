import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withConnection } from '../../sandbox/postgres/connect.ts';
import { startPostgres } from '../../sandbox/postgres/start-postgres.ts';
import { migrate } from '../../src/platform/migrate.ts';

const DIRECTORY = '.openzaal';
const PREFIX = 'openzaal_bench_';

/** Runs `work` on a migrated database that is nobody else's, and drops it afterwards. A commit there is on the disk. */
export async function withDatabase<Result>(databaseUrl: string | undefined, work: (url: string) => Promise<Result>): Promise<Result> {
  if (databaseUrl !== undefined) return withOwnDatabase(databaseUrl, work);
  await mkdir(DIRECTORY, { recursive: true });
  const postgres = await startPostgres({ dataDir: join(DIRECTORY, 'bench'), durable: true });
  try {
    await dropAbandoned(postgres.url());
    return await withOwnDatabase(postgres.url(), work);
  } finally {
    await postgres.stop();
  }
}

/** A run that was killed could not tidy up. This PostgreSQL is for one run at a time. */
const dropAbandoned = (serverUrl: string): Promise<void> => withConnection(serverUrl, async (client) => {
  const { rows } = await client.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)', [PREFIX]);
  for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
});

async function withOwnDatabase<Result>(serverUrl: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const name = `${PREFIX}${process.pid}`;
  const run = (statement: string): Promise<void> => withConnection(serverUrl, async (client) => void (await client.query(statement)));
  await run(`CREATE DATABASE ${name}`);
  try {
    const url = databaseIn(serverUrl, name);
    await migrate(url);
    return await work(url);
  } finally {
    await run(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

/** The same address with another database. */
export const databaseIn = (serverUrl: string, name: string): string => serverUrl.replace(/^(\w+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${name}`);
