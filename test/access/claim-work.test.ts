import { expect } from 'chai';
import { claimWork, type Claimed } from '../../src/access/claim-work.ts';
import { doorStatus } from '../../src/access/door-status.ts';
import { startAfresh, saveStatus } from '../../src/access/lock-store.ts';
import { takeMessages } from '../../src/access/take-messages.ts';
import { watchDoors } from '../../src/access/watch-doors.ts';
import { wipeCodes } from '../../src/access/wipe-codes.ts';
import { updateWindows } from '../../src/access/grant-store.ts';
import { grantToMove } from '../../src/access/move-store.ts';
import { drawManifests } from '../../src/access/manifests.ts';
import { limits, type Ack, type Reported } from '../../lock-gateway/protocol.ts';
import type { Work } from '../../src/access/claim-work.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, GATEWAY, insertDoors, useDoors, type NewLock } from './setting.ts';

describe('the work on locks', () => {
  const database = useDatabase();
  const setting = useDoors(database, 20);
  let person: SignedIn;

  before('somebody to book', async () => {
    person = await aPerson(setting.db);
  });
  beforeEach('nothing of an earlier test', () => database.query(`DELETE FROM alarms; DELETE FROM lock_codes; DELETE FROM hall_locks; DELETE FROM door_events; DELETE FROM locks`));

  const doors = async (locks = 1): Promise<{ hall: Hall; locks: NewLock[] }> => {
    const hall = aDoorHall();
    return { hall, locks: await insertDoors(setting.db, [hall], Array.from({ length: locks }, () => ({}))) };
  };
  const on = (day: number, from = '10:00', until = '12:00'): Period => evening(`2027-03-${String(day).padStart(2, '0')}`, from, until);
  const claim = (now: Date): Promise<Claimed> => transact(setting.db, (tx) => claimWork(tx, [GATEWAY], now));
  const ackOf = ({ lock, code, order }: Work, own: Partial<Ack> = {}): Parameters<typeof takeMessages>[1][number] => ({
    gateway: GATEWAY, name: lock.lock_name, messages: [{
      kind: 'ack', gateway: GATEWAY, lock: lock.lock_name,
      message: { v: 1, cmdId: code.cmdId, lock: lock.lock_name, ref: code.ref, rev: code.rev, status: order.op === 'put' ? 'installed' : 'removed', evidence: 'device_ack', at: new Date().toISOString(), ...own },
    }],
  });
  const take = (now: Date, ...batch: Parameters<typeof takeMessages>[1]) => transact(setting.db, (tx) => takeMessages(tx, batch, now));
  const state = async (id: BookingId, now: Date) => (await doorStatus(setting.db, id, now)).state;
  const alarms = () => database.query<{ kind: string; booking_id: BookingId; cleared_at: Date | null }>('SELECT kind, booking_id, cleared_at FROM alarms ORDER BY raised_at, kind');
  const watch = (now: Date) => transact(setting.db, (tx) => watchDoors(tx, now));

  it('goes one command at a time to each lock: revocations first, then by start', async () => {
    const { hall } = await doors();
    const [late, early, gone] = [await book(setting.db, hall, on(4), person), await book(setting.db, hall, on(2), person), await book(setting.db, hall, on(3), person)];
    const now = on(2).start;
    await database.query('UPDATE lock_codes SET sent_rev = 1 WHERE grant_id = (SELECT id FROM grants WHERE booking_id = $1)', [gone.id]);
    await transact(setting.db, (tx) => cancelBooking(tx, gone.id, {}, person, addMinutes(now, -60)));
    const order: [string, BookingId][] = [];
    for (let claimed = await claim(now); claimed.work.length > 0; claimed = await claim(now)) {
      expect(claimed.work).to.have.length(1);
      expect((await claim(now)).work, 'one is in flight').to.deep.equal([]);
      const [work] = claimed.work;
      const [row] = await database.query<{ booking_id: BookingId }>('SELECT booking_id FROM grants WHERE id = $1', [work!.code.grantId]);
      order.push([work!.order.op, row!.booking_id]);
      await take(now, ackOf(work!));
    }
    expect(order).to.deep.equal([['remove', gone.id], ['put', early.id], ['put', late.id]]);
    expect(await state(early.id, now)).to.equal('active');
    expect(await state(gone.id, now)).to.equal('removed');
  });

  it('is asked anew of a lock that could be given no codes and now can', async () => {
    const { hall, locks: [lock] } = await doors();
    const booking = await book(setting.db, hall, on(2), person);
    const now = on(2).start;
    const info = (own: object): Parameters<typeof takeMessages>[1][number] => ({ gateway: GATEWAY, name: lock!.lockName, messages: [{
      kind: 'info', gateway: GATEWAY, lock: lock!.lockName,
      message: { v: 1, lock: lock!.lockName, driver: 'nuki_hub', leadMinutes: 4_320, capabilities: { slots: 100, windows: true, clock: true, battery: true }, ...own },
    }] });
    await take(now, info({ unfit: 'The list of codes is cut at 10.' }));
    const [refused] = (await claim(now)).work;
    await take(now, ackOf(refused!, { status: 'rejected', evidence: 'none', error: { code: 'not_supported', retry: 'never' } }));
    expect((await claim(addMinutes(now, 30))).work, 'it would refuse it again').to.deep.equal([]);
    await take(now, info({ unfit: 'The list of codes is cut at 10.' }));
    expect((await claim(addMinutes(now, 30))).work).to.deep.equal([]);
    await take(now, info({}));
    const [again] = (await claim(addMinutes(now, 30))).work;
    expect([again!.order.op, again!.code.rev > refused!.code.rev]).to.deep.equal(['put', true]);
    await take(addMinutes(now, 30), ackOf(again!));
    expect(await state(booking.id, addMinutes(now, 30))).to.equal('active');
  });

  it('is given to one of several workers', async () => {
    const { hall } = await doors(12);
    await book(setting.db, hall, on(2), person);
    const now = on(2).start;
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(now)));
    const works = claims.flatMap(({ work }) => work.map(({ code }) => code.id));
    expect(works).to.have.length(12);
    expect(new Set(works).size).to.equal(12);
  });

  it('is tried again when no answer comes, more and more slowly, with the intent in the database before it is sent', async () => {
    const { hall } = await doors();
    const { id } = await book(setting.db, hall, on(2), person);
    let now = addMinutes(on(2).start, -48 * 60);
    const gaps: number[] = [];
    let before = now;
    for (let n = 0; n < 9; n += 1) {
      const [due] = await database.query<{ at: Date }>('SELECT greatest(act_at, in_flight_until) AS at FROM lock_codes c JOIN locks l ON l.id = c.lock_id');
      if (due!.at > now) {
        expect(await claimAt(addMinutes(due!.at, -1 / 60_000)), 'not a moment earlier').to.equal(undefined);
        now = due!.at;
      }
      const work = await claimAt(now);
      const [row] = await database.query<{ cmd_id: string; sent_rev: number }>('SELECT cmd_id, sent_rev FROM lock_codes');
      expect(row).to.deep.equal({ cmd_id: work!.code.cmdId, sent_rev: 1 });
      gaps.push((now.getTime() - before.getTime()) / 1_000);
      before = now;
    }
    expect(gaps.slice(1, 4).every((gap) => gap <= 12), 'ten seconds for an answer').to.equal(true);
    expect(gaps[8]).to.be.within(720, 1_080);
    expect(await state(id, now)).to.equal('failed');
    await watch(now);
    expect(await alarms()).to.deep.equal([{ kind: 'failed', booking_id: id, cleared_at: null }]);
    await take(now, ackOf((await claimAt(addMinutes(now, 20)))!));
    await watch(addMinutes(now, 20));
    expect((await alarms())[0]!.cleared_at).to.deep.equal(addMinutes(now, 20));
  });
  const claimAt = async (now: Date): Promise<Work | undefined> => (await claim(now)).work[0];

  it('rests while the gateway is away and starts afresh when it comes back', async () => {
    const { hall } = await doors();
    await book(setting.db, hall, on(2), person);
    const now = addMinutes(on(2).start, -48 * 60);
    expect((await claim(now)).work).to.have.length(1);
    const status = (word: 'online' | 'offline', bootId: string, at: Date) => transact(setting.db, async (tx) => {
      const changed = await saveStatus(tx, GATEWAY, { v: 1, status: word, bootId, software: 'test', at: at.toISOString() }, at);
      if (word === 'online' && changed.length > 0) await startAfresh(tx, at, changed);
      return changed.length;
    });
    expect(await status('offline', 'a', now)).to.equal(1);
    expect((await claim(addMinutes(now, 60))).work).to.deep.equal([]);
    await watch(addMinutes(now, 4));
    expect(await alarms()).to.deep.equal([]);
    await watch(addMinutes(now, 5));
    expect((await alarms()).map(({ kind }) => kind)).to.deep.equal(['gateway-offline']);
    expect(await status('online', 'b', addMinutes(now, 6))).to.equal(1);
    expect(await status('online', 'b', addMinutes(now, 7)), 'a mere sign of life').to.equal(0);
    expect((await claim(addMinutes(now, 6))).work).to.have.length(1);
    await watch(addMinutes(now, 7));
    expect((await alarms())[0]!.cleared_at).to.not.equal(null);
  });

  it('raises each alarm once, in time, and clears it by itself', async () => {
    const { hall } = await doors();
    const { id } = await book(setting.db, hall, on(2), person);
    const opens = addMinutes(on(2).start, -15);
    const before = setting.events.length;
    for (const minutes of [-31, -30, -29, -15, -14]) await watch(addMinutes(opens, minutes));
    expect((await alarms()).map(({ kind, cleared_at }) => [kind, cleared_at && (cleared_at.getTime() - opens.getTime()) / 60_000])).to.deep.equal([['at-risk', -15], ['fallback', null]]);
    expect(setting.events.slice(before).map(({ type }) => type)).to.deep.equal(['alarm-raised', 'alarm-raised', 'alarm-cleared']);
    await take(opens, ackOf((await claimAt(opens))!));
    await watch(opens);
    expect((await alarms()).every(({ cleared_at }) => cleared_at !== null)).to.equal(true);
    // The window is over and the lock keeps silent about it.
    const end = addMinutes(on(2).end, 15);
    await watch(addMinutes(end, 9));
    await watch(addMinutes(end, 10));
    expect((await alarms()).at(-1)).to.deep.include({ kind: 'removal-overdue', booking_id: id, cleared_at: null });
    const removal = (await claimAt(addMinutes(end, 10)))!;
    expect(removal.order.op).to.equal('remove');
    await take(addMinutes(end, 11), ackOf(removal));
    await watch(addMinutes(end, 11));
    expect((await alarms()).every(({ cleared_at }) => cleared_at !== null)).to.equal(true);
    expect(await state(id, addMinutes(end, 11))).to.equal('removed');
  });

  it('believes reports: what is there without being wanted is removed again, what is gone is put again, what is unknown is left alone', async () => {
    const { hall, locks: [lock] } = await doors();
    const { id } = await book(setting.db, hall, on(2), person);
    const now = on(2).start;
    const put = (await claimAt(now))!;
    await take(now, ackOf(put));
    const report = (codeState: Reported['codes'][number]['state'], rev: number, at: Date): Parameters<typeof takeMessages>[1][number] => ({
      gateway: GATEWAY, name: lock!.lockName, messages: [{
        kind: 'reported', gateway: GATEWAY, lock: lock!.lockName, message: {
          v: 1, lock: lock!.lockName, at: at.toISOString(), online: true, battery: 54.6, slots: { total: 10, free: 8, foreign: 1 },
          codes: [{ ref: put.code.ref, rev, state: codeState, evidence: 'read_back', at: at.toISOString() }, { ref: 'somebody-elses', rev: 1, state: 'installed', evidence: 'read_back', at: at.toISOString() }],
        },
      }],
    });
    const soon = new Date(Date.now() + 60_000);
    await take(now, report('needed', 1, soon));
    expect((await claimAt(addMinutes(now, 0.1)))?.order.op, 'the gateway lost the digits').to.equal('put');
    await take(now, report('installed', 1, addMinutes(soon, 1)));
    expect(await state(id, now)).to.equal('active');
    await database.query(`UPDATE lock_codes SET desired = 'absent', rev = 2, act_at = NULL, answer_rev = 2, answer_status = 'removed', evidence = 'read_back', answered_at = $1`, [soon]);
    await take(now, report('installed', 2, addMinutes(soon, 2)));
    await database.query('UPDATE locks SET in_flight = NULL, in_flight_until = NULL');
    expect((await claimAt(addMinutes(now, 10)))?.order.op, 'a removed code is on the lock again').to.equal('remove');
    const [row] = await database.query('SELECT lock_status, battery_percent, reported -> \'slots\' AS slots FROM locks');
    expect(row).to.deep.equal({ lock_status: 'online', battery_percent: 55, slots: { total: 10, free: 8, foreign: 1 } });
  });

  it('lists in a manifest what may be on the lock, under a higher revision each time', async () => {
    const { hall, locks: [lock] } = await doors();
    const [due, later, gone] = [await book(setting.db, hall, on(2), person), await book(setting.db, hall, on(20), person), await book(setting.db, hall, on(3), person)];
    await transact(setting.db, (tx) => cancelBooking(tx, gone.id, {}, person, new Date()));
    const now = on(2).start;
    const draw = async () => (await transact(setting.db, (tx) => drawManifests(tx, [lock!.id], now)))[0]!;
    const [first, second] = [await draw(), await draw()];
    expect(second.rev).to.be.greaterThan(first.rev);
    const [ref] = await database.query<{ ref: string }>('SELECT ref FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE booking_id = $1', [due.id]);
    expect(first.codes.map((code) => code.ref)).to.deep.equal([ref!.ref]);
    expect(later.id).to.not.equal(due.id);
  });

  it('sends all windows of a code in one command, and lists those to come in a manifest that fits however many there are', async () => {
    const { hall, locks: [lock] } = await doors();
    const { id } = await book(setting.db, hall, on(2), person);
    const now = on(2).start;
    const weeks = (count: number): Period[] => Array.from({ length: count }, (_, week) => ({ start: addMinutes(now, week * 10_080), end: addMinutes(now, week * 10_080 + 120) }));
    await transact(setting.db, async (tx) => updateWindows(tx, (await grantToMove(tx, id))!.id, weeks(60), () => now, now));
    const [work] = (await claim(now)).work;
    expect(work!.code.windows).to.deep.equal(weeks(60));
    await take(now, ackOf(work!));
    expect([await state(id, now), await state(id, addMinutes(now, 600)), await state(id, addMinutes(now, 10_080))]).to.deep.equal(['active', 'confirmed', 'active']);
    const draw = async (at: Date) => (await transact(setting.db, (tx) => drawManifests(tx, [lock!.id], at)))[0]!;
    expect((await draw(addMinutes(now, 3 * 10_080))).codes[0]!.windows, 'what is over is not listed').to.have.length(57);
    await database.query(`WITH more AS (INSERT INTO grants (id, purpose, windows, code_sealed, code_key) SELECT gen_random_uuid(), 'backup', windows, code_sealed, code_key FROM grants, generate_series(1, 300) WHERE booking_id = $1 RETURNING id, windows)
      INSERT INTO lock_codes (id, grant_id, lock_id, ref, rev, desired, windows, send_at, act_at) SELECT gen_random_uuid(), id, $2, 'c-' || substr(replace(id::text, '-', ''), 1, 20), 1, 'present', windows, $3, $3 FROM more`, [id, lock!.id, now]);
    const crowded = await draw(now);
    expect([crowded.codes.length, crowded.codes.every(({ windows }) => windows.length === 39)]).to.deep.equal([301, true]);
    expect(JSON.stringify(crowded).length).to.be.lessThan(limits.bytes.manifest);
  });

  it('puts the code whose next window is the nearest first, whatever it was on for before', async () => {
    const { hall } = await doors();
    const [series, single] = [await book(setting.db, hall, on(2), person), await book(setting.db, hall, on(10), person)];
    const week = ({ start, end }: Period): Period => ({ start: addMinutes(start, 10_080), end: addMinutes(end, 10_080) });
    const now = on(9).end;
    await transact(setting.db, async (tx) => updateWindows(tx, (await grantToMove(tx, series.id))!.id, [on(2), week(week(on(2)))], () => now, now));
    await database.query('UPDATE lock_codes SET act_at = $1, send_at = $1', [now]);
    const [row] = await database.query<{ booking_id: BookingId }>('SELECT booking_id FROM grants WHERE id = $1', [(await claimAt(now))!.code.grantId]);
    expect(row!.booking_id).to.equal(single.id);
  });

  it('wipes digits a day after their last window, and fingerprints a month after it', async () => {
    const { hall } = await doors();
    const { id } = await book(setting.db, hall, on(2), person);
    const end = addMinutes(on(2).end, 15);
    const left = async (): Promise<unknown> => (await database.query(
      'SELECT code_sealed IS NOT NULL AS digits, code_fingerprint IS NOT NULL AS print FROM grants g JOIN lock_codes c ON c.grant_id = g.id WHERE booking_id = $1', [id]))[0];
    await wipeCodes(setting.db, addMinutes(end, 24 * 60 - 1));
    expect(await left()).to.deep.equal({ digits: true, print: true });
    await wipeCodes(setting.db, addMinutes(end, 24 * 60));
    expect(await left()).to.deep.equal({ digits: false, print: true });
    await claim(addMinutes(end, 60));
    await wipeCodes(setting.db, addMinutes(end, 30 * 24 * 60));
    expect(await left()).to.deep.equal({ digits: false, print: false });
  });

  it('takes nothing from a gateway about locks of another', async () => {
    const { hall } = await doors();
    const { id } = await book(setting.db, hall, on(2), person);
    const now = on(2).start;
    const put = (await claimAt(now))!;
    const { unknown } = await take(now, { ...ackOf(put), gateway: 'heverlee' });
    expect(unknown).to.equal(1);
    expect(await state(id, now)).to.not.equal('active');
    // A lock of the same gateway cannot answer for its neighbour either.
    const other = await doors();
    await take(now, { ...ackOf(put), name: other.locks[0]!.lockName });
    expect(await state(id, now)).to.not.equal('active');
  });
});
