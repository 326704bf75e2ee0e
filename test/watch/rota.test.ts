import { expect } from 'chai';
import { changeRota } from '../../src/watch/change-rota.ts';
import { readRota } from '../../src/watch/read-rota.ts';
import { faultsIn, shiftsIn, watchAt, watchIn, type Rota, type Watcher } from '../../src/watch/rota.ts';
import { rotasOfVenue } from '../../src/watch/store.ts';
import { helpAt, watchOver } from '../../src/watch/views.ts';
import type { RoleGiven, SignedIn } from '../../src/kernel/actor.ts';
import { minutesOf } from '../../src/kernel/period.ts';
import { atLocal, dayPeriod, localDate, type Weekday } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { refusalOf } from '../identity/refusal.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const named = (name: string): Watcher => ({ name, phone: `+3216${name.length}`, counts: true });
const [an, bea, cas] = [named('An'), named('Bea'), named('Casper')];
const EVERY_DAY: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const rota = (turns: Rota['turns'], replacements: Rota['replacements'] = []): Rota => ({ watchers: [an, bea, cas], turns, replacements });
const night = (weekdays: Weekday[], watcher = 0): Rota['turns'][number] => ({ weekdays, from: '22:00', until: '06:00', watcher });
const names = (rotas: Rota | readonly Rota[], day: string, time: string): string[] => watchAt('turns' in rotas ? [rotas] : rotas, atLocal(day, time)).map(({ name }) => name);

describe('a rota', () => {
  // 2027-03-05 is a Friday.
  it('counts from its first minute up to and not including its last, also across midnight', () => {
    const friday = rota([night([5])]);
    expect(['21:59', '22:00', '23:59'].map((time) => names(friday, '2027-03-05', time))).to.deep.equal([[], ['An'], ['An']]);
    expect(['00:00', '05:59', '06:00', '22:00'].map((time) => names(friday, '2027-03-06', time))).to.deep.equal([['An'], ['An'], [], []]);
    expect(names(friday, '2027-03-05', '03:00'), 'the night before has no turn').to.deep.equal([]);
    expect(names(rota([{ weekdays: [5], from: '00:00', until: '24:00', watcher: 1 }]), '2027-03-05', '23:59')).to.deep.equal(['Bea']);
  });

  it('lasts an hour less on the night on which the clock goes forward, and an hour more when it goes back', () => {
    const hours = (day: string): number[] => shiftsIn(rota([night([6])]), dayPeriod(day)).map(({ period }) => minutesOf(period) / 60);
    expect([hours('2027-03-27'), hours('2027-10-30'), hours('2027-03-20')]).to.deep.equal([[7], [9], [8]]);
    const gaps = watchIn([rota([{ weekdays: EVERY_DAY, from: '00:00', until: '24:00', watcher: 0 }])], { start: atLocal('2027-10-25', '00:00'), end: atLocal('2027-11-02', '00:00') }).gaps;
    expect(gaps, 'no hour of the 25 is left out').to.deep.equal([]);
  });

  it('lets two share an hour', () => {
    expect(names(rota([night([5]), { weekdays: [5], from: '20:00', until: '23:00', watcher: 1 }]), '2027-03-05', '22:30')).to.deep.equal(['Bea', 'An']);
  });

  it('lets somebody stand in on the days that are named, a night included that begins then', () => {
    const away = rota([night(EVERY_DAY)], [{ firstDay: '2027-03-05', lastDay: '2027-03-06', absent: 0, substitute: 2 }, { firstDay: '2027-03-09', lastDay: '2027-03-09', absent: 0 }]);
    expect(['2027-03-04', '2027-03-05', '2027-03-06', '2027-03-07', '2027-03-09'].map((day) => names(away, day, '23:00'))).to.deep.equal([['An'], ['Casper'], ['Casper'], ['An'], []]);
    expect(names(away, '2027-03-07', '05:00'), 'the night of the sixth').to.deep.equal(['Casper']);
    expect(shiftsIn(away, dayPeriod('2027-03-06')).at(-1)).to.deep.include({ watcher: cas, insteadOf: an });
  });

  it('leaves gaps to the one above it, and says which are left', () => {
    const [venue, above] = [rota([night([5])]), rota([{ weekdays: [5], from: '18:00', until: '24:00', watcher: 1 }])];
    expect([names([venue, above], '2027-03-05', '19:00'), names([venue, above], '2027-03-05', '22:30')]).to.deep.equal([['Bea'], ['An']]);
    const { shifts, gaps } = watchIn([venue, above], dayPeriod('2027-03-05'));
    expect(shifts.map(({ watcher, period }) => [watcher.name, minutesOf(period) / 60])).to.deep.equal([['Bea', 4], ['An', 2]]);
    expect(gaps).to.deep.equal([{ start: atLocal('2027-03-05', '00:00'), end: atLocal('2027-03-05', '18:00') }]);
  });

  it('counts nobody who has no role any more', () => {
    expect(watchAt([{ ...rota([night([5])]), watchers: [{ ...an, counts: false }] }], atLocal('2027-03-05', '23:00'))).to.deep.equal([]);
  });

  it('has faults that are named: nobody of the list, no length, over, by oneself, twice', () => {
    const of = (own: Partial<Rota>): string[] => faultsIn({ ...rota([]), ...own }, '2027-03-05').map(({ list, index, fault }) => `${list} ${index} ${fault}`);
    expect(of({ turns: [night([1], 7), { ...night([1]), until: '22:00' }] })).to.deep.equal(['turns 0 unknown', 'turns 1 order']);
    const days = (firstDay: string, lastDay: string, more = {}) => ({ firstDay, lastDay, absent: 0, ...more });
    expect(of({ replacements: [days('2027-03-20', '2027-03-19'), days('2027-03-01', '2027-03-04'), days('2027-03-05', '2027-03-06', { substitute: 0 }), days('2027-03-07', '2027-03-09'), days('2027-03-09', '2027-03-12'), days('2027-04-01', '2027-04-01', { substitute: 9 })] }))
      .to.deep.equal(['replacements 0 order', 'replacements 1 past', 'replacements 2 self', 'replacements 4 twice', 'replacements 5 unknown']);
    expect(of({ turns: [night([1])], replacements: [days('2027-03-01', '2027-03-05')] })).to.deep.equal([]);
  });
});

describe('a rota that is kept', function () {
  this.timeout(20_000);
  const database = useDatabase();
  let db: Database;
  const hall = aHall();
  const place = { organisationId: hall.venue.organisationId, venueId: hall.venue.id };
  const NOW = new Date();

  before(async () => {
    db = openDatabase({ url: database.url });
    await insertHalls(db, [hall]);
  });
  after(() => db.destroy());

  const staff = async (role: RoleGiven['role']): Promise<SignedIn> => {
    const given = { role, organisationId: hall.venue.organisationId };
    const person = await aPerson(db, { roles: [given] });
    await db('staff_roles').insert({ person_id: person.personId, role, organisation_id: given.organisationId, venue_id: null, source: 'given' });
    return person;
  };
  const firm: Watcher = { name: 'Nachtwacht bv', email: 'wacht@firma.be', phone: '016 27 20 00', counts: true };
  const change = (own: Partial<Rota>, actor: SignedIn, expectedVersion: number) =>
    transact(db, (tx) => changeRota(tx, place, { rota: { watchers: [firm], turns: [], replacements: [], ...own }, expectedVersion }, actor, NOW));

  it('is changed by managers alone, as a whole, by whoever saw the newest', async () => {
    const [manager, reader] = [await staff('manager'), await staff('reader')];
    expect((await refusalOf(change({}, reader, 0))).code).to.equal('not-allowed');
    const always = { weekdays: EVERY_DAY, from: '00:00', until: '24:00' };
    await change({ watchers: [firm, { personId: reader.personId, name: '', phone: '0470 12 34 56', counts: true }], turns: [{ ...always, watcher: 0 }], replacements: [{ firstDay: localDate(NOW), lastDay: localDate(NOW), absent: 0, substitute: 1 }] }, manager, 0);
    expect((await refusalOf(change({}, manager, 0))).code).to.equal('version-outdated');
    expect((await watchOver(db, hall.venue.id, NOW)).map(({ personId, phone }) => [personId, phone])).to.deep.equal([[reader.personId, '+32470123456']]);
    const seen = await readRota(db, place, reader, NOW);
    expect([seen.version, seen.rota.watchers.map(({ name, email }) => [name, email])]).to.deep.equal([1, [['', undefined], ['', undefined]]]);
    expect((await readRota(db, place, manager, NOW)).rota.watchers[0]).to.deep.include({ name: 'Nachtwacht bv', email: 'wacht@firma.be', phone: '+3216272000' });
    await db('staff_roles').where({ person_id: reader.personId }).delete();
    expect(await watchOver(db, hall.venue.id, NOW), 'without a role it is nobody’s').to.deep.equal([]);
    await change({ turns: [{ ...always, watcher: 0 }] }, manager, 1);
    expect(await helpAt(db, { id: hall.venue.id, phone: '016 00' }, NOW, '016 27')).to.deep.equal({ phone: '+3216272000', otherwise: '016 27' });
    await change({}, manager, 2);
    expect(await helpAt(db, { id: hall.venue.id, phone: ' ' }, NOW, '016 27')).to.deep.equal({ phone: '016 27' });
  });

  it('names what is wrong: a stranger, a number that is none, nobody’s address', async () => {
    const manager = await staff('administrator');
    const stranger = await aPerson(db);
    const { violations } = await refusalOf(change({ watchers: [{ personId: stranger.personId, name: '', phone: 'bel mij', counts: true }, { name: 'Firma', phone: '016272000', counts: true }] }, manager, 3));
    expect(violations.map(({ field }) => field)).to.deep.equal(['body/watchers/0/personId', 'body/watchers/1/email']);
  });

  it('of a venue comes before its organisation’s, and that before the city’s', async () => {
    const city = aHall();
    await insertHalls(db, [city]);
    await db('organisations').where({ id: hall.venue.organisationId }).update({ part_of: city.venue.organisationId });
    const rotas: [string, string | null][] = [[city.venue.organisationId, null], [hall.venue.organisationId, null]];
    for (const [organisation, venue] of rotas) {
      const [{ id }] = await db('rotas').insert({ id: db.raw('gen_random_uuid()'), organisation_id: organisation, venue_id: venue }).returning('id') as [{ id: string }];
      await db('watchers').insert({ rota_id: id, number: 1, name: organisation === city.venue.organisationId ? 'stad' : 'directie', email: 'a@b.be', phone: '+3216' });
    }
    expect((await rotasOfVenue(db, hall.venue.id)).map(({ watchers }) => watchers[0]?.name)).to.deep.equal(['Nachtwacht bv', 'directie', 'stad']);
  });
});
