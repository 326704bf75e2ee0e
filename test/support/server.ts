import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withConnection } from '../../sandbox/postgres/connect.ts';
import { birthOf } from '../../sandbox/postgres/processes.ts';
import { serverAccount, temporaryRoot } from '../../sandbox/postgres/server-account.ts';
import { startPostgres } from '../../sandbox/postgres/start-postgres.ts';
import { stopOrphan } from '../../sandbox/postgres/stop-postmaster.ts';

/** The PostgreSQL of this run of the tests. */
export interface TestServer {
  url(database: string): string;
  /** Runs one statement in the database that is always there. */
  run(statement: string): Promise<void>;
  close(): Promise<void>;
}

let server: Promise<TestServer> | undefined;

/** Begins the name of every database of this run, so that two runs on one server do not meet. */
export const RUN = `openzaal_test_${process.pid}_${randomBytes(3).toString('hex')}`;

/** The server at TEST_DATABASE_URL (its user must be able to make databases), else an embedded one, started at the first call. */
export function testServer(): Promise<TestServer> {
  const url = process.env['TEST_DATABASE_URL'];
  return (server ??= url ? Promise.resolve(serverAt(url)) : startServer());
}

/** Stops or tidies up what testServer() answered, if it was ever asked. */
export async function closeTestServer(): Promise<void> {
  await (await server)?.close();
  server = undefined;
}

function serverAt(url: string): TestServer {
  const run = (statement: string): Promise<void> => withConnection(url, async (client) => void (await client.query(statement)));
  const close = (): Promise<void> =>
    withConnection(url, async (client) => {
      const { rows } = await client.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)', [RUN]);
      for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    });
  return { url: (database) => url.replace(/^(\w+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${database}`), run, close };
}

async function startServer(): Promise<TestServer> {
  const root = await temporaryRoot(await serverAccount(tmpdir()));
  await removeAbandoned(root);
  const directory = await mkdtemp(join(root, `openzaal-test-${process.pid}-`));
  await chmod(directory, 0o711);
  const postgres = await startPostgres({ dataDir: join(directory, 'data'), durable: false });
  const close = async (): Promise<void> => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
  return { ...serverAt(postgres.url()), close };
}

/** Runs that were killed could not tidy up. Their number is in the name. */
async function removeAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = /^openzaal-test-(\d+)-/.exec(name)?.[1];
    const directory = join(root, name);
    const ours = pid !== undefined && (await lstat(directory).catch(() => undefined))?.uid === process.getuid?.();
    if (!ours || (await birthOf(Number(pid))) !== undefined) continue;
    await stopOrphan(join(directory, 'data'));
    await rm(directory, { recursive: true, force: true });
  }
}
