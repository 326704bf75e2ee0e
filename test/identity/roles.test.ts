import { expect } from 'chai';
import type { DomainEvent } from '../../src/kernel/events.ts';
import type { SignedIn, StaffRole } from '../../src/kernel/actor.ts';
import { newId, type OrganisationId, type PersonId, type VenueId } from '../../src/kernel/ids.ts';
import { addDays, localDate } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database, type Transaction } from '../../src/platform/db.ts';
import { loadActor } from '../../src/identity/actor.ts';
import { findColleagues } from '../../src/identity/find-colleagues.ts';
import { giveRole, type RoleAsk } from '../../src/identity/give-role.ts';
import { listRoles, rolePlaces, type RolePosition } from '../../src/identity/list-roles.ts';
import type { StaffRoleId } from '../../src/identity/role.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import { replaceLoginRoles } from '../../src/identity/store.ts';
import { takeRole } from '../../src/identity/take-role.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls } from '../support/halls.ts';
import { refusalOf } from './refusal.ts';

const NOW = new Date();
const TODAY = localDate(NOW);
const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).code;

describe('roles given and taken', () => {
  const database = useDatabase();
  let db: Database;
  let said: DomainEvent[] = [];
  const [city, culture, sports, abbey] = [newId<'organisation'>(), newId<'organisation'>(), newId<'organisation'>(), newId<'organisation'>()];
  const [library, gym] = [aVenue({ organisationId: culture }), aVenue({ organisationId: sports })];
  let ria: SignedIn;

  before(async () => {
    db = openDatabase({ url: database.url, reactions: async (_tx, event) => void said.push(event) });
    await db('organisations').insert({ id: city, kind: 'directorate', name: 'Stad Leuven', org_code: 'OVO900001' });
    await insertHalls(db, [aHall({ venue: library }), aHall({ venue: gym })]);
    await db('organisations').whereIn('id', [culture, sports]).update({ part_of: city });
    await db('organisations').insert({ id: abbey, kind: 'partner', name: 'De Abdij' });
  });
  after(() => db.destroy());
  beforeEach(async () => {
    await db('staff_roles').delete();
    said = [];
    ria = await somebody('Ria', { role: 'administrator', organisationId: city });
  });

  const inside = <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => transact(db, work);

  async function somebody(name: string, role?: { role: StaffRole; organisationId: OrganisationId; venueId?: VenueId; source?: 'login' | 'given' }): Promise<SignedIn> {
    const id: PersonId = newId();
    await db('persons').insert({ id, subject: id, given_name: name, family_name: 'De Smet', email: `${name.toLowerCase()}.${id.slice(-5)}@leuven.example` });
    if (role) await db('staff_roles').insert({ person_id: id, role: role.role, organisation_id: role.organisationId, venue_id: role.venueId ?? null, source: role.source ?? 'given' });
    return now(id);
  }

  /** Somebody as a session sees them at this moment. */
  async function now(personId: PersonId): Promise<SignedIn> {
    const { token } = await inside((tx) => insertSession(tx, { personId }, NOW));
    return (await loadActor(db, token, NOW))!.actor;
  }

  const give = (ask: Omit<RoleAsk, 'personId'>, to: SignedIn, by = ria): Promise<StaffRoleId> => inside((tx) => giveRole(tx, { ...ask, personId: to.personId }, by, NOW));
  const take = (id: StaffRoleId, by = ria): Promise<PersonId> => inside((tx) => takeRole(tx, id, by, NOW));
  const roleIdOf = async ({ personId }: SignedIn): Promise<StaffRoleId> => (await db<{ id: StaffRoleId; person_id: string }>('staff_roles').where({ person_id: personId }).first('id'))!.id;
  const rolesOf = async ({ personId }: SignedIn): Promise<string[]> => (await now(personId)).roles.map(({ role, organisationId, venueId }) =>
    [role, { [city]: 'city', [culture]: 'culture', [sports]: 'sports', [abbey]: 'abbey' }[organisationId], venueId && 'venue'].filter(Boolean).join(' '));

  it('counts at once in a session that is open, and stops at once when it is taken', async () => {
    const an = await somebody('An');
    const { token } = await inside((tx) => insertSession(tx, { personId: an.personId }, NOW));
    const id = await give({ role: 'manager', organisationId: culture, venueId: library.id }, an);
    expect((await loadActor(db, token, NOW))!.actor.roles).to.deep.equal([{ role: 'manager', organisationId: culture, venueId: library.id }]);
    expect(said).to.deep.equal([{ type: 'role-given', staffRoleId: id, personId: an.personId }]);
    expect(await take(id)).to.equal(an.personId);
    expect((await loadActor(db, token, NOW))!.actor.roles).to.deep.equal([]);
  });

  it('counts in the parts of where it was given, until the midnight after its last day', async () => {
    const an = await somebody('An');
    await give({ role: 'reader', organisationId: city, lastDay: TODAY }, an);
    expect(await rolesOf(an)).to.have.members(['reader city', 'reader culture', 'reader sports']);
    await db('staff_roles').where({ person_id: an.personId }).update({ ends_at: new Date(NOW.getTime() - 1_000) });
    expect(await rolesOf(an)).to.deep.equal([]);
    await give({ role: 'reader', organisationId: city }, an);
    expect(await rolesOf(an), 'the same role can be given again once it has ended').to.have.length(3);
  });

  it('writes down who gave and took what, so that the person finds it', async () => {
    const an = await somebody('An');
    await take(await give({ role: 'finance', organisationId: sports }, an));
    const rows = await database.query<{ action: string; person_id: string; acting_role: string }>(
      'SELECT action, person_id, acting_role FROM audit WHERE person_ids @> ARRAY[$1::uuid] ORDER BY id', [an.personId]);
    expect(rows).to.deep.equal(['give-role', 'take-role'].map((action) => ({ action, person_id: ria.personId, acting_role: 'administrator' })));
  });

  it('lets an administrator give within their own organisations only, themselves included', async () => {
    const [chief, an] = [await somebody('Chief', { role: 'administrator', organisationId: culture }), await somebody('An')];
    await give({ role: 'administrator', organisationId: culture }, an, chief);
    for (const organisationId of [city, sports, abbey]) {
      for (const role of ['manager', 'administrator', 'reader'] as const) {
        expect(await codeOf(give({ role, organisationId }, chief, chief)), `${role} at ${organisationId}`).to.equal('not-allowed');
      }
    }
    expect(await codeOf(give({ role: 'manager', organisationId: culture, venueId: gym.id }, an, chief)), 'a venue of somebody else').to.equal('not-found');
  });

  it('lets who administers one venue give roles there, and not beside it', async () => {
    const [keeper, an] = [await somebody('Keeper', { role: 'administrator', organisationId: culture, venueId: library.id }), await somebody('An')];
    await give({ role: 'manager', organisationId: culture, venueId: library.id }, an, keeper);
    expect(await codeOf(give({ role: 'manager', organisationId: culture }, an, keeper))).to.equal('not-allowed');
    expect(await inside((tx) => rolePlaces(tx, keeper))).to.deep.equal([
      { organisationId: culture, organisation: library.organisationName, whole: false, city: false, venues: [{ id: library.id, name: library.name }] }]);
  });

  it('lets nobody else give or take anything', async () => {
    const id = await give({ role: 'manager', organisationId: culture }, await somebody('An'));
    for (const role of ['agent', 'manager', 'finance', 'reader'] as const) {
      const other = await somebody('Ot', { role, organisationId: city });
      expect(await codeOf(give({ role: 'reader', organisationId: culture }, other, other)), role).to.equal('not-allowed');
      expect(await codeOf(take(id, other)), role).to.equal('not-found');
      expect(await codeOf(inside((tx) => listRoles(tx, { limit: 5 }, other))), role).to.equal('not-allowed');
      expect(await codeOf(inside((tx) => findColleagues(tx, 'De Smet', other))), role).to.equal('not-allowed');
    }
    expect(await codeOf(inside((tx) => giveRole(tx, { role: 'reader', organisationId: city, personId: ria.personId }, { kind: 'anonymous' }, NOW)))).to.equal('not-signed-in');
  });

  it('appoints agents for the whole city only, by an administrator of the city', async () => {
    const an = await somebody('An');
    await give({ role: 'agent', organisationId: city }, an);
    expect(await codeOf(give({ role: 'agent', organisationId: culture }, an))).to.equal('not-allowed');
    const abbot = await somebody('Abt', { role: 'administrator', organisationId: abbey });
    expect(await codeOf(give({ role: 'agent', organisationId: abbey }, abbot, abbot)), 'a partner is part of nothing, and is no city').to.equal('not-allowed');
  });

  it('gives nothing to somebody who has never logged in, twice, or for a day that is over', async () => {
    const [an, stranger] = [await somebody('An'), await somebody('Vreemd')];
    await db('persons').where({ id: stranger.personId }).update({ subject: null });
    expect(await codeOf(give({ role: 'reader', organisationId: culture }, stranger))).to.equal('invalid-request');
    await give({ role: 'reader', organisationId: culture }, an);
    expect(await codeOf(give({ role: 'reader', organisationId: culture }, an))).to.equal('already-exists');
    expect(await codeOf(give({ role: 'finance', organisationId: culture, lastDay: addDays(TODAY, -1) }, an))).to.equal('invalid-request');
    expect(await codeOf(give({ role: 'finance', organisationId: newId() }, an))).to.equal('not-allowed');
  });

  it('leaves a role of the government login to where it comes from', async () => {
    const an = await somebody('An', { role: 'manager', organisationId: culture, source: 'login' });
    expect(await codeOf(take(await roleIdOf(an)))).to.equal('role-from-login');
    expect(await codeOf(take(newId()))).to.equal('not-found');
  });

  it('takes over from the login a role that had ended here', async () => {
    const an = await somebody('An');
    await give({ role: 'manager', organisationId: city, lastDay: TODAY }, an);
    await db('staff_roles').where({ person_id: an.personId }).update({ ends_at: new Date(NOW.getTime() - 1_000) });
    await inside((tx) => replaceLoginRoles(tx, an.personId, [{ role: 'manager', organisationCode: 'OVO900001' }], NOW));
    expect(await rolesOf(an)).to.include('manager city');
    expect(await codeOf(take(await roleIdOf(an)))).to.equal('role-from-login');
  });

  it('keeps the last administrator, counting those of the city and nobody whose role ends', async () => {
    expect(await codeOf(take(await roleIdOf(ria)))).to.equal('last-administrator');
    const [chief, guest] = [await somebody('Chief', { role: 'administrator', organisationId: culture }), await somebody('Gast')];
    await give({ role: 'administrator', organisationId: city, lastDay: addDays(TODAY, 9) }, guest);
    expect(await codeOf(take(await roleIdOf(ria)))).to.equal('last-administrator');
    await take(await roleIdOf(chief), chief);
    const abbot = await somebody('Abt', { role: 'administrator', organisationId: abbey });
    expect(await codeOf(take(await roleIdOf(abbot), abbot))).to.equal('last-administrator');
  });

  it('leaves one of two administrators who take each other’s role at the same moment', async () => {
    const eva = await somebody('Eva', { role: 'administrator', organisationId: city });
    const [hers, riasOwn] = [await roleIdOf(eva), await roleIdOf(ria)];
    const outcomes = await Promise.allSettled([take(hers, ria), take(riasOwn, eva)]);
    expect(outcomes.map(({ status }) => status).toSorted()).to.deep.equal(['fulfilled', 'rejected']);
    expect(await db('staff_roles').where({ role: 'administrator' })).to.have.length(1);
  });

  it('lists what one administers page by page, says where each role comes from, and logs whose names were read', async () => {
    const chief = await somebody('Chief', { role: 'administrator', organisationId: culture });
    const people = [await somebody('An'), await somebody('Bo'), await somebody('Cas')];
    for (const one of people) await give({ role: 'manager', organisationId: culture, venueId: library.id, lastDay: addDays(TODAY, 5) }, one);
    await somebody('Sporter', { role: 'manager', organisationId: sports });
    const seen: string[] = [];
    let after: RolePosition | undefined;
    do {
      const page = await inside((tx) => listRoles(tx, { limit: 2, ...(after ? { after } : {}) }, chief));
      seen.push(...page.items.map(({ name, role }) => `${name.split(' ')[0]} ${role}`));
      after = page.next;
    } while (after);
    expect(seen).to.deep.equal(['An manager', 'Bo manager', 'Cas manager', 'Chief administrator']);
    const { items: [first] } = await inside((tx) => listRoles(tx, { limit: 1 }, chief));
    expect(first).to.deep.include({ source: 'given', givenBy: ria.name, lastDay: addDays(TODAY, 5), venue: { id: library.id, name: library.name } });
    const [read] = await database.query<{ person_ids: string[] }>(`SELECT person_ids FROM audit WHERE action = 'read-roles' ORDER BY id DESC LIMIT 1`);
    expect(read?.person_ids).to.deep.equal([people[0]!.personId]);
  });

  it('finds people who have logged in, with no more of their address than tells them apart, and logs who was found', async () => {
    const goossens = await somebody('Goossens');
    const byName = await inside((tx) => findColleagues(tx, 'Gosens', ria));
    expect(byName.map(({ id }) => id)).to.include(goossens.personId);
    expect(byName.find(({ id }) => id === goossens.personId)!.email).to.equal('g…@leuven.example');
    const email = `goossens.${goossens.personId.slice(-5)}@leuven.example`;
    expect((await inside((tx) => findColleagues(tx, email, ria)))[0]).to.include({ id: goossens.personId, email });
    const [found] = await database.query<{ person_ids: string[]; acting_organisation_id: string }>(
      `SELECT person_ids, acting_organisation_id FROM audit WHERE action = 'find-colleagues' ORDER BY id DESC LIMIT 1`);
    expect(found?.person_ids).to.include(goossens.personId);
    expect(found?.acting_organisation_id, 'as administrator of the city, not of one of its parts').to.equal(city);
  });
});
