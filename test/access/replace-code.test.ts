import { expect } from 'chai';
import { replaceCode } from '../../src/access/replace-code.ts';
import { revealCode } from '../../src/access/reveal-code.ts';
import { fingerprint } from '../../src/access/seal-code.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { GrantId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { transact } from '../../src/platform/db.ts';
import { moveBooking } from '../../src/bookings/move-booking.ts';
import { moveTo } from '../bookings/moving.ts';
import { evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, insertDoors, keys, useDoors } from './setting.ts';

describe('other digits because somebody should not open any more', () => {
  const database = useDatabase();
  const setting = useDoors(database);
  const period = evening('2027-02-03');
  const NOW = addMinutes(period.start, -60);
  let person: SignedIn;

  before('somebody to book', async () => {
    person = await aPerson(setting.db);
  });

  const booked = async (locks: object[] = [{}, {}]): Promise<{ booking: Booking; grantId: GrantId }> => {
    const hall = aDoorHall();
    await insertDoors(setting.db, [hall], locks);
    const booking = await book(setting.db, hall, period, person);
    const [grant] = await database.query<{ id: GrantId }>('SELECT id FROM grants WHERE booking_id = $1', [booking.id]);
    return { booking, grantId: grant!.id };
  };
  const replace = (grantId: GrantId, now = NOW): Promise<void> => transact(setting.db, (tx) => replaceCode(tx, keys, grantId, 'by-staff', now));
  const reveal = async ({ id }: Booking): Promise<string> => (await transact(setting.db, (tx) => revealCode(tx, keys, id, person, NOW))).code;
  const codesOf = (grantId: GrantId) => database.query<{ rev: number; act_at: Date; attempts: number; print: string; known: boolean }>(
    `SELECT rev, act_at, attempts, encode(code_fingerprint, 'hex') AS print FROM lock_codes WHERE grant_id = $1 ORDER BY lock_id`, [grantId]);
  const refusal = (doing: Promise<void>): Promise<unknown> => doing.then(() => 'replaced', (thrown: unknown) => (isRefusal(thrown) ? thrown.code : thrown));

  it('puts them on every lock at once, as a new revision, and says so', async () => {
    const { booking, grantId } = await booked();
    const old = await reveal(booking);
    await database.query('UPDATE lock_codes SET sent_rev = rev, attempts = 9 WHERE grant_id = $1', [grantId]);
    const before = await codesOf(grantId);
    setting.events.length = 0;
    await replace(grantId);
    const codes = await codesOf(grantId);
    expect(codes.map(({ rev, attempts }) => [rev, attempts])).to.deep.equal([[2, 0], [2, 0]]);
    for (const { act_at: due } of codes) expect(due.getTime()).to.be.at.most(NOW.getTime());
    expect(codes[0]!.print).to.equal(codes[1]!.print).and.not.equal(before[0]!.print);
    expect(await reveal(booking)).to.not.equal(old);
    expect(setting.events.map(({ type }) => type)).to.deep.equal(['grant-changed', 'code-changed']);
    expect(setting.events[1]).to.deep.equal({ type: 'code-changed', bookingId: booking.id, grantId, why: 'by-staff' });
  });

  it('never draws the old ones for these locks again', async () => {
    const { grantId } = await booked();
    const [old] = await codesOf(grantId);
    await replace(grantId);
    expect(await database.query("SELECT FROM foreign_codes WHERE code_fingerprint = decode($1, 'hex')", [old!.print])).to.have.length(2);
  });

  it('is for a code that still opens something', async () => {
    const { booking, grantId } = await booked();
    expect(await refusal(replace(grantId, addMinutes(period.end, 15)))).to.equal('wrong-state');
    await transact(setting.db, (tx) => cancelBooking(tx, booking.id, {}, person, new Date()));
    expect(await refusal(replace(grantId))).to.equal('wrong-state');
  });

  it('leaves everything as it was when no other code is left, and says so', async () => {
    const { booking, grantId } = await booked([{}]);
    const old = await reveal(booking);
    // Of all that differ from any digits in one place, one has a sum of digits that nine divides: with those taken nothing is left.
    const prints = Array.from({ length: 9 ** 6 }, (_, index) => index.toString(9).padStart(6, '0').split('').map((digit) => Number(digit) + 1))
      .filter((digits) => digits.reduce((sum, digit) => sum + digit, 0) % 9 === 0).map((digits) => fingerprint(keys.codes[0], digits.join('')));
    await database.query("INSERT INTO foreign_codes SELECT lock_id, decode(p, 'hex'), now() FROM lock_codes, unnest($2::text[]) AS p WHERE grant_id = $1 ON CONFLICT DO NOTHING", [grantId, prints]);
    expect(await refusal(replace(grantId))).to.equal('no-code-left');
    expect(await reveal(booking)).to.equal(old);
  });

  it('waits for the locks to which the booking is just being moved', async () => {
    const [from, to] = [aDoorHall(), aDoorHall()];
    await insertDoors(setting.db, [from]);
    const [lock] = await insertDoors(setting.db, [to]);
    const booking = await book(setting.db, from, period, person);
    const [grant] = await database.query<{ id: GrantId }>('SELECT id FROM grants WHERE booking_id = $1', [booking.id]);
    const waiting = async (count: number): Promise<void> => {
      while ((await database.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).length < count) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const [moving, holding] = [await setting.db.transaction(), await setting.db.transaction()];
    await moveBooking(moving, booking.id, moveTo(booking, { hall: to }), {}, person, new Date());
    const replaced = replace(grant!.id);
    await waiting(1);
    const held = holding.raw('SELECT FROM locks WHERE id = ? FOR NO KEY UPDATE', [lock!.id]);
    // A query of knex begins when somebody waits for it.
    const holds = held.then(() => undefined);
    await waiting(2);
    await moving.commit();
    await holds;
    expect(await Promise.race([replaced.then(() => 'replaced'), waiting(1).then(() => 'waits')])).to.equal('waits');
    await holding.rollback();
    await replaced;
    expect((await codesOf(grant!.id)).map(({ rev }) => rev), 'the one that was left is revoked, the other has the new digits').to.deep.equal([2, 2]);
  });
});
