import { expect } from 'chai';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type OrganisationId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { loadActor } from '../../src/identity/actor.ts';
import { signIn } from '../../src/identity/sign-in.ts';
import { insertSession, insertVisit } from '../../src/identity/session-store.ts';
import { sweepSessions } from '../../src/identity/sweep-sessions.ts';
import { useDatabase } from '../support/database.ts';

const START = new Date('2026-11-23T08:00:00Z');
const hours = (count: number): Date => addMinutes(START, count * 60);

describe('a session', () => {
  const database = useDatabase();
  let db: Database;
  let statements = 0;

  before(() => {
    db = openDatabase({ url: database.url });
    db.on('query', () => (statements += 1));
  });
  after(() => db.destroy());

  let logins = 0;
  const logIn = (organisationCode?: string): Promise<{ token: string }> => transact(db, async (tx) => {
    logins += 1;
    const organisation = organisationCode ? { organisation: { group: 'EA' as const, code: organisationCode, name: 'Dijle Consult bv' } } : {};
    const session = await signIn(tx, { subject: `s${logins}`, givenName: 'Els', familyName: 'Peeters', roles: [], ...organisation }, START);
    return insertSession(tx, session, START);
  });
  const actorAt = async (token: string, now: Date): Promise<SignedIn | undefined> => (await loadActor(db, token, now))?.actor;

  it('is read in one statement', async () => {
    const { token } = await logIn('0999000129');
    statements = 0;
    expect(await actorAt(token, hours(1))).to.include({ bookerKind: 'company' });
    expect(statements).to.equal(1);
  });

  it('ends after eight hours without a request', async () => {
    const { token } = await logIn();
    expect(await actorAt(token, addMinutes(hours(8), -1))).to.not.equal(undefined);
    const unused = await logIn();
    expect(await actorAt(unused.token, hours(8))).to.equal(undefined);
  });

  it('lives on while it is used, but never more than twelve hours', async () => {
    const { token } = await logIn();
    for (const hour of [4, 8, 11]) expect(await actorAt(token, hours(hour)), `after ${hour} h`).to.not.equal(undefined);
    expect((await loadActor(db, token, hours(11)))?.expiresAt).to.deep.equal(hours(12));
    expect(await actorAt(token, hours(12))).to.equal(undefined);
  });

  it('is written at most every five minutes', async () => {
    const { token } = await logIn();
    const seen = async (): Promise<Date> => (await database.query<{ seen_at: Date }>('SELECT seen_at FROM sessions WHERE token_hash = sha256(convert_to($1, $2))', [token, 'UTF8']))[0]!.seen_at;
    const later = hours(3);
    await actorAt(token, later);
    await actorAt(token, addMinutes(later, 4));
    expect(await seen()).to.deep.equal(later);
    await actorAt(token, addMinutes(later, 6));
    expect(await seen()).to.deep.equal(addMinutes(later, 6));
  });

  it('of somebody who is still to log in belongs to nobody', async () => {
    const token = await transact(db, (tx) => insertVisit(tx, {}, START));
    expect(await actorAt(token, START)).to.equal(undefined);
  });

  it('acts for an organisation only as long as the membership lasts', async () => {
    const { token } = await logIn('0999000228');
    const actor = await actorAt(token, hours(1));
    await db('memberships').where({ person_id: actor!.personId }).update({ ended_at: hours(1) });
    expect(await actorAt(token, hours(2))).to.deep.include({ bookerKind: 'resident', memberOf: [] }).and.to.not.have.property('organisation');
  });

  it('carries the roles of the moment, those for one venue too', async () => {
    const { token } = await logIn();
    const { personId } = (await actorAt(token, hours(1)))!;
    const [organisationId, venueId] = [newId<'organisation'>() as OrganisationId, newId<'venue'>()];
    await db('organisations').insert({ id: organisationId, kind: 'directorate', name: 'Directie Cultuur' });
    await db('venues').insert({
      id: venueId, organisation_id: organisationId, slug: 'tweebronnen', name: { nl: 'Tweebronnen' }, street: 'Rijschoolstraat 4', postal_code: '3000',
      municipality: 'Leuven', neighbourhood: 'Centrum', latitude: 50.88, longitude: 4.7, email: 'a@b.be', phone: '+3216000000', directions: { nl: 'Bel aan.' },
    });
    await db('staff_roles').insert({ person_id: personId, role: 'manager', organisation_id: organisationId, venue_id: venueId, source: 'given' });
    expect((await actorAt(token, hours(1)))?.roles).to.deep.equal([{ role: 'manager', organisationId, venueId }]);
    await db('staff_roles').where({ person_id: personId }).delete();
    expect((await actorAt(token, hours(1)))?.roles).to.deep.equal([]);
  });

  it('carries a role at the city to each of its directorates, and one at a directorate nowhere else', async () => {
    const { token } = await logIn();
    const { personId } = (await actorAt(token, hours(1)))!;
    const [city, culture, sports] = [newId<'organisation'>(), newId<'organisation'>(), newId<'organisation'>()];
    await db('organisations').insert({ id: city, kind: 'directorate', name: 'Stad Leuven' });
    await db('organisations').insert([culture, sports].map((id) => ({ id, kind: 'directorate', name: 'Directie', part_of: city })));
    const given = async (role: string, organisationId: string): Promise<string[]> => {
      await db('staff_roles').where({ person_id: personId }).delete();
      await db('staff_roles').insert({ person_id: personId, role, organisation_id: organisationId, source: 'given' });
      return (await actorAt(token, hours(1)))!.roles.map((one) => one.organisationId);
    };
    expect(await given('administrator', city)).to.have.members([city, culture, sports]);
    expect(await given('manager', culture)).to.deep.equal([culture]);
  });

  it('is swept away once it has ended, and not before', async () => {
    await logIn();
    const count = async (): Promise<number> => (await database.query<{ count: number }>('SELECT count(*)::int AS count FROM sessions WHERE expires_at <= $1', [hours(30)]))[0]!.count;
    expect(await count()).to.be.greaterThan(0);
    await transact(db, (tx) => sweepSessions(tx, addMinutes(START, 1)));
    const left = await count();
    expect(left).to.be.greaterThan(0);
    await transact(db, (tx) => sweepSessions(tx, hours(30)));
    expect(await count()).to.equal(0);
  });
});
