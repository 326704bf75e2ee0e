import { connect } from 'node:net';
import { expect } from 'chai';
import Koa from 'koa';
import { pino } from 'pino';
import type { AnyOperation } from '../../src/contract/check-operations.ts';
import { listen } from '../../src/http/listen.ts';
import { anyone, signedIn } from '../../src/identity/policies.ts';
import { useDatabase } from '../support/database.ts';
import { browserOf, startTiny, type TinyServer } from './tiny-server.ts';

const note: AnyOperation = { policy: anyone, handle: async () => ({ body: {}, headers: { ETag: '"1"' } }) };
const known: AnyOperation = { ...note, policy: signedIn };
const operations = { listNotes: note, getNote: note, writeNote: known, changeNote: known };

describe('limits of the HTTP server', () => {
  const database = useDatabase();
  let server: TinyServer;
  let now = new Date('2026-11-23T12:00:00Z');

  before(async () => {
    server = await startTiny(database.url, operations, { requestsPerMinute: 6, clock: () => now, trustedProxies: 1, publicUrl: 'https://zalen.example', formTargets: ['https://pay.example'], imageOrigins: ['https://tiles.example'] });
  });

  after(() => server.close());

  const ask = (headers: Record<string, string>): Promise<Response> => fetch(`${server.url}/v1/notes`, { headers });
  const times = async (count: number, headers: Record<string, string>): Promise<number[]> => {
    const statuses: number[] = [];
    for (let asked = 0; asked < count; asked += 1) statuses.push((await ask(headers)).status);
    return statuses;
  };

  it('refuses a caller who asks more than the limit, says when to come back, and keeps its word', async () => {
    const caller = { 'X-Forwarded-For': '192.0.2.1' };
    expect(await times(7, caller)).to.deep.equal([200, 200, 200, 200, 200, 200, 429]);
    const refused = await ask(caller);
    expect(refused.headers.get('retry-after')).to.equal('10');
    expect(refused.headers.get('ratelimit')).to.equal('"default";r=0;t=60');
    expect(refused.headers.get('ratelimit-policy')).to.equal('"default";q=6;w=60');
    now = new Date(now.getTime() + 10_000);
    expect(await times(2, caller)).to.deep.equal([200, 429]);
  });

  it('counts each address by itself, as the nearest proxy saw it and not as the caller claims', async () => {
    expect(await times(7, { 'X-Forwarded-For': '192.0.2.2' })).to.include(429);
    expect(await times(1, { 'X-Forwarded-For': '192.0.2.2, 192.0.2.3' })).to.deep.equal([200]);
    expect(await times(1, { 'X-Forwarded-For': '192.0.2.99, 192.0.2.2' })).to.deep.equal([429]);
  });

  it('counts a network of IPv6 as one caller', async () => {
    const statuses = await Promise.all(Array.from({ length: 7 }, async (_, host) => (await ask({ 'X-Forwarded-For': `2001:db8:1:2::${host}` })).status));
    expect(statuses.toSorted((a, b) => a - b)).to.deep.equal([200, 200, 200, 200, 200, 200, 429]);
  });

  it('counts somebody who logged in as a person, wherever they are; a made-up session gains nothing', async () => {
    const person = { ...(await browserOf(server.db, 'busy', '__Host-session')), 'X-Forwarded-For': '192.0.2.10' };
    expect(await times(7, person)).to.include(429);
    expect(await times(1, { ...person, 'X-Forwarded-For': '192.0.2.11' })).to.deep.equal([429]);
    expect(await times(1, { 'X-Forwarded-For': '192.0.2.10' })).to.deep.equal([200]);
    const strangers = await Promise.all(Array.from({ length: 7 }, async (_, made) => (await ask({ Cookie: `__Host-session=${String(made).repeat(43)}`, 'X-Forwarded-For': '192.0.2.12' })).status));
    expect(strangers).to.include(429);
  });

  it('over https asks browsers to keep to it, and lets forms lead to the checkout', async () => {
    const { headers } = await fetch(`${server.url}/health/live`);
    expect(headers.get('strict-transport-security')).to.equal('max-age=31536000; includeSubDomains');
    expect(headers.get('content-security-policy')).to.contain(`form-action 'self' https://pay.example`).and.contain(`img-src 'self' data: https://tiles.example;`);
  });

  it('says that it is not ready, and asks to come back, when the database is gone', async () => {
    const stranded = await startTiny('postgresql://nobody@127.0.0.1:1/nothing', { ...operations, getNote: { policy: anyone, handle: async ({ db }: { db: TinyServer['db'] }) => ({ body: await db.raw('SELECT 1') }) } });
    try {
      const ready = await fetch(`${stranded.url}/health/ready`);
      expect([ready.status, await ready.json()]).to.deep.equal([503, { status: 'database' }]);
      const response = await fetch(`${stranded.url}/v1/notes/abc`);
      expect([response.status, response.headers.get('retry-after')]).to.deep.equal([503, '2']);
    } finally {
      await stranded.close();
    }
  });
});

describe('stopping the server', () => {
  const log = pino({ level: 'silent' });

  it('finishes what is under way, closes idle connections and takes nothing new', async () => {
    let finish = (): void => {};
    const underWay = new Promise<void>((resolve) => (finish = resolve));
    let arrived = (): void => {};
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const app = new Koa();
    app.use(async (ctx) => {
      if (ctx.path === '/slow') {
        arrived();
        await underWay;
      }
      ctx.body = 'done';
    });
    const listening = await listen(0, log, () => app.callback());
    const url = `http://127.0.0.1:${listening.port}`;
    await (await fetch(url)).text();
    const slow = fetch(`${url}/slow`);
    await asked;
    const drained = listening.drain(5_000);
    expect(listening.isDraining()).to.equal(true);
    finish();
    expect(await (await slow).text()).to.equal('done');
    await drained;
    expect(await canConnect(listening.port)).to.equal(false);
  });

  it('breaks off what does not end in time', async () => {
    const app = new Koa();
    let arrived = (): void => {};
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    app.use(() => {
      arrived();
      return new Promise<void>(() => {});
    });
    const listening = await listen(0, log, () => app.callback());
    const stuck = fetch(`http://127.0.0.1:${listening.port}`).then(() => 'answered', () => 'broken off');
    await asked;
    await listening.drain(50);
    expect(await stuck).to.equal('broken off');
  });

  it('says when its port is taken', async () => {
    const first = await listen(0, log, () => new Koa().callback());
    const second = await listen(first.port, log, () => new Koa().callback()).then(() => 'listening', (error: NodeJS.ErrnoException) => error.code);
    await first.drain(1_000);
    expect(second).to.equal('EADDRINUSE');
  });
});

const canConnect = (port: number): Promise<boolean> => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => {
    socket.destroy();
    resolve(true);
  });
  socket.once('error', () => resolve(false));
});
