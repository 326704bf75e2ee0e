import { expect } from 'chai';
import { Router } from '@koa/router';
import type { AnyOperation } from '../../src/contract/check-operations.ts';
import type { Answer, Call } from '../../src/contract/operation.ts';
import type { RequestState } from '../../src/contract/request-state.ts';
import { routesOf } from '../../src/http/app.ts';
import { anyone, signedIn } from '../../src/identity/policies.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { useDatabase } from '../support/database.ts';
import { browserOf, startTiny, type TinyServer } from './tiny-server.ts';

const note = { body: { id: 'a', text: 'b' }, headers: { ETag: '"3"' } };

describe('the HTTP server', () => {
  const database = useDatabase();
  let server: TinyServer;
  let browser: Record<string, string>;
  let last: Call | undefined;
  let answer: () => Promise<Answer>;
  const heard: unknown[] = [];

  const handling = (policy: AnyOperation['policy']): AnyOperation => ({
    policy,
    handle: (call: Call) => {
      last = call;
      return answer();
    },
  });

  function pages() {
    const router = new Router<RequestState>();
    router.get('/wie', (ctx) => {
      ctx.body = `${ctx.state.actor.kind} ${ctx.state.language}`;
    });
    router.post('/afmelden', (ctx) => {
      ctx.state.setSession(undefined);
      ctx.body = 'dag';
    });
    router.post('/formulier', (ctx) => {
      ctx.body = ctx.request.body;
    });
    return routesOf(router);
  }

  before(async () => {
    server = await startTiny(database.url, {
      listNotes: handling(anyone), getNote: handling(anyone), writeNote: handling(signedIn), changeNote: handling(signedIn),
    }, {
      pages: pages(), problemPage: ({ title }) => `<h1>${title}</h1>`,
      hearPayment: async (id) => void heard.push(id),
    });
    browser = await browserOf(server.db, 'visitor');
  });

  after(() => server.close());

  beforeEach(() => {
    answer = async () => note;
    last = undefined;
  });

  const ask = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> => fetch(server.url + path, { redirect: 'manual', ...init });
  const problem = async (response: Response): Promise<Record<string, unknown>> => {
    expect(response.headers.get('content-type')).to.match(/^application\/problem\+json/);
    return (await response.json()) as Record<string, unknown>;
  };
  const change = (headers: Record<string, string>): Promise<Response> =>
    ask('/v1/notes/abc', { method: 'PUT', headers: { 'If-Match': '"3"', ...headers } });

  describe('answers', () => {
    it('with the status, type and headers of the contract', async () => {
      const response = await ask('/v1/notes/abc');
      expect(response.status).to.equal(200);
      expect(response.headers.get('content-type')).to.equal('application/json; charset=utf-8');
      expect(response.headers.get('cache-control')).to.equal('private, no-cache');
      expect(await response.json()).to.deep.equal(note.body);
    });

    it('304 to somebody who has this version already', async () => {
      const having = (version: string): Promise<Response> => ask('/v1/notes/abc', { headers: { 'If-None-Match': version, 'Cache-Control': 'max-age=0' } });
      expect((await having('"3"')).status).to.equal(304);
      expect((await having('"2"')).status).to.equal(200);
    });

    it('and gives the handler what it asks for: the version of If-Match, the language, the whole address', async () => {
      answer = async () => ({});
      expect((await change({ ...browser, 'Accept-Language': 'fr-BE, en;q=0.5' })).status).to.equal(204);
      expect(last).to.include({ expectedVersion: 3, language: 'fr', url: 'http://localhost:3000/v1/notes/abc', operationId: 'changeNote' });
      expect(last?.actor.kind).to.equal('person');
    });
  });

  describe('problems', () => {
    it('name every violation in the language of the caller', async () => {
      const dutch = await problem(await ask('/v1/notes?limit=0&page=2'));
      expect(dutch).to.deep.include({ type: 'urn:problem-type:openzaal:invalid-request', status: 400, title: 'Niet goed ingevuld' });
      expect((dutch['issues'] as { field: string; detail: string }[]).map(({ field, detail }) => `${field}: ${detail}`)).to.deep.equal([
        'query/page: Dit kennen wij hier niet. Wat wel kan: from, to, colour, bright, hours, limit, q.', 'query/limit: Dit moet minstens 1 zijn.',
      ]);
      const english = await problem(await ask('/v1/notes?limit=0', { headers: { 'Accept-Language': 'en' } }));
      expect((english['issues'] as { detail: string }[])[0]?.detail).to.equal('This must be at least 1.');
    });

    it('say what is possible instead, and when trying again makes sense', async () => {
      answer = () => Promise.reject(new Refusal('not-found', { help: { alternatives: [1] } }));
      expect((await problem(await ask('/v1/notes/abc')))['alternatives']).to.deep.equal([1]);
      answer = () => Promise.reject(Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' }));
      const busy = await ask('/v1/notes/abc');
      expect([busy.status, busy.headers.get('retry-after')]).to.deep.equal([503, '2']);
    });

    it('reveal nothing of what broke, only a number that is also in the log', async () => {
      answer = () => Promise.reject(new Error('password of the database is hunter2'));
      const shown = await problem(await ask('/v1/notes/abc'));
      expect(shown['status']).to.equal(500);
      expect(JSON.stringify(shown)).not.to.contain('hunter2');
      expect(server.logged.some((line) => line.includes(String(shown['incident'])) && line.includes('hunter2'))).to.equal(true);
    });

    it('are an error of ours when the contract does not document them, in tests', async () => {
      answer = () => Promise.reject(new Refusal('hold-lapsed'));
      expect((await ask('/v1/notes/abc')).status).to.equal(500);
    });

    it('answer an address that is not there and a method that it does not take', async () => {
      expect((await problem(await ask('/v1/nothing')))['type']).to.equal('urn:problem-type:openzaal:not-found');
      const response = await ask('/v1/notes', { method: 'DELETE', headers: browser });
      expect(response.headers.get('allow')).to.equal('HEAD, GET, POST');
      expect((await problem(response))['status']).to.equal(405);
    });

    it('are a page for somebody with a browser, outside the API', async () => {
      const response = await ask('/nergens', { headers: { Accept: 'text/html' } });
      expect([response.status, await response.text()]).to.deep.equal([404, '<h1>Niet gevonden</h1>']);
      expect((await problem(await ask('/v1/nothing', { headers: { Accept: 'text/html' } })))['status']).to.equal(404);
    });

    it('come for bodies that are too large, of another type or not JSON, and for addresses that are not text', async () => {
      const post = (body: string, type: string) => ask('/v1/notes', { method: 'POST', body, headers: { ...browser, 'Idempotency-Key': 'a-new-key', 'Content-Type': type } });
      expect((await problem(await post(`"${'x'.repeat(110_000)}"`, 'application/json')))['status']).to.equal(413);
      expect((await problem(await post('text=a', 'application/x-www-form-urlencoded')))['status']).to.equal(415);
      expect((await problem(await post('<a/>', 'text/xml')))['status']).to.equal(415);
      expect((await problem(await post('{"text":', 'application/json')))['issues']).to.deep.equal([
        { code: 'schema', field: 'body', detail: 'Dit is geen geldige JSON.', facts: { fault: 'json' } },
      ]);
      expect((await problem(await ask('/v1/notes/%E0%A4%A')))['status']).to.equal(400);
    });
  });

  describe('sessions', () => {
    it('know who asks, and that a made-up or ended session is nobody', async () => {
      expect(await (await ask('/wie', { headers: browser })).text()).to.equal('person nl');
      expect(await (await ask('/wie', { headers: { Cookie: `session=${'x'.repeat(43)}` } })).text()).to.equal('anonymous nl');
      expect(await (await ask('/wie', { headers: { Cookie: 'session=%00; language=en' } })).text()).to.equal('anonymous en');
    });

    it('refuse what one must log in for', async () => {
      expect((await problem(await change({})))['type']).to.equal('urn:problem-type:openzaal:not-signed-in');
      expect(last).to.equal(undefined);
    });

    it('are put in the cookie by an answer that says so, out of reach of scripts and other sites', async () => {
      answer = async () => ({ session: 'a-new-token' });
      expect((await change(browser)).headers.get('set-cookie')).to.equal('session=a-new-token; path=/; samesite=lax; httponly');
      const gone = await ask('/afmelden', { method: 'POST', headers: browser });
      expect(gone.headers.get('set-cookie')).to.match(/^session=; path=\/; expires=Thu, 01 Jan 1970/);
    });
  });

  describe('other sites', () => {
    const cookie = (): Record<string, string> => ({ Cookie: browser['Cookie']! });

    it('cannot make changes in the name of our visitors', async () => {
      answer = async () => ({});
      expect((await change({ ...cookie(), 'Sec-Fetch-Site': 'cross-site' })).status).to.equal(403);
      expect((await change({ ...cookie(), 'Sec-Fetch-Site': 'same-site' })).status).to.equal(403);
      expect((await change({ ...cookie(), Origin: 'https://elsewhere.example' })).status).to.equal(403);
      expect((await change({ ...cookie(), Origin: 'null' })).status).to.equal(403);
      expect((await change(cookie())).status).to.equal(403);
      expect((await ask('/formulier', { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).to.equal(403);
      expect(last).to.equal(undefined);
    });

    it('are told apart from ours by Sec-Fetch-Site, or else by Origin', async () => {
      answer = async () => ({});
      expect((await change(browser)).status).to.equal(204);
      expect((await change({ ...cookie(), Origin: 'http://localhost:3000' })).status).to.equal(204);
      expect((await change({ ...cookie(), Origin: server.url })).status).to.equal(204);
    });

    it('may read nothing more for it', async () => {
      expect((await ask('/v1/notes/abc', { headers: { ...cookie(), 'Sec-Fetch-Site': 'cross-site' } })).headers.get('access-control-allow-origin')).to.equal(null);
    });
  });

  describe('besides the contract', () => {
    it('has headers that tell browsers what they may do with every answer', async () => {
      for (const path of ['/v1/notes/abc', '/wie', '/nergens', '/health/live']) {
        const { headers } = await ask(path);
        expect(headers.get('content-security-policy')).to.match(/default-src 'none'.*frame-ancestors 'none'/);
        expect(headers.get('content-security-policy')).not.to.contain('unsafe');
        expect(headers.get('x-content-type-options')).to.equal('nosniff');
        expect(headers.get('referrer-policy')).to.equal('same-origin');
        expect(headers.get('strict-transport-security')).to.equal(null);
      }
    });

    it('serves the contract and the catalogue of APIs', async () => {
      expect(await (await ask('/openapi.yaml')).text()).to.contain('operationId: listNotes');
      const catalogue = await ask('/.well-known/api-catalog');
      expect(catalogue.headers.get('content-type')).to.match(/^application\/linkset\+json/);
      const { linkset } = (await catalogue.json()) as { linkset: { 'service-desc': { href: string }[] }[] };
      expect(linkset[0]?.['service-desc'][0]?.href).to.equal('http://localhost:3000/openapi.yaml');
    });

    it('says that it lives and that it is ready', async () => {
      expect(await (await ask('/health/live')).json()).to.deep.equal({ status: 'ok' });
      expect(await (await ask('/health/ready')).json()).to.deep.equal({ status: 'ok' });
    });

    it('passes on what the payment provider says, from wherever it is sent, and answers all alike', async () => {
      const hook = (body: string): Promise<Response> => ask('/webhooks/mollie', { method: 'POST', body, headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://mollie.example' } });
      expect([(await hook('id=tr_1')).status, (await hook('')).status]).to.deep.equal([200, 200]);
      expect(heard).to.deep.equal(['tr_1', undefined]);
    });

    it('writes one line per request, with the pattern of the route and nothing of the person or the thing', async () => {
      server.logged.length = 0;
      await ask('/v1/notes/abcdefgh', { headers: browser });
      await ask('/v1/notes?q=geheim', { headers: browser });
      const lines = server.logged.filter((line) => line.includes('"msg":"request"'));
      expect(lines).to.have.length(2);
      expect(JSON.parse(lines[0]!)).to.include({ method: 'GET', route: '/v1/notes/:noteId', status: 200 });
      expect(lines.join('\n')).not.to.match(/abcdefgh|geheim|127\.0\.0\.1|::1|session|visitor/);
    });
  });
});
