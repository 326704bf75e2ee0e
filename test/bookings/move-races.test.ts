import { expect } from 'chai';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { confirmPaidBooking } from '../../src/bookings/confirm-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { expireLapsedHolds } from '../../src/bookings/expire-bookings.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type SpaceId } from '../../src/kernel/ids.ts';
import type { Period } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { transact } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { anAsk, evening, useSetting } from './setting.ts';
import { move, moveTo } from './moving.ts';

describe('many who move at once', function () {
  this.timeout(60_000);
  const database = useDatabase();
  const setting = useSetting(database, 40);
  let person: SignedIn;

  before('somebody to book', async () => {
    person = await aPerson(setting.db);
  });
  afterEach('no deadlock was needed', async () => {
    const [{ deadlocks }] = await database.query<{ deadlocks: number }>('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()') as [{ deadlocks: number }];
    expect(deadlocks).to.equal(0);
  });

  const halls = async (...all: Hall[]): Promise<Hall[]> => {
    await insertHalls(setting.db, all);
    return all;
  };
  const place = (hall: Hall, period: Period): Promise<Booking> => transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, period), person, new Date()));

  /** Whether it was had or refused, and with what; who finds the server busy asks again. */
  const tried = async (work: () => Promise<unknown>): Promise<string> => {
    for (let attempt = 0; attempt < 30; attempt += 1) {
      try {
        await work();
        return 'had';
      } catch (thrown) {
        if (!isRefusal(thrown)) throw thrown;
        if (thrown.code !== 'busy') return thrown.code;
      }
    }
    return 'busy';
  };
  const tally = (results: string[]): Record<string, number> =>
    results.reduce<Record<string, number>>((counts, result) => ({ ...counts, [result]: (counts[result] ?? 0) + 1 }), {});

  /** Each live booking claims exactly its own place, and nothing else is claimed for a booking. */
  const mustBeWhole = async (): Promise<void> => {
    const wrong = await database.query(`
      WITH wanted AS (SELECT b.id, hs.space_id, b.period FROM bookings b JOIN hall_spaces hs USING (hall_id) WHERE b.status IN ('requested', 'held', 'confirmed')),
      had AS (SELECT holder_id AS id, space_id, range_agg(period) AS periods FROM claims WHERE holder_kind = 'booking' GROUP BY 1, 2)
      SELECT id, space_id FROM wanted FULL JOIN had USING (id, space_id) WHERE had.periods IS DISTINCT FROM tstzmultirange(wanted.period)`);
    expect(wrong).to.deep.equal([]);
  };

  it('gives a place to exactly one of twenty who move to it; the others keep what they had', async () => {
    const [target] = await halls(aHall()) as [Hall];
    const own = await halls(...Array.from({ length: 20 }, () => aHall()));
    const bookings = await Promise.all(own.map((hall) => place(hall, evening('2027-02-03'))));
    const results = await Promise.all(bookings.map((booking) => tried(() => move(setting.db, booking, moveTo(booking, { hall: target }), person))));
    expect(tally(results)).to.deep.equal({ 'had': 1, 'stay-refused': 19 });
    await mustBeWhole();
  });

  it('gives a place either to who moves there or to who books it', async () => {
    const [from, to] = await halls(aHall(), aHall()) as [Hall, Hall];
    for (const day of ['2027-02-04', '2027-02-05', '2027-02-06', '2027-02-07']) {
      const booking = await place(from, evening(day));
      const asks = [() => move(setting.db, booking, moveTo(booking, { hall: to }), person), ...Array.from({ length: 4 }, () => () => place(to, evening(day)))];
      const results = await Promise.all(asks.map(tried));
      expect(tally(results), day).to.deep.equal({ 'had': 1, 'stay-refused': 4 });
    }
    await mustBeWhole();
  });

  it('swaps no two bookings into each other, and stops nobody for good', async () => {
    const [a, b] = await halls(aHall(), aHall()) as [Hall, Hall];
    const [first, second] = [await place(a, evening('2027-02-08')), await place(b, evening('2027-02-08'))];
    const results = await Promise.all(Array.from({ length: 10 }, () => [
      tried(() => move(setting.db, first, moveTo(first, { hall: b }), person)), tried(() => move(setting.db, second, moveTo(second, { hall: a }), person)),
    ]).flat());
    expect(tally(results)).to.deep.equal({ 'stay-refused': 20 });
    await mustBeWhole();
  });

  it('moves one booking only as somebody last saw it', async () => {
    const [from, ...targets] = await halls(...Array.from({ length: 9 }, () => aHall())) as [Hall, ...Hall[]];
    const booking = await place(from, evening('2027-02-09'));
    const results = await Promise.all(targets.map((hall) => tried(() => move(setting.db, booking, moveTo(booking, { hall }), person, new Date(), 1))));
    expect(tally(results)).to.deep.equal({ 'had': 1, 'version-outdated': 7 });
    await mustBeWhole();
  });

  it('either moves or cancels, and a cancelled booking holds nothing anywhere', async () => {
    const [from, to] = await halls(aHall(), aHall()) as [Hall, Hall];
    for (let day = 1; day <= 9; day += 1) {
      const booking = await place(from, evening(`2027-03-0${day}`));
      const [moved, cancelled] = await Promise.all([
        tried(() => move(setting.db, booking, moveTo(booking, { hall: to }), person)),
        tried(() => transact(setting.db, (tx) => cancelBooking(tx, booking.id, {}, person, new Date()))),
      ]);
      expect([moved === 'had' || moved === 'wrong-state', cancelled], `${moved} ${cancelled}`).to.deep.equal([true, 'had']);
    }
    await mustBeWhole();
  });

  it('is paid in its old place or in its new one, and holds what was paid for good', async () => {
    const [from, to] = await halls(aHall(), aHall()) as [Hall, Hall];
    for (let day = 1; day <= 9; day += 1) {
      const booking = await place(from, evening(`2027-04-0${day}`));
      const results = await Promise.all([
        tried(() => move(setting.db, booking, moveTo(booking, { hall: to }), person)),
        tried(() => transact(setting.db, (tx) => confirmPaidBooking(tx, booking.id, new Date()))),
        tried(() => expireLapsedHolds(setting.db, new Date())),
      ]);
      expect(results).to.deep.equal(['had', 'had', 'had']);
      expect(await loadBooking(setting.db, booking.id)).to.include({ status: 'confirmed', hallId: to.id });
    }
    expect(await database.query('SELECT FROM claims WHERE held_until IS NOT NULL AND holder_id IN (SELECT id FROM bookings WHERE status = \'confirmed\')')).to.deep.equal([]);
    await mustBeWhole();
  });

  it('keeps halves and wholes apart while they move to and fro, beside closures', async () => {
    const [a, b, c]: SpaceId[] = [newId(), newId(), newId()];
    const venue = aVenue();
    const parts = await halls(...[[a], [b], [c], [a, b], [b, c], [a, b, c]].map((spaceIds) => aHall({ venue, spaceIds: spaceIds as SpaceId[] })));
    const hours = ['08:00', '10:00', '12:00', '14:00', '16:00', '18:00', '20:00'];
    const slot = (index: number): Period => evening('2027-05-03', hours[index % 6], hours[(index % 6) + 1]);
    const bookings: Booking[] = [];
    for (let index = 0; index < 6; index += 1) bookings.push(await place(parts[5]!, slot(index)));
    const moves = Array.from({ length: 80 }, (_, turn) => () => {
      const booking = bookings[turn % 6]!;
      return move(setting.db, booking, moveTo(booking, { hall: parts[(turn * 7) % 6]!, period: slot(turn * 5 + 3) }), person);
    });
    const closures = Array.from({ length: 4 }, (_, index) => () =>
      transact(setting.db, (tx) => closeSpaces(tx, { spaceIds: [b!], period: evening('2027-05-04', hours[index]!, hours[index + 1]!), reason: { nl: 'Werken' } }, new Date())));
    const results = await Promise.all([...moves, ...closures].map(tried));
    expect(Object.keys(tally(results)).toSorted()).to.deep.equal(['had', 'stay-refused']);
    await mustBeWhole();
  });
});
