import { expect } from 'chai';
import { approveBooking } from '../../src/bookings/approve-booking.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { claimSpaces } from '../../src/availability/claim-spaces.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import { venueScope } from '../../src/catalogue/venue-scope.ts';
import { VENUE_READERS, type RoleGiven, type SignedIn } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Period } from '../../src/kernel/period.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { percentUsed, type Entry, type HallOccupancy } from '../../src/occupancy/occupancy.ts';
import { occupancyOf } from '../../src/occupancy/views.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, evening, useSetting } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, alwaysOpen, aVenue, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const DAY = '2027-03-10';
const NOW = new Date('2027-03-01T08:00:00Z');

const spelled = (entry: Entry): string => {
  const word = 'booking' in entry ? `${entry.kind} ${entry.booking.status}` : entry.kind;
  return `${word} ${entry.periods.map(({ start, end }) => `${start.toISOString().slice(5, 16)}/${end.toISOString().slice(5, 16)}`).join(' ')}`;
};

describe('occupancy', () => {
  const database = useDatabase();
  const setting = useSetting(database);
  let booker: SignedIn;
  const venue = aVenue();
  const [left, right] = [newId<'space'>(), newId<'space'>()];
  const whole = aHall({ venue, spaceIds: [left, right], setupMinutes: 30, teardownMinutes: 15, slug: 'a-geheel', name: { nl: 'A geheel' } });
  const half = aHall({ venue, spaceIds: [left], slug: 'b-helft', name: { nl: 'B helft' }, approval: true });
  const other = aHall({ venue, slug: 'c-andere', name: { nl: 'C andere' }, type: 'sports' });
  const elsewhere = aHall({ slug: 'elders' });

  before(async () => {
    await insertHalls(setting.db, [whole, half, other, elsewhere]);
    booker = await aPerson(setting.db);
  });

  const scopeAt = (hall: Hall, own: Partial<RoleGiven> = {}) =>
    venueScope({ ...booker, roles: [{ role: 'reader', organisationId: hall.venue.organisationId, ...own }] }, VENUE_READERS);
  const on = (day: string, until: string, own: object = {}, hall = whole) =>
    occupancyOf(setting.db, scopeAt(hall), { from: day, until, limit: 100, ...own }, NOW);
  const entriesOf = (halls: readonly HallOccupancy[], { id }: Hall): string[] => halls.find(({ hall }) => hall.id === id)?.entries.map(spelled) ?? ['no such hall'];
  const book = (hall: Hall, period: Period) => transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, period), booker, NOW));

  it('shows a booking with its setup and teardown on its hall, and on the halls that share a space with it', async () => {
    await book(whole, evening(DAY));
    const { halls } = await on(DAY, '2027-03-11');
    expect(halls.map(({ hall }) => hall.slug)).to.deep.equal(['a-geheel', 'b-helft', 'c-andere']);
    expect(entriesOf(halls, whole)).to.deep.equal(['booking held 03-10T17:30/03-10T21:15']);
    expect(entriesOf(halls, half)).to.deep.equal(['via held 03-10T17:30/03-10T21:15']);
    expect(entriesOf(halls, other)).to.deep.equal([]);
  });

  it('says of each booking who has it, whether it is paid and how one gets in', async () => {
    const booking = await book(other, evening('2027-03-11'));
    const { halls } = await on('2027-03-11', '2027-03-12');
    const entry = halls.find(({ hall }) => hall.id === other.id)!.entries[0]!;
    expect(entry).to.have.property('booking').that.includes({
      id: booking.id, code: booking.code, activity: 'Repetitie', bookerName: booker.name, payment: 'to-pay', access: 'staff', door: 'none', totalCents: 6_000,
    });
  });

  it('shows no hold that has lapsed and nothing that was cancelled', async () => {
    const day = '2027-03-12';
    const [lapsed, cancelled] = [await book(whole, evening(day)), await book(other, evening(day))];
    await transact(setting.db, (tx) => cancelBooking(tx, cancelled.id, { expectedVersion: 1 }, booker, NOW));
    await database.query(`UPDATE bookings SET held_until = clock_timestamp() - interval '1 minute' WHERE id = $1`, [lapsed.id]);
    await database.query(`UPDATE claims SET held_until = clock_timestamp() - interval '1 minute' WHERE holder_id = $1`, [lapsed.id]);
    const { halls } = await on(day, '2027-03-13');
    expect(halls.flatMap(({ entries }) => entries)).to.deep.equal([]);
  });

  it('shows a request, and what it becomes', async () => {
    const day = '2027-03-15';
    const manager = { ...(await aPerson(setting.db)), roles: [{ role: 'manager' as const, organisationId: venue.organisationId }] };
    const { id } = await book(half, evening(day));
    expect(entriesOf((await on(day, '2027-03-16')).halls, half)).to.deep.equal(['booking requested 03-15T18:00/03-15T21:00']);
    await transact(setting.db, (tx) => approveBooking(tx, id, { expectedVersion: 1 }, manager, NOW));
    expect(entriesOf((await on(day, '2027-03-16')).halls, half)).to.deep.equal(['booking held 03-15T18:00/03-15T21:00']);
  });

  it('shows what a closure really closes: around a booking in its way, and over it once that is gone', async () => {
    const [day, next] = ['2027-03-16', '2027-03-17'];
    const { id } = await book(other, evening(day, '10:00', '12:00'));
    await transact(setting.db, (tx) => closeSpaces(tx, { spaceIds: other.spaceIds, period: { start: atLocal(day, '00:00'), end: atLocal(next, '00:00') }, reason: { nl: 'Poetsen' } }, NOW));
    const closed = 'closure 03-15T23:00/03-16T09:00 03-16T11:00/03-16T23:00';
    expect(entriesOf((await on(day, next)).halls, other).toSorted()).to.deep.equal(['booking held 03-16T09:00/03-16T11:00', closed]);
    await transact(setting.db, (tx) => cancelBooking(tx, id, { expectedVersion: 1 }, booker, NOW));
    const { halls } = await on(day, next);
    expect(entriesOf(halls, other)).to.deep.equal(['closure 03-15T23:00/03-16T23:00']);
    expect(halls.find(({ hall }) => hall.id === other.id)!.figures).to.deep.equal({ usedMinutes: 0, openMinutes: 0 });
  });

  it('shows what a partner holds', async () => {
    const period = evening('2027-03-18');
    await transact(setting.db, (tx) => claimSpaces(tx, { holder: { kind: 'partner', id: newId() }, spaceIds: other.spaceIds, period }));
    const { halls, total } = await on('2027-03-18', '2027-03-19');
    expect(entriesOf(halls, other)).to.deep.equal(['partner 03-18T18:00/03-18T21:00']);
    expect(total).to.deep.equal({ usedMinutes: 180, openMinutes: 3 * 14 * 60 });
  });

  it('counts as used what is firm, with setup and teardown, within opening hours; half a building once for each hall', async () => {
    const day = '2027-03-22';
    const { id } = await book(whole, evening(day, '20:00', '22:00'));
    const figures = async () => (await on(day, '2027-03-23')).halls.map((hall) => `${hall.figures.usedMinutes}/${hall.figures.openMinutes}`);
    expect(await figures(), 'a hold').to.deep.equal(['0/840', '0/840', '0/840']);
    await database.query(`UPDATE bookings SET status = 'confirmed', held_until = NULL WHERE id = $1`, [id]);
    await database.query('UPDATE claims SET held_until = NULL WHERE holder_id = $1', [id]);
    expect(await figures()).to.deep.equal(['150/840', '150/840', '0/840']);
    expect(percentUsed({ usedMinutes: 150, openMinutes: 840 })).to.equal(18);
    expect(percentUsed({ usedMinutes: 0, openMinutes: 0 })).to.equal(0);
  });

  it('knows that a day has 23 hours in spring and 25 in autumn', async () => {
    const open = aHall({ schedule: alwaysOpen() });
    await insertHalls(setting.db, [open]);
    const openOn = async (from: string, until: string) => (await on(from, until, {}, open)).total.openMinutes / 60;
    expect([await openOn('2027-03-28', '2027-03-29'), await openOn('2027-10-31', '2027-11-01'), await openOn('2027-10-25', '2027-11-01')]).to.deep.equal([23, 25, 169]);
  });

  it('follows a night over midnight, and shows of it what lies in the days asked', async () => {
    const night = aHall({ schedule: alwaysOpen() });
    await insertHalls(setting.db, [night]);
    await book(night, { start: atLocal('2027-03-20', '22:00'), end: atLocal('2027-03-21', '02:00') });
    expect(entriesOf((await on('2027-03-20', '2027-03-22', {}, night)).halls, night)).to.deep.equal(['booking held 03-20T21:00/03-21T01:00']);
    expect(entriesOf((await on('2027-03-21', '2027-03-22', {}, night)).halls, night)).to.deep.equal(['booking held 03-20T23:00/03-21T01:00']);
  });

  it('answers one venue, one type, and page after page', async () => {
    expect((await on(DAY, '2027-03-11', { venue: venue.slug, type: 'sports' })).halls.map(({ hall }) => hall.slug)).to.deep.equal(['c-andere']);
    expect((await on(DAY, '2027-03-11', { venue: elsewhere.venue.slug })).halls).to.deep.equal([]);
    const first = await on(DAY, '2027-03-11', { limit: 2 });
    expect([first.halls.map(({ hall }) => hall.slug), first.next]).to.deep.equal([['a-geheel', 'b-helft'], 'b-helft']);
    const second = await on(DAY, '2027-03-11', { limit: 2, after: first.next });
    expect([second.halls.map(({ hall }) => hall.slug), second.next]).to.deep.equal([['c-andere'], undefined]);
  });

  it('answers the halls of the venues where one works, and no others', async () => {
    const at = async (roles: RoleGiven[]) => (await occupancyOf(setting.db, venueScope({ ...booker, roles }, VENUE_READERS), { from: DAY, until: '2027-03-11', limit: 100 }, NOW)).halls.length;
    const { organisationId } = venue;
    for (const role of ['manager', 'administrator', 'finance', 'reader'] as const) expect(await at([{ role, organisationId }]), role).to.equal(3);
    expect(await at([{ role: 'agent', organisationId }])).to.equal(0);
    expect(await at([{ role: 'manager', organisationId, venueId: elsewhere.venue.id }])).to.equal(0);
    expect(await at([])).to.equal(0);
  });

  it('leaves out a hall that is no longer let, but for the days on which something still holds it', async () => {
    const old = aHall({ bookable: false });
    await insertHalls(setting.db, [old]);
    await transact(setting.db, (tx) => claimSpaces(tx, { holder: { kind: 'partner', id: newId() }, spaceIds: old.spaceIds, period: evening(DAY) }));
    expect((await on(DAY, '2027-03-11', {}, old)).halls).to.have.length(1);
    expect((await on('2027-03-11', '2027-03-12', {}, old)).halls).to.have.length(0);
  });
});
