import { expect } from 'chai';
import { raiseAlarms } from '../../src/access/alarm-store.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { RoleGiven, SignedIn, StaffRole } from '../../src/kernel/actor.ts';
import { newId, type ExtraId } from '../../src/kernel/ids.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { readDay, readOccupancy, readOpenMatters } from '../../src/occupancy/read-occupancy.ts';
import { transact } from '../../src/platform/db.ts';
import { aDoorHall, book as bookDoor, insertDoors, useDoors } from '../access/setting.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, alwaysOpen, aVenue, insertHalls } from '../support/halls.ts';
import { anAssociation, aPerson } from '../support/people.ts';

const NOW = new Date('2027-03-01T08:00:00Z');
const DAY = '2027-03-10';

describe("a day's work", () => {
  const database = useDatabase();
  const setting = useDoors(database);
  const venue = aVenue();
  const extra = { id: newId<'extra'>(), name: { nl: 'Beamer' }, unit: 'piece' as const, unitCents: 500, vatRate: 2_100, perBookingMax: 5 };
  const hall = aHall({ venue, schedule: alwaysOpen(), setupMinutes: 30, teardownMinutes: 15, extras: [extra] });
  const decided = aHall({ venue, schedule: alwaysOpen(), approval: true });
  const door = aDoorHall({ venue });
  const elsewhere = aHall();
  let booker: SignedIn;

  const staff = async (role: StaffRole, at: Partial<RoleGiven> = {}): Promise<SignedIn> =>
    aPerson(setting.db, { roles: [{ role, organisationId: venue.organisationId, ...at }] });
  const place = (own: object, of: Hall = hall, period = evening(DAY), by = booker) => transact(setting.db, (tx) => placeBooking(tx, anAsk(of, period, own), by, NOW));
  const audits = (reader: SignedIn) => database.query<{ action: string; persons: number; details: object }>(
    'SELECT action, cardinality(person_ids) AS persons, details FROM audit WHERE person_id = $1 ORDER BY id', [reader.personId]);

  before(async () => {
    await insertDoors(setting.db, [hall, decided, door]);
    await insertHalls(setting.db, [elsewhere]);
    booker = await aPerson(setting.db);
    await setting.db('persons').where({ id: booker.personId }).update({ phone: '+32 470 00 00 99' });
    await place({ remarks: 'Graag de verwarming aan', extras: [{ extraId: extra.id as ExtraId, quantity: 2 }] });
  });

  it('tells a manager when it is theirs, with what, for whom and how to reach them', async () => {
    const manager = await staff('manager');
    const { items: [only, ...others] } = await readDay(setting.db, manager, { day: DAY, limit: 10 }, NOW);
    expect(others).to.deep.equal([]);
    expect(only).to.deep.include({
      personName: booker.name, phone: '+32 470 00 00 99', remarks: 'Graag de verwarming aan', layout: 'theatre', attendance: 20, payment: 'to-pay',
      claimed: { start: atLocal(DAY, '18:30'), end: atLocal(DAY, '22:15') }, extras: [{ label: { nl: 'Beamer' }, quantity: 2, unit: 'piece' }],
    });
  });

  it('keeps the number from finance, and names and remarks from a reader, but not the name of an organisation', async () => {
    const association = await anAssociation(setting.db);
    const member = await aPerson(setting.db, { organisation: association });
    await setting.db('memberships').insert({ organisation_id: association.id, person_id: member.personId, role: 'member', source: 'agent' });
    await place({}, decided, evening(DAY), member);
    const seenBy = async (role: StaffRole) => (await readDay(setting.db, await staff(role), { day: DAY, limit: 10 }, NOW)).items.find((item) => item.hall.id === hall.id)!;
    const [finance, reader] = [await seenBy('finance'), await seenBy('reader')];
    expect(finance).to.include({ personName: booker.name, remarks: 'Graag de verwarming aan' }).and.not.to.have.property('phone');
    expect(reader).to.include({ personName: '', bookerName: '' }).and.not.to.have.any.keys('phone', 'remarks');
    const { halls } = await readOccupancy(setting.db, await staff('reader'), { from: DAY, until: '2027-03-11', limit: 10 }, NOW);
    const names = halls.flatMap(({ entries }) => entries.flatMap((entry) => ('booking' in entry ? [entry.booking.bookerName] : [])));
    expect(names).to.have.members(['', association.name]);
  });

  it('shows nothing to the contact centre, to other venues and to who has no role', async () => {
    const others = [await staff('agent'), await staff('manager', { organisationId: elsewhere.venue.organisationId }), await staff('manager', { venueId: elsewhere.venue.id }), booker];
    for (const actor of others) expect((await readDay(setting.db, actor, { day: DAY, limit: 10 }, NOW)).items).to.deep.equal([]);
  });

  it('leaves one line in the audit for a look with all whose bookings were seen, however often the page turns, and one for each file', async () => {
    const manager = await staff('manager');
    const week = { from: DAY, until: '2027-03-17', limit: 10 };
    for (let turn = 0; turn < 3; turn += 1) await readOccupancy(setting.db, manager, week, NOW);
    expect(await audits(manager)).to.deep.equal([{ action: 'read-occupancy', persons: 2, details: { from: DAY, until: '2027-03-17', halls: 3 } }]);
    const newcomer = await aPerson(setting.db);
    await place({}, decided, evening('2027-03-12'), newcomer);
    await readOccupancy(setting.db, manager, week, NOW);
    for (let turn = 0; turn < 2; turn += 1) await readOccupancy(setting.db, manager, week, NOW, 'export-occupancy');
    expect((await audits(manager)).map(({ action, persons }) => `${action} ${persons}`)).to.deep.equal(['read-occupancy 2', 'read-occupancy 3', 'export-occupancy 3', 'export-occupancy 3']);
    const nobody = await staff('manager');
    await readOccupancy(setting.db, nobody, { from: '2027-05-01', until: '2027-05-02', limit: 10 }, NOW);
    expect(await audits(nobody), 'nothing was seen').to.deep.equal([]);
  });

  it('goes on page after page, and follows what began the day before', async () => {
    const night = { start: atLocal('2027-03-19', '22:00'), end: atLocal('2027-03-20', '02:00') };
    const [first, second] = [await place({}, hall, night), await place({}, decided, evening('2027-03-20'))];
    const manager = await staff('manager');
    const page = await readDay(setting.db, manager, { day: '2027-03-20', limit: 1 }, NOW);
    expect(page.items.map(({ id }) => id)).to.deep.equal([first.id]);
    const rest = await readDay(setting.db, manager, { day: '2027-03-20', limit: 1, after: page.next! }, NOW);
    expect([rest.items.map(({ id }) => id), rest.next]).to.deep.equal([[second.id], undefined]);
  });

  it('puts in front the requests that lapse that day, and doors with which something is wrong', async () => {
    const manager = await staff('manager');
    const now = new Date();
    const later = { start: new Date(now.getTime() + 5 * 86_400_000), end: new Date(now.getTime() + 5 * 86_400_000 + 7_200_000) };
    later.start.setUTCMinutes(0, 0, 0);
    later.end.setUTCMinutes(0, 0, 0);
    const request = await transact(setting.db, (tx) => placeBooking(tx, anAsk(decided, later), booker, now));
    const confirmed = await bookDoor(setting.db, door, later, booker, now);
    await transact(setting.db, (tx) => raiseAlarms(tx, [{ kind: 'fallback', bookingId: confirmed.id }], now));
    const lapses = request.status === 'requested' ? request.heldUntil : now;
    const on = (day: string) => readOpenMatters(setting.db, manager, { day });
    const local = (at: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels', dateStyle: 'short' }).format(at);
    expect((await on(local(lapses))).requests.map(({ id }) => id)).to.deep.equal([request.id]);
    expect((await on(local(now))).requests).to.deep.equal([]);
    expect((await on(DAY)).alarms.map(({ kind, bookingCode }) => [kind, bookingCode])).to.deep.equal([['fallback', confirmed.code]]);
    expect((await readOpenMatters(setting.db, manager, { day: DAY, venue: elsewhere.venue.slug })).alarms).to.deep.equal([]);
    expect((await readOpenMatters(setting.db, await staff('reader'), { day: local(lapses) })).requests, 'a reader decides nothing').to.deep.equal([]);
  });

  it('says how far the code of a door is', async () => {
    const soon = { start: new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000), end: new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 90_000_000) };
    const booking = await bookDoor(setting.db, door, soon, booker);
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels', dateStyle: 'short' }).format(soon.start);
    const { items } = await readDay(setting.db, await staff('manager'), { day, limit: 50 }, new Date());
    expect(items.find(({ id }) => id === booking.id)).to.include({ access: 'door-code', door: 'sending', payment: 'free' });
  });
});
