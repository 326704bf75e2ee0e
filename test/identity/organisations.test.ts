import { expect } from 'chai';
import type { DomainEvent } from '../../src/kernel/events.ts';
import type { SignedIn, StaffRole } from '../../src/kernel/actor.ts';
import { newId, type OrganisationId, type PersonId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { acceptInvitation } from '../../src/identity/accept-invitation.ts';
import { confirmRepresentative, personWithEmail } from '../../src/identity/confirm-representative.ts';
import { createOrganisation } from '../../src/identity/create-organisation.ts';
import { createPerson } from '../../src/identity/create-person.ts';
import { findOrganisations } from '../../src/identity/find-organisations.ts';
import { findPersons } from '../../src/identity/find-persons.ts';
import { inviteMember, mintInvitationToken } from '../../src/identity/invite-member.ts';
import { listMembers, type MemberPosition } from '../../src/identity/list-members.ts';
import { readOrganisation } from '../../src/identity/read-organisation.ts';
import { endOwnMembership, removeMember } from '../../src/identity/remove-member.ts';
import { myOrganisations, openInvitation } from '../../src/identity/views.ts';
import { useDatabase } from '../support/database.ts';
import { refusalOf } from './refusal.ts';

const NOW = new Date('2026-11-23T10:00:00Z');

describe('an association without a number', () => {
  const database = useDatabase();
  let db: Database;
  let city: OrganisationId;
  let karim: SignedIn;
  const said: DomainEvent[] = [];

  before(async () => {
    db = openDatabase({ url: database.url, reactions: async (_tx, event) => void said.push(event) });
    city = newId();
    await db('organisations').insert({ id: city, kind: 'directorate', name: 'Stad Leuven' });
    karim = await person('Karim', 'El Amrani', 'agent');
  });
  after(() => db.destroy());
  beforeEach(() => void said.splice(0));

  const person = async (givenName: string, familyName: string, role?: StaffRole): Promise<SignedIn> => {
    const id = newId<'person'>() as PersonId;
    await db('persons').insert({ id, subject: id, given_name: givenName, family_name: familyName, email: `${givenName}@example.com`.toLowerCase(), phone: '+32470000001' });
    return {
      kind: 'person', personId: id, name: `${givenName} ${familyName}`, memberOf: [], bookerKind: 'resident', channel: 'web',
      roles: role ? [{ role, organisationId: city }] : [],
    };
  };
  const inside = <Result>(work: Parameters<typeof transact<Result>>[1]): Promise<Result> => transact(db, work);
  /** The same person as a session would see them now. */
  const again = async (actor: SignedIn): Promise<SignedIn> => ({ ...actor, memberOf: (await myOrganisations(db, actor.personId)).map(({ id }) => id) });
  const create = (name = 'Buurtcomité Vaartkom'): Promise<OrganisationId> =>
    inside((tx) => createOrganisation(tx, { kind: 'association', name, email: 'buurt@vaartkom.example' }, karim, NOW));
  const confirm = async (organisationId: OrganisationId, who: SignedIn): Promise<SignedIn> => {
    await inside((tx) => confirmRepresentative(tx, { organisationId, personId: who.personId }, karim, NOW));
    return again(who);
  };
  const invited = async (organisationId: OrganisationId, by: SignedIn, email: string, role: 'member' | 'representative' = 'member') => {
    const invitation = await inside((tx) => inviteMember(tx, { organisationId, email, role }, by, NOW));
    const token = await inside((tx) => mintInvitationToken(tx, invitation.id, NOW));
    return { invitation, token: token! };
  };

  it('is entered by an agent, gets its first representative, who invites members', async () => {
    const organisationId = await create();
    const pieter = await confirm(organisationId, await person('Pieter', 'Maes'));
    expect(said).to.deep.include({ type: 'representative-confirmed', organisationId, personId: pieter.personId });
    const { invitation, token } = await invited(organisationId, pieter, 'noor@example.com');
    expect(said).to.deep.include({ type: 'member-invited', invitationId: invitation.id, organisationId });
    expect(await openInvitation(db, token, NOW)).to.include({ organisationName: 'Buurtcomité Vaartkom', role: 'member' });

    const noor = await person('Noor', 'Haddad');
    expect(await inside((tx) => acceptInvitation(tx, token, noor, NOW))).to.equal(organisationId);
    expect(await inside((tx) => acceptInvitation(tx, token, noor, NOW)), 'again as the same person').to.equal(organisationId);
    const { items } = await inside((tx) => listMembers(tx, { organisationId, limit: 10 }, pieter));
    expect(items.map(({ name, role, source, email }) => ({ name, role, source, email }))).to.deep.equal([
      { name: 'Pieter Maes', role: 'representative', source: 'agent', email: 'pieter@example.com' },
      { name: 'Noor Haddad', role: 'member', source: 'invitation', email: 'noor@example.com' },
    ]);
    const seen = await inside(async (tx) => listMembers(tx, { organisationId, limit: 10 }, await again(noor)));
    expect(seen.items.every((member) => member.email === undefined), 'members do not see addresses').to.equal(true);
  });

  it('has its first representative invited by mail when the agent cannot find them', async () => {
    const organisationId = await create();
    const { token } = await invited(organisationId, karim, 'onbekend@example.com', 'representative');
    const jo = await person('Jo', 'Baert');
    await inside((tx) => acceptInvitation(tx, token, jo, NOW));
    expect(said.at(-1)).to.deep.equal({ type: 'representative-confirmed', organisationId, personId: jo.personId });
    expect(await myOrganisations(db, jo.personId)).to.deep.equal([{ id: organisationId, name: 'Buurtcomité Vaartkom', kind: 'association', role: 'representative', source: 'invitation' }]);
  });

  it('opens to nobody with a wrong, used, replaced or lapsed invitation', async () => {
    const organisationId = await create();
    const pieter = await confirm(organisationId, await person('Pieter', 'Maes'));
    const [first, second] = [await invited(organisationId, pieter, 'mia@example.com'), await invited(organisationId, pieter, 'Mia@Example.com')];
    const [mia, other] = [await person('Mia', 'Claes'), await person('Ander', 'Iemand')];
    const accept = (token: string, who: SignedIn, at = NOW) => inside((tx) => acceptInvitation(tx, token, who, at));
    expect(await refusalOf(accept('niet-het-geheim-van-iemand', mia))).to.include({ code: 'not-found' });
    expect(await refusalOf(accept(first.token, mia)), 'replaced').to.include({ code: 'invitation-lapsed' });
    expect(await refusalOf(accept(second.token, mia, addMinutes(NOW, 14 * 24 * 60))), 'after fourteen days').to.include({ code: 'invitation-lapsed' });
    await accept(second.token, mia);
    expect(await refusalOf(accept(second.token, other)), 'used').to.include({ code: 'invitation-lapsed' });
    expect(await openInvitation(db, second.token, NOW)).to.equal(undefined);
    expect(await inside((tx) => mintInvitationToken(tx, second.invitation.id, NOW))).to.equal(undefined);
  });

  it('keeps the secret of an invitation nowhere, and only the newest works', async () => {
    const organisationId = await create();
    const { invitation, token } = await invited(organisationId, await confirm(organisationId, await person('Pieter', 'Maes')), 'x@example.com');
    const newest = await inside((tx) => mintInvitationToken(tx, invitation.id, NOW));
    const [row] = await database.query<{ all: string }>('SELECT i::text AS all FROM invitations i WHERE id = $1', [invitation.id]);
    expect([newest!, Buffer.from(newest!).toString('hex')].some((secret) => row!.all.includes(secret))).to.equal(false);
    const who = await person('Xavier', 'Smets');
    expect(await refusalOf(inside((tx) => acceptInvitation(tx, token, who, NOW)))).to.include({ code: 'not-found' });
    await inside((tx) => acceptInvitation(tx, newest!, who, NOW));
  });

  it('is never left without a representative', async () => {
    const organisationId = await create();
    const pieter = await confirm(organisationId, await person('Pieter', 'Maes'));
    expect(await refusalOf(inside((tx) => endOwnMembership(tx, organisationId, pieter, NOW)))).to.include({ code: 'last-representative' });
    expect(await refusalOf(inside((tx) => removeMember(tx, { organisationId, personId: pieter.personId }, karim, NOW)))).to.include({ code: 'last-representative' });
    const next = await confirm(organisationId, await person('Nieuw', 'Bestuur'));
    await inside((tx) => endOwnMembership(tx, organisationId, pieter, NOW));
    expect(await myOrganisations(db, pieter.personId)).to.deep.equal([]);
    expect(await refusalOf(inside((tx) => endOwnMembership(tx, organisationId, next, NOW)))).to.include({ code: 'last-representative' });
  });

  it('keeps one representative when all remove each other at the same moment', async () => {
    const organisationId = await create();
    const board: SignedIn[] = [];
    for (const name of ['Een', 'Twee', 'Drie', 'Vier']) board.push(await person(name, 'Bestuur'));
    for (const one of board) await confirm(organisationId, one);
    const actors = await Promise.all(board.map(again));
    const removals = actors.map((actor, index) => inside((tx) => removeMember(tx, { organisationId, personId: board[(index + 1) % board.length]!.personId }, actor, NOW)));
    const results = await Promise.allSettled(removals);
    const left = await database.query(`SELECT FROM memberships WHERE organisation_id = $1 AND ended_at IS NULL AND role = 'representative'`, [organisationId]);
    expect(left.length, JSON.stringify(results)).to.be.greaterThanOrEqual(1);
    expect(results.filter(({ status }) => status === 'fulfilled').length + left.length).to.equal(4);
  });

  it('remembers who was a member, and takes them back as a new membership', async () => {
    const organisationId = await create();
    const pieter = await confirm(organisationId, await person('Pieter', 'Maes'));
    const noor = await person('Noor', 'Haddad');
    await inside(async (tx) => acceptInvitation(tx, (await invited(organisationId, pieter, 'noor2@example.com')).token, noor, NOW));
    await inside((tx) => removeMember(tx, { organisationId, personId: noor.personId }, pieter, NOW));
    const later = addMinutes(NOW, 60);
    await inside(async (tx) => acceptInvitation(tx, (await invited(organisationId, pieter, 'noor2@example.com')).token, noor, later));
    const rows = await database.query<{ ended_at: Date | null }>('SELECT ended_at FROM memberships WHERE organisation_id = $1 AND person_id = $2 ORDER BY since', [organisationId, noor.personId]);
    expect(rows.map(({ ended_at }) => ended_at)).to.deep.equal([NOW, null]);
  });

  it('is no business of others, and its members change nothing', async () => {
    const organisationId = await create();
    const pieter = await confirm(organisationId, await person('Pieter', 'Maes'));
    const outsider = await person('Buiten', 'Staander');
    const member = await person('Lid', 'Gewoon');
    await inside(async (tx) => acceptInvitation(tx, (await invited(organisationId, pieter, 'lid@gewoon.example')).token, member, NOW));
    const asMember = await again(member);
    const tries: [string, SignedIn, (actor: SignedIn) => Promise<unknown>][] = [
      ['not-found', outsider, (actor) => inside((tx) => readOrganisation(tx, organisationId, actor))],
      ['not-found', outsider, (actor) => inside((tx) => listMembers(tx, { organisationId, limit: 10 }, actor))],
      ['not-found', outsider, (actor) => inside((tx) => inviteMember(tx, { organisationId, email: 'a@b.be', role: 'member' }, actor, NOW))],
      ['not-found', outsider, (actor) => inside((tx) => removeMember(tx, { organisationId, personId: member.personId }, actor, NOW))],
      ['not-found', { ...outsider, memberOf: [organisationId] }, (actor) => inside((tx) => readOrganisation(tx, organisationId, actor))],
      ['not-allowed', asMember, (actor) => inside((tx) => inviteMember(tx, { organisationId, email: 'a@b.be', role: 'member' }, actor, NOW))],
      ['not-allowed', asMember, (actor) => inside((tx) => removeMember(tx, { organisationId, personId: pieter.personId }, actor, NOW))],
      ['not-allowed', pieter, (actor) => inside((tx) => confirmRepresentative(tx, { organisationId, personId: actor.personId }, actor, NOW))],
      ['not-allowed', pieter, (actor) => inside((tx) => createOrganisation(tx, { kind: 'association', name: 'Van ons' }, actor, NOW))],
      ['not-allowed', pieter, (actor) => inside((tx) => findPersons(tx, 'Peeters', actor))],
    ];
    for (const [code, actor, attempt] of tries) expect(await refusalOf(attempt(actor)), attempt.toString()).to.include({ code });
  });

  it('is refused with a number or an address that is wrong, naming the field, or that is known', async () => {
    const wrong = (ask: object) => refusalOf(inside((tx) => createOrganisation(tx, { kind: 'association', name: 'X', ...ask }, karim, NOW)));
    expect((await wrong({ kbo: '0207521504' })).violations).to.deep.equal([{ code: 'schema', field: 'body/kbo', facts: {} }]);
    expect((await wrong({ email: 'a@b.be\nBcc: c@d.be' })).violations[0]?.field).to.equal('body/email');
    expect((await wrong({ phone: 'geen' })).violations[0]?.field).to.equal('body/phone');
    await inside((tx) => createOrganisation(tx, { kind: 'association', name: 'X', kbo: '0207.521.503' }, karim, NOW));
    expect(await wrong({ kbo: '0207521503' })).to.include({ code: 'already-exists' });
  });

  it('is found by an agent who misspells it, and so are people; who was found is logged', async () => {
    const organisationId = await create('Koninklijke Harmonie Sint-Cecilia');
    const found = await inside((tx) => findOrganisations(tx, 'harmonie cecillia', karim));
    expect(found[0]).to.deep.include({ id: organisationId, representatives: 0 });
    expect(await inside((tx) => findOrganisations(tx, '0207.521.503', karim))).to.have.lengthOf(1);

    const els = await person('Élise', 'Vandenbroeck');
    for (const text of ['elise vandenbroek', 'Vandenbroecq', 'ÉLISE@example.com', 'élise@example.com']) {
      expect((await inside((tx) => findPersons(tx, text, karim))).map(({ id }) => id), text).to.include(els.personId);
    }
    const caller = await inside((tx) => createPerson(tx, { givenName: 'Zonder', familyName: 'Login', phone: '0473 12 34 56' }, karim, NOW));
    expect(await inside((tx) => findPersons(tx, '+32 473 12 34 56', karim))).to.deep.equal([{ id: caller, givenName: 'Zonder', familyName: 'Login', phone: '+32473123456', hasLoggedIn: false }]);
    expect(await inside((tx) => findPersons(tx, 'x', karim))).to.deep.equal([]);
    expect(await inside((tx) => findPersons(tx, 'qqqqq', karim))).to.deep.equal([]);
    const [entry] = await database.query(`SELECT person_id, acting_role, person_ids FROM audit WHERE action = 'find-persons' AND person_ids @> ARRAY[$1::uuid]`, [caller]);
    expect(entry).to.deep.equal({ person_id: karim.personId, acting_role: 'agent', person_ids: [caller] });
  });

  it('answers an agent with twenty at most', async () => {
    for (let number = 0; number < 25; number += 1) await person('Veel', `Voorkomend${number}`);
    expect(await inside((tx) => findPersons(tx, 'Veel Voorkomend', karim))).to.have.lengthOf(20);
  });

  it('knows whom an address means only when one person has it', async () => {
    const [one] = [await person('Uniek', 'Iemand'), await person('Dubbel', 'A'), await person('Dubbel', 'B')];
    const who = (email: string) => inside((tx) => personWithEmail(tx, email));
    expect([await who('UNIEK@example.com'), await who('dubbel@example.com'), await who('niemand@example.com')]).to.deep.equal([one.personId, undefined, undefined]);
  });

  it('shows its members page by page, representatives first, and logs that an agent looked', async () => {
    const organisationId = await create();
    const pieter = await confirm(organisationId, await person('Zeno', 'Laatst'));
    for (const name of ['Adam', 'Bo', 'Cleo']) {
      const who = await person(name, 'Lid');
      await inside(async (tx) => acceptInvitation(tx, (await invited(organisationId, pieter, `${name}@lid.example`)).token, who, NOW));
    }
    const names: string[] = [];
    let after: MemberPosition | undefined;
    do {
      const page = await inside((tx) => listMembers(tx, { organisationId, limit: 2, ...(after ? { after } : {}) }, karim));
      names.push(...page.items.map(({ name }) => name));
      after = page.next;
    } while (after);
    expect(names).to.deep.equal(['Zeno Laatst', 'Adam Lid', 'Bo Lid', 'Cleo Lid']);
    expect(await database.query(`SELECT FROM audit WHERE action = 'read-members' AND subject_id = $1`, [organisationId])).to.have.lengthOf(2);
  });
});

describe('the audit', () => {
  const database = useDatabase();

  it('can be added to, never changed or emptied', async () => {
    await database.query(`INSERT INTO audit (channel, action, subject_kind) VALUES ('system', 'try', 'nothing')`);
    for (const statement of [`UPDATE audit SET action = 'other'`, 'DELETE FROM audit', 'TRUNCATE audit']) {
      const failure = await database.query(statement).then(() => 'it was allowed', (error: Error) => error.message);
      expect(failure).to.equal('audit is append only');
    }
  });
});
