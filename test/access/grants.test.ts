import { expect } from 'chai';
import { withinOneDigit } from '../../src/access/code-policy.ts';
import { doorStatus } from '../../src/access/door-status.ts';
import { issueGrants } from '../../src/access/issue-grant.ts';
import { revokeGrant } from '../../src/access/revoke-grant.ts';
import { unsealCode } from '../../src/access/seal-code.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { confirmPaidBooking } from '../../src/bookings/confirm-booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type BookingId, type GrantId, type LockId, type SpaceId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aVenue, type HallWishes } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, insertDoors, keys, tariff, useDoors, type NewLock } from './setting.ts';

describe('grants', function () {
  this.timeout(60_000);
  const database = useDatabase();
  const setting = useDoors(database, 30);
  let person: SignedIn;

  before('somebody to book', async () => {
    person = await aPerson(setting.db);
  });

  const doors = async (own: HallWishes = {}, locks: Parameters<typeof insertDoors>[2] = [{}]): Promise<{ hall: Hall; locks: NewLock[] }> => {
    const hall = aDoorHall(own);
    return { hall, locks: await insertDoors(setting.db, [hall], locks) };
  };

  interface Row {
    id: GrantId; windows: string; code_sealed: Buffer; code_key: string; revoked_at: Date | null; rev: number;
  }
  const grantOf = async (bookingId: BookingId): Promise<Row | undefined> =>
    (await database.query<Row>('SELECT id, windows::text, code_sealed, code_key, revoked_at, rev FROM grants WHERE booking_id = $1', [bookingId]))[0];
  const digitsOf = async (bookingId: BookingId): Promise<string> => {
    const grant = (await grantOf(bookingId))!;
    return unsealCode(keys.codes, grant.id, { bytes: grant.code_sealed, keyId: grant.code_key });
  };
  const windowOf = async (bookingId: BookingId): Promise<Period> =>
    (await doorStatus(setting.db, bookingId, new Date())).windows[0]!;
  const codesOf = (bookingId: BookingId) => database.query<{ lock_id: LockId; desired: string; rev: number; act_at: Date | null; send_at: Date; sent_rev: number | null }>(
    'SELECT c.* FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE g.booking_id = $1 ORDER BY lock_id', [bookingId]);

  it('come with the confirmation: one code for every lock of the hall', async () => {
    const { hall } = await doors({}, [{}, {}]);
    const period = evening('2027-02-03');
    const { id } = await book(setting.db, hall, period, person);
    const codes = await codesOf(id);
    expect(codes.map(({ desired, rev }) => ({ desired, rev }))).to.deep.equal([{ desired: 'present', rev: 1 }, { desired: 'present', rev: 1 }]);
    expect(await windowOf(id)).to.deep.equal({ start: addMinutes(period.start, -15), end: addMinutes(period.end, 15) });
    expect(codes[0]!.send_at).to.deep.equal(addMinutes(period.start, -15 - 72 * 60));
    expect(await digitsOf(id)).to.match(/^[1-9]{6}$/);
    expect(setting.events.at(-1)).to.include({ type: 'grant-changed' });
  });

  it('are sent just in time to a lock that keeps no windows', async () => {
    const { hall, locks: [, plain] } = await doors({}, [{}, { info: { leadMinutes: 60, capabilities: { windows: false } } }]);
    const period = evening('2027-02-03');
    const { id } = await book(setting.db, hall, period, person);
    expect((await codesOf(id)).find(({ lock_id }) => lock_id === plain!.id)!.send_at).to.deep.equal(addMinutes(period.start, -75));
  });

  it('leave nothing behind when the confirmation rolls back', async () => {
    const { hall, locks } = await doors();
    await transact(setting.db, async (tx) => {
      await placeBooking(tx, anAsk(hall, evening('2027-02-04')), person, new Date());
      throw new Error('changed my mind');
    }).catch(() => {});
    expect(await database.query('SELECT * FROM lock_codes WHERE lock_id = $1', [locks[0]!.id])).to.deep.equal([]);
    expect(await database.query('SELECT * FROM grants g WHERE NOT EXISTS (SELECT FROM bookings WHERE id = g.booking_id)')).to.deep.equal([]);
  });

  it('come only once, and only where a code opens the door on the day of use', async () => {
    const { hall } = await doors({ access: 'key' });
    await setting.db('hall_access').insert({ hall_id: hall.id, from_on: '2027-06-01', kind: 'door-code' });
    const before = await book(setting.db, hall, evening('2027-05-31'), person);
    const after = await book(setting.db, hall, evening('2027-06-01'), person);
    expect(await grantOf(before.id)).to.equal(undefined);
    expect(await doorStatus(setting.db, before.id, new Date())).to.deep.equal({ access: 'key', state: 'none', windows: [], locks: [] });
    const first = await grantOf(after.id);
    await transact(setting.db, (tx) => issueGrants(tx, keys, [before.id, after.id, newId()], new Date()));
    expect(await grantOf(after.id)).to.deep.equal(first);
    expect(await grantOf(before.id)).to.equal(undefined);
  });

  it('come with the payment of a held booking, not before', async () => {
    const { hall } = await doors({ tariffs: tariff(2_000) });
    const { id } = await book(setting.db, hall, evening('2027-02-05'), person);
    expect(await grantOf(id)).to.equal(undefined);
    await transact(setting.db, (tx) => confirmPaidBooking(tx, id, new Date()));
    expect((await doorStatus(setting.db, id, new Date())).state).to.equal('scheduled');
  });

  it('never give twenty simultaneous bookings behind one lock the same code or nearly the same', async () => {
    const halls = Array.from({ length: 20 }, () => aDoorHall());
    await insertDoors(setting.db, halls);
    const bookings = await Promise.all(halls.map((hall) => book(setting.db, hall, evening('2027-02-06'), person)));
    const digits = await Promise.all(bookings.map(({ id }) => digitsOf(id)));
    for (const one of digits) expect(digits.filter((other) => withinOneDigit(one).includes(other))).to.deep.equal([one]);
  });

  it('are never drawn again while a lock is known to hold those digits', async () => {
    const { hall, locks: [lock] } = await doors();
    const { id } = await book(setting.db, hall, evening('2027-02-07'), person);
    const prints = await database.query<{ fingerprint: string }>("SELECT encode(code_fingerprint, 'hex') AS fingerprint FROM lock_codes WHERE lock_id = $1", [lock!.id]);
    await transact(setting.db, (tx) => cancelBooking(tx, id, {}, person, new Date()));
    const still = await database.query("SELECT FROM lock_codes WHERE lock_id = $1 AND encode(code_fingerprint, 'hex') = $2", [lock!.id, prints[0]!.fingerprint]);
    expect(still, 'a code given back is remembered').to.have.length(1);
  });

  it('are gone at once with a cancellation: settled when never sent, to be removed when sent', async () => {
    const { hall } = await doors();
    const [never, sent] = [await book(setting.db, hall, evening('2027-02-08'), person), await book(setting.db, hall, evening('2027-02-09'), person)];
    await database.query('UPDATE lock_codes SET sent_rev = 1 WHERE grant_id = (SELECT id FROM grants WHERE booking_id = $1)', [sent.id]);
    for (const { id } of [never, sent]) await transact(setting.db, (tx) => cancelBooking(tx, id, {}, person, new Date()));
    expect((await codesOf(never.id))[0]).to.include({ desired: 'absent', rev: 2, act_at: null });
    expect((await codesOf(sent.id))[0]).to.include({ desired: 'absent', rev: 2 }).and.not.include({ act_at: null });
    expect((await doorStatus(setting.db, never.id, new Date())).state).to.equal('removed');
    expect((await doorStatus(setting.db, sent.id, new Date())).state).to.equal('revoking');
    const { rev } = (await grantOf(sent.id))!;
    await transact(setting.db, (tx) => revokeGrant(tx, sent.id, new Date()));
    expect((await grantOf(sent.id))!.rev, 'a second time changes nothing').to.equal(rev);
  });

  describe('windows', () => {
    it('never run into a neighbour, whoever of the two came first, and grow back when the neighbour cancels', async () => {
      const { hall } = await doors();
      const middle = evening('2027-03-02', '14:00', '16:00');
      const first = await book(setting.db, hall, middle, person);
      const before = await book(setting.db, hall, evening('2027-03-02', '12:00', '14:00'), person);
      const after = await book(setting.db, hall, evening('2027-03-02', '16:00', '18:00'), person);
      expect(await windowOf(first.id)).to.deep.equal(middle);
      expect((await windowOf(before.id)).end).to.deep.equal(middle.start);
      expect((await windowOf(after.id)).start).to.deep.equal(middle.end);
      expect((await codesOf(first.id))[0]!.rev, 'one revision for each neighbour').to.equal(3);
      const digits = await digitsOf(first.id);
      await transact(setting.db, (tx) => cancelBooking(tx, after.id, {}, person, new Date()));
      expect(await windowOf(first.id)).to.deep.equal({ start: middle.start, end: addMinutes(middle.end, 15) });
      expect(await digitsOf(first.id), 'the code stays the same').to.equal(digits);
    });

    it('heed setup and teardown: their own are the booker\'s, those of a neighbour are not', async () => {
      const wide = aDoorHall({ setupMinutes: 60, teardownMinutes: 60 });
      const narrow = aDoorHall({ venue: wide.venue, spaceIds: wide.spaceIds });
      await insertDoors(setting.db, [wide, narrow]);
      const a = await book(setting.db, wide, evening('2027-03-03', '12:00', '14:00'), person);
      const b = await book(setting.db, narrow, evening('2027-03-03', '15:00', '16:00'), person);
      expect((await windowOf(a.id)).end).to.deep.equal(evening('2027-03-03', '14:00', '14:15').end);
      expect((await windowOf(b.id)).start).to.deep.equal(evening('2027-03-03', '15:00', '16:00').start);
    });

    it('are shortened by closures and halves, not by a mere hold', async () => {
      const [left, right]: SpaceId[] = [newId(), newId()];
      const venue = aVenue();
      const half = aDoorHall({ venue, spaceIds: [left!] });
      const whole = aDoorHall({ venue, spaceIds: [left!, right!], tariffs: tariff(2_000) });
      await insertDoors(setting.db, [half, whole]);
      const period = evening('2027-03-04', '14:00', '16:00');
      const closed = evening('2027-03-04', '13:00', '14:00');
      await transact(setting.db, (tx) => closeSpaces(tx, { spaceIds: [left!], period: closed, reason: { nl: 'Werken' } }, new Date()));
      const mine = await book(setting.db, half, period, person);
      const held = await book(setting.db, whole, evening('2027-03-04', '16:00', '18:00'), person);
      expect(await windowOf(mine.id)).to.deep.equal({ start: period.start, end: addMinutes(period.end, 15) });
      await transact(setting.db, (tx) => confirmPaidBooking(tx, held.id, new Date()));
      expect(await windowOf(mine.id)).to.deep.equal(period);
    });
  });

  it('are given to many bookings in one go, and to none that is over', async () => {
    const { hall, locks } = await doors({}, [{}, {}, {}, {}, {}]);
    const ids: BookingId[] = Array.from({ length: 500 }, () => newId<'booking'>());
    await database.query(
      `INSERT INTO bookings (id, code, hall_id, layout, status, period, person_id, placed_by, channel, booker_kind, activity, attendance, total_cents, deposit_cents, house_rules_id, cancellation_terms_id)
       SELECT id, upper(substr(md5(id::text), 1, 3) || '-' || substr(md5(id::text), 4, 3)), $2, 'theatre', 'confirmed',
         tstzrange(now() + n * interval '1 hour' - interval '1 day', now() + (n + 1) * interval '1 hour' - interval '1 day'), $3, $3, 'web', 'resident', 'Les', 5, 0, 0, $4, $5
       FROM unnest($1::uuid[]) WITH ORDINALITY AS n (id, n)`,
      [ids, hall.id, person.personId, hall.houseRules.id, hall.cancellationTerms.id]);
    await transact(setting.db, (tx) => issueGrants(tx, keys, ids, new Date()));
    const [counts] = await database.query<{ grants: number; codes: number; past: number }>(
      `SELECT count(DISTINCT g.id)::int AS grants, count(*)::int AS codes, count(*) FILTER (WHERE upper(g.windows) <= now())::int AS past
       FROM grants g JOIN lock_codes c ON c.grant_id = g.id WHERE g.booking_id = ANY($1)`, [ids]);
    expect(counts!.grants).to.be.within(475, 478);
    expect(counts).to.include({ codes: counts!.grants * 5, past: 0 });
    const prints = await database.query(`SELECT count(DISTINCT code_fingerprint)::int AS n FROM lock_codes WHERE lock_id = $1`, [locks[0]!.id]);
    expect(prints).to.deep.equal([{ n: counts!.grants }]);
  });

  it('never lie in the database in clear', async () => {
    const [row] = await database.query<{ text: string }>('SELECT string_agg(g::text, chr(10)) AS text FROM grants g');
    const sealed = await database.query<{ booking_id: BookingId }>('SELECT booking_id FROM grants ORDER BY id LIMIT 20');
    for (const { booking_id } of sealed) expect(row!.text.includes(Buffer.from(await digitsOf(booking_id)).toString('hex'))).to.equal(false);
  });
});
