import type { HallWishes } from '../support/halls.ts';
import { expect } from 'chai';
import { claimWork } from '../../src/access/claim-work.ts';
import { doorStates } from '../../src/access/door-states.ts';
import { doorStatus } from '../../src/access/door-status.ts';
import { drawManifests } from '../../src/access/manifests.ts';
import { renewCode } from '../../src/access/renew-code.ts';
import { fingerprint, unsealCode } from '../../src/access/seal-code.ts';
import { watchDoors } from '../../src/access/watch-doors.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { GrantId, LockId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { evening } from '../bookings/setting.ts';
import { move, moveTo } from '../bookings/moving.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, GATEWAY, insertDoors, keys, useDoors, type NewLock } from './setting.ts';

describe('the door of a booking that is moved', function () {
  this.timeout(60_000);
  const database = useDatabase();
  const setting = useDoors(database, 20);
  let person: SignedIn;

  before('somebody to book', async () => {
    person = await aPerson(setting.db);
  });

  const doors = async (own: HallWishes = {}, locks: Parameters<typeof insertDoors>[2] = [{}]): Promise<{ hall: Hall; locks: NewLock[] }> => {
    const hall = aDoorHall(own);
    return { hall, locks: await insertDoors(setting.db, [hall], locks) };
  };
  const digitsOf = async ({ id }: Booking): Promise<string> => {
    const [grant] = await database.query<{ id: GrantId; code_sealed: Buffer; code_key: string }>('SELECT id, code_sealed, code_key FROM grants WHERE booking_id = $1', [id]);
    return unsealCode(keys.codes, grant!.id, { bytes: grant!.code_sealed, keyId: grant!.code_key });
  };
  const codesOf = async ({ id }: Booking) => database.query<{ lock_id: LockId; desired: string; rev: number; act_at: Date | null; send_at: Date; sent_rev: number | null; print: string }>(
    `SELECT c.*, encode(code_fingerprint, 'hex') AS print FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE g.booking_id = $1 ORDER BY lock_id`, [id]);
  const windowOf = async ({ id }: Booking): Promise<Period | undefined> => (await doorStatus(setting.db, id, new Date())).windows[0];
  const goTo = (booking: Booking, hall: Hall, period = booking.period) => move(setting.db, booking, moveTo(booking, { hall, period }), person);
  const markSent = ({ id }: Booking) => database.query(`UPDATE lock_codes SET sent_rev = rev, answer_rev = rev, answer_status = 'installed', evidence = 'device_ack', answered_at = now()
    WHERE grant_id = (SELECT id FROM grants WHERE booking_id = $1)`, [id]);
  const around = ({ start, end }: Period): Period => ({ start: addMinutes(start, -15), end: addMinutes(end, 15) });

  it('keeps its code and gets other windows, as a new revision that is sent at once where the lock had the old one', async () => {
    const { hall } = await doors();
    const booking = await book(setting.db, hall, evening('2027-02-03'), person);
    const digits = await digitsOf(booking);
    const period = evening('2027-02-10', '10:00', '12:00');
    await goTo(booking, hall, period);
    expect(await windowOf(booking)).to.deep.equal(around(period));
    expect((await codesOf(booking))[0]).to.deep.include({ rev: 2, send_at: addMinutes(period.start, -15 - 72 * 60), desired: 'present' });
    await markSent(booking);
    await goTo(booking, hall);
    const [code] = await codesOf(booking);
    expect(code!.rev).to.equal(3);
    expect(code!.act_at!.getTime()).to.be.closeTo(Date.now(), 60_000);
    expect(await digitsOf(booking)).to.equal(digits);
  });

  it('goes to the locks of the new hall with the same code; the old ones lose it at once', async () => {
    const [from, to] = [await doors({}, [{}, {}]), await doors({}, [{}, {}])];
    const booking = await book(setting.db, from.hall, evening('2027-02-04'), person);
    const digits = await digitsOf(booking);
    await markSent(booking);
    await goTo(booking, to.hall);
    expect(await digitsOf(booking)).to.equal(digits);
    const codes = await codesOf(booking);
    const at = (locks: NewLock[]) => codes.filter(({ lock_id }) => locks.some(({ id }) => id === lock_id));
    expect(at(from.locks).map(({ desired, rev }) => [desired, rev])).to.deep.equal([['absent', 2], ['absent', 2]]);
    expect((await doorStates(setting.db, [booking.id], new Date())).get(booking.id), 'staff see the door where it now is').to.equal('scheduled');
    expect(at(to.locks).map(({ desired, rev, print }) => [desired, rev, print])).to.deep.equal(to.locks.map(() => ['present', 1, fingerprint(keys.codes[0], digits)]));
    const status = await doorStatus(setting.db, booking.id, new Date());
    expect([status.state, status.locks.length]).to.deep.equal(['scheduled', 2]);
    const { work } = await transact(setting.db, (tx) => claimWork(tx, [GATEWAY], new Date()));
    expect(work.filter(({ lock }) => from.locks.some(({ id }) => id === lock.id)).map(({ order }) => order.op)).to.deep.equal(['remove', 'remove']);
    const [manifest] = await transact(setting.db, (tx) => drawManifests(tx, [from.locks[0]!.id], new Date()));
    expect(manifest!.codes).to.deep.equal([]);
    expect(setting.events.findLast(({ type }) => type === 'grant-changed')).to.have.property('lockIds').that.has.members([...from.locks, ...to.locks].map(({ id }) => id));
  });

  it('raises an alarm for a lock that keeps the code after the booking has gone', async () => {
    const [from, to] = [await doors(), await doors()];
    const booking = await book(setting.db, from.hall, evening('2027-02-05'), person);
    await markSent(booking);
    await goTo(booking, to.hall);
    await transact(setting.db, (tx) => watchDoors(tx, addMinutes(new Date(), 11)));
    expect(await database.query('SELECT kind FROM alarms WHERE lock_id = $1 AND booking_id = $2', [from.locks[0]!.id, booking.id])).to.deep.equal([{ kind: 'removal-overdue' }]);
  });

  it('comes back to a lock that it left, and is gone from all of them when cancelled', async () => {
    const [from, to] = [await doors(), await doors()];
    const booking = await book(setting.db, from.hall, evening('2027-02-06'), person);
    await markSent(booking);
    await goTo(booking, to.hall);
    await goTo(booking, from.hall);
    const ofLock = async (lock: NewLock) => (await codesOf(booking)).find(({ lock_id }) => lock_id === lock.id);
    expect(await ofLock(from.locks[0]!)).to.include({ desired: 'present', rev: 3 });
    expect(await ofLock(to.locks[0]!)).to.include({ desired: 'absent', act_at: null });
    expect((await doorStatus(setting.db, booking.id, new Date())).locks).to.have.length(1);
    await transact(setting.db, (tx) => cancelBooking(tx, booking.id, {}, person, new Date()));
    expect((await codesOf(booking)).map(({ desired }) => desired)).to.deep.equal(['absent', 'absent']);
    expect(await ofLock(to.locks[0]!), 'what was gone stays settled').to.include({ rev: 2, act_at: null });
  });

  it('gets other digits only where a lock of the new hall knows these', async () => {
    const [from, to] = [await doors(), await doors()];
    const booking = await book(setting.db, from.hall, evening('2027-02-07'), person);
    const digits = await digitsOf(booking);
    await setting.db('foreign_codes').insert({ lock_id: to.locks[0]!.id, code_fingerprint: Buffer.from(fingerprint(keys.codes[0], digits), 'hex'), seen_at: new Date() });
    await goTo(booking, to.hall);
    const fresh = await digitsOf(booking);
    expect(fresh).to.match(/^[1-9]{6}$/).and.not.equal(digits);
    expect((await codesOf(booking)).find(({ desired }) => desired === 'present')!.print).to.equal(fingerprint(keys.codes[0], fresh));
    const [grant] = await database.query<{ code_changed_at: Date | null }>('SELECT code_changed_at FROM grants WHERE booking_id = $1', [booking.id]);
    expect(grant!.code_changed_at).to.be.an.instanceOf(Date);
  });

  it('is taken back where one gets in with a key, comes with a new code where a door opens again, and for the first time too', async () => {
    const [coded, keyed] = [await doors(), await doors({ access: 'key' })];
    const booking = await book(setting.db, coded.hall, evening('2027-02-08'), person);
    const digits = await digitsOf(booking);
    await goTo(booking, keyed.hall);
    expect(await doorStatus(setting.db, booking.id, new Date())).to.deep.equal({ access: 'key', state: 'none', windows: [], locks: [] });
    await database.query('UPDATE grants SET code_sealed = NULL, wiped_at = now() WHERE booking_id = $1', [booking.id]);
    const elsewhere = await doors();
    await goTo(booking, elsewhere.hall);
    expect(await digitsOf(booking)).to.match(/^[1-9]{6}$/).and.not.equal(digits);
    const { state, locks } = await doorStatus(setting.db, booking.id, new Date());
    expect([state, locks.length]).to.deep.equal(['scheduled', 1]);
    const first = await book(setting.db, keyed.hall, evening('2027-02-09'), person);
    await goTo(first, coded.hall);
    expect(await digitsOf(first)).to.match(/^[1-9]{6}$/);
  });

  it('fits between its new neighbours, and the old ones get their windows back', async () => {
    const { hall } = await doors();
    const [early, late] = [evening('2027-03-02', '14:00', '16:00'), evening('2027-03-09', '14:00', '16:00')];
    const mine = await book(setting.db, hall, early, person);
    const before = await book(setting.db, hall, evening('2027-03-02', '12:00', '14:00'), person);
    const later = await book(setting.db, hall, evening('2027-03-09', '16:00', '18:00'), person);
    expect((await windowOf(before))!.end).to.deep.equal(early.start);
    await goTo(mine, hall, late);
    expect((await windowOf(before))!.end).to.deep.equal(addMinutes(early.start, 15));
    expect(await windowOf(mine)).to.deep.equal({ start: addMinutes(late.start, -15), end: late.end });
    expect((await windowOf(later))!.start).to.deep.equal(late.end);
  });

  it('renews a refused code only on the locks that it has', async () => {
    const [from, to] = [await doors(), await doors()];
    const booking = await book(setting.db, from.hall, evening('2027-02-11'), person);
    await goTo(booking, to.hall);
    const [{ grant_id: grantId }] = await database.query<{ grant_id: GrantId }>('SELECT grant_id FROM lock_codes WHERE lock_id = $1', [to.locks[0]!.id]) as [{ grant_id: GrantId }];
    await database.query(`UPDATE lock_codes SET answer_rev = rev, answer_status = 'rejected', evidence = 'none', error_code = 'duplicate_code', error_retry = 'new_pin' WHERE lock_id = $1`, [to.locks[0]!.id]);
    const left = (await codesOf(booking)).find(({ desired }) => desired === 'absent')!;
    await transact(setting.db, (tx) => renewCode(tx, keys, grantId, new Date()));
    expect((await codesOf(booking)).find(({ desired }) => desired === 'absent')).to.deep.include({ rev: left.rev, print: left.print });
  });

  it('follows twenty bookings that change places behind one lock without a deadlock and without a doubled code', async () => {
    const halls = Array.from({ length: 20 }, () => aDoorHall());
    await insertDoors(setting.db, halls);
    const other = await doors();
    const bookings = await Promise.all(halls.map((hall) => book(setting.db, hall, evening('2027-02-12'), person)));
    await Promise.all(bookings.map((booking, index) => goTo(booking, index === 0 ? other.hall : halls[index]!, evening('2027-02-13'))));
    const digits = await Promise.all(bookings.map(digitsOf));
    expect(new Set(digits).size).to.equal(20);
  });
});
