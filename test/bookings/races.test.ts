import { expect } from 'chai';
import { approveBooking } from '../../src/bookings/approve-booking.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { confirmPaidBooking } from '../../src/bookings/confirm-booking.ts';
import { placeBooking, type BookingAsk } from '../../src/bookings/place-booking.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type SpaceId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { transact } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, alwaysOpen, aVenue, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { anAsk, evening, useSetting } from './setting.ts';

describe('many who want the same', function () {
  this.timeout(60_000);
  const database = useDatabase();
  const setting = useSetting(database, 40);
  let person: SignedIn;

  before('somebody to book', async () => {
    person = await aPerson(setting.db);
  });

  const halls = async (...all: Hall[]): Promise<void> => insertHalls(setting.db, all);

  /** Places a booking; answers whether it was had, was refused, or the server was too busy to say. Anything else fails the test. */
  const tryFor = async (ask: BookingAsk): Promise<'had' | 'refused' | 'busy'> => {
    for (let attempt = 0; attempt < 30; attempt += 1) {
      try {
        await transact(setting.db, (tx) => placeBooking(tx, ask, person, new Date()));
        return 'had';
      } catch (thrown) {
        if (isRefusal(thrown, 'stay-refused')) return 'refused';
        // A pool of connections that is full for a moment is what 503 and Retry-After are for.
        if (!isRefusal(thrown, 'busy')) throw thrown;
      }
    }
    return 'busy';
  };

  const tally = (results: string[]): Record<string, number> =>
    results.reduce<Record<string, number>>((counts, result) => ({ ...counts, [result]: (counts[result] ?? 0) + 1 }), {});

  /** The claims of every space, checked pair by pair, past the constraint that forbids them to overlap. */
  const overlapping = async (): Promise<unknown[]> => database.query(`
    SELECT a.space_id FROM bookings a2 JOIN hall_spaces a ON a.hall_id = a2.hall_id
      JOIN hall_spaces b ON b.space_id = a.space_id JOIN bookings b2 ON b2.hall_id = b.hall_id AND b2.id > a2.id
     WHERE a2.period && b2.period
       AND (a2.status = 'confirmed' OR (a2.status IN ('held', 'requested') AND a2.held_until > now()))
       AND (b2.status = 'confirmed' OR (b2.status IN ('held', 'requested') AND b2.held_until > now()))`);

  for (const askers of [20, 50, 200]) {
    it(`gives the hall to exactly one of ${askers} simultaneous askers`, async () => {
      const hall = aHall();
      await halls(hall);
      const ask = anAsk(hall, evening('2027-02-03'));
      expect(tally(await Promise.all(Array.from({ length: askers }, () => tryFor(ask))))).to.deep.equal({ had: 1, refused: askers - 1 });
    });
  }

  it('gives a divisible hall either whole to one or in parts, never both', async () => {
    const [a, b, c]: SpaceId[] = [newId(), newId(), newId()];
    const venue = aVenue();
    const parts = [[a], [b], [c], [a, b], [b, c], [a, b, c]].map((spaceIds) => aHall({ venue, spaceIds: spaceIds as SpaceId[] }));
    await halls(...parts);
    for (const day of ['2027-03-01', '2027-03-02', '2027-03-03']) {
      const asks = Array.from({ length: 10 }, () => parts).flat().map((hall) => anAsk(hall, evening(day)));
      const counts = tally(await Promise.all(asks.map(tryFor)));
      expect(counts['had']).to.be.within(1, 3);
      expect(counts['had']! + counts['refused']!).to.equal(asks.length);
    }
    expect(await overlapping()).to.deep.equal([]);
  });

  const nights: [string, Period][] = [
    ['across midnight', { start: atLocal('2027-04-10', '22:00'), end: atLocal('2027-04-11', '03:00') }],
    ['in the night of 25 hours', { start: atLocal('2027-10-30', '22:00'), end: atLocal('2027-10-31', '04:00') }],
    ['in the night of 23 hours', { start: atLocal('2027-03-27', '22:00'), end: atLocal('2027-03-28', '04:00') }],
  ];
  for (const [when, period] of nights) {
    it(`gives it to exactly one ${when}, whichever stretch they ask for`, async () => {
      const hall = aHall({ schedule: alwaysOpen() });
      await halls(hall);
      // Every ask shares at least the hour around midnight with every other.
      const asks = Array.from({ length: 20 }, (_, index) => anAsk(hall, {
        start: addMinutes(period.start, 30 * (index % 3)), end: addMinutes(period.end, -30 * (index % 4)),
      }));
      expect(tally(await Promise.all(asks.map(tryFor)))).to.deep.equal({ had: 1, refused: 19 });
    });
  }

  it('lets a lapsed hold give way to exactly one, and marks it expired', async () => {
    const hall = aHall();
    await halls(hall);
    const ask = anAsk(hall, evening('2027-02-10'));
    const first = await transact(setting.db, (tx) => placeBooking(tx, ask, person, new Date()));
    await lapse(first.id);
    expect(tally(await Promise.all(Array.from({ length: 50 }, () => tryFor(ask))))).to.deep.equal({ had: 1, refused: 49 });
    expect(await database.query('SELECT status FROM bookings WHERE id = $1', [first.id])).to.deep.equal([{ status: 'expired' }]);
  });

  it('survives lapsing holds on wholes and halves, closures, cancellations and payments all at once', async () => {
    const [a, b]: SpaceId[] = [newId(), newId()];
    const venue = aVenue();
    const [left, right, whole] = [[a], [b], [a, b]].map((spaceIds) => aHall({ venue, spaceIds: spaceIds as SpaceId[] })) as [Hall, Hall, Hall];
    await halls(left, right, whole);
    for (let round = 0; round < 5; round += 1) {
      const period = evening(`2027-05-1${round}`);
      const held = await transact(setting.db, (tx) => placeBooking(tx, anAsk(round % 2 ? whole : left, period), person, new Date()));
      if (round < 3) await lapse(held.id);
      const pay = () => retried(() => transact(setting.db, (tx) => confirmPaidBooking(tx, held.id, new Date())));
      const cancel = () => retried(() => transact(setting.db, (tx) => cancelBooking(tx, held.id, {}, person, new Date())));
      const close = () => retried(() => transact(setting.db, (tx) =>
        closeSpaces(tx, { spaceIds: [b as SpaceId], period, reason: { nl: 'Werken' } }, new Date())));
      const asks = Array.from({ length: 8 }, () => [left, right, whole]).flat().map((hall) => () => tryFor(anAsk(hall, period)));
      await Promise.all([...asks, pay, pay, cancel, close].map((act) => act()));
    }
    expect(await overlapping()).to.deep.equal([]);
    expect(await database.query(`SELECT b.id FROM bookings b WHERE status = 'confirmed'
      AND NOT EXISTS (SELECT FROM claims c WHERE c.holder_id = b.id AND c.held_until IS NULL)`), 'confirmed without its spaces').to.deep.equal([]);
  });

  it('lets one of two managers decide, and the other hear that it changed', async () => {
    const hall = aHall({ approval: true });
    await halls(hall);
    const manager = await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
    const { id } = await transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, evening('2027-02-17')), person, new Date()));
    const decide = async () => transact(setting.db, (tx) => approveBooking(tx, id, { expectedVersion: 1 }, manager, new Date()))
      .then(() => 'approved', (thrown: unknown) => isRefusal(thrown) ? thrown.code : String(thrown));
    expect((await Promise.all([decide(), decide(), decide()])).sort()).to.deep.equal(['approved', 'version-outdated', 'version-outdated']);
  });

  it('sells the last piece of an extra once, also from different halls', async () => {
    const extra = { id: newId<'extra'>(), name: { nl: 'Projector' }, unit: 'booking' as const, unitCents: 500, vatRate: 2100, stock: 1, perBookingMax: 1 };
    const venue = aVenue();
    const rooms = Array.from({ length: 6 }, () => aHall({ venue, extras: [extra] }));
    await halls(...rooms);
    const asks = rooms.map((hall) => anAsk(hall, evening('2027-02-18'), { extras: [{ extraId: extra.id, quantity: 1 }] }));
    expect(tally(await Promise.all(asks.map(tryFor)))).to.deep.equal({ had: 1, refused: 5 });
  });

  /** Makes a hold's time pass without waiting for it. */
  const lapse = async (id: string): Promise<void> => {
    await database.query(`UPDATE bookings SET held_until = now() - interval '1 second' WHERE id = $1`, [id]);
    await database.query(`UPDATE claims SET held_until = now() - interval '1 second' WHERE holder_id = $1`, [id]);
  };

  /** Refusals are answers; a full pool is tried again; anything else fails the test. */
  const retried = async (act: () => Promise<unknown>): Promise<void> => {
    for (let attempt = 0; attempt < 30; attempt += 1) {
      try {
        await act();
        return;
      } catch (thrown) {
        if (!isRefusal(thrown)) throw thrown;
        if (thrown.code !== 'busy') return;
      }
    }
  };
});
