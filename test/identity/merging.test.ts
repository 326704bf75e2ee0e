import { expect } from 'chai';
import type { DomainEvent } from '../../src/kernel/events.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type OrganisationId, type PersonId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { openDatabase, transact, type Database, type Transaction } from '../../src/platform/db.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { bookingsOf } from '../../src/bookings/views.ts';
import { findPersons } from '../../src/identity/find-persons.ts';
import { mergeCallers } from '../../src/identity/merge-persons.ts';
import { offerMerges } from '../../src/identity/offer-merges.ts';
import { PERSON_REFERENCES, SAME_ROW_BY } from '../../src/identity/person-references.ts';
import { confirmSameness, declineMerge, mintProofCode, proveByCode, sendProofCode, vouchByBooking } from '../../src/identity/prove-sameness.ts';
import { myOrganisations } from '../../src/identity/views.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { anAssociation } from '../support/people.ts';
import { refusalOf } from './refusal.ts';

const NOW = new Date();

describe('somebody known by phone who turns out to be somebody else', () => {
  const database = useDatabase();
  let db: Database;
  let karim: SignedIn;
  let made = 0;
  const said: DomainEvent[] = [];

  before(async () => {
    db = openDatabase({ url: database.url, reactions: async (_tx, event) => void said.push(event) });
    karim = await somebody({ subject: 'karim' }, ['agent']);
  });
  after(() => db.destroy());
  beforeEach(() => void said.splice(0));

  async function somebody(own: object = {}, roles: 'agent'[] = []): Promise<SignedIn> {
    made += 1;
    const id: PersonId = newId();
    await db('persons').insert({ id, given_name: 'Lea', family_name: `Vandamme ${made}`, email: `lea${made}@example.com`, ...own });
    return {
      kind: 'person', personId: id, name: 'Lea', memberOf: [], bookerKind: 'resident', channel: 'web',
      roles: roles.map((role) => ({ role, organisationId: newId<'organisation'>() as OrganisationId })),
    };
  }
  const inside = <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => transact(db, work);
  async function booked(personId: PersonId): Promise<{ id: string; code: string }> {
    const hall = aHall();
    await insertHalls(db, [hall]);
    return inside((tx) => placeBooking(tx, anAsk(hall, evening('2027-06-09'), { caller: { personId, bookerKind: 'resident', reason: 'Geen internet' } }), karim, NOW));
  }
  /** Somebody who logged in, and the same person as an agent entered them, with a booking. */
  async function twice(phone: object = {}) {
    made += 1;
    const email = `zelfde${made}@example.com`;
    const [me, other] = [await somebody({ subject: `sub${made}`, email }), await somebody({ email: email.toUpperCase(), ...phone })];
    const booking = await booked(other.personId);
    return { me, pair: { personId: me.personId, phonePersonId: other.personId }, booking };
  }
  const bookingsOfPerson = async (personId: PersonId) => (await bookingsOf(db, { personId, organisationIds: [] }, { list: 'upcoming', limit: 10 }, NOW)).items.map(({ code }) => code);
  const ask = async (pair: { personId: PersonId; phonePersonId: PersonId }, now = NOW): Promise<string> => {
    await inside((tx) => sendProofCode(tx, pair, 'nl'));
    const event = said.findLast(({ type }) => type === 'proof-code-asked') as Extract<DomainEvent, { type: 'proof-code-asked' }>;
    return (await inside((tx) => mintProofCode(tx, pair, event.number, now))) ?? '';
  };
  const prove = (phonePersonId: PersonId, code: string, me: SignedIn, now = NOW) => inside((tx) => proveByCode(tx, phonePersonId, code, me, now));

  it('knows what becomes of every column that refers to a person', async () => {
    const columns = await database.query<{ reference: string }>(`
      SELECT c.conrelid::regclass || '.' || a.attname AS reference FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey) WHERE c.contype = 'f' AND c.confrelid = 'persons'::regclass`);
    expect(Object.keys(PERSON_REFERENCES), 'say in person-references.ts what becomes of it').to.have.members(columns.map(({ reference }) => reference));
    const doubles = Object.entries(PERSON_REFERENCES).filter(([, how]) => how === 'move-unless-there').map(([reference]) => reference);
    expect(Object.keys(SAME_ROW_BY)).to.have.members(doubles);
  });

  it('can be moved to the other without breaking a rule of any table', async () => {
    const unique = await database.query<{ reference: string }>(`
      SELECT DISTINCT i.indrelid::regclass || '.' || a.attname AS reference FROM pg_index i
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) WHERE i.indisunique`);
    const risky = unique.map(({ reference }) => reference).filter((reference) => PERSON_REFERENCES[reference] === 'move');
    expect(risky, 'a unique index over a column that simply moves').to.deep.equal([]);
  });

  it('is asked about after a login, by address or by number and name, and only where there is something to bring', async () => {
    const { me, pair } = await twice();
    const offers = await inside((tx) => offerMerges(tx, me.personId, NOW));
    expect(offers.map(({ phonePersonId }) => phonePersonId)).to.deep.equal([pair.phonePersonId]);
    expect(offers[0]?.address, 'nothing is told that they did not know').to.match(/^Z•••@EXAMPLE\.COM$/i);
    const named = { given_name: 'Wim', family_name: 'Ódé', phone: '+32499000001', email: null };
    const [wim, byPhone] = [await somebody({ ...named, subject: 'wim' }), await somebody({ ...named, family_name: 'Ode' })];
    expect(await inside((tx) => offerMerges(tx, wim.personId, NOW)), 'no booking, no question').to.deep.equal([]);
    await booked(byPhone.personId);
    expect(await inside((tx) => offerMerges(tx, wim.personId, NOW))).to.deep.equal([{ phonePersonId: byPhone.personId, state: 'open' }]);
    await inside((tx) => declineMerge(tx, { personId: wim.personId, phonePersonId: byPhone.personId }, NOW));
    expect(await inside((tx) => offerMerges(tx, wim.personId, NOW)), 'not asked twice').to.deep.equal([]);
  });

  it('is never merged by an address alone', async () => {
    const { me, booking } = await twice();
    await inside((tx) => offerMerges(tx, me.personId, NOW));
    expect(await bookingsOfPerson(me.personId)).not.to.include(booking.code);
  });

  it('brings everything along once the code from the mail is typed', async () => {
    const { me, pair, booking } = await twice({ phone: '+32477000111' });
    const organisation = await anAssociation(db);
    const both = await anAssociation(db);
    await db('memberships').insert([
      { organisation_id: organisation.id, person_id: pair.phonePersonId, role: 'member', source: 'agent' },
      { organisation_id: both.id, person_id: pair.phonePersonId, role: 'representative', source: 'agent' },
      { organisation_id: both.id, person_id: me.personId, role: 'member', source: 'invitation' },
    ]);
    const told = await anAssociation(db);
    await db('memberships').insert([
      { organisation_id: told.id, person_id: pair.phonePersonId, role: 'representative', source: 'agent', confirmed_by: karim.personId },
      { organisation_id: told.id, person_id: me.personId, role: 'member', source: 'login' },
    ]);
    await inside((tx) => offerMerges(tx, me.personId, NOW));
    const code = await ask(pair);
    expect(code).to.match(/^\d{6}$/);
    expect(await prove(pair.phonePersonId, ` ${code.slice(0, 3)} ${code.slice(3)}`, me)).to.deep.equal({ outcome: 'merged' });
    expect(await bookingsOfPerson(me.personId)).to.deep.equal([booking.code]);
    expect((await myOrganisations(db, me.personId)).map(({ id, role }) => [id, role])).to.have.deep.members([[organisation.id, 'member'], [both.id, 'representative'], [told.id, 'representative']]);
    const kept = await db('memberships').where({ organisation_id: told.id, person_id: me.personId, ended_at: null }).first('source', 'confirmed_by');
    expect(kept, 'what an agent confirmed does not end with the next login').to.deep.equal({ source: 'agent', confirmed_by: karim.personId });
    expect(await db('persons').where('id', pair.phonePersonId).first('merged_into')).to.deep.equal({ merged_into: me.personId });
    expect(await db('persons').where('id', me.personId).first('phone'), 'what was not known yet').to.deep.equal({ phone: '+32477000111' });
    const logged = await db<{ action: string; subject_id: string; details: { from: string } }>('audit').where({ action: 'merge-persons', subject_id: me.personId }).first('details');
    expect(logged?.details).to.deep.equal({ from: pair.phonePersonId });
    expect((await inside((tx) => findPersons(tx, 'lea vandamme', karim))).map(({ id }) => id), 'the old row is nobody any more').not.to.include(pair.phonePersonId);
    expect(await inside((tx) => offerMerges(tx, me.personId, NOW))).to.deep.equal([]);
    expect((await refusalOf(prove(pair.phonePersonId, code, me))).code, 'once').to.equal('not-found');
  });

  it('counts wrong codes, also when they come at once, and after five that code is void', async () => {
    const { me, pair } = await twice();
    await inside((tx) => offerMerges(tx, me.personId, NOW));
    const code = await ask(pair);
    const wrong = code === '000000' ? '111111' : '000000';
    const answers = await Promise.all(Array.from({ length: 6 }, () => prove(pair.phonePersonId, wrong, me)));
    expect(answers.filter(({ outcome }) => outcome === 'too-many')).to.have.length(2);
    expect(await prove(pair.phonePersonId, code, me)).to.deep.equal({ outcome: 'too-many' });
    const fresh = await ask(pair);
    expect(await prove(pair.phonePersonId, fresh, me, addMinutes(NOW, 31)), 'half an hour').to.deep.equal({ outcome: 'stale' });
    await ask(pair);
    expect((await refusalOf(ask(pair))).code, 'three codes at most').to.equal('too-many-requests');
  });

  it('is nobody else\'s to prove', async () => {
    const { me, pair } = await twice();
    await inside((tx) => offerMerges(tx, me.personId, NOW));
    const code = await ask(pair);
    const stranger = await somebody({ subject: 'vreemde' });
    expect((await refusalOf(prove(pair.phonePersonId, code, stranger))).code).to.equal('not-found');
    expect(await prove(pair.phonePersonId, code, me)).to.deep.equal({ outcome: 'merged' });
  });

  it('takes the code of a booking and an agent\'s word where no mail can be sent', async () => {
    const same = { given_name: 'Ann', family_name: 'Maes', phone: '+32499000002', email: null };
    const [me, other] = [await somebody({ ...same, subject: 'ann' }), await somebody(same)];
    const booking = await booked(other.personId);
    const pair = { personId: me.personId, phonePersonId: other.personId };
    await inside((tx) => offerMerges(tx, me.personId, NOW));
    expect((await refusalOf(inside((tx) => sendProofCode(tx, pair, 'nl')))).code).to.equal('no-email-address');
    expect((await refusalOf(inside((tx) => confirmSameness(tx, pair, karim, NOW)))).code, 'nothing was vouched for').to.equal('not-found');
    expect(await inside((tx) => vouchByBooking(tx, other.personId, 'AAA-AAA', me, NOW))).to.deep.equal({ outcome: 'wrong', left: 4 });
    expect(await inside((tx) => vouchByBooking(tx, other.personId, booking.code, me, NOW))).to.deep.equal({ outcome: 'waiting-for-agent' });
    expect(await bookingsOfPerson(me.personId), 'not yet').to.deep.equal([]);
    expect((await refusalOf(inside((tx) => confirmSameness(tx, pair, me, NOW)))).code).to.equal('not-allowed');
    await inside((tx) => confirmSameness(tx, pair, karim, NOW));
    expect(await bookingsOfPerson(me.personId)).to.deep.equal([booking.code]);
  });

  it('can be two callers whom an agent finds to be one, but never somebody with a login', async () => {
    const [one, other, withLogin] = [await somebody(), await somebody(), await somebody({ subject: 'login' })];
    const booking = await booked(one.personId);
    const merge = (from: PersonId, into: PersonId, actor = karim) => inside((tx) => mergeCallers(tx, { from, into, reason: 'zelfde stem' }, actor, NOW));
    expect((await refusalOf(merge(one.personId, other.personId, withLogin))).code).to.equal('not-allowed');
    expect((await refusalOf(merge(one.personId, withLogin.personId))).code).to.equal('not-allowed');
    expect((await refusalOf(merge(withLogin.personId, other.personId))).code).to.equal('not-allowed');
    expect((await refusalOf(merge(one.personId, one.personId))).code).to.equal('not-found');
    const outcomes = await Promise.allSettled([merge(one.personId, other.personId), merge(other.personId, one.personId)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled'), 'two agents at once: one way only').to.have.length(1);
    const winner = outcomes[0]?.status === 'fulfilled' ? other.personId : one.personId;
    expect(await bookingsOfPerson(winner)).to.deep.equal([booking.code]);
  });
});
