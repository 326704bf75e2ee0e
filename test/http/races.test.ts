import { once } from 'node:events';
import { Agent, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Hall } from '../../src/catalogue/hall.ts';
import { loadContract } from '../../src/contract/document.ts';
import { createApp } from '../../src/http/app.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Period } from '../../src/kernel/period.ts';
import { operationsOf } from '../../src/operations.ts';
import { createMollie } from '../../src/payments/mollie-client.ts';
import { mollieProvider } from '../../src/payments/mollie-provider.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { createLog } from '../../src/platform/log.ts';
import { createReactions } from '../../src/reactions.ts';
import { keys } from '../access/setting.ts';
import { evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

interface Reply {
  status: number;
  body: { alternatives?: unknown[]; issues?: { code: string }[] };
}

describe('many who want the same, over HTTP', function () {
  this.timeout(60_000);
  const database = useDatabase();
  const agent = new Agent({ keepAlive: true, maxSockets: 250 });
  let db: Database;
  let server: Server;
  let cookies: string[];

  before('the product, as it is started', async () => {
    db = openDatabase({ url: database.url, reactions: createReactions({ keys, clock: () => new Date() }) });
    const payments = mollieProvider(createMollie({ apiKey: `test_${'x'.repeat(30)}`, apiEndpoint: 'http://127.0.0.1:9/v2/' }));
    server = createApp({
      db, contract: await loadContract(), operations: operationsOf({ payments, doorKeys: keys }), strict: true, clock: () => new Date(),
      log: createLog('test', 'silent'), publicUrl: 'http://localhost:3000', trustedProxies: 0, requestsPerMinute: 0, formTargets: [], hearPayment: async () => {},
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    cookies = await Promise.all(Array.from({ length: 10 }, async () => {
      const { personId } = await aPerson(db);
      return `session=${(await transact(db, (tx) => insertSession(tx, { personId }, new Date()))).token}`;
    }));
  });
  after(async () => {
    agent.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await db.destroy();
  });

  /** One asker's request; each of ten people asks with a key of their own. */
  const ask = (hall: Hall, period: Period, index: number): Promise<Reply> => new Promise((resolve, reject) => {
    const sent = request({
      agent, host: '127.0.0.1', port: (server.address() as AddressInfo).port, method: 'POST', path: '/v1/bookings', timeout: 30_000,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newId(), 'Sec-Fetch-Site': 'same-origin', Cookie: cookies[index % cookies.length]! },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(text) as Reply['body'] }));
    });
    sent.on('error', reject).end(JSON.stringify({
      hallId: hall.id, period: { start: period.start.toISOString(), end: period.end.toISOString() }, layout: 'theatre', attendance: 10,
      activity: 'Repetitie', houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
    }));
  });

  const count = (replies: readonly Reply[]): Record<number, number> =>
    replies.reduce<Record<number, number>>((counts, { status }) => ({ ...counts, [status]: (counts[status] ?? 0) + 1 }), {});

  for (const askers of [20, 50, 200]) {
    it(`gives ${askers} askers one winner, and everybody else a reason and what can be had instead`, async () => {
      const hall = aHall();
      await insertHalls(db, [hall]);
      const replies = await Promise.all(Array.from({ length: askers }, (_, index) => ask(hall, evening('2027-02-03'), index)));
      expect(count(replies)).to.deep.equal({ 201: 1, 409: askers - 1 });
      for (const { body } of replies.filter(({ status }) => status === 409)) {
        expect(body.issues!.map(({ code }) => code)).to.deep.equal(['taken']);
        expect(body.alternatives).to.not.be.empty;
      }
    });
  }

  it('gives a hall and its halves to whoever came first, without an error among them', async () => {
    const [left, right] = [newId<'space'>(), newId<'space'>()];
    const venue = aVenue();
    const halls = [[left], [right], [left, right]].map((spaceIds) => aHall({ venue, spaceIds }));
    await insertHalls(db, halls);
    const replies = await Promise.all(Array.from({ length: 90 }, (_, index) => ask(halls[index % 3]!, evening('2027-02-04'), index)));
    const counts = count(replies);
    expect(Object.keys(counts)).to.have.members(['201', '409']);
    expect(counts[201]).to.be.within(1, 2);
  });
});
