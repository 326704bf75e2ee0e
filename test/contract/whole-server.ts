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
import { insertSession } from '../../src/identity/session-store.ts';
import { newId, type PersonId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { operationsOf } from '../../src/operations.ts';
import { createMollie } from '../../src/payments/mollie-client.ts';
import { mollieProvider } from '../../src/payments/mollie-provider.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { createReactions } from '../../src/reactions.ts';
import { aDoorHall, insertDoors, keys, tariff } from '../access/setting.ts';
import type { TestDatabase } from '../support/database.ts';
import { aHall, alwaysOpen } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

export interface Reply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  text: string;
}

/** Somebody who asks; an address of ours in full is also understood. */
export type Visitor = (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Reply>;

/** A whole hour, some days from now. */
export const inDays = (days: number, hours = 0): Date => new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + days * 86_400_000 + hours * 3_600_000);
export const span = (start: Date, minutes = 120) => ({ start: start.toISOString(), end: addMinutes(start, minutes).toISOString() });
export const newKey = (): Record<string, string> => ({ 'Idempotency-Key': newId() });

/** A well-formed body of a booking. */
export const asking = (hall: Hall, start: Date) => ({
  hallId: hall.id, period: span(start), layout: hall.layouts[0]!.kind, attendance: 12, activity: 'Repetitie',
  houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
});

const PUBLIC_URL = 'http://localhost:3000';

/** The real contract with the product's operations and reactions, three halls behind one door, and a simulated Mollie. */
export function useWholeServer(database: TestDatabase) {
  const free = aDoorHall();
  const paid = aHall({ schedule: alwaysOpen(), venue: free.venue, tariffs: tariff(2_500) });
  const decided = aHall({ schedule: alwaysOpen(), venue: free.venue, approval: true, tariffs: tariff(0) });
  const running = {} as { db: Database; contract: Contract; mollie: SimulatedMollie; server: Server; origin: string; cookies: Record<string, string> };
  const answered = new Set<string>();

  before('start the whole server', async () => {
    const contract = await loadContract();
    const mollie = await startMollie({ port: 0 });
    const clock = (): Date => new Date();
    const db = openDatabase({ url: database.url, reactions: createReactions({ keys, clock }) });
    await insertDoors(db, [free, paid, decided]);
    const payments = mollieProvider(createMollie({ apiKey: `test_${'x'.repeat(30)}`, apiEndpoint: mollie.apiEndpoint }));
    const app = createApp({
      db, clock, contract, operations: watched(operationsOf({ payments, doorKeys: keys }), answered), strict: true, log: pino({ level: 'silent' }),
      publicUrl: PUBLIC_URL, trustedProxies: 0, requestsPerMinute: 0, formTargets: [], hearPayment: async () => {},
    });
    const server = app.listen(0);
    await once(server, 'listening');
    Object.assign(running, { db, contract, mollie, server, origin: `http://localhost:${(server.address() as AddressInfo).port}` });
    running.cookies = await cookiesOf(db, free);
  });

  after('stop the whole server', async () => {
    running.server.closeAllConnections();
    await new Promise((resolve) => running.server.close(resolve));
    await running.db.destroy();
    await running.mollie.stop();
  });

  const visitor = (own: () => Record<string, string>): Visitor => async (method, path, body, headers = {}) => {
    const response = await fetch(path.startsWith('http') ? path.replace(PUBLIC_URL, running.origin) : running.origin + path, {
      method, ...(body ? { body: JSON.stringify(body) } : {}),
      headers: { ...own(), 'Sec-Fetch-Site': 'same-origin', ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
    });
    const text = await response.text();
    const json = text !== '' && (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) as Record<string, unknown> : {} };
  };
  const loggedInAs = (name: string): Visitor => visitor(() => ({ Cookie: running.cookies[name]! }));
  const people = { anonymous: visitor(() => ({})), resident: loggedInAs('resident'), manager: loggedInAs('manager'), agent: loggedInAs('agent') };

  return {
    free, paid, decided, answered, people,
    get db() {
      return running.db;
    },
    get contract() {
      return running.contract;
    },
    visitor: (cookie: string): Visitor => visitor(() => ({ Cookie: cookie })),
    async loggedIn(personId: PersonId): Promise<Visitor> {
      const cookie = await cookieOf(running.db, personId);
      return visitor(() => ({ Cookie: cookie }));
    },
    async book(hall: Hall, start: Date): Promise<Reply> {
      const reply = await people.resident('POST', '/v1/bookings', asking(hall, start), newKey());
      expect(reply.status, reply.text).to.equal(201);
      return reply;
    },
  };
}

async function cookiesOf(db: Database, { venue }: Hall): Promise<Record<string, string>> {
  const [resident, manager, agent] = [await aPerson(db), await aPerson(db), await aPerson(db)];
  await db('staff_roles').insert([
    { person_id: manager.personId, role: 'manager', source: 'given', organisation_id: venue.organisationId, venue_id: venue.id },
    { person_id: agent.personId, role: 'agent', source: 'given', organisation_id: venue.organisationId, venue_id: null },
  ]);
  return { resident: await cookieOf(db, resident.personId), manager: await cookieOf(db, manager.personId), agent: await cookieOf(db, agent.personId) };
}

async function cookieOf(db: Database, personId: PersonId): Promise<string> {
  const { token } = await transact(db, (tx) => insertSession(tx, { personId }, new Date()));
  return `session=${token}`;
}

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
