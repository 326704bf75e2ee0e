import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { pino } from 'pino';
import { startMollie, type SimulatedMollie } from '../../sandbox/mollie/start.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { AnyOperation } from '../../src/contract/check-operations.ts';
import { loadContract, type Contract } from '../../src/contract/document.ts';
import { createApp } from '../../src/http/app.ts';
import { mintInvitationToken } from '../../src/identity/invite-member.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import { newId, type PersonId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { operationsOf } from '../../src/operations.ts';
import { createMollie } from '../../src/payments/mollie-client.ts';
import { mollieProvider } from '../../src/payments/mollie-provider.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { createReactions } from '../../src/reactions.ts';
import { aDoorHall, insertDoors, keys, tariff } from '../access/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, alwaysOpen } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { oddBodies, ODDITIES } from './oddities.ts';

interface Reply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  text: string;
}

type Visitor = (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Reply>;

/** A whole hour, some days from now. */
const inDays = (days: number, hours = 0): Date => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + days * 86_400_000 + hours * 3_600_000);
const span = (start: Date, minutes = 120) => ({ start: start.toISOString(), end: addMinutes(start, minutes).toISOString() });

describe('the whole contract over HTTP, each answer checked against the document', () => {
  const database = useDatabase();
  const free = aDoorHall();
  const paid = aHall({ schedule: alwaysOpen(), venue: free.venue, tariffs: tariff(2_500) });
  const decided = aHall({ schedule: alwaysOpen(), venue: free.venue, approval: true, tariffs: tariff(0) });
  const answered = new Set<string>();
  let contract: Contract;
  let db: Database;
  let mollie: SimulatedMollie;
  let server: Server;
  let origin: string;
  let anonymous: Visitor;
  let resident: Visitor;
  let manager: Visitor;
  let agent: Visitor;

  before(async () => {
    contract = await loadContract();
    mollie = await startMollie({ port: 0 });
    const clock = (): Date => new Date();
    db = openDatabase({ url: database.url, reactions: createReactions({ keys, clock }) });
    await insertDoors(db, [free, paid, decided]);
    const payments = mollieProvider(createMollie({ apiKey: `test_${'x'.repeat(30)}`, apiEndpoint: mollie.apiEndpoint }));
    const app = createApp({
      db, clock, contract, operations: watched(operationsOf({ payments, doorKeys: keys }), answered), strict: true, log: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:3000', trustedProxies: 0, requestsPerMinute: 0, formTargets: [], hearPayment: async () => {},
    });
    server = app.listen(0);
    await once(server, 'listening');
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    anonymous = visitor({});
    resident = await loggedIn((await aPerson(db)).personId);
    const { organisationId, id: venueId } = free.venue;
    manager = await staff('manager', { organisation_id: organisationId, venue_id: venueId });
    agent = await staff('agent', { organisation_id: organisationId });
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await db.destroy();
    await mollie.stop();
  });

  const visitor = (own: Record<string, string>): Visitor => async (method, path, body, headers = {}) => {
    const response = await fetch(path.startsWith('http') ? path.replace('http://localhost:3000', origin) : origin + path, {
      method, ...(body ? { body: JSON.stringify(body) } : {}),
      headers: { ...own, 'Sec-Fetch-Site': 'same-origin', ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
    });
    const text = await response.text();
    const json = text !== '' && (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) as Record<string, unknown> : {} };
  };

  async function loggedIn(personId: PersonId): Promise<Visitor> {
    const { token } = await transact(db, (tx) => insertSession(tx, { personId }, new Date()));
    return visitor({ Cookie: `session=${token}` });
  }

  async function staff(role: string, where: object): Promise<Visitor> {
    const { personId } = await aPerson(db);
    await db('staff_roles').insert({ person_id: personId, role, source: 'given', ...where });
    return loggedIn(personId);
  }

  const newKey = (): Record<string, string> => ({ 'Idempotency-Key': newId() });
  const asking = (hall: Hall, start: Date) => ({
    hallId: hall.id, period: span(start), layout: hall.layouts[0]!.kind, attendance: 12, activity: 'Repetitie',
    houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
  });
  const book = async (hall: Hall, start: Date): Promise<Reply> => {
    const reply = await resident('POST', '/v1/bookings', asking(hall, start), newKey());
    expect(reply.status, reply.text).to.equal(201);
    return reply;
  };
  const changing = ({ headers }: Reply): Record<string, string> => ({ 'If-Match': headers.get('etag')! });

  it('finds halls and says when they are free, why not, and what they cost', async () => {
    for (const path of [
      '/v1/halls?limit=1', '/v1/venues', `/v1/halls/${free.slug}`, `/v1/halls/${free.id}/availability?from=2026-12-01&until=2026-12-05`,
      `/v1/halls/${free.slug}/stay?from=${inDays(2).toISOString()}&to=${inDays(2, 2).toISOString()}&persons=500`,
    ]) {
      const reply = await anonymous('GET', path);
      expect(reply.status, `${path}: ${reply.text}`).to.equal(200);
    }
    const quote = await anonymous('POST', `/v1/halls/${paid.slug}/quote`, { period: span(inDays(3)), attendance: 5 });
    expect([quote.status, quote.body['totalCents']]).to.deep.equal([200, 5_000]);
  });

  it('books a free hall, and shows the way in and the code to its booker alone', async () => {
    const placed = await book(free, inDays(0, 2));
    expect(placed.body).to.include({ status: 'confirmed', totalCents: 0 });
    const booking = placed.headers.get('location')!;
    expect((await resident('GET', booking)).body['code']).to.equal(placed.body['code']);
    expect((await resident('GET', '/v1/bookings')).body['items']).to.have.length(1);
    expect((await resident('GET', `${booking}/calendar.ics`)).text).to.match(/^BEGIN:VCALENDAR/);
    expect((await resident('GET', `${booking}/door`)).text).not.to.match(/"code"/);
    const code = await resident('POST', `${booking}/door/code`);
    expect(code.body['code'], code.text).to.match(/^[1-9]{6}$/);
    expect(code.headers.get('cache-control')).to.equal('no-store');
    for (const path of ['', '/door', '/payments', '/calendar.ics', '/cancellation']) {
      expect((await agent('GET', `/v1/bookings/000-000${path}`)).status).to.equal(404);
      expect((await (await loggedIn((await aPerson(db)).personId))('GET', booking + path)).status, path).to.equal(404);
      expect((await anonymous('GET', booking + path)).status).to.equal(401);
    }
  });

  it('refuses what is taken with every reason, and with stays that can be had', async () => {
    const start = inDays(10);
    await book(free, start);
    const { status, body } = await resident('POST', '/v1/bookings', { ...asking(free, start), attendance: 500 }, { ...newKey(), 'Accept-Language': 'en' });
    expect(status).to.equal(409);
    expect(body).to.include({ type: 'urn:problem-type:openzaal:stay-refused' });
    expect((body['issues'] as { code: string; field: string }[]).map(({ code, field }) => `${code} ${field}`)).to.deep.equal(['taken body/period/start', 'over-capacity body/attendance']);
    expect((body['alternatives'] as unknown[] | undefined)).to.be.an('array');
  });

  it('holds a hall that is to be paid, opens one checkout however often it is asked, and shows the payment', async () => {
    const { body, headers } = await book(paid, inDays(5));
    expect(body).to.include({ status: 'held', totalCents: 5_000 });
    const booking = headers.get('location')!;
    const [first, second] = [await resident('POST', `${booking}/payments`, undefined, newKey()), await resident('POST', `${booking}/payments`, undefined, newKey())];
    expect(first.status, first.text).to.equal(201);
    expect(second.body).to.deep.equal(first.body);
    expect((await resident('GET', `${booking}/payments`)).body).to.deep.include({ paidCents: 0, refundedCents: 0 });
  });

  it('lets a manager approve, decline and be too late, each seeing the version that there is', async () => {
    const [wanted, unwanted] = [await book(decided, inDays(6)), await book(decided, inDays(7))];
    expect(((await manager('GET', '/v1/bookings-to-decide')).body['items'] as unknown[])).to.have.length(2);
    expect((await resident('GET', '/v1/bookings-to-decide')).status).to.equal(403);
    const approval = `${wanted.headers.get('location')!}/approval`;
    expect((await manager('POST', approval)).status).to.equal(428);
    expect((await manager('POST', approval, undefined, { 'If-Match': '"9"' })).status).to.equal(412);
    const approved = await manager('POST', approval, undefined, changing(wanted));
    expect([approved.status, approved.body['status']], approved.text).to.deep.equal([200, 'confirmed']);
    expect((await manager('POST', approval, undefined, changing(approved))).status).to.equal(409);
    const declined = await manager('POST', `${unwanted.headers.get('location')!}/decline`, { reason: 'Er is onderhoud.' }, changing(unwanted));
    expect(declined.body).to.include({ status: 'declined', decisionReason: 'Er is onderhoud.' });
  });

  it('says what cancelling gives back, and cancels', async () => {
    const placed = await book(free, inDays(20));
    const cancellation = `${placed.headers.get('location')!}/cancellation`;
    expect((await resident('GET', cancellation)).body).to.include({ refundPercent: 100, refundCents: 0 });
    const cancelled = await resident('POST', cancellation, { reason: 'Ziek' }, changing(placed));
    expect([cancelled.status, cancelled.body['status']], cancelled.text).to.deep.equal([200, 'cancelled']);
    expect((await resident('GET', cancellation)).status).to.equal(409);
  });

  it('closes halls around the bookings in the way, and opens them again', async () => {
    const start = inDays(30);
    const inTheWay = await book(paid, start);
    const closing = { hallIds: [paid.id], period: span(start, 1_440), reason: { nl: 'Schilderwerken' } };
    const closed = await manager('POST', '/v1/closures', closing, newKey());
    expect(closed.body['inTheWay'], closed.text).to.deep.equal([inTheWay.body['id']]);
    const list = await manager('GET', `/v1/closures?from=${span(start).start.slice(0, 10)}`);
    expect(list.body['items'], list.text).to.have.length(1);
    const closure = `/v1/closures/${String(closed.body['id'])}`;
    expect([(await manager('DELETE', closure)).status, (await manager('DELETE', closure)).status]).to.deep.equal([204, 404]);
  });

  it('makes an organisation, its first representative and its members, and lets them act for it', async () => {
    const made = await agent('POST', '/v1/organisations', { kind: 'association', name: 'Harmonie De Leiezonen' }, newKey());
    expect(made.status, made.text).to.equal(201);
    const organisation = made.headers.get('location')!;
    const [ans, bo] = [await aPerson(db), await aPerson(db)];
    await db('persons').where({ id: ans.personId }).update({ email: 'an@leiezonen.example', subject: 'an-logged-in' });
    const an = await loggedIn(ans.personId);
    const confirmed = await agent('POST', `${organisation}/representatives`, { email: 'an@leiezonen.example' }, newKey());
    expect(confirmed.body['role'], confirmed.text).to.equal('representative');
    expect((await an('GET', organisation)).body['name']).to.equal('Harmonie De Leiezonen');

    const invited = await an('POST', `${organisation}/invitations`, { email: 'bo@leiezonen.example', role: 'member' }, newKey());
    expect(invited.status, invited.text).to.equal(201);
    const token = await transact(db, (tx) => mintInvitationToken(tx, String(invited.body['id']), new Date()));
    const accepted = await (await loggedIn(bo.personId))('POST', '/v1/invitations/acceptance', { token });
    expect(accepted.body['id'], accepted.text).to.equal(made.body['id']);
    expect((await an('GET', `${organisation}/members`)).body['items']).to.have.length(2);

    const acting = await an('PUT', '/v1/me/acting-for', { organisationId: made.body['id'] });
    expect(acting.body, acting.text).to.include({ bookerKind: 'association' });
    const cookie = acting.headers.get('set-cookie')!.split(';')[0]!;
    expect((await visitor({ Cookie: cookie })('GET', '/v1/me')).body).to.nested.include({ 'actingFor.id': made.body['id'] });
    expect((await an('GET', '/v1/me')).status, 'the session from before is void').to.equal(401);

    const again = visitor({ Cookie: cookie });
    expect((await again('DELETE', `${organisation}/members/${bo.personId}`)).status).to.equal(204);
    expect((await again('DELETE', `${organisation}/members/${ans.personId}`)).status).to.equal(409);
  });

  it('meets whatever one writes in a field with an answer, never with an error of ours', async function () {
    this.timeout(120_000);
    const booking = await book(free, inDays(40));
    const values = { hallId: free.slug, bookingId: booking.body['code'], organisationId: free.venue.organisationId, personId: newId(), closureId: newId() } as Record<string, string>;
    const asks = contract.operations.flatMap((operation) => {
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name]!);
      const query = operation.parameters.filter((one) => one.in === 'query').flatMap(({ name }) => ODDITIES.map((odd) => `${path}?${name}=${encodeURIComponent(String(odd))}`));
      const inPath = (operation.path.includes('{') ? ODDITIES : []).map((odd) => operation.path.replaceAll(/\{(\w+)\}/g, () => encodeURIComponent(String(odd))));
      const bodies = operation.body ? oddBodies(asking(free, inDays(50)), contract.schemas, operation.body) : [undefined];
      return [...query, ...inPath, path].flatMap((address) => bodies.slice(0, address === path ? undefined : 1).map((body) => ({ method: operation.method.toUpperCase(), address, body })));
    });
    const failed: string[] = [];
    const next = async (): Promise<void> => {
      for (let one = asks.pop(); one; one = asks.pop()) {
        const who = one.address.includes('organisations') ? agent : one.address.includes('closures') ? manager : resident;
        const { status } = await who(one.method, one.address, one.body, { ...newKey(), 'If-Match': '"1"' });
        if (status >= 500) failed.push(`${status} ${one.method} ${one.address} ${JSON.stringify(one.body)}`);
      }
    };
    expect(asks.length).to.be.greaterThan(1_000);
    await Promise.all(Array.from({ length: 8 }, next));
    expect(failed).to.deep.equal([]);
  });

  it('has by now answered every operation of the contract', () => {
    expect(contract.operations.map(({ id }) => id).filter((id) => !answered.has(id))).to.deep.equal([]);
  });
});

/** The same operations, which remember that they answered. */
function watched(operations: object, answered: Set<string>): Record<string, AnyOperation> {
  return Object.fromEntries(Object.entries(operations as Record<string, AnyOperation>).map(([id, { policy, ...operation }]) => [id, {
    policy,
    handle: async (call: never) => {
      const answer = await operation.handle(call);
      answered.add(id);
      return answer;
    },
  }]));
}
