import { expect } from 'chai';
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCodebook } from '../../lock-gateway/codebook.ts';
import { ConfigError, readConfig } from '../../lock-gateway/config.ts';
import { gatewayKey } from '../../lock-gateway/envelope.ts';
import { openJournal } from '../../lock-gateway/journal.ts';

describe('gateway memory', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oz-journal-'));
    path = join(folder, 'state', 'codebook.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps what it acknowledged, forgets what was deleted, and is private to its owner', async () => {
    const journal = await openJournal(path);
    await Promise.all(Array.from({ length: 50 }, (_, number) => journal.set({ [`a/${number}`]: number, 'a/last': number })));
    await journal.set({ 'a/0': undefined });
    await journal.close();
    const again = await openJournal(path);
    expect(again.entries('a/')).to.have.length(50);
    expect(again.get('a/0')).to.equal(undefined);
    expect(again.get('a/last')).to.equal(49);
    await again.close();
    expect((await stat(path)).mode & 0o077).to.equal(0);
  });

  it('loses only the line that a crash tore, wherever it tore it', async () => {
    const journal = await openJournal(path);
    await journal.set({ one: 1 });
    await journal.set({ two: { text: 'abc' } });
    await journal.close();
    const whole = await readFile(path, 'utf8');
    for (let length = whole.indexOf('\n') + 1; length < whole.length - 1; length += 1) {
      await truncate(path, length);
      const torn = await openJournal(path);
      expect([torn.get('one'), torn.get('two'), torn.damaged]).to.deep.equal([1, undefined, 0]);
      await torn.set({ two: { text: 'abc' } });
      await torn.close();
    }
    await appendFile(path, '#damage#\n["three",3]\n');
    const damaged = await openJournal(path);
    expect([damaged.get('three'), damaged.damaged]).to.deep.equal([3, 1]);
    await damaged.close();
  });

  it('unseals digits only in their own place, and with the previous key while keys are rotated', async () => {
    const journal = await openJournal(path);
    const [old, fresh] = [1, 2].map((fill) => gatewayKey(Buffer.alloc(32, fill).toString('base64'))) as [ReturnType<typeof gatewayKey>, ReturnType<typeof gatewayKey>];
    const sealed = createCodebook(journal, [old]).seal('l1', 'r', '483927');
    expect(sealed).not.to.contain('483927');
    const rotating = createCodebook(journal, [fresh, old]);
    expect(rotating.unseal('l1', 'r', sealed)).to.equal('483927');
    expect(() => rotating.unseal('l2', 'r', sealed)).to.throw();
    expect(() => createCodebook(journal, [fresh]).unseal('l1', 'r', sealed)).to.throw();
    await journal.close();
  });
});

describe('gateway settings', () => {
  it('names everything that is missing or wrong at once, and no value', () => {
    const problems = problemsOf({ GATEWAY_ID: 'a/b', GATEWAY_KEY: 'c2VjcmV0', CITY_BROKER_URL: 'http://broker', MQTT_VERSION: '3', GATEWAY_LOCKS: '/nowhere.yaml', HEALTH_PORT: 'x' });
    for (const name of ['GATEWAY_ID', 'GATEWAY_KEY', 'CITY_BROKER_URL', 'BUILDING_BROKER_URL', 'MQTT_VERSION', 'GATEWAY_STATE_DIR', 'GATEWAY_LOCKS', 'HEALTH_PORT']) {
      expect(problems.filter((problem) => problem.startsWith(`${name} `)), name).to.have.length(1);
    }
    expect(problems.join()).not.to.contain('c2VjcmV0');
  });

  it('names every mistake in the settings of a lock, whatever its make', async () => {
    const mistakes = {
      'id: a/b': /id must be/, 'id: a, driver: yale': /driver must be native or zigbee2mqtt or zwave-js-ui or nuki_hub/, 'id: a, leadMinutes: 5': /leadMinutes/,
      'id: a, driver: zigbee2mqtt': /slots must be the range/, 'id: a, driver: zigbee2mqtt, slots: 29-10': /slots/, 'id: a, driver: zigbee2mqtt, slots: 1-9, address: "a/#"': /address/,
      'id: a, driver: zigbee2mqtt, slots: 1-9, answerSeconds: fast': /answerSeconds must be 0.1 to 120/, 'id: a, driver: zwave-js-ui, name: hall, slots: 1-9': /node must be a whole number/,
      'id: a, driver: zwave-js-ui, name: a/b, node: 5, slots: 1-9': /name must be/, 'id: a, driver: zwave-js-ui, name: a, node: 5, slots: 1-9, timeZone: Leuven': /timeZone/,
      'id: a, driver: zwave-js-ui, name: a, node: 5, slots: 1-9, schedules: often': /schedules/, 'id: a, driver: nuki_hub': /timeZone must be UTC or/,
      'id: a, driver: nuki_hub, timeZone: UTC, entries: 1': /entries/,
    };
    for (const [entry, words] of Object.entries(mistakes)) expect((await problemsWith(`locks: [{ ${entry} }]`)).join(), entry).to.match(words);
    expect(await problemsWith('locks: [{ id: a, driver: zwave-js-ui, leadMinutes: 1 }]')).to.have.length(4);
  });

  it('lets no two locks be the same one on the line', async () => {
    const zwave = (id: string, node: number): string => `{ id: ${id}, driver: zwave-js-ui, name: hall, node: ${node}, slots: 1-9 }`;
    expect((await problemsWith(`locks: [${zwave('a', 5)}, ${zwave('b', 5)}]`)).join()).to.match(/gives lock b the place of another/);
    expect(await problemsWith(`locks: [${zwave('a', 5)}, ${zwave('b', 6)}, { id: c }, { id: d, driver: zigbee2mqtt, slots: 10-29 }, { id: e, driver: nuki_hub, timeZone: UTC }]`)).to.deep.equal([]);
  });
});

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

/** What is wrong with a file of locks, everything else being right. */
async function problemsWith(file: string): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'oz-locks-'));
  const path = join(folder, 'locks.yaml');
  await writeFile(path, file);
  const problems = problemsOf({
    GATEWAY_ID: 'leuven', GATEWAY_KEY: Buffer.alloc(32, 1).toString('base64'), GATEWAY_STATE_DIR: folder, GATEWAY_LOCKS: path,
    CITY_BROKER_URL: 'mqtt://city:1883', BUILDING_BROKER_URL: 'mqtt://building:1883',
  });
  await rm(folder, { recursive: true });
  return problems;
}
