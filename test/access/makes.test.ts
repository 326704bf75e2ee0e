import { expect } from 'chai';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { healthOf } from '../lock-gateway/health.ts';
import { eventually, startStage, type Stage, type StageLock } from '../lock-gateway/stage.ts';
import { brokersHere } from '../support/broker.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { openDoors } from './doors.ts';
import { aDoorHall, book, insertDoors, useDoors } from './setting.ts';

const HOUR = 3_600_000;
/** One door of each make, set up as docs/operations.md asks; `keeps`: the lock itself knows when a code may open. */
const MAKES: readonly (StageLock & { make: string; keeps: boolean })[] = [
  { id: 'native', make: 'native', keeps: true, windows: true },
  { id: 'zigbee', make: 'zigbee2mqtt', keeps: false, windows: false, face: { make: 'zigbee2mqtt' }, config: { driver: 'zigbee2mqtt', slots: '10-19', settleSeconds: 0.05 } },
  { id: 'zwave', make: 'zwave-js-ui', keeps: false, windows: false, face: { make: 'zwave-js-ui', name: 'hall', node: 5 }, config: { driver: 'zwave-js-ui', name: 'hall', node: 5, slots: '10-19' } },
  {
    id: 'scheduled', make: 'zwave-js-ui', keeps: true, windows: false, face: { make: 'zwave-js-ui', name: 'hall', node: 6 },
    config: { driver: 'zwave-js-ui', name: 'hall', node: 6, slots: '10-19', schedules: true },
  },
  {
    id: 'nuki', make: 'nuki_hub', keeps: true, windows: false, slots: 50, face: { make: 'nuki_hub', path: 'nukihub', timeZone: 'Europe/Brussels' },
    config: { driver: 'nuki_hub', timeZone: 'Europe/Brussels', entries: 50, listAfterSeconds: 0.05 },
  },
];

for (const kind of brokersHere()) {
  describe(`doors of every make from booking to keypad on ${kind}`, function () {
    this.timeout(120_000);
    const database = useDatabase();
    let stage: Stage;
    let person: SignedIn;
    const doors = openDoors(() => stage, () => setting.db, database);
    after('stop the worker, then the stage; the pool is closed after them', async () => {
      await doors.close();
      await stage?.stop();
    });
    const setting = useDoors(database);
    const halls = new Map<string, Hall>();

    before(async () => {
      stage = await startStage(kind, MAKES);
      await doors.watch();
      person = await aPerson(setting.db);
      for (const { id } of MAKES) {
        const hall = aDoorHall();
        await insertDoors(setting.db, [hall], [{ lockName: id }]);
        halls.set(id, hall);
      }
      await eventually('all locks are online', () => MAKES.every(({ id }) => stage.core.reported(id)?.online === true), 30_000);
      await doors.start();
    });

    /** In `from` hours from the next whole one: the window of the nearest has opened, or opens within the time that locks without windows get a code ahead. */
    const inHours = (from: number): Period => {
      const start = new Date(Math.ceil(Date.now() / HOUR) * HOUR + from * HOUR);
      return { start, end: new Date(start.getTime() + HOUR) };
    };
    const bookAt = async (lock: string, period: Period): Promise<BookingId> => (await book(setting.db, halls.get(lock)!, period, person)).id;
    const cancel = (id: BookingId) => transact(setting.db, (tx) => cancelBooking(tx, id, {}, person, new Date()));
    const onLock = (lock: string): number => stage.locks.twin(lock).memory.codes.length;
    /** Presses the code when the lock's clock shows that instant. */
    const pressAt = async (lock: string, digits: string, at = new Date()): Promise<boolean> => {
      const twin = stage.locks.twin(lock);
      await twin.setSkew(Math.round((at.getTime() - Date.now()) / 1_000));
      const { opened } = twin.press(digits);
      await twin.setSkew(0);
      return opened;
    };

    for (const { id: lock, make } of MAKES.filter(({ keeps }) => keeps)) {
      it(`a ${make} lock that keeps windows (${lock}) has the code long before, opens in its window only, and loses it when the booking is cancelled`, async () => {
        const period = inHours(24);
        const booking = await bookAt(lock, period);
        await doors.becomes(booking, 'confirmed');
        const digits = await doors.digits(booking);
        const tries = [addMinutes(period.start, -16), addMinutes(period.start, -14), addMinutes(period.end, 14), addMinutes(period.end, 16)];
        const opened: boolean[] = [];
        for (const at of tries) opened.push(await pressAt(lock, digits, at));
        expect(opened).to.deep.equal([false, true, true, false]);
        await cancel(booking);
        await doors.becomes(booking, 'removed');
        expect([onLock(lock), await pressAt(lock, digits, addMinutes(period.start, 5))]).to.deep.equal([0, false]);
      });
    }

    for (const { id: lock, make } of MAKES.filter(({ keeps }) => !keeps)) {
      it(`a ${make} lock without windows (${lock}) has no code long before, gets it when its time is near, and loses it when the booking is cancelled`, async () => {
        const [soon, later] = [await bookAt(lock, inHours(0)), await bookAt(lock, inHours(24))];
        await eventually('the near one is on the lock', () => onLock(lock) === 1, 20_000);
        const [near, far] = [await doors.digits(soon), await doors.digits(later)];
        expect([await pressAt(lock, near), await pressAt(lock, far)]).to.deep.equal([true, false]);
        await eventually('the entry is told', () => stage.core.events(lock).some(({ type }) => type === 'entry'));
        await cancel(soon);
        await doors.becomes(soon, 'removed');
        expect([onLock(lock), await pressAt(lock, near)]).to.deep.equal([0, false]);
      });
    }

    it('each say in the health of their gateway of which make they are, and that they are fit', async () => {
      const { locks } = await healthOf(stage.gateway);
      expect(locks.map(({ id, make, unfit }) => ({ id, make, unfit }))).to.deep.equal(MAKES.map(({ id, make }) => ({ id, make, unfit: null })));
    });

    it('let no digits onto any topic of the city', async () => {
      for (const digits of await doors.allDigits()) expect(doors.raw.concat(stage.gateway.log()).some((line) => new RegExp(`(?<![0-9A-Za-z_.-])${digits}(?![0-9A-Za-z_.-])`).test(line))).to.equal(false);
    });
  });
}
