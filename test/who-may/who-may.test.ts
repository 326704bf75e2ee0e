import { expect } from 'chai';
import { loadContract, type Contract, type ContractOperation } from '../../src/contract/document.ts';
import { webRoutes } from '../../src/web/router.ts';
import type { WebServices } from '../../src/web/web.ts';
import { newId, type PersonId } from '../../src/kernel/ids.ts';
import { useSite } from '../web/site.ts';
import { OPERATIONS } from './operations.ts';
import { PAGES } from './pages.ts';
import { makeSetting, type Setting } from './setting.ts';
import { ACTORS, expectedOf, type ActorName, type Outcome, type Row } from './who.ts';

/** Members of one association know of each other; everybody else is a stranger. */
const FRIENDS: Partial<Record<ActorName, readonly ActorName[]>> = { member: ['representative'], representative: ['member'] };
/** Who works with bookers or with colleagues, and so may read their data, each time leaving a trace. */
const READS_DATA: ReadonlySet<ActorName> = new Set(['agent', 'managerHere', 'finance', 'administrator']);

interface Request {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

describe('who may do what', function () {
  this.timeout(60_000);
  const site = useSite();
  let setting: Setting;
  let contract: Contract;
  /** Rows at which somebody of the staff was seen reading a person's data. */
  const readAt = new Set<string>();

  before(async () => {
    contract = await loadContract();
    setting = await makeSetting(site);
  });

  const auditMark = async (): Promise<number> => Number((await site.db('audit').max('id as id').first<{ id: string | null }>())?.id ?? 0);

  /** Asks as somebody, checks that nothing of another person is in the answer unless the reading was logged, and says what became of it. */
  async function ask(where: string, name: ActorName, request: Request): Promise<{ outcome: Outcome; status: number }> {
    const since = await auditMark();
    const visitor = await setting.comeBy(name);
    const answer = await fetch(site.origin + request.path, {
      method: request.method, redirect: 'manual', signal: AbortSignal.timeout(20_000), ...(request.body === undefined ? {} : { body: request.body }),
      headers: { ...request.headers, ...visitor.cookie, 'sec-fetch-site': 'same-origin' },
    });
    const text = `${answer.headers.get('location') ?? ''}\n${await answer.text()}`;
    const seen = `${where} as ${name}: ${answer.status}`;
    expect(answer.status, `${seen} ${text.slice(0, 300)}`).to.be.below(500);
    await visitor.leave();
    await expectNobodyElseIn(text, seen, { name, personId: visitor.personId, since });
    const outcome = outcomeOf(answer.status, answer.headers.get('location') ?? '');
    if (outcome === 'may' && READS_DATA.has(name) && personsIn(text, name).length > 0) readAt.add(where);
    return { outcome, status: answer.status };
  }

  /** Of whom but themselves and their friends something is in a text. */
  const personsIn = (text: string, name: ActorName): Exclude<ActorName, 'anonymous'>[] => {
    const own: readonly ActorName[] = [name, ...(FRIENDS[name] ?? [])];
    return (Object.keys(setting.marks) as (keyof Setting['marks'])[]).filter((other) => !own.includes(other) && setting.marks[other].some((mark) => text.includes(mark)));
  };

  async function expectNobodyElseIn(text: string, seen: string, { name, personId, since }: { name: ActorName; personId: PersonId | undefined; since: number }): Promise<void> {
    const others = personsIn(text, name);
    if (others.length === 0) return;
    expect(READS_DATA.has(name), `${seen}: has data of ${others.join(', ')}, which ${name} may never see`).to.equal(true);
    const rows = await site.db('audit').where('id', '>', since).where('person_id', personId ?? '').select<{ person_ids: string[] }[]>('person_ids');
    const logged = new Set(rows.flatMap((row) => row.person_ids));
    const silently = others.filter((other) => !logged.has(setting.personIds[other]));
    expect(silently, `${seen}: staff read data of these without a trace: call auditRead (src/identity/audit.ts) with their ids in "persons"`).to.deep.equal([]);
  }

  async function expectRow(where: string, row: Row, request: (name: ActorName) => Promise<Request>, check?: (status: number) => void): Promise<void> {
    // Whoever is refused comes first: those who may, may change what the others would then not find.
    const byRefusal = ACTORS.toSorted((a, b) => Number(expectedOf(row, a) === 'may') - Number(expectedOf(row, b) === 'may'));
    const outcomes: Partial<Record<ActorName, Outcome>> = {};
    for (const name of byRefusal) {
      const { outcome, status } = await ask(where, name, await request(name));
      outcomes[name] = outcome;
      if (outcome === 'may') check?.(status);
    }
    expect(outcomes, `${where}: make the page or operation refuse, or if this is meant, change its line in test/who-may/`)
      .to.deep.equal(Object.fromEntries(byRefusal.map((name) => [name, expectedOf(row, name)])));
  }

  describe('on the pages', () => {
    it('has one line in test/who-may/pages.ts for each route of the site, and no line without a route', () => {
      const stack = webRoutes({} as WebServices).stack.flatMap(({ methods, path }) => methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${String(path)}`));
      const routes = stack.filter((route) => !route.includes('(.*)') && !route.includes('{/*'));
      const missing = routes.filter((route) => !(route in PAGES));
      expect(missing, `add to test/who-may/pages.ts who may: ${missing.map((route) => `'${route}': whoeverLoggedIn(),`).join('  ')}`).to.deep.equal([]);
      expect(Object.keys(PAGES).filter((route) => !routes.includes(route)), 'lines without a route').to.deep.equal([]);
      expect(routes.length).to.be.greaterThan(40);
    });

    for (const [route, row] of Object.entries(PAGES)) {
      it(`${route}: ${said(row)}`, async () => {
        const [method = '', pattern = ''] = route.split(' ');
        await expectRow(route, row, async () => {
          const form = new URLSearchParams();
          for (const [field, value] of Object.entries(row.send ?? {})) form.set(field, await setting.fill(String(value)));
          return {
            method, path: await setting.fill(row.path ?? pattern), headers: { accept: 'text/html', ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
            ...(method === 'POST' ? { body: form.toString() } : {}),
          };
        });
      });
    }
  });

  describe('in the API', () => {
    it('has one line in test/who-may/operations.ts for each operation of the contract', () => {
      const ids: string[] = contract.operations.map(({ id }) => id);
      expect(ids.filter((id) => !(id in OPERATIONS)), 'add these to test/who-may/operations.ts').to.deep.equal([]);
      expect(Object.keys(OPERATIONS).filter((id) => !ids.includes(id)), 'lines without an operation').to.deep.equal([]);
    });

    for (const [id, row] of Object.entries(OPERATIONS)) {
      it(`${id}: ${said(row)}`, async () => {
        const operation = contract.operations.find((one) => one.id === id)!;
        await expectRow(id, row, () => requestOf(operation, row), (status) =>
          expect(status, `${id}: the line in test/who-may/operations.ts sends something that the contract does not take`).not.to.equal(400));
      });
    }
  });

  describe('when it is over', () => {
    it('has seen staff read data of persons, so that the check that each reading is logged had something to find', () => {
      expect([...readAt]).to.include.members(['GET /reservaties/:code', 'GET /kcc/organisaties', 'GET /beheer/rollen', 'getBooking', 'listMembers', 'listRoles']);
    });
  });

  async function requestOf({ method, path, parameters, body }: ContractOperation, row: Row): Promise<Request> {
    const asks = (header: string): boolean => parameters.some(({ name }) => name === header);
    const asked = row.path ?? path;
    const address = await setting.fill(row.query === undefined ? asked : `${asked}?${row.query}`);
    return {
      method: method.toUpperCase(), path: address,
      headers: {
        ...(asks('Idempotency-Key') ? { 'idempotency-key': newId() } : {}),
        // A version that never was: whoever is let in learns that it is outdated, and nothing changes.
        ...(asks('If-Match') ? { 'if-match': '"999"' } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: await setting.fill(JSON.stringify(row.send ?? {})) } : {}),
    };
  }
});

/** Sent to log in, refused, told that there is no such thing; anything else is what only those get who are let in. */
function outcomeOf(status: number, location: string): Outcome {
  if (status === 401 || location.startsWith('/aanmelden?')) return 'login';
  return status === 403 || status === 404 ? status : 'may';
}

function said(row: Row): string {
  const may = ACTORS.filter((name) => expectedOf(row, name) === 'may');
  if (may.length === ACTORS.length) return 'everybody';
  if (may.length === ACTORS.length - 1) return 'whoever is logged in';
  return may.length === 0 ? 'nobody' : may.join(', ');
}
