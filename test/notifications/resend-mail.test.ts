import { expect } from 'chai';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { readBooking } from '../../src/bookings/read-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { Actor, SignedIn, StaffRole } from '../../src/kernel/actor.ts';
import { ANONYMOUS } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { handleMail } from '../../src/notifications/handle-mail.ts';
import { mailBookingConfirmed, mailBookingHeld } from '../../src/notifications/booking-mails.ts';
import { readBookingMails, readFailedMails } from '../../src/notifications/read-mails.ts';
import { resendMail, type ToResend } from '../../src/notifications/resend-mail.ts';
import { mailsOfBooking } from '../../src/notifications/views.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { usePostOffice } from './post-office.ts';

describe('sending a mail again', function () {
  this.timeout(20_000);
  const database = useDatabase();
  const office = usePostOffice(database, async (tx, event) => {
    if (event.type === 'booking-held') await mailBookingHeld(tx, event.bookingId);
    if (event.type === 'booking-confirmed') await mailBookingConfirmed(tx, event.bookingId);
  });
  let els: SignedIn;
  let hall: Hall;

  beforeEach(async () => {
    els = await aPerson(office.db);
    hall = aHall();
    await insertHalls(office.db, [hall]);
  });

  const staff = (role: StaffRole, at = hall): Promise<SignedIn> => aPerson(office.db, { roles: [{ role, organisationId: at.venue.organisationId }] });
  const booked = async (): Promise<{ booking: Booking; mailId: string }> => {
    const booking = await transact(office.db, (tx) => placeBooking(tx, anAsk(hall, evening('2027-03-18')), els, new Date()));
    await office.deliver();
    return { booking, mailId: (await mailsOfBooking(office.db, booking.id))[0]?.id ?? '' };
  };
  const again = (what: ToResend, actor: Actor, now = new Date()): Promise<{ mailId: string }> => transact(office.db, (tx) => resendMail(tx, what, actor, now));
  const refusal = (work: Promise<unknown>): Promise<string | undefined> => work.then(() => undefined, (thrown: unknown) => (isRefusal(thrown) ? thrown.code : Promise.reject(thrown as Error)));
  const fail = (mailId: string): Promise<unknown> => database.query(`UPDATE mails SET status = 'failed', last_error = '550 No such user', sent_at = NULL WHERE id = $1`, [mailId]);

  it('writes it anew, to the address of now, beside the first; and says who asked', async () => {
    const { booking, mailId } = await booked();
    await fail(mailId);
    await office.db('persons').where({ id: els.personId }).update({ email: `beter-${els.personId}@leuven.example` });
    const agent = await staff('agent');
    const { mailId: fresh } = await again({ mailId }, agent);
    await office.deliver();
    expect((await mailsOfBooking(office.db, booking.id)).map(({ id, status, resentOf, recipient }) => [id, status, resentOf, recipient.split('-')[0]]))
      .to.deep.equal([[fresh, 'sent', mailId, 'beter'], [mailId, 'failed', null, (await database.query<{ recipient: string }>('SELECT recipient FROM mails WHERE id = $1', [mailId]))[0]!.recipient]]);
    expect((await office.mailsTo(`beter-${els.personId}@leuven.example`))[0]?.subject).to.contain('Betaal');
    expect(await database.query(`SELECT action, channel, person_ids FROM audit WHERE subject_id = $1 AND action = 'resend-mail'`, [booking.id]))
      .to.deep.equal([{ action: 'resend-mail', channel: 'phone', person_ids: [els.personId] }]);
  });

  it('is for agents and managers of the venue; for anybody else there is no such mail', async () => {
    const { booking, mailId } = await booked();
    for (const actor of [els, await staff('reader'), await staff('finance'), await staff('manager', aHall())]) expect(await refusal(again({ mailId }, actor))).to.equal('not-found');
    expect(await refusal(again({ mailId }, ANONYMOUS))).to.equal('not-signed-in');
    expect(await refusal(again({ mailId: newId() }, await staff('agent')))).to.equal('not-found');
    expect(await mailsOfBooking(office.db, booking.id)).to.have.length(1);
    await again({ mailId }, await staff('manager'));
    expect(await mailsOfBooking(office.db, booking.id)).to.have.length(2);
  });

  it('sends three an hour at most, however many press at once, and none while one is on its way', async () => {
    const { booking, mailId } = await booked();
    const agent = await staff('agent');
    const results = await Promise.all(Array.from({ length: 6 }, () => refusal(again({ mailId }, agent))));
    expect(results.filter((code) => code === undefined)).to.have.length(1);
    expect(results.filter((code) => code === 'mail-not-resendable')).to.have.length(5);
    for (let time = 0; time < 2; time += 1) {
      await office.deliver();
      await again({ mailId }, agent);
    }
    await office.deliver();
    expect(await refusal(again({ mailId }, agent))).to.equal('too-many-requests');
    expect(await refusal(again({ mailId }, agent, addMinutes(new Date(), 61)))).to.equal(undefined);
    expect(await mailsOfBooking(office.db, booking.id)).to.have.length(5);
  });

  it('says what is so now of a booking, also when nothing was ever mailed, unless there is no address', async () => {
    await office.db('persons').where({ id: els.personId }).update({ email: null, phone: '016 12 34 56' });
    const { booking, mailId } = await booked();
    expect(mailId).to.equal('');
    const agent = await staff('agent');
    expect(await refusal(again({ bookingId: booking.id }, agent))).to.equal('no-email-address');
    expect(await readBookingMails(office.db, await readBooking(office.db, booking.id, agent), agent)).to.deep.equal({ mails: [], contact: { phone: '016 12 34 56' } });
    await office.db('persons').where({ id: els.personId }).update({ email: `nu-${els.personId}@leuven.example` });
    await transact(office.db, (tx) => cancelBooking(tx, booking.id, {}, els, new Date()));
    await again({ bookingId: booking.id }, agent);
    await office.deliver();
    expect((await office.mailsTo(`nu-${els.personId}@leuven.example`)).map(({ subject }) => subject.split(':')[0])).to.deep.equal(['Geannuleerd']);
  });

  it('does not send again what would no longer be true', async () => {
    const { booking, mailId } = await booked();
    await transact(office.db, (tx) => cancelBooking(tx, booking.id, {}, els, new Date()));
    const { mailId: fresh } = await again({ mailId }, await staff('agent'));
    await office.deliver();
    expect((await mailsOfBooking(office.db, booking.id)).find(({ id }) => id === fresh)?.status).to.equal('no-longer-true');
    await office.db('mails').where({ id: fresh }).update({ created_at: addMinutes(new Date(), -90) });
    expect(await refusal(again({ mailId: fresh }, await staff('agent')))).to.equal('mail-not-resendable');
  });

  describe('mails that reached nobody', () => {
    it('are listed for agents, and for managers of the venue, until they are sent again or dealt with', async () => {
      const [first, second] = [await booked(), await booked().catch(() => undefined)];
      expect(second, 'the hall is taken').to.equal(undefined);
      await fail(first.mailId);
      const [agent, manager, other, reader] = [await staff('agent'), await staff('manager'), await staff('manager', aHall()), await staff('reader')];
      const seenBy = async (actor: Actor): Promise<string[]> => (await readFailedMails(office.db, actor, new Date())).map(({ id }) => id);
      expect(await seenBy(agent)).to.include(first.mailId);
      expect(await seenBy(manager)).to.deep.equal([first.mailId]);
      expect(await seenBy(other)).to.deep.equal([]);
      expect(await refusal(seenBy(reader))).to.equal('not-allowed');
      const [found] = await readFailedMails(office.db, manager, new Date());
      expect(found).to.deep.include({ lastError: '550 No such user', personName: els.name }).and.to.have.nested.property('booking.code', first.booking.code);

      await again({ mailId: first.mailId }, manager);
      expect(await seenBy(manager), 'it is on its way').to.deep.equal([]);
      const repeat = (await mailsOfBooking(office.db, first.booking.id))[0]?.id ?? '';
      await fail(repeat);
      expect(await seenBy(manager)).to.deep.equal([repeat]);
      expect(await refusal(transact(office.db, (tx) => handleMail(tx, repeat, other, new Date())))).to.equal('not-found');
      await transact(office.db, (tx) => handleMail(tx, repeat, manager, new Date()));
      expect(await seenBy(manager)).to.deep.equal([]);
    });
  });
});
