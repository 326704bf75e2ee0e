import { expect } from 'chai';
import { clearOthers, escalateAlarms, raiseAlarms, type Alarm } from '../../src/access/alarm-store.ts';
import { alarmsCleared, alarmsOpen, type AlarmId } from '../../src/access/alarm-list.ts';
import { lockFaults, type LockCondition } from '../../src/access/lock-faults.ts';
import { settleAlarm, takeUpAlarm } from '../../src/access/take-up-alarm.ts';
import { watchDoors } from '../../src/access/watch-doors.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn, StaffRole } from '../../src/kernel/actor.ts';
import type { LockId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { addDays, localDate } from '../../src/kernel/time.ts';
import { transact } from '../../src/platform/db.ts';
import { evening } from '../bookings/setting.ts';
import { move, moveTo } from '../bookings/moving.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import { refusalOf } from '../identity/refusal.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, insertDoors, useDoors } from './setting.ts';

const NOW = new Date('2027-03-03T12:00:00Z');
const later = (minutes: number): Date => addMinutes(NOW, minutes);
const well: LockCondition = { heard: 'known', foreign: 0, foreignKnown: 0, refused: 0, open: new Set() };

describe('what is wrong with a lock', () => {
  const faults = (own: Partial<LockCondition>, at = NOW): string[] => lockFaults({ ...well, ...own }, at);

  it('is nothing while it is well, and what it was while nothing is heard of it', () => {
    expect(faults({})).to.deep.equal([]);
    expect(faults({ heard: 'unknown', battery: 3, open: new Set(['lock-offline']) })).to.deep.equal(['lock-offline']);
  });

  it('is that it is away, but not for less than ten minutes', () => {
    expect([9, 10].map((minutes) => faults({ offlineSince: NOW }, later(minutes)))).to.deep.equal([[], ['lock-offline']]);
  });

  it('is a battery that ends: the alarm stays until it is clearly better', () => {
    const at = (battery: number, open: LockCondition['open']): string[] => faults({ battery, open });
    expect([21, 20, 11, 10].map((percent) => at(percent, new Set()))).to.deep.equal([[], ['battery-low'], ['battery-low'], ['battery-critical']]);
    expect([25, 26].map((percent) => at(percent, new Set(['battery-low'])))).to.deep.equal([['battery-low'], []]);
    expect([15, 16, 26].map((percent) => at(percent, new Set(['battery-critical'])))).to.deep.equal([['battery-critical'], ['battery-low'], []]);
  });

  it('is a clock that is off, either way', () => {
    const at = (skewSeconds: number, open: LockCondition['open'] = new Set()): string[] => faults({ skewSeconds, open });
    expect([30, 31, -31, 300, -301].map((seconds) => at(seconds))).to.deep.equal([[], ['clock-skew'], ['clock-skew'], ['clock-skew'], ['clock-wrong']]);
    expect([at(21, new Set(['clock-skew'])), at(20, new Set(['clock-skew'])), at(241, new Set(['clock-wrong']))]).to.deep.equal([['clock-skew'], [], ['clock-wrong']]);
  });

  it('is codes of others beyond those that somebody knows of, many refused ones, and a gateway that stopped writing', () => {
    expect(faults({ foreign: 2, foreignKnown: 2 })).to.deep.equal([]);
    expect(faults({ foreign: 3, foreignKnown: 2 })).to.deep.equal(['codes-changed']);
    expect([faults({ refused: 9 }), faults({ refused: 10 }), faults({ lockedOutAt: NOW }, later(14)), faults({ lockedOutAt: NOW }, later(15))]).to.deep.equal([[], ['locked-out'], ['locked-out'], []]);
    expect([faults({ stuckAt: NOW }, later(14)), faults({ stuckAt: NOW }, later(15))]).to.deep.equal([['stuck'], []]);
  });
});

describe('alarms', function () {
  this.timeout(20_000);
  const database = useDatabase();
  const setting = useDoors(database);
  let hall: Hall;
  let lockId: LockId;

  beforeEach(async () => {
    await database.query('DELETE FROM alarms; DELETE FROM lock_codes; DELETE FROM hall_locks; DELETE FROM door_events; DELETE FROM locks');
    hall = aDoorHall();
    lockId = (await insertDoors(setting.db, [hall]))[0]!.id;
    await setting.db('locks').update({ gateway_status: 'online', lock_status: 'online' });
    setting.events.length = 0;
  });

  const raise = (alarms: Alarm[], at = NOW) => transact(setting.db, async (tx) => {
    await raiseAlarms(tx, alarms, at);
    await clearOthers(tx, alarms, at);
    await escalateAlarms(tx, at);
  });
  const watch = (at: Date) => transact(setting.db, (tx) => watchDoors(tx, at));
  const said = (): string[] => setting.events.map(({ type }) => type).filter((type) => type.startsWith('alarm-'));
  const open = () => database.query<{ id: AlarmId; kind: string; escalate_at: Date | null }>('SELECT id, kind, escalate_at FROM alarms WHERE cleared_at IS NULL ORDER BY kind');
  const staff = (role: StaffRole) => aPerson(setting.db, { roles: [{ role, organisationId: hall.venue.organisationId }] });
  const scope = () => ({ organisations: [hall.venue.organisationId], venues: [null] });
  const event = (kind: string, at: Date) => setting.db('door_events').insert({ lock_id: lockId, id: `${kind}-${at.getTime()}`, kind, at, received_at: at });

  it('go to more people after a quarter of an hour, once, unless somebody takes them up', async () => {
    const alarm: Alarm = { kind: 'gateway-offline', lockId };
    await raise([alarm]);
    await raise([alarm], later(14));
    expect(said()).to.deep.equal(['alarm-raised']);
    await raise([alarm], later(15));
    await raise([alarm], later(16));
    expect(said()).to.deep.equal(['alarm-raised', 'alarm-escalated']);
    const { id } = (await open())[0]!;
    await setting.db('alarms').where({ id }).update({ escalated_at: null });
    await transact(setting.db, async (tx) => takeUpAlarm(tx, id, await staff('manager'), later(17)));
    await raise([alarm], later(60));
    expect(said(), 'taken up').to.deep.equal(['alarm-raised', 'alarm-escalated']);
  });

  it('go to more people sooner when somebody comes within the hour, and never when they can wait', async () => {
    const booking = await book(setting.db, hall, { start: later(30), end: later(150) }, await aPerson(setting.db), NOW);
    setting.events.length = 0;
    await raise([{ kind: 'at-risk', lockId, bookingId: booking.id }, { kind: 'battery-low', lockId }]);
    expect((await open()).map(({ kind, escalate_at }) => [kind, escalate_at && (escalate_at.getTime() - NOW.getTime()) / 60_000])).to.deep.equal([['at-risk', 5], ['battery-low', null]]);
    await raise([]);
    expect(said(), 'that a battery is well again is told to nobody').to.deep.equal(['alarm-raised', 'alarm-raised', 'alarm-cleared']);
  });

  it('of a lock that comes and goes are one alarm, and after a while another', async () => {
    const alarm: Alarm = { kind: 'stuck', lockId };
    for (const minutes of [0, 5, 10, 15, 20]) await raise(minutes % 10 === 0 ? [alarm] : [], later(minutes));
    expect(said().filter((type) => type === 'alarm-raised')).to.have.length(1);
    await raise([], later(21));
    await raise([alarm], later(60));
    expect(said().filter((type) => type === 'alarm-raised')).to.have.length(2);
  });

  it('of a booking that was moved are new ones: its booker hears of the new moment too', async () => {
    const person = await aPerson(setting.db);
    const day = addDays(localDate(new Date()), 9);
    const booking = await book(setting.db, hall, evening(day), person);
    await watch(addMinutes(booking.period.start, -40));
    const known = await loadBooking(setting.db, booking.id);
    await move(setting.db, known, moveTo(known, { period: evening(addDays(day, 1)) }), person);
    setting.events.length = 0;
    await watch(addMinutes(booking.period.start, 24 * 60 - 40));
    expect(said()).to.deep.equal(['alarm-raised']);
    expect((await open()).map(({ kind }) => kind)).to.deep.equal(['at-risk']);
  });

  it('are raised once by several workers at a time', async () => {
    await setting.db('locks').update({ battery_percent: 5 });
    await Promise.all(Array.from({ length: 6 }, () => watch(NOW)));
    expect(said()).to.deep.equal(['alarm-raised']);
  });

  it('of tampering stay until somebody says that it is over; an older event does not raise it again', async () => {
    await event('tamper', later(-1));
    await watch(NOW);
    await watch(later(48 * 60));
    const { id } = (await open())[0]!;
    await transact(setting.db, async (tx) => settleAlarm(tx, id, await staff('administrator'), later(10)));
    await watch(later(11));
    expect(await open()).to.deep.equal([]);
    await event('tamper', later(12));
    await watch(later(13));
    expect((await open()).map((one) => one.kind)).to.deep.equal(['tampered']);
    expect((await open())[0]!.id).not.to.equal(id);
  });

  it('of strange codes end when somebody knows of them, and come back with one more', async () => {
    const holds = (foreign: number) => setting.db('locks').update({ reported: JSON.stringify({ slots: { total: 20, free: 10, foreign } }) });
    await holds(2);
    await watch(NOW);
    const { id } = (await open())[0]!;
    await transact(setting.db, async (tx) => settleAlarm(tx, id, await staff('manager'), later(1)));
    await watch(later(2));
    expect(await open()).to.deep.equal([]);
    await holds(3);
    await watch(later(3));
    expect((await open()).map(({ kind }) => kind)).to.deep.equal(['codes-changed']);
  });

  it('are raised for what a lock says of itself: unfit where a hall needs it, locked out, stopped', async () => {
    await setting.db('locks').update({ info: JSON.stringify({ unfit: 'expose_pin is on' }) });
    await event('lockout', later(-1));
    await event('stuck', later(-1));
    await watch(NOW);
    expect((await open()).map(({ kind }) => kind)).to.deep.equal(['locked-out', 'stuck', 'unfit']);
    await watch(later(20));
    expect((await open()).map(({ kind }) => kind)).to.deep.equal(['unfit']);
  });

  it('are taken up by managers alone, and nobody takes up what is over; the list tells who did', async () => {
    await raise([{ kind: 'tampered', lockId }, { kind: 'battery-low', lockId }]);
    const id = (await open()).find(({ kind }) => kind === 'tampered')!.id;
    const act = (who: SignedIn, verb = takeUpAlarm) => transact(setting.db, (tx) => verb(tx, id, who, later(1)));
    for (const role of ['reader', 'finance'] as const) expect((await refusalOf(act(await staff(role)))).code).to.equal('not-allowed');
    expect((await refusalOf(act(await aPerson(setting.db)))).code).to.equal('not-found');
    const manager = await staff('manager');
    await act(manager);
    const found = await alarmsOpen(setting.db, scope());
    expect(found.map(({ kind, acknowledged }) => [kind, acknowledged?.by])).to.deep.equal([['tampered', manager.personId], ['battery-low', undefined]]);
    await act(manager, settleAlarm);
    expect((await refusalOf(act(manager))).code).to.equal('wrong-state');
    expect((await alarmsCleared(setting.db, scope(), { limit: 5 }, later(2))).items.map(({ id: one }) => one)).to.deep.equal([id]);
  });
});
