import { connect } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createHub, type Hub } from '../../src/live/hub.ts';
import { createMemory } from '../../src/live/memory.ts';
import { openStream } from '../../src/live/stream.ts';
import { listen } from '../../src/http/listen.ts';
import { createLog } from '../../src/platform/log.ts';
import { useDatabase } from '../support/database.ts';
import { startLive } from './setting.ts';

const ask = { topics: ['hall:a'], caller: 'x', most: 6, session: undefined, ageMs: 0 };
const refusalOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return thrown.code;
  }
};

describe('the limits of live streams', function () {
  this.timeout(30_000);
  const database = useDatabase();
  const hubs: Hub[] = [];
  const aHub = (options: Partial<Parameters<typeof createHub>[0]> = {}): Hub => {
    const hub = createHub({ clock: () => new Date(), ...options });
    hubs.push(hub);
    hub.listening();
    return hub;
  };
  afterEach(() => hubs.splice(0).forEach((hub) => hub.close()));

  it('a process holds so many streams, whoever asks', () => {
    const hub = aHub({ mostStreams: 2 });
    hub.open({ ...ask, caller: 'a' });
    hub.open({ ...ask, caller: 'b' });
    expect(refusalOf(() => hub.open({ ...ask, caller: 'c' }))).to.equal('busy');
  });

  it('opens none while nothing can be heard, nor when it is stopping', () => {
    const hub = aHub();
    hub.lost();
    expect(refusalOf(() => hub.open(ask))).to.equal('busy');
    hub.listening();
    expect(refusalOf(() => hub.open(ask))).to.equal(undefined);
    hub.close();
    expect([refusalOf(() => hub.open(ask)), hub.size]).to.deep.equal(['busy', 0]);
  });

  it('a reader who takes nothing costs a line and a set of topics, and is broken off', async () => {
    let ended = 0;
    const topics = Array.from({ length: 100 }, () => `hall:${newId()}`);
    const stream = openStream({ caller: 'x', session: undefined, topics: new Set(topics) }, () => (ended += 1));
    stream.body.on('error', () => {});
    for (let round = 0; round < 10_000; round += 1) stream.tell(topics, 5);
    expect(stream.body.readableLength).to.be.below(20_000);
    stream.beat();
    stream.beat();
    stream.beat();
    await once(stream.body, 'close');
    expect(ended).to.equal(1);
  });

  it('what waits for a slow reader is said once, when it reads on', async () => {
    const stream = openStream({ caller: 'x', session: undefined, topics: new Set(['hall:a', 'hall:b']) }, () => {});
    for (let round = 0; round < 50; round += 1) stream.tell(['hall:a', 'hall:b'], round);
    stream.end();
    let text = '';
    for await (const chunk of stream.body) text += String(chunk);
    expect(text.match(/event: changed/g)?.length ?? 0).to.be.at.most(2);
  });

  it('a stream shows signs of life and ends by itself after its time', async () => {
    const server = await startLive(database.url, { beatMs: 30, longestMs: 100 });
    const heard = await server.listen(`hall:${newId()}`);
    await heard.until('beat');
    await heard.ended;
    expect(server.hub.size).to.equal(0);
    await server.close();
  });

  it('many readers of one topic are spread over more time than few', async () => {
    const hub = aHub();
    const said = async (readers: number): Promise<number> => {
      const topic = `hall:${readers}`;
      const streams = Array.from({ length: readers }, (_, index) => hub.open({ ...ask, topics: [topic], caller: `${readers}/${index}` }));
      const first = streams[0]!.body;
      streams.slice(1).forEach(({ body }) => body.resume());
      hub.hear(topic);
      for await (const chunk of first) {
        const within = /"hall:\d+"\],"withinMs":(\d+)/.exec(String(chunk));
        if (within) return Number(within[1]);
      }
      return NaN;
    };
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(await said(1)).to.be.below(100);
    expect(await said(200)).to.equal(4_000);
  });

  it('ends at once when the server drains, although its readers would stay', async () => {
    const hub = aHub();
    const log = createLog('drain', 'silent');
    const listening = await listen(0, log, () => (_request, response) => {
      const { body } = hub.open(ask);
      body.pipe(response);
    });
    const socket = connect(listening.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    hub.close();
    const started = process.hrtime.bigint();
    await listening.drain(8_000);
    expect(Number(process.hrtime.bigint() - started) / 1e6).to.be.below(4_000);
    socket.destroy();
  });

  it('what is remembered is bounded in time and number; what is forgotten counts as not heard', () => {
    let now = 1_000_000;
    const memory = createMemory(() => now);
    expect(memory.since(['hall:a'], 0)).to.deep.equal(['*']);
    memory.begin();
    now += 10_000;
    memory.keep('hall:a');
    now += 2_000;
    expect(memory.since(['hall:a', 'hall:b'], 1_000)).to.deep.equal([]);
    expect(memory.since(['hall:a', 'hall:b'], 3_000)).to.deep.equal(['hall:a']);
    expect(memory.since(['hall:b'], 60_000)).to.deep.equal(['*']);
    now += 60_000;
    for (let count = 0; count < 20_000; count += 1) {
      now += 1;
      memory.keep(`hall:${count}`);
    }
    expect(memory.since(['hall:c'], 70_000)).to.deep.equal([]);
    expect(memory.since(['hall:c'], 81_500), 'hall:a is forgotten, and so is what was told before it').to.deep.equal(['*']);
    now += 300_001;
    expect(memory.since(['hall:c'], 299_000)).to.deep.equal([]);
    expect(memory.since(['hall:c'], 301_000)).to.deep.equal(['*']);
  });
});
