import { Pool, type QueryResultRow } from 'pg';
import { migrate } from '../../src/platform/migrate.ts';
import { RUN, testServer, type TestServer } from './server.ts';

export interface TestDatabase {
  /** Where it is. There from `before` on, so not while `describe` only collects the tests. */
  readonly url: string;
  /** Asks it something directly, past the code under test. */
  query<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

const SETUP_MS = 120_000;
const finished: string[] = [];
let template: Promise<string> | undefined;
let clones = 0;

/**
 * Gives the tests of this `describe` a migrated, empty database that nobody else uses. Call it first, before hooks that need it.
 * It is dropped when the next one is made or at the end of the run: by then whoever had connections has closed them.
 */
export function useDatabase(): TestDatabase {
  let name: string | undefined;
  let url: string | undefined;
  let pool: Pool | undefined;
  const address = (): string => {
    if (url === undefined) throw new Error('there is a test database only inside hooks and tests of the describe that calls useDatabase()');
    return url;
  };

  before('make a private database', async function () {
    this.timeout(SETUP_MS);
    const server = await testServer();
    name = await cloneTemplate(server);
    url = server.url(name);
  });

  after('let go of the database', async () => {
    await pool?.end();
    if (name !== undefined) finished.push(name);
    url = undefined;
  });

  return {
    get url() {
      return address();
    },
    async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) {
      // Connections outlive the end of their pool for a moment, and the server may be stopped in it.
      pool ??= new Pool({ connectionString: address(), max: 4, allowExitOnIdle: true }).on('error', () => {});
      return (await pool.query<Row>(text, [...values])).rows;
    },
  };
}

/** About 50 ms. The strategy FILE_COPY measured the same, and would force checkpoints on a server that keeps fsync on. */
async function cloneTemplate(server: TestServer): Promise<string> {
  for (const name of finished.splice(0)) await server.run(`DROP DATABASE ${name} WITH (FORCE)`);
  const source = await (template ??= makeTemplate(server));
  const name = `${RUN}_${(clones += 1)}`;
  await server.run(`CREATE DATABASE ${name} TEMPLATE ${source}`);
  return name;
}

async function makeTemplate(server: TestServer): Promise<string> {
  const name = `${RUN}_template`;
  await server.run(`CREATE DATABASE ${name} TEMPLATE template0`);
  await migrate(server.url(name));
  return name;
}
