import { createServer } from 'node:http';
import { expect } from 'chai';
import { directorates, city, dijleConsult } from '../../sandbox/personas.ts';
import { newId, type OrganisationId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { loadActor } from '../../src/identity/actor.ts';
import { beginLogin } from '../../src/identity/begin-login.ts';
import { finishLogin, type LoggedIn } from '../../src/identity/finish-login.ts';
import { logOut } from '../../src/identity/log-out.ts';
import { actFor, switchOrganisation } from '../../src/identity/switch-organisation.ts';
import { myOrganisations, myProfile } from '../../src/identity/views.ts';
import { useDatabase } from '../support/database.ts';
import { Browser, LOGGED_OUT_URI, providerAt, startGovernmentLogin, type GovernmentLogin } from './government-login.ts';
import { refusalOf } from './refusal.ts';

const NOW = new Date('2026-11-23T10:00:00Z');

describe('logging in through the government', () => {
  const database = useDatabase();
  let db: Database;
  let government: GovernmentLogin;
  let browser: Browser;
  let cultuur: OrganisationId;

  before(async () => {
    db = openDatabase({ url: database.url });
    government = await startGovernmentLogin();
    cultuur = newId();
    await db('organisations').insert([
      { id: cultuur, kind: 'directorate', name: directorates.cultuur.name, org_code: directorates.cultuur.orgCode },
      { id: newId(), kind: 'directorate', name: city.name, org_code: city.orgCode },
    ]);
  });
  after(async () => {
    await government.identity.stop();
    await db.destroy();
  });
  beforeEach(() => {
    browser = new Browser();
  });

  const logIn = async (persona: string, capacity?: number, ask: { returnTo?: string; token?: string } = {}): Promise<LoggedIn> => {
    const { url, token } = await beginLogin(db, government.provider, ask, NOW);
    return finishLogin(db, government.provider, { token, query: await browser.logIn(url, persona, capacity) }, NOW);
  };
  const actorOf = async (token: string, now = NOW) => (await loadActor(db, token, now))?.actor;

  it('makes a resident known, with the contact of their profile, and brings them back where they were', async () => {
    const { token, personId, returnTo } = await logIn('els', undefined, { returnTo: '/zalen/gele-zaal?dag=2026-11-26' });
    expect(returnTo).to.equal('/zalen/gele-zaal?dag=2026-11-26');
    expect(await myProfile(db, personId)).to.deep.equal({ givenName: 'Els', familyName: 'Peeters', email: 'els.peeters@example.com', phone: '+32470000001' });
    expect(await actorOf(token)).to.deep.equal({ kind: 'person', personId, name: 'Els Peeters', memberOf: [], bookerKind: 'resident', channel: 'web', roles: [] });
  });

  it('knows somebody again at the next login and asks nothing twice', async () => {
    const first = await logIn('noor');
    await db('persons').where({ id: first.personId }).update({ phone: null, family_name: 'Oud' });
    const again = await logIn('noor');
    expect(again.personId).to.equal(first.personId);
    expect(await myProfile(db, first.personId)).to.include({ familyName: 'Haddad', phone: '+32470000002' });
    expect(await database.query('SELECT version FROM persons WHERE id = $1', [first.personId])).to.deep.equal([{ version: 2 }]);
  });

  it('lets a representative act for their association, with its kind of price', async () => {
    const { token } = await logIn('jan', 1);
    const actor = await actorOf(token);
    expect(actor).to.include({ bookerKind: 'association' });
    expect(actor?.organisation).to.include({ name: 'Harmonie De Eendracht Wilsele', representative: true });
    expect(actor?.memberOf).to.deep.equal([actor?.organisation?.id]);
    const mieke = await logIn('mieke', 1);
    expect((await actorOf(mieke.token))?.organisation?.id, 'one association, not two').to.equal(actor?.organisation?.id);
    expect(await database.query(`SELECT v_code, login_group FROM organisations WHERE id = $1`, [actor?.organisation?.id])).to.deep.equal([{ v_code: 'V0012345', login_group: 'VER' }]);
  });

  it('knows companies and schools by their number', async () => {
    expect(await actorOf((await logIn('sofie')).token)).to.include({ bookerKind: 'company' });
    expect(await actorOf((await logIn('tom')).token)).to.include({ bookerKind: 'school' });
    expect(await database.query(`SELECT kind FROM organisations WHERE kbo = $1`, [dijleConsult.kbo])).to.deep.equal([{ kind: 'company' }]);
  });

  it('gives staff their roles, yet lets them act as a person until they choose otherwise', async () => {
    const an = await logIn('an');
    const actor = await actorOf(an.token);
    expect(actor).to.deep.include({ bookerKind: 'resident', roles: [{ role: 'manager', organisationId: cultuur }] });
    expect(actor?.organisation).to.equal(undefined);
    const [own] = await myOrganisations(db, an.personId);
    const acting = await transact(db, (tx) => actFor(tx, an.token, own!.id, NOW));
    expect(await actorOf(acting.token)).to.deep.include({ bookerKind: 'directorate', organisation: { id: own!.id, name: 'Stad Leuven', representative: false } });
  });

  it('replaces the roles of the last login and leaves those that were given here', async () => {
    const { personId, token } = await logIn('karim');
    await db('staff_roles').insert({ person_id: personId, role: 'reader', organisation_id: cultuur, source: 'given' });
    await db('staff_roles').insert({ person_id: personId, role: 'finance', organisation_id: cultuur, source: 'login' });
    expect((await actorOf(token))?.roles.map(({ role }) => role)).to.have.members(['agent', 'reader', 'finance']);
    const again = await logIn('karim');
    expect((await actorOf(again.token))?.roles.map(({ role }) => role)).to.have.members(['agent', 'reader']);
  });

  it('voids the token from before the login, and every token of a switch', async () => {
    const { url, token: visit } = await beginLogin(db, government.provider, {}, NOW);
    const { token } = await finishLogin(db, government.provider, { token: visit, query: await browser.logIn(url, 'jan', 1) }, NOW);
    expect(token).to.not.equal(visit);
    expect(await actorOf(visit)).to.equal(undefined);
    const own = await transact(db, (tx) => actFor(tx, token, null, NOW));
    expect(await actorOf(token)).to.equal(undefined);
    expect(await actorOf(own.token)).to.include({ bookerKind: 'resident' });
  });

  it('keeps no token, only its hash', async () => {
    const { token } = await logIn('els');
    const rows = await database.query<{ all: string }>(`SELECT s::text AS all FROM sessions s`);
    const spellings = [token, Buffer.from(token).toString('hex'), Buffer.from(token, 'base64url').toString('hex')];
    expect(rows.some(({ all }) => spellings.some((spelling) => all.includes(spelling)))).to.equal(false);
  });

  it('counts an answer once, and only in the browser that asked', async () => {
    const { url, token } = await beginLogin(db, government.provider, {}, NOW);
    const query = await browser.logIn(url, 'els');
    const other = await beginLogin(db, government.provider, {}, NOW);
    for (const thief of [other.token, undefined, 'made-up']) {
      expect(await refusalOf(finishLogin(db, government.provider, { token: thief, query }, NOW))).to.include({ code: 'login-failed' });
    }
    await finishLogin(db, government.provider, { token, query }, NOW);
    expect(await refusalOf(finishLogin(db, government.provider, { token, query }, NOW))).to.deep.include({ code: 'login-failed', facts: { reason: 'stale' } });
  });

  it('lets two tabs log in at once, each to its own page', async () => {
    const first = await beginLogin(db, government.provider, { returnTo: '/een' }, NOW);
    const second = await beginLogin(db, government.provider, { returnTo: '/twee', token: first.token }, NOW);
    expect(second.token).to.equal(first.token);
    const query = await browser.logIn(first.url, 'els');
    expect(await finishLogin(db, government.provider, { token: first.token, query }, NOW)).to.include({ returnTo: '/een' });
  });

  it('starts anew when somebody took more than half an hour', async () => {
    const { url, token } = await beginLogin(db, government.provider, {}, NOW);
    const query = await browser.logIn(url, 'els');
    expect(await refusalOf(finishLogin(db, government.provider, { token, query }, addMinutes(NOW, 31)))).to.deep.include({ facts: { reason: 'stale' } });
  });

  it('says why when the person cancels, and where they wanted to be', async () => {
    const { url, token } = await beginLogin(db, government.provider, { returnTo: '/reservaties' }, NOW);
    const chooser = await browser.open(url);
    const { query } = await browser.open(chooser.url, { cancel: 'yes' });
    expect(await refusalOf(finishLogin(db, government.provider, { token, query }, NOW)))
      .to.deep.include({ code: 'login-failed', facts: { reason: 'access_denied' }, help: { returnTo: '/reservaties' } });
  });

  it('refuses a code that was tampered with', async () => {
    const { url, token } = await beginLogin(db, government.provider, {}, NOW);
    const query = new URLSearchParams(await browser.logIn(url, 'els'));
    query.set('code', `${query.get('code')}x`);
    expect(await refusalOf(finishLogin(db, government.provider, { token, query: query.toString() }, NOW))).to.deep.include({ facts: { reason: 'invalid_grant' } });
  });

  it('proves a membership that only the login knows of by a new login, without a page', async () => {
    const association = (await actorOf((await logIn('jan', 1)).token))!.organisation!;
    const citizen = await logIn('jan', 0);
    expect((await actorOf(citizen.token))?.memberOf, 'what another login vouched for may have ended').to.deep.equal([]);
    const asked = await switchOrganisation(db, government.provider, { token: citizen.token, organisationId: association.id, returnTo: '/organisaties' }, NOW);
    const back = await browser.open(asked.url!);
    const session = await finishLogin(db, government.provider, { token: asked.token, query: back.query }, NOW);
    expect(session.returnTo).to.equal('/organisaties');
    expect((await actorOf(session.token))?.organisation?.id).to.equal(association.id);

    const own = await switchOrganisation(db, government.provider, { token: session.token, organisationId: null }, NOW);
    const vouched = await switchOrganisation(db, government.provider, { token: own.token, organisationId: association.id }, NOW);
    expect(vouched.url, 'this login has vouched for it').to.equal(undefined);
    expect((await actorOf(vouched.token))?.organisation?.id).to.equal(association.id);
  });

  it('lets nobody act for an organisation that is not theirs, nor without a session', async () => {
    const els = await logIn('els');
    expect(await refusalOf(switchOrganisation(db, government.provider, { token: els.token, organisationId: cultuur }, NOW))).to.include({ code: 'not-a-member' });
    expect(await refusalOf(switchOrganisation(db, government.provider, { token: 'made-up', organisationId: null }, NOW))).to.include({ code: 'not-signed-in' });
    expect(await actorOf(els.token), 'the refused switch changed nothing').to.include({ name: 'Els Peeters' });
  });

  it('logs out here and there', async () => {
    const { token } = await logIn('els');
    const away = await logOut(db, government.provider, token);
    expect(await actorOf(token)).to.equal(undefined);
    expect(away).to.not.contain('id_token');
    expect((await browser.open(away!)).url).to.equal(LOGGED_OUT_URI);
  });

  it('says that it cannot reach the login, works again when it is back, and logs out here all the same', async () => {
    const nobody = createServer((_request, response) => void response.writeHead(503).end());
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const { port } = nobody.address() as { port: number };
    const provider = providerAt(`http://127.0.0.1:${port}`, government.clientKey);
    expect(await refusalOf(beginLogin(db, provider, {}, NOW))).to.include({ code: 'login-unavailable' });
    const { token } = await logIn('els');
    expect(await logOut(db, provider, token)).to.equal(undefined);
    expect(await actorOf(token)).to.equal(undefined);
    await new Promise((resolve) => nobody.close(resolve));
    expect(await refusalOf(beginLogin(db, provider, {}, NOW))).to.include({ code: 'login-unavailable' });
  });

  it('speaks plain http to nobody but this machine', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    const { port } = server.address() as { port: number };
    for (const [host, times] of [['127.0.0.2', 0], ['127.0.0.1', 1]] as const) {
      asked = 0;
      expect(await refusalOf(providerAt(`http://${host}:${port}`, government.clientKey).start())).to.include({ code: 'login-unavailable' });
      expect(asked, host).to.equal(times);
    }
    await new Promise((resolve) => server.close(resolve));
  });

  it('never asks for the national number', async () => {
    const { url } = await government.provider.start();
    expect(new URL(url).searchParams.get('scope')).to.not.contain('rrn');
    expect(new URL(url).searchParams.get('code_challenge_method')).to.equal('S256');
  });
});
