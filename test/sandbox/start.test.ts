import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { poll } from '../../sandbox/postgres/poll.ts';
import { serverAccount, temporaryRoot } from '../../sandbox/postgres/server-account.ts';
import { stopOrphan } from '../../sandbox/postgres/stop-postmaster.ts';
import { claimPorts } from '../../sandbox/run/city-ports.ts';
import { requireOrSkip } from '../support/tools.ts';
import { useDatabase } from '../support/database.ts';
import { isAlive } from './postgres-tools.ts';
import { programsOf, runSandbox, type CityProcess } from './city-process.ts';

const UP_MS = 120_000;
const SOON_MS = 20_000;
const LONG_MS = 60_000;
const RUNNING = 'Stoppen · stop: Ctrl-C';

/** One city through its life: started empty, played in, stopped, killed, started again. The steps follow each other. */
describe('npm start', function () {
  this.timeout(UP_MS + SOON_MS + LONG_MS);
  // On a PostgreSQL of one's own, the city runs there too.
  const other = process.env['TEST_DATABASE_URL'] ? useDatabase() : undefined;
  let dataDir: string;
  let city: CityProcess;
  const started: CityProcess[] = [];
  let halls: number;
  let programs: Map<string, number>;

  before(async function () {
    requireOrSkip(this, 'Linux, whose /proc tells which processes there are,', process.platform === 'linux' ? 'here' : undefined);
    dataDir = await mkdtemp(join(await temporaryRoot(await serverAccount(tmpdir())), 'openzaal-start-'));
    await chmod(dataDir, 0o711);
  });

  after(async () => {
    for (const { child, end } of started) {
      child.kill('SIGKILL');
      await end(SOON_MS);
    }
    if (started.length === 0) return;
    await stopOrphan(join(dataDir, 'postgres'));
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = async (): Promise<void> => {
    city = await runSandbox('sandbox/start.ts', dataDir, other ? { DATABASE_URL: other.url } : {});
    started.push(city);
    await city.says(RUNNING, UP_MS);
    programs = await programsOf(city.child.pid!);
  };
  const hallsNow = async (): Promise<number> => {
    const answer = await fetch(`${city.urls.site}/v1/venues?limit=100`);
    const { items } = (await answer.json()) as { items: { hallCount: number }[] };
    return items.reduce((sum, { hallCount }) => sum + hallCount, 0);
  };
  const survivors = async (): Promise<string[]> => {
    const alive = await Promise.all([...programs].map(async ([name, pid]) => ((await isAlive(pid)) ? [name] : [])));
    return alive.flat();
  };

  const expectNothingLeft = async (): Promise<void> => {
    expect(await survivors()).to.deep.equal([]);
    expect(await stat(join(dataDir, 'postgres', 'postmaster.pid')).catch(() => 'stopped'), 'PostgreSQL').to.equal('stopped');
    await claimPorts(city.ports);
  };

  it('fills an empty database, and says where to go and as whom', async () => {
    await start();
    expect([...programs.keys()]).to.include.members(['src/server.ts', 'src/worker.ts', 'lock-gateway/main.ts']);
    for (const place of [city.urls.site, city.urls.mail, city.urls.locks, city.urls.mollie]) expect(city.said()).to.include(place);
    for (const name of ['Els Peeters', 'Jan Claes', 'Karim El Amrani', 'An Goossens']) expect(city.said()).to.include(name);
    halls = await hallsNow();
    expect(halls).to.be.at.least(40);
  });

  it('answers on every page that it named', async () => {
    const { site, mail, locks, mollie, identity } = city.urls;
    for (const page of [`${site}/`, `${site}/zalen`, `${site}/health/ready`, `${mail}/`, `${locks}/`, `${mollie}/`, `${identity}/`]) {
      expect((await fetch(page)).status, page).to.equal(200);
    }
  });

  it('keeps its secrets from other users, and out of what it says', async () => {
    const secrets = await readFile(join(dataDir, 'secrets.json'), 'utf8');
    for (const file of ['secrets.json', 'running.json', 'identity-keys.json']) expect((await stat(join(dataDir, file))).mode & 0o077, file).to.equal(0);
    const logs = await Promise.all(['server', 'worker', 'lock-gateway', 'fill'].map((name) => readFile(join(dataDir, 'logs', `${name}.log`), 'utf8')));
    const { lockKey, codeKey, mollieKey, passwords } = JSON.parse(secrets) as { lockKey: string; codeKey: string; mollieKey: string; passwords: Record<string, string> };
    for (const secret of [lockKey, codeKey, mollieKey, ...Object.values(passwords)]) expect([city.said(), ...logs].join('\n')).to.not.include(secret);
  });

  it('is where npm run demo plays, and every step goes as it should', async () => {
    const demo = await runSandbox('sandbox/demo/main.ts', dataDir);
    const code = await demo.end(UP_MS);
    const figures = JSON.parse(demo.said().trimEnd().split('\n').at(-1)!) as { ok: boolean; city: string; failedCount: number; stepCount: number };
    expect(figures, demo.said()).to.include({ ok: true, city: 'running', failedCount: 0 });
    expect(figures.stepCount).to.be.at.least(30);
    expect(code).to.equal(0);
  });

  it('refuses a second start on the same data, naming the first', async () => {
    const second = await runSandbox('sandbox/start.ts', dataDir);
    expect(await second.end(SOON_MS)).to.equal(1);
    expect(second.said()).to.include(`process ${city.child.pid}, ${city.urls.site}`).and.not.match(/^\s+at /m);
  });

  it('starts a program again that dies', async () => {
    process.kill(programs.get('src/worker.ts')!, 'SIGKILL');
    await city.says('The worker stopped (killed by SIGKILL); starting it again (1 of 3).', SOON_MS);
    await city.says('The worker is back.', UP_MS);
    programs = await programsOf(city.child.pid!);
    expect([...programs.keys()]).to.include('src/worker.ts');
  });

  it('stops everything at Ctrl-C, which npm passes on a second time', async () => {
    city.child.kill('SIGINT');
    city.child.kill('SIGINT');
    expect(await city.end(SOON_MS)).to.equal(0);
    await expectNothingLeft();
  });

  it('starts on what it kept, and when it is killed its programs stop by themselves', async () => {
    await start();
    expect(city.said()).to.not.include('Eerste start');
    expect(await hallsNow()).to.equal(halls);
    city.child.kill('SIGKILL');
    await city.end(SOON_MS);
    // PostgreSQL stays, so that nothing is lost; the next start takes it over.
    programs.forEach((_pid, name) => /server\.ts|worker\.ts|main\.ts/.test(name) || programs.delete(name));
    expect(programs.size).to.equal(3);
    // By themselves they take a moment, and give up after 12 s of their own; on a machine that is busy all of that lasts.
    await poll(LONG_MS, async () => ((await survivors()).length === 0 ? 'gone' : undefined));
    expect(await survivors()).to.deep.equal([]);
    await claimPorts(city.ports);
  });

  it('starts again after that, and stops when it is asked to', async () => {
    await start();
    expect(await hallsNow()).to.equal(halls);
    city.child.kill('SIGTERM');
    expect(await city.end(SOON_MS)).to.equal(0);
    await expectNothingLeft();
  });
});

describe('npm start on ports that others have', () => {
  it('names every one of them, with its variable, before it starts anything', async () => {
    const servers = [createServer(), createServer()];
    const ports = await Promise.all(servers.map(async (server) => {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const address = server.address();
      return String(typeof address === 'object' && address ? address.port : 0);
    }));
    const dataDir = await mkdtemp(join(tmpdir(), 'openzaal-busy-'));
    const start = await runSandbox('sandbox/start.ts', dataDir, { PORT: ports[0]!, SMTP_PORT: ports[1]! });
    expect(await start.end(SOON_MS)).to.equal(1);
    expect(start.said()).to.equal(
      `Port ${ports[0]} (web server) is in use; set PORT=… or stop the other process.\nPort ${ports[1]} (mail catcher) is in use; set SMTP_PORT=… or stop the other process.\n`);
    await rm(dataDir, { recursive: true });
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  });

  it('says which variables hold no port, or the same', async () => {
    const start = await runSandbox('sandbox/start.ts', join(tmpdir(), 'openzaal-never'), { PORT: 'http', MOLLIE_PORT: '4000', MAIL_PORT: '4000' });
    expect(await start.end(SOON_MS)).to.equal(1);
    expect(start.said()).to.equal('PORT must be a port, from 1 to 65535.\nMAIL_PORT and MOLLIE_PORT name the same port, 4000.\n');
  });
});
