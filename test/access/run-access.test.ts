import { expect } from 'chai';
import { lockDoors, updateWindows } from '../../src/access/grant-store.ts';
import { grantToMove } from '../../src/access/move-store.ts';
import { doorStatus } from '../../src/access/door-status.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { lockTopic } from '../../lock-gateway/protocol.ts';
import { eventually, pause, startStage, type Stage } from '../lock-gateway/stage.ts';
import { brokersHere } from '../support/broker.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { openDoors } from './doors.ts';
import { move, moveTo } from '../bookings/moving.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import { aDoorHall, book, GATEWAY, insertDoors, useDoors } from './setting.ts';

const HOUR = 3_600_000;

for (const kind of brokersHere()) {
  describe(`doors from booking to keypad on ${kind}`, function () {
    this.timeout(90_000);
    const database = useDatabase();
    let stage: Stage;
    let person: SignedIn;
    const doors = openDoors(() => stage, () => setting.db, database);
    after('stop the workers, then the stage; the pool is closed after them', async () => {
      await doors.close();
      await stage.stop();
    });
    const setting = useDoors(database, 30);
    const halls = new Map<string, Hall>();
    const names = ['main', 'cancel', 'worker', 'gateway', 'broker', 'acks', 'both', 'left', 'right', 'ends', 'plain', 'foreign', 'database', 'from', 'to', 'keeps', 'forgets'];

    before(async () => {
      stage = await startStage(kind, [...names, 'front', 'back'].map((id) => ({ id, windows: id !== 'plain' && id !== 'forgets' })));
      await doors.watch();
      person = await aPerson(setting.db);
      for (const name of names) {
        const hall = aDoorHall();
        await insertDoors(setting.db, [hall], [{ lockName: name }]);
        halls.set(name, hall);
      }
      const wide = aDoorHall();
      await insertDoors(setting.db, [wide], [{ lockName: 'front' }, { lockName: 'back' }]);
      halls.set('wide', wide);
      await eventually('all locks are online', () => names.every((id) => stage.core.reported(id)?.online === true));
      await doors.start();
    });
    /** Whole hours from now on, so that bookings of one test lie apart. */
    const inHours = (from: number, hours = 1): Period => {
      const start = new Date(Math.ceil(Date.now() / HOUR) * HOUR + from * HOUR);
      return { start, end: new Date(start.getTime() + hours * HOUR) };
    };
    const bookAt = async (name: string, period: Period): Promise<BookingId> => (await book(setting.db, halls.get(name)!, period, person)).id;
    const cancel = (id: BookingId) => transact(setting.db, (tx) => cancelBooking(tx, id, {}, person, new Date()));
    /** Presses the code when the lock's clock shows that instant. */
    const pressAt = async (name: string, digits: string, at: Date): Promise<boolean> => {
      const twin = stage.locks.twin(name);
      await twin.setSkew(Math.round((at.getTime() - Date.now()) / 1_000));
      const { opened } = twin.press(digits);
      await twin.setSkew(0);
      return opened;
    };
    const retried = async <Result>(act: () => Promise<Result>): Promise<Result> => {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await act();
        } catch (error) {
          if (attempt === 20) throw error;
          await pause(50);
        }
      }
    };
    const onLock = (name: string): number => stage.locks.twin(name).memory.codes.length;
    const commands = (name: string): string[] => doors.raw.filter((line) => line.startsWith(`${lockTopic(GATEWAY, name, 'cmd')} `));

    it('brings the code of a confirmed booking to the lock, where it opens in its window only', async () => {
      const period = inHours(24);
      const id = await bookAt('main', period);
      await doors.becomes(id, 'confirmed');
      const digits = await doors.digits(id);
      expect(await pressAt('main', digits, addMinutes(period.start, -16)), 'before').to.equal(false);
      expect(await pressAt('main', digits, addMinutes(period.start, -14)), 'a little early').to.equal(true);
      expect(await pressAt('main', digits, addMinutes(period.start, 30)), 'inside').to.equal(true);
      expect(await pressAt('main', digits, addMinutes(period.end, 16)), 'after').to.equal(false);
      expect(await pressAt('main', digits, period.end), 'still inside').to.equal(true);
      const entries = (): Promise<unknown[]> => database.query("SELECT FROM door_events e JOIN lock_codes c ON c.lock_id = e.lock_id AND c.ref = e.ref WHERE kind = 'entry'");
      for (let tries = 0; (await entries()).length < 3 && tries < 100; tries += 1) await pause(50);
      expect(await entries(), 'three entries are kept').to.have.length(3);
    });

    it('takes the code of a cancelled booking off the lock', async () => {
      const period = inHours(24);
      const id = await bookAt('cancel', period);
      await doors.becomes(id, 'confirmed');
      const digits = await doors.digits(id);
      await cancel(id);
      await doors.becomes(id, 'removed');
      expect(onLock('cancel')).to.equal(0);
      expect(await pressAt('cancel', digits, period.start)).to.equal(false);
      expect(await database.query('SELECT FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE booking_id = $1 AND act_at IS NOT NULL', [id])).to.deep.equal([]);
    });

    const goTo = async (id: BookingId, name: string, period?: Period) => {
      const booking = await loadBooking(setting.db, id);
      return move(setting.db, booking, moveTo(booking, { hall: halls.get(name)!, ...(period ? { period } : {}) }), person);
    };

    it('takes a moved booking’s code from the old lock to the new one, where the same digits open at the new moment', async () => {
      const [was, becomes] = [inHours(24), inHours(30)];
      const id = await bookAt('from', was);
      await doors.becomes(id, 'confirmed');
      const digits = await doors.digits(id);
      await goTo(id, 'to', becomes);
      await eventually('the old lock lost it', () => onLock('from') === 0);
      await doors.becomes(id, 'confirmed');
      expect(await doors.digits(id)).to.equal(digits);
      expect(await pressAt('from', digits, addMinutes(was.start, 10)), 'the old door').to.equal(false);
      expect(await pressAt('to', digits, addMinutes(was.start, 10)), 'the old moment').to.equal(false);
      expect(await pressAt('to', digits, addMinutes(becomes.start, 10)), 'the new moment').to.equal(true);
      await goTo(id, 'from', was);
      await eventually('and back', () => onLock('from') === 1 && onLock('to') === 0);
      expect(await pressAt('from', digits, addMinutes(was.start, 10))).to.equal(true);
    });

    it('opens no door at the old moment once a booking is moved, whether or not the lock keeps windows', async () => {
      for (const name of ['keeps', 'forgets']) {
        const [was, becomes] = [inHours(0), inHours(24)];
        const id = await bookAt(name, was);
        await eventually(`${name} has it`, () => onLock(name) === 1);
        const digits = await doors.digits(id);
        const opens = (): Promise<boolean> => pressAt(name, digits, name === 'keeps' ? addMinutes(was.start, 10) : new Date());
        expect(await opens(), `${name} before`).to.equal(true);
        await goTo(id, name, becomes);
        for (let tries = 0; await opens() && tries < 100; tries += 1) await pause(50);
        expect(await opens(), `${name} after`).to.equal(false);
      }
    });

    it('opens both doors of a hall with one code: also when one was away, refused the digits, or the booking moved', async () => {
      const back = stage.locks.twin('back');
      await back.setOffline('offline');
      await eventually('it is away', () => stage.core.reported('back')?.online === false);
      const was = inHours(24);
      const id = await bookAt('wide', was);
      await eventually('the front has it', () => onLock('front') === 1);
      const first = await doors.digits(id);
      expect([await pressAt('front', first, addMinutes(was.start, 5)), await doors.state(id)], 'one door is not enough').to.deep.equal([true, 'sending']);
      const window = { from: was.start.toISOString(), until: was.end.toISOString() };
      expect(await back.put({ slot: 9, ref: 'caretaker', rev: 1, owner: 'by-hand', windows: [window], pin: first })).to.equal(undefined);
      await back.setOffline('online');
      await doors.becomes(id, 'confirmed');
      const digits = await doors.digits(id);
      expect(digits).to.not.equal(first);
      const both = async (pin: string, at: Date): Promise<boolean[]> => [await pressAt('front', pin, at), await pressAt('back', pin, at)];
      expect(await both(digits, addMinutes(was.start, 5))).to.deep.equal([true, true]);
      expect(await pressAt('front', first, addMinutes(was.start, 5)), 'the refused digits').to.equal(false);
      const becomes = inHours(30);
      await goTo(id, 'wide', becomes);
      await doors.becomes(id, 'confirmed');
      expect([await both(digits, addMinutes(was.start, 5)), await both(digits, addMinutes(becomes.start, 5))]).to.deep.equal([[false, false], [true, true]]);
      await cancel(id);
      await doors.becomes(id, 'removed');
      expect([await both(digits, addMinutes(becomes.start, 5)), onLock('front')]).to.deep.equal([[false, false], 0]);
    });

    it('takes off what was taken back before it puts on what is new, though the nearer booking waited longer', async () => {
      const twin = stage.locks.twin('main');
      const gone = await bookAt('main', inHours(60));
      await doors.becomes(gone, 'confirmed');
      await twin.setOffline('offline');
      await eventually('it is away', () => stage.core.reported('main')?.online === false);
      const near = await bookAt('main', inHours(40));
      await cancel(gone);
      const [ref] = await database.query<{ ref: string }>('SELECT ref FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE booking_id = $1', [gone]);
      await eventually('the gateway knows of both', () => stage.core.reported('main')?.codes.filter(({ state }) => state === 'removing' || state === 'accepted').length === 2);
      await twin.setOffline('online');
      await Promise.all([doors.becomes(near, 'confirmed'), doors.becomes(gone, 'removed')]);
      const said = doors.raw.filter((line) => line.startsWith(`${lockTopic(GATEWAY, 'main', 'ack')} `)).map((line) => JSON.parse(line.split(/ (.*)/s)[1]!) as { ref?: string; status: string });
      const removed = said.findLastIndex((ack) => ack.ref === ref!.ref && ack.status === 'removed');
      const installed = said.findLastIndex((ack) => ack.ref !== ref!.ref && ack.status === 'installed');
      expect(removed, 'removed first').to.be.lessThan(installed);
      await cancel(near);
      await doors.becomes(near, 'removed');
    });

    it('holds a code back until three days before, and then says so', async () => {
      const id = await bookAt('main', inHours(24 * 5));
      await pause(300);
      expect(await doors.state(id)).to.equal('scheduled');
      expect(onLock('main')).to.equal(1);
    });

    it('waits with a lock that keeps no windows until shortly before, and then puts the code there', async () => {
      const later = inHours(24);
      const id = await bookAt('plain', later);
      const { state, locks } = await doorStatus(setting.db, id, new Date());
      expect([state, locks[0]!.putOnLockAt]).to.deep.equal(['scheduled', addMinutes(later.start, -15 - 45)]);
      const soon = await bookAt('plain', inHours(0));
      await eventually('it is on the lock', () => onLock('plain') === 1);
      expect(stage.locks.twin('plain').press(await doors.digits(soon)).opened).to.equal(true);
      expect(stage.locks.twin('plain').press(await doors.digits(id)).opened).to.equal(false);
    });

    it('gives new windows to a code that is on its lock, and keeps its digits', async () => {
      const [first, next] = [inHours(48), inHours(49)];
      const id = await bookAt('left', first);
      await doors.becomes(id, 'confirmed');
      const digits = await doors.digits(id);
      expect(await pressAt('left', digits, addMinutes(first.end, 10))).to.equal(true);
      const neighbour = await bookAt('left', next);
      await doors.becomes(neighbour, 'confirmed');
      await doors.becomes(id, 'confirmed');
      await eventually('the new window is on the lock', () => stage.locks.twin('left').memory.codes.some(({ rev }) => rev === 2));
      expect(await pressAt('left', digits, addMinutes(first.end, 10)), 'in the time of the neighbour').to.equal(false);
      expect(await pressAt('left', digits, addMinutes(first.end, -10))).to.equal(true);
    });

    it('opens in each of sixty windows with one code, and between them not', async () => {
      const id = await bookAt('ends', inHours(24));
      const weeks = Array.from({ length: 60 }, (_, week): Period => inHours(24 + week * 168));
      await transact(setting.db, async (tx) => {
        await lockDoors(tx, [id], []);
        await updateWindows(tx, (await grantToMove(tx, id))!.id, weeks, () => new Date(), new Date());
      });
      await doors.becomes(id, 'confirmed');
      await eventually('all windows are on the lock', () => stage.locks.twin('ends').memory.codes.some(({ windows }) => windows.length === 60));
      const digits = await doors.digits(id);
      for (const { start, end } of [weeks[0]!, weeks[31]!, weeks[59]!]) {
        expect([await pressAt('ends', digits, addMinutes(start, 5)), await pressAt('ends', digits, addMinutes(end, 5))]).to.deep.equal([true, false]);
      }
      await cancel(id);
      await doors.becomes(id, 'removed');
    });

    it('takes a code off at its end and settles it', async () => {
      const id = await bookAt('ends', inHours(3));
      await doors.becomes(id, 'confirmed');
      // As if the booking had been moved to end in a moment: the window is the only thing that counts.
      await database.query(`WITH g AS (UPDATE grants SET windows = tstzmultirange(tstzrange(now() - interval '1 hour', now() + interval '4 seconds')) WHERE booking_id = $1 RETURNING id, windows)
        UPDATE lock_codes c SET windows = g.windows, rev = rev + 1, act_at = now() FROM g WHERE c.grant_id = g.id`, [id]);
      await doors.becomes(id, 'removed');
      expect(onLock('ends')).to.equal(0);
      const [code] = await database.query<{ act_at: Date | null }>('SELECT act_at FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE booking_id = $1', [id]);
      expect(code!.act_at).to.equal(null);
    });

    it('catches up after the worker was away', async () => {
      const [kept, gone] = [await bookAt('worker', inHours(24)), await bookAt('worker', inHours(30))];
      await Promise.all([doors.becomes(kept, 'confirmed'), doors.becomes(gone, 'confirmed')]);
      await doors.stopAll();
      await cancel(gone);
      const fresh = await bookAt('worker', inHours(36));
      expect(onLock('worker')).to.equal(2);
      await doors.start();
      await Promise.all([doors.becomes(gone, 'removed'), doors.becomes(fresh, 'confirmed'), doors.becomes(kept, 'confirmed')]);
      expect(onLock('worker')).to.equal(2);
    });

    it('catches up after the gateway was away, also when somebody emptied the lock meanwhile', async () => {
      const [kept, gone] = [await bookAt('gateway', inHours(24)), await bookAt('gateway', inHours(30))];
      await Promise.all([doors.becomes(kept, 'confirmed'), doors.becomes(gone, 'confirmed')]);
      await stage.gateway.kill();
      await cancel(gone);
      const fresh = await bookAt('gateway', inHours(36));
      const twin = stage.locks.twin('gateway');
      for (const { slot, ref } of twin.memory.codes) await twin.remove(slot, ref);
      await stage.gateway.start();
      await Promise.all([doors.becomes(gone, 'removed'), doors.becomes(fresh, 'confirmed')]);
      await eventually('both are on the lock', () => onLock('gateway') === 2);
      await doors.becomes(kept, 'confirmed');
      for (const [id, period] of [[kept, inHours(24)], [fresh, inHours(36)]] as const) {
        expect(await pressAt('gateway', await doors.digits(id), period.start)).to.equal(true);
      }
    });

    it('catches up after the broker was away and may have forgotten everything', async () => {
      const [kept, gone] = [await bookAt('broker', inHours(24)), await bookAt('broker', inHours(30))];
      await Promise.all([doors.becomes(kept, 'confirmed'), doors.becomes(gone, 'confirmed')]);
      await stage.city.down();
      await cancel(gone);
      const fresh = await bookAt('broker', inHours(36));
      await pause(300);
      await stage.city.up();
      await Promise.all([doors.becomes(gone, 'removed'), doors.becomes(fresh, 'confirmed'), doors.becomes(kept, 'confirmed')]);
      expect(onLock('broker')).to.equal(2);
      const manifests = (): string[] => doors.raw.filter((line) => line.startsWith(`${lockTopic(GATEWAY, 'broker', 'manifest')} `));
      await eventually('the manifest is there again', () => (JSON.parse(manifests().at(-1)!.split(/ (.*)/s)[1]!) as { codes: unknown[] }).codes.length === 2);
    });

    it('goes on after the database threw everybody out', async () => {
      const before = await bookAt('database', inHours(24));
      await doors.becomes(before, 'confirmed');
      const thrown = await database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('test', 'doors')");
      expect(thrown.length).to.be.greaterThan(1);
      const id = await retried(() => bookAt('database', inHours(30)));
      await retried(() => cancel(before));
      await Promise.all([doors.becomes(id, 'confirmed'), doors.becomes(before, 'removed')]);
    });

    it('is not confused by answers that come twice, late or out of order', async () => {
      const id = await bookAt('acks', inHours(24));
      await doors.becomes(id, 'confirmed');
      const topic = lockTopic(GATEWAY, 'acks', 'ack');
      const acks = doors.raw.filter((line) => line.startsWith(`${topic} `)).map((line) => line.slice(topic.length + 1));
      expect(acks.length).to.be.greaterThan(0);
      const replay = async (): Promise<void> => {
        for (const ack of [...acks, ...acks, ...acks].toReversed()) await stage.core.client.publishAsync(topic, ack, { qos: 1 });
        await pause(200);
      };
      await replay();
      expect(await doors.state(id)).to.equal('confirmed');
      const before = commands('acks').length;
      await cancel(id);
      await doors.becomes(id, 'removed');
      await replay();
      expect(await doors.state(id), 'an answer about the put comes after the removal').to.equal('removed');
      expect(commands('acks').length).to.equal(before + 1);
      expect(onLock('acks')).to.equal(0);
    });

    it('draws other digits when the lock holds these already for somebody else', async () => {
      await doors.stopAll();
      const period = inHours(24);
      const id = await bookAt('foreign', period);
      const refused = await doors.digits(id);
      const window = { from: period.start.toISOString(), until: period.end.toISOString() };
      const twin = stage.locks.twin('foreign');
      expect(await twin.put({ slot: 1, ref: 'caretaker', rev: 1, owner: 'by-hand', windows: [window], pin: refused })).to.equal(undefined);
      await doors.start();
      await doors.becomes(id, 'confirmed');
      const drawn = await doors.digits(id);
      expect(drawn).to.not.equal(refused);
      await cancel(id);
      await doors.becomes(id, 'removed');
      expect(twin.memory.codes.map(({ ref }) => ref)).to.deep.equal(['caretaker']);
    });

    it('lets two workers share the work: every command goes out once', async () => {
      await doors.start();
      const ids: BookingId[] = [];
      for (let hour = 2; hour < 50; hour += 8) {
        ids.push(...await Promise.all(['both', 'right'].flatMap((name) => [0, 4].map((later) => bookAt(name, inHours(hour + later))))));
      }
      for (const id of ids) await doors.becomes(id, 'confirmed');
      expect(onLock('both') + onLock('right')).to.equal(24);
      expect(commands('both').length + commands('right').length).to.equal(24);
      await Promise.all(ids.map(cancel));
      for (const id of ids) await doors.becomes(id, 'removed');
      expect(onLock('both') + onLock('right')).to.equal(0);
      await doors.stopAll();
      await doors.start();
    });

    it('shows no digits in its log or on any topic of the city', async () => {
      await pause(200);
      const digits = await doors.allDigits();
      const texts = [doors.log(), stage.gateway.log(), ...doors.raw];
      expect(digits.length).to.be.greaterThan(30);
      expect(doors.raw.some((line) => line.includes('/cmd '))).to.equal(true);
      for (const pin of digits) {
        const alone = new RegExp(`(?<![0-9A-Za-z_-])${pin}(?![0-9A-Za-z_-])`);
        expect(texts.filter((text) => alone.test(text.replaceAll(/"(at|from|until|iat|expiresAt|lastSeenAt)":"[^"]*"/g, '')))).to.deep.equal([]);
      }
    });
  });
}
