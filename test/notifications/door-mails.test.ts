import { expect } from 'chai';
import { grantOnLock } from '../../src/access/lock-grant.ts';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import { renewCode } from '../../src/access/renew-code.ts';
import { revealCode } from '../../src/access/reveal-code.ts';
import { unsealCode } from '../../src/access/seal-code.ts';
import { watchDoors } from '../../src/access/watch-doors.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import { placeBooking, type BookingAsk } from '../../src/bookings/place-booking.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { GrantId, LockId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { addDays, localDate } from '../../src/kernel/time.ts';
import { mailsOfBooking } from '../../src/notifications/views.ts';
import { transact } from '../../src/platform/db.ts';
import { createReactions } from '../../src/reactions.ts';
import { aDoorHall, insertDoors } from '../access/setting.ts';
import { move, moveTo } from '../bookings/moving.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { ORIGIN, usePostOffice, type CaughtMail } from './post-office.ts';

const NOW = new Date();
/** Far enough for a code to be drawn, sent and looked at long before it begins. */
const DAY = addDays(localDate(NOW), 10);
const keys = parseDoorKeys(`test:${Buffer.alloc(32, 7).toString('base64')}`);

describe('mails about a door', function () {
  this.timeout(20_000);
  const database = useDatabase();
  const office = usePostOffice(database, createReactions({ keys, clock: () => NOW }));
  let els: SignedIn;

  beforeEach(async () => {
    await database.query('DELETE FROM alarms; DELETE FROM lock_codes');
    els = await aPerson(office.db);
  });

  const booked = async (own: Partial<BookingAsk> = {}, locks: object[] = [{}]): Promise<Booking> => {
    const hall = aDoorHall({ name: { nl: 'Gele zaal', en: 'Yellow hall', fr: 'Salle jaune' } });
    await insertDoors(office.db, [hall], locks);
    return transact(office.db, (tx) => placeBooking(tx, anAsk(hall, evening(DAY), own), els, NOW));
  };
  const grantOf = async ({ id }: Booking): Promise<GrantId> => (await database.query<{ id: GrantId }>('SELECT id FROM grants WHERE booking_id = $1', [id]))[0]!.id;
  const digitsOf = async (booking: Booking): Promise<string> => {
    const [grant] = await database.query<{ id: GrantId; code_sealed: Buffer; code_key: string }>('SELECT id, code_sealed, code_key FROM grants WHERE booking_id = $1', [booking.id]);
    return unsealCode(keys.codes, grant!.id, { bytes: grant!.code_sealed, keyId: grant!.code_key });
  };
  /** A lock knows these digits already, so that others are drawn. */
  const renew = async (booking: Booking): Promise<void> => {
    const grantId = await grantOf(booking);
    await database.query(`UPDATE lock_codes SET answer_rev = rev, answer_status = 'rejected', evidence = 'none', error_code = 'duplicate_code', error_retry = 'new_pin' WHERE grant_id = $1`, [grantId]);
    await transact(office.db, (tx) => renewCode(tx, keys, grantId, NOW));
  };
  const reveal = ({ id, period }: Booking, minutesBefore = 120) => transact(office.db, (tx) => revealCode(tx, keys, id, els, addMinutes(period.start, -minutesBefore)));
  const watch = ({ period }: Booking, minutesBefore: number): Promise<void> => transact(office.db, (tx) => watchDoors(tx, addMinutes(period.start, -minutesBefore)));
  const confirm = (booking: Booking): Promise<unknown> =>
    database.query(`UPDATE lock_codes c SET sent_rev = c.rev, answer_rev = c.rev, answer_status = 'installed', evidence = 'read_back', answered_at = now(), error_retry = NULL FROM grants g WHERE g.id = c.grant_id AND g.booking_id = $1`, [booking.id]);
  const about = async (booking: Booking, template: string): Promise<string[]> =>
    (await mailsOfBooking(office.db, booking.id)).filter((mail) => mail.template === template).map(({ status }) => status);
  const newest = async (now = NOW): Promise<CaughtMail> => {
    await office.deliver(now);
    const [person] = await database.query<{ email: string }>('SELECT email FROM persons WHERE id = $1', [els.personId]);
    return (await office.mailsTo(person!.email))[0]!;
  };

  describe('a code that had to change', () => {
    it('is announced to whoever saw the old one, with the way to the new one and never with digits', async () => {
      const booking = await booked();
      const { code: old } = await reveal(booking);
      await renew(booking);
      const mail = await newest();
      expect(mail.subject).to.contain('Nieuwe toegangscode: Gele zaal');
      expect(mail.text).to.contain('is vervangen').and.contain(`Bekijk uw nieuwe code:\n${ORIGIN}/reservaties/${booking.code}#deur`)
        .and.contain('Bel +32 16 00 00 00. Neemt daar niemand op, bel dan 016 27 20 00.');
      const fresh = await digitsOf(booking);
      expect(fresh).to.not.equal(old);
      for (const digits of [old, fresh]) expect(mail.text + mail.html + mail.subject).to.not.contain(digits);
    });

    it('is not when nobody saw it', async () => {
      const booking = await booked();
      await renew(booking);
      expect(await about(booking, 'code-changed')).to.deep.equal([]);
    });

    it('is announced once for each time it was looked at, however often a lock refuses in between', async () => {
      const booking = await booked();
      await reveal(booking);
      await renew(booking);
      await renew(booking);
      expect(await about(booking, 'code-changed')).to.deep.equal(['waiting']);
      await reveal(booking, 60);
      await renew(booking);
      expect(await about(booking, 'code-changed')).to.have.length(2);
    });

    it('is not any more once the booking is cancelled or over', async () => {
      const [cancelled, over] = [await booked(), await booked()];
      for (const booking of [cancelled, over]) {
        await reveal(booking);
        await renew(booking);
      }
      await transact(office.db, (tx) => cancelBooking(tx, cancelled.id, {}, els, NOW));
      await office.deliver(addMinutes(over.period.end, 15));
      for (const booking of [cancelled, over]) expect(await about(booking, 'code-changed')).to.deep.equal(['no-longer-true']);
    });
  });

  describe('a door that may stay shut', () => {
    it('is told of in time with whom to call, and again when it gets worse, once each', async () => {
      const booking = await booked({}, [{}, {}]);
      await watch(booking, 46);
      expect(await about(booking, 'door-at-risk'), 'earlier than half an hour before the window').to.deep.equal([]);
      await watch(booking, 40);
      await watch(booking, 39);
      const risk = await newest(addMinutes(booking.period.start, -39));
      expect(risk.subject).to.contain('misschien werkt uw code niet (Gele zaal');
      expect(risk.text).to.contain('Kom gewoon').and.contain('+32 16 00 00 00').and.contain('016 27 20 00').and.contain(`${ORIGIN}/reservaties/${booking.code}#deur`);
      await watch(booking, 30);
      await watch(booking, 29);
      const fallback = await newest(addMinutes(booking.period.start, -29));
      expect(fallback.subject).to.contain('Reken niet op uw code');
      expect(fallback.text).to.contain('Zo komt u binnen. Bel +32 16 00 00 00.').and.contain(booking.code).and.not.contain(await digitsOf(booking));
      expect(await about(booking, 'door-at-risk')).to.deep.equal(['sent', 'sent']);
    });

    it('is told of with the spare code that is ready on the lock, without its digits', async () => {
      const booking = await booked();
      const [{ lock_id: lockId }] = await database.query<{ lock_id: LockId }>('SELECT lock_id FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE g.booking_id = $1', [booking.id]) as [{ lock_id: LockId }];
      const spare = await transact(office.db, (tx) => grantOnLock(tx, keys, { purpose: 'backup', lockId, windows: [{ start: NOW, end: addMinutes(booking.period.end, 60) }] }, NOW));
      await database.query("UPDATE lock_codes SET sent_rev = rev, answer_rev = rev, answer_status = 'installed', evidence = 'read_back', answered_at = now() WHERE grant_id = $1", [spare]);
      await watch(booking, 40);
      const mail = await newest(addMinutes(booking.period.start, -40));
      expect(mail.text.replaceAll(/\s+/g, ' ')).to.contain('Op het slot staat wel een reservecode klaar').and.not.match(/\b[1-9]{6}\b/);
    });

    it('is not told of when it is well again by then, nor in a state that has passed', async () => {
      const [well, worse] = [await booked(), await booked()];
      await watch(well, 40);
      await confirm(well);
      await office.deliver(addMinutes(worse.period.start, -30));
      expect(await about(well, 'door-at-risk')).to.deep.equal(['no-longer-true']);
      expect(await about(worse, 'door-at-risk'), 'at risk before, in fallback now').to.deep.equal(['no-longer-true']);
    });

    it('is told of once for one start, though it was well in between, and anew for another', async () => {
      const booking = await booked();
      await watch(booking, 40);
      await confirm(booking);
      await watch(booking, 39);
      await database.query('UPDATE lock_codes c SET answer_rev = NULL FROM grants g WHERE g.id = c.grant_id AND g.booking_id = $1', [booking.id]);
      await watch(booking, 38);
      expect(await about(booking, 'door-at-risk')).to.deep.equal(['waiting']);
      const known = await loadBooking(office.db, booking.id);
      await move(office.db, known, moveTo(known, { period: evening(addDays(DAY, 1)) }), els);
      const moved = await loadBooking(office.db, booking.id);
      await watch(moved, 24 * 60);
      await office.deliver(addMinutes(moved.period.start, -40));
      await watch(moved, 40);
      expect(await about(moved, 'door-at-risk')).to.deep.equal(['waiting', 'no-longer-true']);
    });

    for (const [language, start] of [['en', 'Please note: your code may not work (Yellow hall'], ['fr', 'Attention : votre code risque de ne pas fonctionner (Salle jaune']] as const) {
      it(`is told of in the language of the booking: ${language}`, async () => {
        const booking = await booked({ language });
        await watch(booking, 40);
        expect((await newest(addMinutes(booking.period.start, -40))).subject).to.contain(start);
      });
    }

    it('is no matter of the booker when an old code stays on the lock', async () => {
      const booking = await booked();
      await confirm(booking);
      await transact(office.db, (tx) => cancelBooking(tx, booking.id, {}, els, NOW));
      await transact(office.db, (tx) => watchDoors(tx, addMinutes(NOW, 11)));
      expect(await database.query("SELECT FROM alarms WHERE kind = 'removal-overdue' AND booking_id = $1", [booking.id])).to.have.length(1);
      expect(await about(booking, 'door-at-risk')).to.deep.equal([]);
    });
  });
});
