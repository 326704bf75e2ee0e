import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, lstat, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import knex from 'knex';
import { locatePackage } from '../../sandbox/postgres/package-binaries.ts';
import { startPostgres, type EmbeddedPostgres } from '../../sandbox/postgres/start-postgres.ts';
import { count, isAlive, kill, messageOf, numberFrom, open, postmasterOf, spawnBeside, write, writeLockFile } from './postgres-tools.ts';

const AS_ROOT = process.getuid?.() === 0;
/** PostgreSQL's user when we are root. */
const NOBODY = AS_ROOT ? { uid: 65534, gid: 65534 } : undefined;

describe('the embedded PostgreSQL', function () {
  this.timeout(60_000);
  let home: string;
  let dataDir: string;
  const started: EmbeddedPostgres[] = [];
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'openzaal-sandbox-test-'));
    await chmod(home, 0o755);
    dataDir = join(home, 'state', 'postgres');
  });

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const postgres of started.splice(0)) await postgres.stop();
    await rm(home, { recursive: true, force: true });
  });

  const start = async (): Promise<EmbeddedPostgres> => {
    const postgres = await startPostgres({ dataDir });
    started.push(postgres);
    return postgres;
  };

  /** Another Node process that starts PostgreSQL on the same data, writes a row and stays. Answers the postmaster's number. */
  const startElsewhere = async (): Promise<{ child: ChildProcess; postmaster: number }> => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'postgres-holder.ts'), dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return { child, postmaster: await numberFrom(child) };
  };

  it('starts with two hundred connections, no network address and letters beyond ASCII', async () => {
    const client = await open((await start()).url());
    const settings = await client.query(`SELECT name, setting FROM pg_settings WHERE name IN ('max_connections', 'listen_addresses', 'jit', 'fsync')`);
    expect(Object.fromEntries(settings.rows.map(({ name, setting }) => [name, setting]))).to.deep.equal({
      max_connections: '200',
      listen_addresses: '',
      jit: 'off',
      fsync: 'on',
    });
    await client.query('CREATE EXTENSION pg_trgm');
    const trigrams = await client.query<{ found: number }>(`SELECT similarity('café', 'cafe')::float AS found`);
    expect(trigrams.rows[0]?.found).to.be.lessThan(1);
    await client.end();
  });

  it('has an address that pg, knex and a reader of URLs all understand', async () => {
    const url = (await start()).url();
    expect(new URL(url).pathname).to.equal('/openzaal');
    const db = knex({ client: 'pg', connection: url });
    expect((await db.raw('SELECT current_database() AS name')).rows).to.deep.equal([{ name: 'openzaal' }]);
    await db.destroy();
  });

  it('keeps its socket to itself', async () => {
    const socketDir = new URL((await start()).url()).searchParams.get('host')!;
    expect((await lstat(socketDir)).mode & 0o777).to.equal(0o700);
  });

  it('keeps the data over a restart', async () => {
    await write((await start()).url());
    await started.pop()?.stop();
    expect(await count((await start()).url())).to.equal(1);
  });

  it('is taken over when the process that started it was killed, and can still be stopped', async () => {
    const { child, postmaster } = await startElsewhere();
    await kill(child);
    const postgres = await start();
    expect(await count(postgres.url())).to.equal(1);
    expect(await postmasterOf(postgres)).to.equal(postmaster);
    await postgres.stop();
    expect(await isAlive(postmaster)).to.equal(false);
  });

  it('refuses a second process the data that the first one uses, and names the first', async () => {
    const { child } = await startElsewhere();
    expect(await messageOf(start())).to.match(new RegExp(`in use by process ${child.pid}\\b`));
    await kill(child);
    await start();
  });

  it('recovers when PostgreSQL itself was killed', async () => {
    const { child, postmaster } = await startElsewhere();
    process.kill(postmaster, 'SIGKILL');
    await kill(child);
    const postgres = await start();
    expect(await count(postgres.url())).to.equal(1);
    expect(await postmasterOf(postgres)).not.to.equal(postmaster);
  });

  it('is stopped without complaint when it was killed before', async () => {
    const postgres = await start();
    process.kill(await postmasterOf(postgres), 'SIGKILL');
    await postgres.stop();
    expect(await count((await start()).url())).to.equal(0);
  });

  it('starts over the lock file of a zombie', async function () {
    if (process.platform !== 'linux') this.skip();
    await write((await start()).url());
    await started.pop()?.stop();
    const parent = spawnBeside('true & echo $!; exec sleep 60', NOBODY);
    children.push(parent);
    await writeLockFile(dataDir, await numberFrom(parent));
    expect(await count((await start()).url())).to.equal(1);
  });

  it('starts over the lock file whose number now belongs to a stranger of the same user', async () => {
    await write((await start()).url());
    await started.pop()?.stop();
    const stranger = spawnBeside('exec sleep 60', NOBODY);
    children.push(stranger);
    await writeLockFile(dataDir, stranger.pid!);
    expect(await count((await start()).url())).to.equal(1);
    expect(await isAlive(stranger.pid!)).to.equal(true);
  });

  it('runs for root in a directory that nobody else can enter, and finds its data again', async function () {
    if (!AS_ROOT) this.skip();
    await chmod(home, 0o700);
    await write((await start()).url());
    await started.pop()?.stop();
    expect((await lstat(dataDir)).isSymbolicLink()).to.equal(true);
    expect(await count((await start()).url())).to.equal(1);
    await started.pop()?.stop();
    await rm(dirname(await realpath(dataDir)), { recursive: true });
  });

  it('says what to do on a platform it has no PostgreSQL for', async () => {
    expect(await messageOf(locatePackage('sunos-sparc'))).to.match(/no embedded PostgreSQL for sunos-sparc.*DATABASE_URL/);
    expect(await messageOf(locatePackage('darwin-arm64'))).to.match(/not installed.*DATABASE_URL/);
  });

  it('says what it cannot read when the version of the data is another', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'PG_VERSION'), '12\n');
    expect(await messageOf(start())).to.match(/made by PostgreSQL 12; this is 18/);
  });

  it('shows the log when PostgreSQL does not come up', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgresql.auto.conf'), 'no_such_setting = 1\n');
    expect(await messageOf(start())).to.match(/did not start[\s\S]*no_such_setting/);
  });
});
