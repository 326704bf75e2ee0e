import { join } from 'node:path';
import { migrate } from '../../src/platform/migrate.ts';
import { withConnection } from '../postgres/connect.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { SandboxProblem } from '../problem.ts';
import type { StopOrder } from './stop-order.ts';

export interface DatabaseOptions {
  readonly dataDir: string;
  /** A PostgreSQL of one's own instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  /** `lasting` unless the data may be lost with the machine, as those of a test may. */
  readonly data?: 'lasting' | 'passing' | undefined;
}

/**
 * A database with the newest schema: the one named, or the embedded PostgreSQL started for it.
 * @throws SandboxProblem when the one named cannot be used
 */
export async function cityDatabase({ dataDir, databaseUrl, data = 'lasting' }: DatabaseOptions, stops: StopOrder): Promise<string> {
  if (databaseUrl !== undefined) {
    await migrate(databaseUrl).catch((error: Error) => {
      throw new SandboxProblem(`The database that DATABASE_URL names cannot be used: ${error.message}`, { cause: error });
    });
    return databaseUrl;
  }
  const postgres = await stops.adopt('database', startPostgres({ dataDir: join(dataDir, 'postgres'), durable: data === 'lasting' }));
  await migrate(postgres.url());
  return postgres.url();
}

/** True while nobody has entered anything to let. */
export const isEmpty = (databaseUrl: string): Promise<boolean> =>
  withConnection(databaseUrl, async (client) => (await client.query('SELECT FROM organisations LIMIT 1')).rowCount === 0);
