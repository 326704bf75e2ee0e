import { expect } from 'chai';
import type { AnyOperation } from '../../src/contract/check-operations.ts';
import type { Answer, Call } from '../../src/contract/operation.ts';
import { forgetIdempotencyKeys } from '../../src/http/forget-idempotency-keys.ts';
import { anyone, signedIn } from '../../src/identity/policies.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { useDatabase } from '../support/database.ts';
import { browserOf, startTiny, type TinyServer } from './tiny-server.ts';

const unused: AnyOperation = { policy: anyone, handle: async () => ({}) };

describe('Idempotency-Key', () => {
  const database = useDatabase();
  let server: TinyServer;
  let browser: Record<string, string>;
  /** What writing a note does besides writing it; each test sets its own. */
  let meanwhile: (text: string) => Promise<void>;
  let answerOf: (call: Call, id: number) => Promise<Answer>;

  before(async () => {
    await database.query('CREATE TABLE notes (id integer GENERATED ALWAYS AS IDENTITY, text text)');
    const writeNote: AnyOperation = { policy: signedIn, handle: (call: Call) => answerOf(call, 0) };
    server = await startTiny(database.url, { listNotes: unused, getNote: { ...unused }, changeNote: { ...unused, policy: signedIn }, writeNote });
    browser = await browserOf(server.db, 'writer');
  });

  after(() => server.close());

  beforeEach(() => {
    meanwhile = async () => {};
    answerOf = (call) => call.transact(async (tx) => {
      const { text } = call.body as unknown as { text: string };
      const [note] = await tx<{ id: number; text: string }>('notes').insert({ text }).returning('id');
      await meanwhile(text);
      return { body: { id: String(note!.id), text }, headers: { ETag: '"1"', Location: `${call.origin}/v1/notes/${note!.id}` } };
    });
  });

  const PERIOD = { start: '2026-12-04T19:00:00Z', end: '2026-12-04T22:00:00Z' };
  const write = (key: string | undefined, text: string, headers: Record<string, string> = browser): Promise<Response> =>
    fetch(`${server.url}/v1/notes`, {
      method: 'POST', body: JSON.stringify({ text, period: PERIOD }),
      headers: { 'Content-Type': 'application/json', ...headers, ...(key === undefined ? {} : { 'Idempotency-Key': key }) },
    });
  const notes = async (text: string): Promise<number> => (await database.query('SELECT FROM notes WHERE text = $1', [text])).length;
  const typeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { type: string }).type.split(':').at(-1);

  it('is asked for', async () => {
    const response = await write(undefined, 'no key');
    expect(response.status).to.equal(400);
    expect(await typeOf(response)).to.equal('idempotency-key-missing');
  });

  it('answers a repeated request byte for byte as before, and does nothing twice', async () => {
    const [first, second] = [await write('repeated-1', 'once'), await write('repeated-1', 'once')];
    expect([first.status, second.status]).to.deep.equal([201, 201]);
    expect(await second.text()).to.equal(await first.text());
    expect(second.headers.get('location')).to.equal(first.headers.get('location'));
    expect(second.headers.get('etag')).to.equal('"1"');
    expect(second.headers.get('idempotency-replayed')).to.equal('true');
    expect(await notes('once')).to.equal(1);
  });

  it('refuses the key with another request', async () => {
    await write('reused-key-1', 'mine');
    const response = await write('reused-key-1', 'another');
    expect(response.status).to.equal(422);
    expect(await typeOf(response)).to.equal('idempotency-key-reused');
  });

  it('lets two people use the same key', async () => {
    const other = await browserOf(server.db, 'somebody-else');
    await write('popular-key', 'shared');
    await write('popular-key', 'shared', other);
    expect(await notes('shared')).to.equal(2);
  });

  it('does it once for ten that come at the same time: the others hear that it is under way, or the answer', async () => {
    const responses = await Promise.all(Array.from({ length: 10 }, () => write('ten-at-once', 'together')));
    const statuses = responses.map(({ status }) => status);
    expect(statuses.every((status) => status === 201 || status === 409)).to.equal(true, statuses.join());
    expect(statuses).to.include(201);
    for (const busy of responses.filter(({ status }) => status === 409)) {
      expect(await typeOf(busy)).to.equal('idempotency-key-in-progress');
      expect(busy.headers.get('retry-after')).to.equal('1');
    }
    expect(await notes('together')).to.equal(1);
  });

  it('frees the key of a request that was refused: nothing was done', async () => {
    meanwhile = async () => {
      throw new Refusal('wrong-state');
    };
    expect((await write('refused-once', 'later')).status).to.equal(409);
    meanwhile = async () => {};
    expect((await write('refused-once', 'later')).status).to.equal(201);
    expect(await notes('later')).to.equal(1);
  });

  it('frees the key of a request that failed through our fault', async () => {
    meanwhile = async () => {
      throw new Error('disk on fire');
    };
    const failed = await write('failed-once', 'unlucky');
    expect(failed.status).to.equal(500);
    expect(await failed.text()).not.to.contain('fire');
    meanwhile = async () => {};
    expect((await write('failed-once', 'unlucky')).status).to.equal(201);
  });

  it('takes over what a dead process left behind, after a minute', async () => {
    meanwhile = async () => {
      await database.query(`UPDATE idempotency_keys SET created_at = created_at - interval '61 seconds' WHERE key = 'taken-over-1'`);
      meanwhile = async () => {};
      const second = await write('taken-over-1', 'twice');
      expect(second.status).to.equal(201);
    };
    const abandoned = await write('taken-over-1', 'twice');
    expect(abandoned.status).to.equal(409);
    expect(await notes('twice')).to.equal(1, 'what the abandoned request wrote must have been undone');
    expect((await write('taken-over-1', 'twice')).headers.get('idempotency-replayed')).to.equal('true');
  });

  it('still answers what was done when the process died right after the commit', async () => {
    const writes = answerOf;
    answerOf = async (call, id) => {
      await writes(call, id);
      throw new Error('the power went');
    };
    expect((await write('after-commit-1', 'committed')).status).to.equal(500);
    const retried = await write('after-commit-1', 'committed');
    expect([retried.status, retried.headers.get('idempotency-replayed')]).to.deep.equal([201, 'true']);
    expect(await notes('committed')).to.equal(1);
  });

  it('does not take over within the minute', async () => {
    let inside: Response | undefined;
    meanwhile = async () => {
      meanwhile = async () => {};
      inside = await write('too-early-1', 'patience');
    };
    expect((await write('too-early-1', 'patience')).status).to.equal(201);
    expect(inside?.status).to.equal(409);
  });

  it('keeps the answer of a handler that opens transactions of its own, too', async () => {
    let times = 0;
    answerOf = async () => ({ body: { id: String((times += 1)), text: 'own' }, headers: { ETag: '"1"', Location: 'http://localhost/v1/notes/1' } });
    await write('its-own-transactions', 'own');
    expect(await (await write('its-own-transactions', 'own')).json()).to.deep.equal({ id: '1', text: 'own' });
    expect(times).to.equal(1);
  });

  it('forgets keys after a day', async () => {
    await write('long-ago-1', 'old');
    await database.query(`UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = 'long-ago-1'`);
    expect(await forgetIdempotencyKeys(server.db)).to.equal(1);
    expect(await database.query(`SELECT FROM idempotency_keys WHERE key = 'long-ago-1'`)).to.have.length(0);
  });
});
