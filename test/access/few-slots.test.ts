import { expect } from 'chai';
import fc from 'fast-check';
import { alarmsOfSpace, capacityOf } from '../../src/access/capacity.ts';
import { doorStatus } from '../../src/access/door-status.ts';
import { peakOf, planSlots, withoutPlace } from '../../src/access/slot-plan.ts';
import { watchDoors } from '../../src/access/watch-doors.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { addMinutes, includes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { eventually, startStage, type Stage } from '../lock-gateway/stage.ts';
import { brokersHere } from '../support/broker.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { at } from './codes.ts';
import { openDoors } from './doors.ts';
import { aDoorHall, book, insertDoors, useDoors, type NewLock } from './setting.ts';

const HOUR = 3_600_000;

describe('room on a lock', () => {
  const code = (name: string, ...windows: [from: number, until: number][]) =>
    ({ name, leadMinutes: 45, windows: windows.map(([from, until]) => ({ start: at(from), end: at(until) })) });
  const within = { start: at(-10_000), end: at(10_000) };

  it('is for the nearest windows; who gave way comes back first', () => {
    const placed = (id: string, isHeldBack = false) => ({ id, isHeldBack });
    expect(planSlots([placed('a'), placed('b', true), placed('c'), placed('d', true)], 2)).to.deep.equal({ hold: ['c'], release: ['b'] });
    expect(planSlots([placed('a'), placed('b')], 2)).to.deep.equal({ hold: [], release: [] });
    expect(planSlots([placed('a', true)], 0)).to.deep.equal({ hold: [], release: [] });
  });

  it('that lacks at one moment is known before, with whose code finds none, and from when on', () => {
    const codes = [code('early', [0, 120]), code('late', [90, 200]), code('after', [165, 300])];
    expect(withoutPlace(codes, 1, within).map(({ code: { name }, from }) => [name, from])).to.deep.equal([['late', at(45)]]);
    expect(withoutPlace(codes, 2, within)).to.deep.equal([]);
    expect(withoutPlace(codes, 0, within)).to.have.length(3);
    expect(peakOf(codes, within)).to.deep.equal({ codes: 2, at: at(45) });
    expect(peakOf([], within)).to.equal(undefined);
    const weekly = [code('choir', [0, 60], [1_000, 1_060]), code('band', [1_030, 1_090])];
    expect(withoutPlace(weekly, 1, within).map(({ code: { name } }) => name), 'in the second week').to.deep.equal(['band']);
  });

  it('is never promised to more codes than fit, and lacks for nobody while enough fit', () => {
    const codes = fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 30, max: 200 })).map(([from, length]) => code('c', [from, from + length])), { maxLength: 12 });
    fc.assert(fc.property(codes, fc.integer({ min: 0, max: 5 }), (all, room) => {
      const left = withoutPlace(all, room, within).map((one) => one.code);
      const placed = all.filter((one) => !left.includes(one));
      const busy = (of: typeof all, minute: number): number => of.filter(({ windows: [window] }) => includes({ start: addMinutes(window!.start, -45), end: window!.end }, at(minute))).length;
      for (let minute = -45; minute < 800; minute += 5) expect(busy(placed, minute)).to.be.at.most(room);
      if ((peakOf(all, within)?.codes ?? 0) <= room) expect(left).to.deep.equal([]);
    }));
  });
});

describe('a lock with few slots', function () {
  this.timeout(60_000);
  const database = useDatabase();
  let stage: Stage;
  let person: SignedIn;
  const doors = openDoors(() => stage, () => setting.db, database);
  after('stop the workers, then the stage; the pool is closed after them', async () => {
    await doors.close();
    await stage.stop();
  });
  const setting = useDoors(database, 20);
  const halls = new Map<string, { hall: Hall; lock: NewLock }>();

  before(async () => {
    stage = await startStage(brokersHere()[0]!, [{ id: 'tiny', windows: true, slots: 2 }, { id: 'plain', windows: false, slots: 1 }]);
    person = await aPerson(setting.db);
    for (const name of ['tiny', 'plain']) {
      const hall = aDoorHall();
      const [lock] = await insertDoors(setting.db, [hall], [{ lockName: name }]);
      halls.set(name, { hall, lock: lock! });
    }
    await doors.start();
    const known = async (): Promise<number> => (await database.query("SELECT FROM locks WHERE reported #>> '{slots,total}' IS NOT NULL AND info <> '{}'")).length;
    for (let tries = 0; await known() < 2 && tries < 400; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  const inHours = (from: number): Period => {
    const start = new Date(Math.ceil(Date.now() / HOUR) * HOUR + from * HOUR);
    return { start, end: new Date(start.getTime() + HOUR) };
  };
  const bookAt = async (name: string, period: Period): Promise<BookingId> => (await book(setting.db, halls.get(name)!.hall, period, person)).id;
  const pressAt = async (name: string, digits: string, moment: Date): Promise<boolean> => {
    const twin = stage.locks.twin(name);
    await twin.setSkew(Math.round((moment.getTime() - Date.now()) / 1_000));
    const { opened } = twin.press(digits);
    await twin.setSkew(0);
    return opened;
  };

  it('holds the nearest bookings: the farthest gives way and comes back with the same digits when another is over', async () => {
    const [far, middle, near] = [inHours(60), inHours(50), inHours(40)];
    const [first, second] = [await bookAt('tiny', far), await bookAt('tiny', middle)];
    await Promise.all([doors.becomes(first, 'confirmed'), doors.becomes(second, 'confirmed')]);
    const digits = await doors.digits(first);
    const third = await bookAt('tiny', near);
    await doors.becomes(third, 'confirmed');
    await doors.becomes(first, 'scheduled');
    await eventually('two are on it', () => stage.locks.twin('tiny').memory.codes.length === 2);
    expect(await pressAt('tiny', digits, addMinutes(far.start, 5)), 'it gave way').to.equal(false);
    expect(await pressAt('tiny', await doors.digits(third), addMinutes(near.start, 5))).to.equal(true);
    expect((await doorStatus(setting.db, first, new Date())).locks[0]!.putOnLockAt).to.deep.equal(addMinutes(far.start, -15 - 45));
    expect((await capacityOf(setting.db, [halls.get('tiny')!.lock.id], new Date())).get(halls.get('tiny')!.lock.id)).to.deep.include({ slots: 2, foreign: 0, ours: 2, peak: { codes: 1, at: addMinutes(near.start, -15 - 45) } });
    await transact(setting.db, (tx) => cancelBooking(tx, second, {}, person, new Date()));
    await doors.becomes(first, 'confirmed');
    expect([await doors.digits(first), await pressAt('tiny', digits, addMinutes(far.start, 5))]).to.deep.equal([digits, true]);
    expect(await transact(setting.db, (tx) => alarmsOfSpace(tx, new Date())), 'none is without a place when its time comes').to.deep.equal([]);
    await transact(setting.db, (tx) => cancelBooking(tx, first, {}, person, new Date()));
    await doors.becomes(first, 'removed');
  });

  it('counts a code that was set by hand', async () => {
    const twin = stage.locks.twin('tiny');
    const slot = twin.memory.codes.some((one) => one.slot === 2) ? 1 : 2;
    expect(await twin.put({ slot, ref: 'caretaker', rev: 1, owner: 'by-hand', windows: [{ from: new Date().toISOString(), until: inHours(999).end.toISOString() }], pin: '777341' })).to.equal(undefined);
    const [later, sooner] = [await bookAt('tiny', inHours(30)), await bookAt('tiny', inHours(20))];
    await doors.becomes(sooner, 'confirmed');
    await doors.becomes(later, 'scheduled');
    expect(twin.memory.codes.some(({ ref }) => ref === 'caretaker'), 'it is never touched').to.equal(true);
    expect(await pressAt('tiny', await doors.digits(sooner), addMinutes(inHours(20).start, 5))).to.equal(true);
  });

  it('alarms days ahead when two bookings need its only slot at one moment, and is quiet again when one is cancelled', async () => {
    const [one, other] = [inHours(240), inHours(241)];
    const [kept, left] = [await bookAt('plain', one), await bookAt('plain', other)];
    const alarms = () => database.query<{ booking_id: BookingId; cleared_at: Date | null; details: object }>("SELECT booking_id, cleared_at, details FROM alarms WHERE kind = 'no-space' AND lock_id = $1", [halls.get('plain')!.lock.id]);
    const watch = () => transact(setting.db, (tx) => watchDoors(tx, new Date()));
    for (let tries = 0; (await alarms()).length === 0 && tries < 100; tries += 1) await watch();
    expect(await alarms()).to.deep.equal([{ booking_id: left, cleared_at: null, details: { from: addMinutes(other.start, -45).toISOString(), slots: '1', foreign: '0' } }]);
    await transact(setting.db, (tx) => cancelBooking(tx, kept, {}, person, new Date()));
    for (let tries = 0; (await alarms())[0]!.cleared_at === null && tries < 100; tries += 1) await watch();
    expect((await alarms())[0]!.cleared_at).to.not.equal(null);
  });
});
