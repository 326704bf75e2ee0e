import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withConnection } from '../../sandbox/postgres/connect.ts';
import { startPostgres } from '../../sandbox/postgres/start-postgres.ts';
import { migrate } from '../../src/platform/migrate.ts';

const DIRECTORY = '.openzaal';

/** Runs `work` on a migrated database that is nobody else's, and drops it afterwards. A commit there is on the disk. */
export async function withDatabase<Result>(databaseUrl: string | undefined, work: (url: string) => Promise<Result>): Promise<Result> {
  if (databaseUrl !== undefined) return withOwnDatabase(databaseUrl, work);
  await mkdir(DIRECTORY, { recursive: true });
  const postgres = await startPostgres({ dataDir: join(DIRECTORY, 'bench'), durable: true });
  try {
    return await withOwnDatabase(postgres.url(), work);
  } finally {
    await postgres.stop();
  }
}

async function withOwnDatabase<Result>(serverUrl: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const name = `openzaal_bench_${process.pid}`;
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
