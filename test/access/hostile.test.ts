import { expect } from 'chai';
import { pino } from 'pino';
import { createInbox, type Inbox } from '../../src/access/inbox.ts';
import { saveStatus } from '../../src/access/lock-store.ts';
import { drawManifests } from '../../src/access/manifests.ts';
import { takeMessages } from '../../src/access/take-messages.ts';
import { transact } from '../../src/platform/db.ts';
import { lockTopic, readMessage, statusTopic, type LockTopic } from '../../lock-gateway/protocol.ts';
import { hostilePayloads, VALID } from '../lock-gateway/hostile.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, GATEWAY, insertDoors, useDoors, type NewLock } from './setting.ts';

const KINDS = ['status', 'info', 'reported', 'ack', 'event'] as const;
const topicOf = (kind: LockTopic | 'status'): string => (kind === 'status' ? statusTopic(GATEWAY) : lockTopic(GATEWAY, 'deur', kind));

describe('a gateway that wishes no good', function () {
  this.timeout(30_000);
  const database = useDatabase();
  const setting = useDoors(database);
  let lock: NewLock;
  let said = '';
  const log = pino({ level: 'debug' }, { write: (line: string) => void (said += line) });
  const opened: Inbox[] = [];
  /** As startAccess wires it, without a broker. */
  const inbox = (): Inbox => {
    const one = createInbox({
      log, takeMessages: async (batch) => void (await transact(setting.db, (tx) => takeMessages(tx, batch, new Date()))),
      takeStatus: async (gateway, status) => void (await transact(setting.db, (tx) => saveStatus(tx, gateway, status, new Date()))),
    });
    opened.push(one);
    return one;
  };
  const settled = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await Promise.all(opened.splice(0).map((one) => one.stop()));
  };

  before(async () => {
    const hall = aDoorHall();
    [lock] = await insertDoors(setting.db, [hall], [{ lockName: 'deur' }]) as [NewLock];
    const start = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000);
    await book(setting.db, hall, { start, end: new Date(start.getTime() + 3_600_000) }, await aPerson(setting.db));
    await database.query("UPDATE lock_codes SET ref = 'ref-1', sent_rev = 1, cmd_id = gen_random_uuid()");
  });

  for (const kind of KINDS) {
    it(`has each ${kind} dropped with its reason, or only what the profile names taken from it`, () => {
      for (const { what, payload, fate } of hostilePayloads(kind)) {
        const read = readMessage(topicOf(kind), payload);
        expect(read.ok ? 'taken' : read.reason, what).to.equal(fate);
        if (!read.ok) continue;
        expect(JSON.stringify(read.incoming), what).to.not.match(/polluted|483927|"x"|\\u0000|\[\[\[/);
        expect(Object.getPrototypeOf(read.incoming.message), what).to.equal(Object.prototype);
      }
      expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    });

    it(`makes the database refuse nothing that is taken of its ${kind}`, async () => {
      for (const { what, payload, fate } of hostilePayloads(kind)) {
        if (fate !== 'taken') continue;
        const one = inbox();
        one.receive(topicOf(kind), payload);
        await settled();
        expect([one.drops(), said.includes('could not be taken in')], what).to.deep.equal([{}, false]);
      }
    });
  }

  it('counts all that it sends, and the answers of others are taken in at once', async () => {
    const one = inbox();
    const all = KINDS.flatMap((kind) => hostilePayloads(kind).map((hostile) => ({ ...hostile, topic: topicOf(kind) })));
    for (const { topic, payload } of all) one.receive(topic, payload);
    for (const kind of ['cmd', 'manifest'] as const) one.receive(topicOf(kind), Buffer.from(JSON.stringify(VALID[kind])));
    one.receive(topicOf('event'), Buffer.from(JSON.stringify({ ...VALID.event, id: 'the-good-one', type: 'door', open: true })));
    await settled();
    const counted: Record<string, number> = {};
    for (const { fate } of all) if (fate !== 'taken') counted[fate] = (counted[fate] ?? 0) + 1;
    expect(one.drops()).to.deep.equal(counted);
    expect(await database.query("SELECT details FROM door_events WHERE id = 'the-good-one'")).to.deep.equal([{ details: { open: true } }]);
  });

  it('leaves nothing of that in the database', async () => {
    const kept = JSON.stringify(await database.query('SELECT info, reported, boot_id FROM locks')) + JSON.stringify(await database.query('SELECT * FROM door_events'));
    expect(kept).to.contain('tamper').and.not.match(/polluted|483927|"x"/);
  });

  it('cannot push a lock’s next manifest beyond what its gateway reads', async () => {
    const [drawn] = await transact(setting.db, (tx) => drawManifests(tx, [lock.id], new Date()));
    expect(drawn!.rev).to.be.below(Date.now() + 2 * 86_400_000);
  });

  it('cannot push a code’s revision beyond what the database holds, or what a gateway reads', async () => {
    for (let times = 0; times < 3; times += 1) {
      const one = inbox();
      one.receive(topicOf('ack'), Buffer.from(JSON.stringify({ ...VALID.ack, rev: 2_000_000_000 })));
      await settled();
      expect(one.drops()).to.deep.equal({});
    }
    const [code] = await database.query<{ rev: number }>("SELECT rev FROM lock_codes WHERE ref = 'ref-1'");
    expect(code!.rev).to.be.at.most(2_000_000_000);
  });
});
