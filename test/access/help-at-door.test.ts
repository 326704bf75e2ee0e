import { expect } from 'chai';
import { readDoorHelp, readLockHelp } from '../../src/access/door-help.ts';
import { errandOutcome, type ErrandId } from '../../src/access/errand.ts';
import { claimErrands } from '../../src/access/errand-store.ts';
import { reissueCode } from '../../src/access/reissue-code.ts';
import { repairBooking, repairLock } from '../../src/access/repair-door.ts';
import { revealCode } from '../../src/access/reveal-code.ts';
import { unlockForBooking, unlockLock } from '../../src/access/unlock-door.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import type { Actor, SignedIn, StaffRole } from '../../src/kernel/actor.ts';
import type { LockId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { transact, type Transaction } from '../../src/platform/db.ts';
import { evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { anAssociation, aPerson } from '../support/people.ts';
import { aDoorHall, book, GATEWAY, insertDoors, keys, useDoors } from './setting.ts';

const INFO = { capabilities: { slots: 100, windows: true, clock: true, battery: true } };

describe('what staff do at a door', function () {
  this.timeout(30_000);
  const database = useDatabase();
  const setting = useDoors(database, 20);
  const period = evening('2027-02-03');
  const INSIDE = addMinutes(period.start, 10);
  let booker: SignedIn;
  let agent: SignedIn;

  const staff = async (role: StaffRole, organisationId: string): Promise<SignedIn> => aPerson(setting.db, { roles: [{ role, organisationId: organisationId as never }] });
  before(async () => {
    booker = await aPerson(setting.db);
    agent = await staff('agent', (await anAssociation(setting.db)).id);
  });

  const booked = async (locks: object[] = [{ info: INFO }]): Promise<{ booking: Booking; lockId: LockId; manager: SignedIn }> => {
    const hall = aDoorHall();
    const [lock] = await insertDoors(setting.db, [hall], locks);
    return { booking: await book(setting.db, hall, period, booker), lockId: lock!.id, manager: await staff('manager', hall.venue.organisationId) };
  };
  const inside = <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => transact(setting.db, work);
  const outcome = (doing: Promise<unknown>): Promise<unknown> => doing.then(() => 'done', (thrown: unknown) => (isRefusal(thrown) ? thrown.code : thrown));
  const unlock = ({ id }: Booking, lockId: LockId, actor: Actor, now = INSIDE): Promise<ErrandId> => inside((tx) => unlockForBooking(tx, id, { lockId, reason: 'Staat voor de deur' }, actor, now));
  const errands = (lockId: LockId) => database.query<{ id: string; kind: string; sent_at: Date | null }>('SELECT id, kind, sent_at FROM errands WHERE lock_id = $1 ORDER BY asked_at, id', [lockId]);
  const audited = (booking: Booking) => database.query<{ action: string; reason: string; person_id: string }>(
    "SELECT action, reason, person_id FROM audit WHERE subject_id = $1 AND action IN ('unlock-door', 'repair-door', 'reissue-code') ORDER BY id", [booking.id]);

  describe('opening from afar', () => {
    it('is for an agent while the code works, and for a manager of the venue at any time', async () => {
      const { booking, lockId, manager } = await booked();
      expect(await outcome(unlock(booking, lockId, agent, addMinutes(period.start, -16)))).to.equal('door-window-closed');
      expect(await outcome(unlock(booking, lockId, agent, addMinutes(period.end, 16)))).to.equal('door-window-closed');
      expect(await outcome(unlock(booking, lockId, agent))).to.equal('done');
      expect(await outcome(unlock(booking, lockId, manager, addMinutes(period.end, 300)))).to.equal('done');
      expect((await audited(booking)).map(({ action, person_id: by }) => [action, by])).to.deep.equal([['unlock-door', agent.personId], ['unlock-door', manager.personId]]);
    });

    it('is for nobody else: not the booker, not whoever only reads, not a manager of elsewhere; and for doors of the booking alone', async () => {
      const { booking, lockId, manager } = await booked();
      const other = await booked();
      const reader = await staff('reader', (manager.roles[0]!).organisationId);
      for (const nobody of [booker, reader, other.manager]) expect(await outcome(unlock(booking, lockId, nobody))).to.equal('not-found');
      expect(await outcome(unlock(booking, other.lockId, manager))).to.equal('not-found');
      expect(await outcome(inside((tx) => unlockLock(tx, { lockId, reason: 'Levering' }, other.manager, INSIDE)))).to.equal('not-found');
      expect(await outcome(inside((tx) => unlockLock(tx, { lockId, reason: 'Levering' }, agent, INSIDE)))).to.equal('not-found');
      expect(await errands(lockId)).to.deep.equal([]);
    });

    it('is one errand, however often and by however many it is asked at once', async () => {
      const { booking, lockId, manager } = await booked();
      const ids = await Promise.all(Array.from({ length: 6 }, (_, one) => unlock(booking, lockId, one % 2 === 0 ? agent : manager)));
      expect(new Set(ids).size).to.equal(1);
      expect(await errands(lockId)).to.have.length(1);
      expect(await audited(booking)).to.have.length(1);
    });

    it('is had five times in ten minutes', async () => {
      const { booking, lockId } = await booked();
      for (const minutes of [0, 1, 2, 3, 4]) await unlock(booking, lockId, agent, addMinutes(INSIDE, minutes));
      expect(await outcome(unlock(booking, lockId, agent, addMinutes(INSIDE, 5)))).to.equal('too-many-requests');
      expect(await outcome(unlock(booking, lockId, agent, addMinutes(INSIDE, 10.1)))).to.equal('done');
    });

    it('is not asked of a lock that is known to be away, or of which nothing is known', async () => {
      const { booking, lockId } = await booked([{}]);
      expect(await outcome(unlock(booking, lockId, agent))).to.equal('lock-not-openable');
      await database.query("UPDATE locks SET info = $2, gateway_status = 'offline' WHERE id = $1", [lockId, JSON.stringify(INFO)]);
      expect(await outcome(unlock(booking, lockId, agent))).to.equal('lock-not-reachable');
      expect(await errands(lockId)).to.deep.equal([]);
    });

    it('is taken in hand once, and not at all when that would be too late', async () => {
      const { booking, lockId } = await booked();
      const id = await unlock(booking, lockId, agent);
      const claim = async (now: Date): Promise<string[]> => (await inside((tx) => claimErrands(tx, [GATEWAY], now))).map((one) => one.id);
      expect(await claim(addMinutes(INSIDE, 1))).to.not.include(id);
      const claims = await Promise.all([claim(INSIDE), claim(INSIDE), claim(INSIDE)]);
      expect(claims.flat().filter((one) => one === id)).to.have.length(1);
    });
  });

  it('says of an errand only what is known', () => {
    const at = (seconds: number): Date => new Date(INSIDE.getTime() + seconds * 1_000);
    const asked = { expiresAt: at(20) };
    const sent = { ...asked, sentAt: at(0) };
    expect(errandOutcome(asked, at(19))).to.equal('waiting');
    expect(errandOutcome(asked, at(20)), 'never sent').to.equal('unreachable');
    expect(errandOutcome(sent, at(29))).to.equal('waiting');
    expect(errandOutcome(sent, at(30)), 'sent, and silence').to.equal('unconfirmed');
    const answered = (status: 'accepted' | 'failed' | 'rejected', evidence: 'none' | 'device_ack' | 'bridge_ack', error?: 'device_offline' | 'timeout' | 'not_supported' | 'expired') =>
      errandOutcome({ ...sent, answer: { status, evidence, ...(error ? { error } : {}) } }, at(1));
    expect([answered('accepted', 'none'), answered('accepted', 'device_ack'), answered('accepted', 'bridge_ack')]).to.deep.equal(['waiting', 'done', 'unconfirmed']);
    expect([answered('failed', 'none', 'device_offline'), answered('rejected', 'none', 'expired'), answered('failed', 'none', 'timeout'), answered('failed', 'none', 'not_supported')])
      .to.deep.equal(['unreachable', 'unreachable', 'unconfirmed', 'refused']);
  });

  describe('other digits', () => {
    it('come by an agent or a manager with a reason, and the booker hears of it', async () => {
      const { booking, manager } = await booked();
      const reveal = async (): Promise<string> => (await inside((tx) => revealCode(tx, keys, booking.id, booker, INSIDE))).code;
      const old = await reveal();
      setting.events.length = 0;
      const reissue = (actor: Actor): Promise<void> => inside((tx) => reissueCode(tx, keys, booking.id, { reason: 'Code hing op het prikbord' }, actor, INSIDE));
      await reissue(agent);
      expect(await reveal()).to.not.equal(old);
      expect(setting.events.map(({ type }) => type)).to.deep.equal(['grant-changed', 'code-changed']);
      await reissue(manager);
      expect(await outcome(reissue(booker))).to.equal('not-found');
      expect((await audited(booking)).map(({ reason }) => reason)).to.deep.equal(['Code hing op het prikbord', 'Code hing op het prikbord']);
    });
  });

  describe('looking a lock through', () => {
    const stop = (booking: Booking): Promise<unknown> => database.query(
      `UPDATE lock_codes SET sent_rev = rev, attempts = 9, answer_rev = rev, answer_status = 'failed', error_code = 'not_supported', error_retry = 'never', act_at = now() + interval '1 day'
       WHERE grant_id = (SELECT id FROM grants WHERE booking_id = $1)`, [booking.id]);
    const codesOf = (booking: Booking) => database.query<{ rev: number; attempts: number; act_at: Date }>('SELECT c.rev, c.attempts, c.act_at FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE g.booking_id = $1', [booking.id]);

    it('gives a code that stopped another set of tries, under a revision of which nothing was refused yet', async () => {
      const { booking, lockId } = await booked();
      await stop(booking);
      expect(await inside((tx) => repairBooking(tx, booking.id, { reason: 'Code kwam niet toe' }, agent, INSIDE))).to.equal(1);
      const [code] = await codesOf(booking);
      expect(code).to.include({ rev: 2, attempts: 0 });
      expect(code!.act_at.getTime()).to.be.at.most(INSIDE.getTime());
      expect((await errands(lockId)).map(({ kind }) => kind)).to.deep.equal(['read']);
    });

    it('leaves what the lock confirms as it is, and does not read a lock twice in a minute', async () => {
      const { booking, lockId, manager } = await booked();
      await database.query(
        `UPDATE lock_codes SET sent_rev = rev, answer_rev = rev, answer_status = 'installed', evidence = 'read_back', act_at = now() + interval '1 day' WHERE lock_id = $1`, [lockId]);
      expect(await inside((tx) => repairLock(tx, lockId, { reason: 'Nazicht' }, manager, INSIDE))).to.equal(0);
      expect(await inside((tx) => repairBooking(tx, booking.id, { reason: 'Nazicht' }, agent, INSIDE))).to.equal(0);
      expect((await codesOf(booking)).map(({ rev }) => rev)).to.deep.equal([1]);
      expect(await errands(lockId)).to.have.length(1);
    });
  });

  it('is read with its reason by those who help, at the booking and at the lock', async () => {
    const { booking, lockId, manager } = await booked();
    await unlock(booking, lockId, agent);
    const help = await inside((tx) => readDoorHelp(tx, booking.id, [{ start: INSIDE, end: period.end }], agent, INSIDE));
    expect(help).to.deep.include({ as: 'agent', isOpenNow: true });
    expect(help.acts[0]).to.include({ action: 'unlock-door', reason: 'Staat voor de deur', outcome: 'waiting' });
    const atLock = await inside((tx) => readLockHelp(tx, lockId, manager, INSIDE));
    expect(atLock.acts.map(({ action }) => action)).to.deep.equal(['unlock-door']);
    expect(await outcome(inside((tx) => readDoorHelp(tx, booking.id, [], booker, INSIDE)))).to.equal('not-found');
  });
});
