import { expect } from 'chai';
import { approveBooking } from '../../src/bookings/approve-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { readAhead, readRequests } from '../../src/bookings/read-as-manager.ts';
import { readBooking } from '../../src/bookings/read-booking.ts';
import { findPersons } from '../../src/identity/find-persons.ts';
import { listMembers } from '../../src/identity/list-members.ts';
import { logOutEverywhere } from '../../src/identity/log-out-everywhere.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import { ANONYMOUS, type SignedIn, type StaffRole } from '../../src/kernel/actor.ts';
import type { OrganisationId } from '../../src/kernel/ids.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { listMyDataReads, type DataRead, type DataReadPosition } from '../../src/privacy/list-data-reads.ts';
import { countMyData, myData } from '../../src/privacy/my-data.ts';
import { DATA_SECTIONS, NOT_THEIRS } from '../../src/privacy/my-data-sections.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { tariff } from '../access/setting.ts';
import { refusalOf } from '../identity/refusal.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson, anAssociation } from '../support/people.ts';

const PERIOD = evening('2027-04-15');
const NOW = new Date();

describe('what we know of somebody', () => {
  const database = useDatabase();
  let db: Database;
  let els: SignedIn;

  before(() => {
    db = openDatabase({ url: database.url });
  });
  after(() => db.destroy());
  beforeEach(async () => {
    els = await aPerson(db);
  });

  const hall = aHall({ approval: true });
  const booked = async (who: SignedIn): Promise<Booking> => transact(db, (tx) => placeBooking(tx, anAsk(hall, PERIOD, { remarks: 'Bel even aan', activity: 'Repetitie' }), who, NOW));
  const staff = (role: StaffRole, organisationId: OrganisationId = hall.venue.organisationId): Promise<SignedIn> => aPerson(db, { roles: [{ role, organisationId }] });

  it('leaves no table out that leads to a person or a booking: add it to my-data-sections.ts, or say there why not', async () => {
    const columns = await database.query<{ column: string }>(`
      SELECT c.conrelid::regclass || '.' || a.attname AS column FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.contype = 'f' AND c.confrelid IN ('persons'::regclass, 'bookings'::regclass)
      UNION SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND a.attname IN ('person_id', 'booking_id') ORDER BY 1`);
    const known = [...Object.values(DATA_SECTIONS).flatMap((section): readonly string[] => section.columns), ...Object.keys(NOT_THEIRS)];
    expect(columns.map(({ column }) => column).filter((column) => !known.includes(column)), 'in neither DATA_SECTIONS nor NOT_THEIRS').to.deep.equal([]);
    expect(known.filter((column) => !columns.some((one) => one.column === column)), 'named, but not there').to.deep.equal([]);
  });

  it('comes out whole and as theirs alone', async () => {
    await insertHalls(db, [hall]);
    const { code } = await booked(els);
    const manager = await staff('manager');
    await readBooking(db, code, manager);
    const { sections, cutOff } = await myData(db, els, NOW);
    expect(cutOff).to.deep.equal([]);
    expect(sections.profile).to.have.length(1);
    expect(sections.bookings[0]).to.include({ code, remarks: 'Bel even aan', activity: 'Repetitie' });
    expect(sections.readByStaff[0]).to.include({ action: 'read', role: 'manager', booking: code });
    expect(JSON.stringify(sections), 'whoever looked keeps their name').not.to.contain(manager.name).and.not.contain(manager.personId);
    const others = await myData(db, await aPerson(db), NOW);
    expect(JSON.stringify(others)).not.to.contain(code);
    expect(others.sections.bookings).to.deep.equal([]);
    expect((await refusalOf(myData(db, ANONYMOUS, NOW))).code).to.equal('not-signed-in');
  });

  it('shows who of the staff looked: when, in which function, what, and never the name', async () => {
    const free = aHall({ approval: true, tariffs: tariff(0) });
    await insertHalls(db, [free]);
    const booking = await transact(db, (tx) => placeBooking(tx, anAsk(free, PERIOD), els, NOW));
    const at = free.venue.organisationId;
    await readRequests(db, await staff('manager', at));
    await transact(db, async (tx) => approveBooking(tx, booking.id, { expectedVersion: 1 }, await staff('manager', at), NOW));
    await readAhead(db, await staff('administrator', at), { start: NOW, end: PERIOD.end });
    await readBooking(db, booking.code, await staff('finance', at));
    await transact(db, async (tx) => findPersons(tx, els.name, await staff('agent', at)));
    await readBooking(db, booking.code, els);
    const { items } = await listMyDataReads(db, els, { limit: 20 });
    expect(items.map(({ action, role, organisation }) => [action, role, organisation])).to.deep.equal([
      ['find-persons', 'agent', free.venue.organisationName], ['read', 'finance', free.venue.organisationName],
      ['read-bookings-ahead', 'administrator', free.venue.organisationName], ['read-requests', 'manager', free.venue.organisationName],
    ]);
    expect(items[1]).to.include({ booking: booking.code });
    expect((await listMyDataReads(db, await aPerson(db), { limit: 20 })).items).to.deep.equal([]);
    expect((await refusalOf(listMyDataReads(db, ANONYMOUS, { limit: 1 }))).code).to.equal('not-signed-in');
  });

  it('leafs through those reads, missing none and repeating none', async () => {
    const association = await anAssociation(db);
    await db('memberships').insert({ organisation_id: association.id, person_id: els.personId, role: 'member', source: 'agent' });
    const agent = await staff('agent', association.id);
    for (let look = 0; look < 5; look += 1) await transact(db, (tx) => listMembers(tx, { organisationId: association.id, limit: 10 }, agent));
    const seen: DataRead[] = [];
    let after: DataReadPosition | undefined;
    do {
      const page = await listMyDataReads(db, els, { limit: 2, ...(after ? { after } : {}) });
      seen.push(...page.items);
      after = page.next;
    } while (after);
    expect(seen.map(({ action }) => action)).to.deep.equal(Array.from({ length: 5 }, () => 'read-members'));
    expect(new Set(seen.map(({ id }) => id)).size).to.equal(5);
  });

  it('gives a reader what happens in a hall, without who is behind it', async () => {
    const free = aHall({ approval: true });
    await insertHalls(db, [free]);
    const { code } = await transact(db, (tx) => placeBooking(tx, anAsk(free, PERIOD, { remarks: 'Mijn nummer is 0470' }), els, NOW));
    const seen = await readBooking(db, code, await staff('reader', free.venue.organisationId));
    expect(seen).to.include({ code, personName: '' }).and.not.have.property('remarks');
    expect(await readBooking(db, code, await staff('finance', free.venue.organisationId))).to.include({ personName: els.name, remarks: 'Mijn nummer is 0470' });
    expect((await refusalOf(readBooking(db, code, await staff('reader', (await anAssociation(db)).id)))).code).to.equal('not-found');
  });

  it('ends every session of theirs at once, and nobody else’s', async () => {
    const other = await aPerson(db);
    for (const { personId } of [els, els, other]) await transact(db, (tx) => insertSession(tx, { personId }, NOW));
    expect(await countMyData(db, els.personId, NOW)).to.deep.equal({ bookings: 0, organisations: 0, sessions: 2 });
    expect(await transact(db, (tx) => logOutEverywhere(tx, els))).to.equal(2);
    expect([(await countMyData(db, els.personId, NOW)).sessions, (await countMyData(db, other.personId, NOW)).sessions]).to.deep.equal([0, 1]);
    expect((await refusalOf(transact(db, (tx) => logOutEverywhere(tx, ANONYMOUS)))).code).to.equal('not-signed-in');
  });
});
