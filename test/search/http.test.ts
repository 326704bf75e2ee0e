import { once } from 'node:events';
import { request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { pino } from 'pino';
import { availabilityOperations } from '../../src/availability/http.ts';
import { claimSpaces } from '../../src/availability/claim-spaces.ts';
import { loadContract } from '../../src/contract/document.ts';
import { createApp } from '../../src/http/app.ts';
import { newId } from '../../src/kernel/ids.ts';
import { period } from '../../src/kernel/period.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { pricingOperations } from '../../src/pricing/http.ts';
import { searchOperations } from '../../src/search/http.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls } from '../support/halls.ts';

const NOW = atLocal('2026-11-23', '12:00');
const operations = { ...searchOperations, ...availabilityOperations, ...pricingOperations };

interface Problem { status: number; body: { type: string; issues?: { field: string; detail: string; code: string; facts: object }[] } }

describe('halls over HTTP', () => {
  const database = useDatabase();
  const hall = aHall({ slug: 'gele-zaal', name: { nl: 'Gele zaal' }, layouts: [{ kind: 'theatre', seated: 60, standing: 0 }, { kind: 'reception', seated: 0, standing: 90 }] });
  const larger = aHall({ slug: 'auditorium', name: { nl: 'Auditorium' }, venue: aVenue({ latitude: 50.88, longitude: 4.71 }), layouts: [{ kind: 'theatre', seated: 200, standing: 0 }] });
  let db: Database;
  let server: Server;
  let origin: string;
  let now = NOW;

  before(async () => {
    db = openDatabase({ url: database.url });
    await insertHalls(db, [hall, larger]);
    await transact(db, (tx) => claimSpaces(tx, {
      holder: { kind: 'booking', id: newId() }, spaceIds: hall.spaceIds, period: period(atLocal('2026-11-24', '14:00'), atLocal('2026-11-24', '18:00')),
    }));
    const contract = await loadContract();
    const app = createApp({
      db, operations, contract: { ...contract, operations: contract.operations.filter(({ id }) => id in operations) }, strict: true,
      log: pino({ level: 'silent' }), clock: () => now, publicUrl: 'http://localhost:3000', trustedProxies: 0, requestsPerMinute: 0, formTargets: [], hearPayment: async () => {},
    });
    server = app.listen(0);
    await once(server, 'listening');
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    now = NOW;
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await db.destroy();
  });

  async function get<Body>(path: string): Promise<{ status: number; body: Body }> {
    const response = await fetch(path.startsWith('http') ? path.replace('http://localhost:3000', origin) : `${origin}/v1/halls${path}`);
    return { status: response.status, body: await response.json() as Body };
  }
  interface Hits { items: { hall: { slug: string }; free?: { start: string; end: string }; totalCents?: number; hourCents?: number; distanceMetres?: number }[]; total: number; next?: string }

  it('finds halls by every kind of wish at once', async () => {
    const wishes = 'q=zaal&hours=2&within=evening&date=2026-11-24&persons=80&layout=reception&type=meeting&features=wifi&accessibility=step-free&near=50.8796,4.7009&radiusMetres=5000&neighbourhood=Leuven-centrum&maxPriceCents=10000&instant=true&sort=price';
    const { status, body } = await get<Hits>(`?${wishes}`);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ total: 1 });
    expect(body.items[0]).to.deep.include({ free: { start: '2026-11-24T17:00:00.000Z', end: '2026-11-24T19:00:00.000Z' }, totalCents: 4_000, hourCents: 2_000 });
    expect(body.items[0]!.distanceMetres).to.be.within(370, 390);
  });

  it('leafs through with `next` until there is no more', async () => {
    const first = await get<Hits>('?hours=1&limit=1&type=meeting');
    const second = await get<Hits>(first.body.next!);
    expect([first.body.total, second.body.total]).to.deep.equal([2, 2]);
    expect(new Set([...first.body.items, ...second.body.items].map((hit) => hit.hall.slug))).to.deep.equal(new Set(['gele-zaal', 'auditorium']));
    expect(second.body).to.not.have.property('next');
  });

  it('counts what each choice would leave when asked, and says nothing of it otherwise', async () => {
    interface Counted extends Hits { facets: Record<string, { value: string; halls: number }[]> & { instant: number } }
    const { body } = await get<Counted>(`?facets=true&persons=70&layout=reception&venue=${hall.venue.id}`);
    expect(body).to.deep.include({ total: 1 });
    expect(body.facets).to.deep.equal({
      types: [{ value: 'meeting', halls: 1 }], layouts: [{ value: 'reception', halls: 1 }], neighbourhoods: [{ value: 'Leuven-centrum', halls: 1 }],
      directorates: [{ value: hall.venue.organisationId, halls: 1 }], venues: [{ value: hall.venue.id, halls: 1 }], features: [{ value: 'wifi', halls: 1 }],
      accessibility: [{ value: 'step-free', halls: 1 }], instant: 1,
    });
    const anywhere = await get<Counted>(`?facets=true&persons=70&venue=${hall.venue.id}`);
    expect(anywhere.body.facets['venues']).to.have.deep.members([{ value: hall.venue.id, halls: 1 }, { value: larger.venue.id, halls: 1 }]);
    expect((await get<Counted>('?facets=false')).body).to.not.have.property('facets');
  });

  const longest = Array.from({ length: 20 }, () => `neighbourhood=${'%E2%82%AC'.repeat(70)}`).join('&');
  for (const query of ['q=zaal|^`{}[]"<>', `q=zaal&${longest}`]) {
    it(`names its own address in characters that an address may have, when asked ${query.slice(0, 20)}`, async () => {
      const path = `/v1/halls?${query}`;
      const [answer] = await once(request(origin, { path }).end(), 'response') as [IncomingMessage];
      expect(answer.resume().statusCode).to.equal(200);
    });
  }

  it('tells a reader who returns to an old page to start again', async () => {
    const { body } = await get<Hits>('?hours=1&limit=1');
    now = atLocal('2026-11-23', '13:01');
    const late = await get<Problem['body']>(body.next!);
    expect([late.status, late.body.issues?.[0]?.field]).to.deep.equal([400, 'query/cursor']);
  });

  const wrong: Record<string, string> = {
    'cursor=abc': 'query/cursor', 'cursor=eyJzb3J0IjoibmFtZSJ9': 'query/cursor', 'sort=first-free': 'query/sort', 'sort=distance': 'query/sort', 'sort=relevance': 'query/sort',
    'from=2026-11-24T10:00:00Z': 'query/from', 'from=2026-11-24T10:00:00Z&to=2026-11-24T09:00:00Z': 'query/to', 'from=2026-11-24T10:00:00Z&to=2026-12-30T09:00:00Z': 'query/to',
    'from=2026-11-24T10:00:00Z&to=2026-11-24T12:00:00Z&hours=2': 'query/hours', 'hours=2&until=2026-11-20': 'query/until', 'hours=2&until=2028-11-24': 'query/until', 'hours=0': 'query/hours',
    'near=91,4': 'query/near', 'near=50.1,181': 'query/near', 'near=hier': 'query/near', 'radiusMetres=100': 'query/radiusMetres', 'limit=101': 'query/limit', 'limit=0': 'query/limit', 'persons=-1': 'query/persons',
    'type=castle': 'query/type/0', 'date=2026-02-30&hours=1': 'query/date',
  };
  for (const [query, field] of Object.entries(wrong)) {
    it(`names the field that is wrong in ${query}`, async () => {
      const { status, body } = await get<Problem['body']>(`?${query}`);
      expect([status, body.issues?.map((issue) => issue.field)]).to.deep.equal([400, [field]]);
      expect(body.issues![0]!.detail).to.not.equal('');
    });
  }

  for (const query of ['hours=1&date=9999-12-31', 'hours=1&date=0001-01-01&within=week', 'from=9999-12-31T22:00:00Z&to=9999-12-31T23:59:59Z', 'q=%25%27%22%5C%00', 'q=%F0%9F%8E%AD', 'hours=744&within=day', 'from=0001-01-01T00:00:00Z&to=0001-01-01T01:00:00.5Z']) {
    it(`answers ${query} without an error of ours`, async () => {
      expect((await get(`?${query}`)).status).to.be.below(500);
    });
  }

  it('tells when a hall is free, and in a word why it is not', async () => {
    const { status, body } = await get<{ free: { start: string; end: string }[]; unavailable: { reason: string }[] }>(`/${hall.id}/availability?from=2026-11-24&until=2026-11-25`);
    expect(status).to.equal(200);
    expect(body.free.map(({ start, end }) => `${start.slice(11, 16)}–${end.slice(11, 16)}`)).to.deep.equal(['07:00–13:00', '17:00–21:00']);
    expect(body.unavailable.map(({ reason }) => reason)).to.deep.equal(['closed', 'booked', 'closed']);
    expect((await get(`/${hall.id}/availability?from=2026-11-24&until=2027-11-25`)).status).to.equal(400);
    expect((await get(`/${hall.id}/availability?from=9999-12-01&until=9999-12-31`)).status).to.be.below(500);
    expect((await get(`/${newId()}/availability?from=2026-11-24&until=2026-11-25`)).status).to.equal(404);
  });

  it('says why a stay cannot be had, in the field that was asked, and what can be had instead', async () => {
    const { status, body } = await get<{ possible: boolean; violations: { code: string; field: string; detail: string }[]; alternatives: { kind: string; hall: { slug: string }; totalCents: number }[] }>(
      `/${hall.id}/stay?from=2026-11-24T16:00:00Z&to=2026-11-24T19:00:00Z&persons=70&layout=theatre`);
    expect(status).to.equal(200);
    expect(body.possible).to.equal(false);
    expect(body.violations.map(({ code, field }) => [code, field])).to.deep.equal([['taken', 'query/from'], ['over-capacity', 'query/persons']]);
    expect(body.violations[0]!.detail).to.include('18:00');
    expect(body.alternatives.map((one) => [one.kind, one.hall.slug, one.totalCents])).to.deep.equal([['other-hall', 'auditorium', 6_000]]);
    const free = await get(`/${hall.id}/stay?from=2026-11-24T18:00:00Z&to=2026-11-24T19:00:00Z&persons=70`);
    expect(free.body).to.deep.equal({ possible: true, violations: [], alternatives: [] });
    expect((await get(`/${hall.id}/stay?from=9999-12-31T22:00:00Z&to=9999-12-31T23:00:00Z&persons=7`)).status).to.be.below(500);
    expect((await get(`/${hall.id}/stay?from=2026-01-31T22:00:00Z&to=2029-12-31T23:00:00Z&persons=7`)).status).to.equal(200);
  });

  it('quotes a price', async () => {
    const post = async (body: object): Promise<Response> => fetch(`${origin}/v1/halls/${hall.id}/quote`, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
    const asked = { period: { start: '2026-11-24T18:00:00Z', end: '2026-11-24T19:30:00Z' }, attendance: 5 };
    expect(await (await post(asked)).json()).to.deep.include({ bookerKind: 'resident', totalCents: 3_000, depositCents: 0 });
    expect((await post({ ...asked, extras: [{ extraId: newId(), quantity: 1 }] })).status).to.equal(409);
    expect((await post({ ...asked, period: { start: asked.period.end, end: asked.period.start } })).status).to.equal(400);
  });
});
