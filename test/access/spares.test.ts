import { expect } from 'chai';
import { keepSpares, sparesWanted } from '../../src/access/keep-spares.ts';
import { replaceCode } from '../../src/access/replace-code.ts';
import { revealCode, type RevealedCode } from '../../src/access/reveal-code.ts';
import { doorStatus } from '../../src/access/door-status.ts';
import { unsealCode } from '../../src/access/seal-code.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { GrantId, LockId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { eventually, startStage, type Stage } from '../lock-gateway/stage.ts';
import { brokersHere } from '../support/broker.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { openDoors } from './doors.ts';
import { aDoorHall, book, insertDoors, keys, useDoors } from './setting.ts';

const INFO = { capabilities: { slots: 100, windows: true, clock: true, battery: true } };

describe('spare codes', function () {
  this.timeout(90_000);
  const database = useDatabase();
  const setting = useDoors(database, 20);
  let person: SignedIn;
  before(async () => {
    person = await aPerson(setting.db);
  });

  /** Halls that share no space, behind one lock that is to have so many spare codes. */
  const doorsWith = async (spares: number, own: { lockName?: string; info?: object } = { info: INFO }, halls = [aDoorHall()]): Promise<{ halls: Hall[]; lockId: LockId }> => {
    const [lock] = await insertDoors(setting.db, halls, [own]);
    await database.query('UPDATE locks SET spares = $2 WHERE id = $1', [lock!.id, spares]);
    return { halls, lockId: lock!.id };
  };
  const keep = (now = new Date()): Promise<void> => transact(setting.db, (tx) => keepSpares(tx, keys, now));
  const spares = (lockId: LockId) => database.query<{ id: GrantId; until: Date; stands_in_for: string | null; desired: string; code_sealed: Buffer; code_key: string }>(
    `SELECT g.id, upper(c.windows) AS until, g.stands_in_for, c.desired, g.code_sealed, g.code_key FROM grants g JOIN lock_codes c ON c.grant_id = g.id
     WHERE c.lock_id = $1 AND g.purpose = 'backup' ORDER BY g.created_at, g.id`, [lockId]);
  const confirmSpares = (lockId: LockId): Promise<unknown> => database.query(
    `UPDATE lock_codes c SET sent_rev = c.rev, answer_rev = c.rev, answer_status = 'installed', evidence = 'read_back', answered_at = now() FROM grants g
     WHERE g.id = c.grant_id AND c.lock_id = $1 AND g.purpose = 'backup' AND c.desired = 'present'`, [lockId]);
  /** A booking begins at a whole or half hour: its window opens within a quarter of an hour, or is open. */
  const soon = (): { start: Date; end: Date } => {
    const start = new Date(Math.ceil((Date.now() + 10_000) / 1_800_000) * 1_800_000);
    return { start, end: addMinutes(start, 60) };
  };
  /** Long enough after a booking in a hurry that its code is missed. */
  const later = (): Date => addMinutes(new Date(), 3);
  const reveal = ({ id }: Booking, now = later()): Promise<RevealedCode> => transact(setting.db, (tx) => revealCode(tx, keys, id, person, now));

  it('are on locks that keep windows and have places to spare, last days, and are renewed before they end', async () => {
    const { lockId } = await doorsWith(2);
    const now = new Date();
    await keep(now);
    await keep(addMinutes(now, 1));
    expect((await spares(lockId)).map(({ until }) => until.getTime() - now.getTime())).to.deep.equal([72 * 3_600_000, 72 * 3_600_000]);
    const next = addMinutes(now, 37 * 60);
    await keep(next);
    expect((await spares(lockId)).map(({ until }) => until.getTime() - next.getTime())).to.deep.equal([72 * 3_600_000, 72 * 3_600_000]);
    await database.query('UPDATE locks SET spares = 0 WHERE id = $1', [lockId]);
    await keep(next);
    expect((await spares(lockId)).map(({ desired }) => desired)).to.deep.equal(['absent', 'absent']);
    const lock = { spares: 2, foreign: 0, others: 0, info: INFO };
    expect(sparesWanted(lock)).to.equal(2);
    expect(sparesWanted({ ...lock, others: 97 }), 'bookings come first').to.equal(1);
    expect(sparesWanted({ ...lock, info: { capabilities: { ...INFO.capabilities, windows: false } } })).to.equal(0);
    expect(sparesWanted({ ...lock, info: { capabilities: { ...INFO.capabilities, slots: 9 } } })).to.equal(0);
    expect(sparesWanted({ ...lock, info: {} })).to.equal(0);
  });

  it('are shown only while the own code is missed and the lock confirms the spare one', async () => {
    const { halls: [hall], lockId } = await doorsWith(1);
    await keep();
    const booking = await book(setting.db, hall!, soon(), person);
    expect((await reveal(booking)).spares, 'not on the lock').to.equal(undefined);
    await confirmSpares(lockId);
    expect((await reveal(booking, new Date())).spares, 'too early to worry').to.equal(undefined);
    expect((await spares(lockId))[0]!.stands_in_for).to.equal(null);
    expect((await doorStatus(setting.db, booking.id, later())).spare).to.equal(true);
    const shown = await reveal(booking);
    expect(shown.spares).to.have.length(1);
    expect(shown.spares![0]!.code).to.match(/^[1-9]{6}$/).and.not.equal(shown.code);
    expect((await reveal(booking)).spares, 'the same again').to.deep.equal(shown.spares);
    const [spare] = await spares(lockId);
    expect(spare!.stands_in_for).to.equal(booking.id);
    expect(spare!.until.getTime(), 'its lock is told the window of the booking').to.equal(addMinutes(booking.period.end, 15).getTime());
    expect(await database.query("SELECT details FROM audit WHERE subject_id = $1 AND action = 'reveal-code' ORDER BY id DESC LIMIT 1", [booking.id])).to.deep.equal([{ details: { spares: 1 } }]);
  });

  it('are for one booking each, also when two want the last one at once', async () => {
    const { halls, lockId } = await doorsWith(1, { info: INFO }, [aDoorHall(), aDoorHall()]);
    await keep();
    await confirmSpares(lockId);
    const both = [await book(setting.db, halls[0]!, soon(), person), await book(setting.db, halls[1]!, soon(), person)];
    const shown = await Promise.all(both.map((booking) => reveal(booking)));
    expect(shown.filter((one) => one.spares !== undefined)).to.have.length(1);
    // One that is in use leaves its place to a fresh one.
    await keep();
    expect(await spares(lockId)).to.have.length(2);
  });

  it('go when the booking does, and when its code is replaced', async () => {
    for (const end of ['cancel', 'replace'] as const) {
      const { halls: [hall], lockId } = await doorsWith(1);
      await keep();
      await confirmSpares(lockId);
      const booking = await book(setting.db, hall!, soon(), person);
      await reveal(booking);
      const [grant] = await database.query<{ id: GrantId }>('SELECT id FROM grants WHERE booking_id = $1', [booking.id]);
      if (end === 'cancel') await transact(setting.db, (tx) => cancelBooking(tx, booking.id, {}, person, new Date()));
      else await transact(setting.db, (tx) => replaceCode(tx, keys, grant!.id, 'by-staff', new Date()));
      expect((await spares(lockId))[0], end).to.include({ desired: 'absent' });
    }
  });

  describe('on a real lock', () => {
    let stage: Stage;
    const doors = openDoors(() => stage, () => setting.db, database);
    before(async () => {
      stage = await startStage(brokersHere()[0]!, [{ id: 'reserve', windows: true }]);
      await doors.watch();
    });
    after(async () => {
      await doors.close();
      await stage.stop();
    });

    it('open the door when the own code cannot reach it, and only in the window of the booking once the line is back', async () => {
      const { halls: [hall], lockId } = await doorsWith(1, { lockName: 'reserve', info: INFO });
      await eventually('the lock is online', () => stage.core.reported('reserve')?.online === true);
      await keep();
      await doors.start();
      const twin = stage.locks.twin('reserve');
      const confirmed = async (): Promise<boolean> => (await database.query("SELECT FROM lock_codes WHERE lock_id = $1 AND answer_status = 'installed' AND answer_rev = rev AND evidence = 'read_back'", [lockId])).length > 0
        || (await database.query("SELECT FROM lock_codes WHERE lock_id = $1 AND answer_status = 'installed' AND answer_rev = rev AND evidence = 'device_ack'", [lockId])).length > 0;
      const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
        for (let tries = 0; !(await holds()); tries += 1) {
          if (tries > 400) throw new Error(`${what}: not in time`);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      };
      await until('the spare is on the lock', confirmed);
      const [spare] = await spares(lockId);
      const digits = unsealCode(keys.codes, spare!.id, { bytes: spare!.code_sealed, keyId: spare!.code_key });
      expect(twin.press(digits).opened, 'whoever knew it could open: nobody does').to.equal(true);
      await stage.gateway.kill();
      const booking = await book(setting.db, hall!, soon(), person);
      const shown = await reveal(booking);
      expect(shown.spares?.map(({ code }) => code)).to.deep.equal([digits]);
      expect(twin.press(shown.code).opened, 'its own code is not there').to.equal(false);
      expect(twin.press(digits).opened).to.equal(true);
      // What was done three minutes later is done now.
      await database.query('UPDATE lock_codes SET send_at = now(), act_at = now() WHERE lock_id = $1', [lockId]);
      await stage.gateway.start();
      const closes = addMinutes(booking.period.end, 15).getTime();
      await eventually('both codes have the window of the booking', () => twin.memory.codes.filter(({ windows }) => windows.length === 1 && Date.parse(windows[0]!.until) === closes).length === 2, 30_000);
      const pressAt = async (at: Date): Promise<boolean> => {
        await twin.setSkew(Math.round((at.getTime() - Date.now()) / 1_000));
        const { opened } = twin.press(digits);
        await twin.setSkew(0);
        return opened;
      };
      expect(await pressAt(addMinutes(booking.period.end, 16)), 'it is for the booking alone').to.equal(false);
      expect(await pressAt(addMinutes(booking.period.start, 5))).to.equal(true);
      for (const one of [digits, shown.code]) expect([doors.log(), ...doors.raw].some((line) => line.includes(one)), 'digits in a log or topic').to.equal(false);
    });
  });
});
