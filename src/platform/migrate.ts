import { readdir, readFile } from 'node:fs/promises';
import { runMigrations } from 'graphile-worker';
import knex, { type Knex } from 'knex';

const FOLDER = new URL('../../migrations/', import.meta.url);
/** Any constant will do: it only has to be the same in every process of this installation. */
const ADVISORY_LOCK = 7_030_621;

/**
 * Brings the database at `url` to the newest schema. Safe to call from several processes at once: they take turns under an
 * advisory lock, which PostgreSQL drops when a process dies, so knex's own lock table can be freed without asking.
 */
export async function migrate(url: string): Promise<void> {
  const db = knex({ client: 'pg', connection: { connectionString: url }, pool: { min: 0, max: 2 } });
  try {
    await db.transaction(async (tx) => {
      await tx.raw('SELECT pg_advisory_xact_lock(?)', [ADVISORY_LOCK]);
      await db.migrate.forceFreeMigrationsLock(settings);
      await db.migrate.latest(settings);
    });
    await runMigrations({ connectionString: url });
  } finally {
    await db.destroy();
  }
}

interface SqlFile {
  name: string;
  sql: string;
}

const sqlFiles: Knex.MigrationSource<SqlFile> = {
  async getMigrations() {
    const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(name, FOLDER), 'utf8') })));
  },
  getMigrationName: ({ name }) => name,
  getMigration: async ({ sql }) => ({ up: (tx) => tx.raw(sql.replaceAll('?', '\\?')), down: forwardOnly }),
};

const settings: Knex.MigratorConfig = { migrationSource: sqlFiles, tableName: 'migrations' };

const forwardOnly = (): Promise<void> => Promise.reject(new Error('migrations go forward only'));
