import { expect } from 'chai';
import { pino } from 'pino';
import { createInbox } from '../../src/access/inbox.ts';
import type { LockMessages } from '../../src/access/take-messages.ts';
import { limits, lockTopic, statusTopic } from '../../lock-gateway/protocol.ts';
import { eventually } from '../lock-gateway/stage.ts';

describe('the inbox', () => {
  const log = pino({ level: 'silent' });
  const at = '2027-02-03T12:00:00.000Z';
  const ack = (lock: string, cmdId: string): Buffer => Buffer.from(JSON.stringify({ v: 1, cmdId, lock, status: 'accepted', evidence: 'none', at }));
  const commandsIn = (batches: readonly (readonly LockMessages[])[], name: string): string[] => batches.flat().filter((one) => one.name === name)
    .flatMap(({ messages }) => messages.flatMap((one) => (one.kind === 'ack' ? [one.message.cmdId] : [])));

  it('drops what is no message of the profile, counts it by reason, and goes on', async () => {
    const batches: (readonly LockMessages[])[] = [];
    const inbox = createInbox({ log, takeMessages: async (batch) => void batches.push(batch), takeStatus: async () => {} });
    const topic = lockTopic('leuven', 'deur', 'ack');
    for (const hostile of ['', '{', 'null', '[]', '{"v":1}', 'x'.repeat(limits.bytes.ack + 1)]) inbox.receive(topic, Buffer.from(hostile));
    inbox.receive(topic, Buffer.from([0xff, 0xfe]));
    inbox.receive(topic, Buffer.from('{"v":2}'));
    inbox.receive(topic, ack('another', 'cmd-0'));
    inbox.receive('openzaal/lock/v2/leuven/status', Buffer.from('{}'));
    inbox.receive(topic, ack('deur', 'cmd-1'));
    await eventually('the good one is taken in', () => batches.length === 1);
    expect(commandsIn(batches, 'deur')).to.deep.equal(['cmd-1']);
    expect(inbox.drops()).to.deep.equal({ malformed: 6, oversized: 1, wrong_version: 1, wrong_lock: 1, foreign_topic: 1 });
    await inbox.stop();
  });

  it('keeps the order of each lock, and takes in together what comes while the database is busy', async () => {
    const batches: (readonly LockMessages[])[] = [];
    let release = (): void => {};
    const busy = new Promise<void>((resolve) => {
      release = resolve;
    });
    const statuses: string[] = [];
    const inbox = createInbox({
      log,
      takeMessages: async (batch) => {
        batches.push(batch);
        if (batches.length === 1) await busy;
      },
      takeStatus: async (_gateway, { bootId }) => void statuses.push(bootId),
    });
    for (let n = 0; n < 100; n += 1) inbox.receive(lockTopic('leuven', n % 2 ? 'left' : 'right', 'ack'), ack(n % 2 ? 'left' : 'right', `cmd-${n}`));
    for (const bootId of ['a', 'b']) inbox.receive(statusTopic('leuven'), Buffer.from(JSON.stringify({ v: 1, status: 'online', bootId, software: 'test', at })));
    release();
    await eventually('all are taken in', () => batches.flat().reduce((sum, { messages }) => sum + messages.length, 0) === 100 && statuses.length > 0);
    expect(batches).to.have.length(2);
    expect(commandsIn(batches, 'left')).to.deep.equal(Array.from({ length: 50 }, (_, n) => `cmd-${2 * n + 1}`));
    expect(statuses, 'the last word counts').to.deep.equal(['b']);
    await inbox.stop();
  });

  it('keeps messages while the database is away, and lets one that it refuses not hold up the others', async function () {
    this.timeout(15_000);
    const taken: string[] = [];
    let calls = 0;
    const inbox = createInbox({
      log, takeStatus: async () => {},
      takeMessages: async (batch) => {
        calls += 1;
        if (batch.some(({ name }) => name === 'poison')) throw new Error('refused');
        taken.push(...commandsIn([batch], 'good'));
      },
    });
    inbox.receive(lockTopic('leuven', 'poison', 'ack'), ack('poison', 'cmd-0'));
    inbox.receive(lockTopic('leuven', 'good', 'ack'), ack('good', 'cmd-1'));
    await eventually('the good one is taken in', () => taken.length > 0);
    expect(inbox.drops()).to.deep.equal({ refused: 1 });
    expect(calls).to.be.within(4, 8);
    await inbox.stop();
  });

  it('lets a word of one gateway about itself that the database refuses not hold up the others either', async function () {
    this.timeout(15_000);
    const taken: string[] = [];
    const inbox = createInbox({
      log, takeMessages: async (batch) => void taken.push(...commandsIn([batch], 'good')),
      takeStatus: async (gateway) => {
        if (gateway === 'poison') throw new Error('refused');
        taken.push(gateway);
      },
    });
    for (const gateway of ['poison', 'leuven']) inbox.receive(statusTopic(gateway), Buffer.from(JSON.stringify({ v: 1, status: 'online', bootId: 'b', software: 'test', at })));
    inbox.receive(lockTopic('leuven', 'good', 'ack'), ack('good', 'cmd-1'));
    await eventually('both are taken in', () => taken.length === 2);
    expect([taken, inbox.drops()]).to.deep.equal([['leuven', 'cmd-1'], { refused: 1 }]);
    await inbox.stop();
  });

  it('loses nothing to a database that stays away for longer', async function () {
    this.timeout(20_000);
    const taken: string[] = [];
    let calls = 0;
    const away = async (): Promise<void> => {
      calls += 1;
      if (calls <= 5) throw Object.assign(new Error('the database system is shutting down'), { code: '57P01' });
    };
    const inbox = createInbox({
      log,
      takeMessages: async (batch) => {
        await away();
        taken.push(...commandsIn([batch], 'good'));
      },
      takeStatus: async (gateway, { status }) => {
        await away();
        taken.push(`${gateway} ${status}`);
      },
    });
    inbox.receive(statusTopic('leuven'), Buffer.from(JSON.stringify({ v: 1, status: 'offline', bootId: 'b', software: 'test', at })));
    inbox.receive(lockTopic('leuven', 'good', 'ack'), ack('good', 'cmd-1'));
    await eventually('both are taken in', () => taken.length === 2);
    expect(taken).to.have.members(['leuven offline', 'cmd-1']);
    expect(inbox.drops()).to.deep.equal({});
    await inbox.stop();
  });
});
