import { expect } from 'chai';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import { approveBooking } from '../../src/bookings/approve-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { confirmPaidBooking } from '../../src/bookings/confirm-booking.ts';
import { moveBooking } from '../../src/bookings/move-booking.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import { placeBooking, type BookingAsk } from '../../src/bookings/place-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type PaymentId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { addDays, atLocal, localDate } from '../../src/kernel/time.ts';
import { transact } from '../../src/platform/db.ts';
import { mailPaidTooLate } from '../../src/notifications/booking-mails.ts';
import { remindOfTomorrow, warnOfEndingHolds } from '../../src/notifications/remind.ts';
import { mailsOfBooking } from '../../src/notifications/views.ts';
import { createReactions } from '../../src/reactions.ts';
import { move, moveTo } from '../bookings/moving.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, alwaysOpen, insertHalls, type HallWishes } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { ORIGIN, usePostOffice, type CaughtMail } from './post-office.ts';

const NOW = new Date();
const keys = parseDoorKeys(`test:${Buffer.alloc(32, 7).toString('base64')}`);

describe('mails about what changes and what comes', function () {
  this.timeout(20_000);
  const database = useDatabase();
  const office = usePostOffice(database, createReactions({ keys, clock: () => new Date() }));
  let els: SignedIn;

  beforeEach(async () => {
    els = await aPerson(office.db);
  });

  const free = (own: HallWishes = {}): Hall => aHall({
    schedule: alwaysOpen(), tariffs: [{ bookerKind: 'resident', validFrom: '2000-01-01', hourCents: 0, minimumMinutes: 0, depositCents: 0, vatRate: 0 }], ...own,
  });
  const withDoor = async (hall: Hall): Promise<Hall> => {
    await insertHalls(office.db, [hall]);
    const id = newId<'lock'>();
    await office.db('locks').insert({ id, venue_id: hall.venue.id, name: { nl: 'Voordeur' }, gateway: 'leuven', lock_name: `deur-${id}` });
    await office.db('hall_locks').insert({ hall_id: hall.id, lock_id: id });
    return hall;
  };
  const place = (hall: Hall, period: Period = evening('2027-03-18'), own: Partial<BookingAsk> = {}): Promise<Booking> =>
    transact(office.db, (tx) => placeBooking(tx, anAsk(hall, period, own), els, NOW));
  const inserted = async (hall: Hall): Promise<Hall> => {
    await insertHalls(office.db, [hall]);
    return hall;
  };
  const addressOf = async ({ personId }: SignedIn): Promise<string> =>
    (await database.query<{ email: string }>('SELECT email FROM persons WHERE id = $1', [personId]))[0]!.email;
  const mailsTo = async (who = els, now = new Date()): Promise<CaughtMail[]> => {
    await office.deliver(now);
    return office.mailsTo(await addressOf(who));
  };
  const statusesOf = async ({ id }: Booking): Promise<string[]> => (await mailsOfBooking(office.db, id)).map(({ template, status }) => `${template} ${status}`);
  const managerOf = async (...halls: Hall[]): Promise<SignedIn> => {
    const roles = halls.map(({ venue }) => ({ role: 'manager' as const, organisationId: venue.organisationId }));
    const manager = await aPerson(office.db, { roles });
    await office.db('staff_roles').insert(halls.map(({ venue }) => ({ person_id: manager.personId, role: 'manager', organisation_id: venue.organisationId, source: 'given' })));
    return manager;
  };
  const round = (now: Date) => ({ now, log: office.services.log });

  describe('a move', () => {
    it('says what was and what is now, that the code stays, and takes the calendar along', async () => {
      const hall = await withDoor(free({ name: { nl: 'Gele zaal' }, access: 'door-code' }));
      const booking = await place(hall);
      await move(office.db, booking, moveTo(booking, { period: evening('2027-03-25', '18:00', '20:00') }), els);
      const [mail] = await mailsTo();
      expect(mail!.subject).to.equal('Gewijzigd: Gele zaal, donderdag 25 maart 2027, 18:00 – 20:00');
      expect(mail!.text).to.contain('Ze was: Gele zaal, donderdag 18 maart 2027, 19:00 – 22:00.').and.contain('Was: Gele zaal').and.contain('blijft dezelfde')
        .and.contain(`${ORIGIN}/reservaties/${booking.code}`).and.not.match(/(?<![\d:/-])\d{6}(?!\d)/);
      const calendar = await (await fetch(office.catcher.url + mail!.attachments[0]!.href)).text();
      expect(calendar).to.contain('SEQUENCE:1').and.contain('DTSTART:20270325T170000Z');
    });

    it('says that the code is another one where it had to be', async () => {
      const [from, to] = [await withDoor(free({ access: 'door-code' })), await withDoor(free({ access: 'door-code' }))];
      const booking = await place(from);
      await database.query('INSERT INTO foreign_codes (lock_id, code_fingerprint, seen_at) SELECT hl.lock_id, c.code_fingerprint, now() FROM hall_locks hl, lock_codes c JOIN grants g ON g.id = c.grant_id WHERE hl.hall_id = $1 AND g.booking_id = $2', [to.id, booking.id]);
      await move(office.db, booking, moveTo(booking, { hall: to }), els);
      expect((await mailsTo())[0]!.text).to.contain('U krijgt een nieuwe toegangscode');
    });

    it('names what comes back, or what is to be paid by when', async () => {
      const hall = await inserted(aHall());
      const [paid, held] = [await place(hall), await place(hall, evening('2027-03-19'))];
      await transact(office.db, (tx) => confirmPaidBooking(tx, paid.id, NOW));
      const confirmed = await loadBooking(office.db, paid.id);
      await move(office.db, confirmed, moveTo(confirmed, { period: evening('2027-03-20', '19:00', '20:00') }), els);
      expect((await mailsTo())[0]!.text).to.contain('U krijgt € 40,00 terug');
      await move(office.db, held, moveTo(held, { period: evening('2027-03-21', '18:00', '22:00') }), els);
      expect((await mailsTo())[0]!.text).to.contain('Betaal € 80,00:').and.contain('daarna vervalt uw optie');
    });

    it('gives the reason of a manager who moved it, as it was written', async () => {
      const hall = await inserted(free());
      const booking = await place(hall);
      const manager = await managerOf(hall);
      await transact(office.db, (tx) => moveBooking(tx, booking.id, moveTo(booking, { period: evening('2027-03-25') }), { reason: 'Waterlek <b> in de zaal' }, manager, new Date()));
      const [mail] = await mailsTo();
      expect(mail!.text).to.contain('Reden: Waterlek <b> in de zaal');
      expect(mail!.html).to.contain('&lt;b>').and.not.contain('<b> in');
    });

    it('is told once, as it now is, and not for a remark alone', async () => {
      const hall = await inserted(free());
      const booking = await place(hall);
      await move(office.db, booking, moveTo(booking, { remarks: 'Graag koffie' }), els);
      const first = await loadBooking(office.db, booking.id);
      await move(office.db, first, moveTo(first, { period: evening('2027-03-25') }), els);
      const second = await loadBooking(office.db, booking.id);
      await move(office.db, second, moveTo(second, { period: evening('2027-03-26') }), els);
      await office.deliver();
      expect(await statusesOf(booking)).to.have.members(['booking-moved sent', 'booking-moved no-longer-true', 'booking-confirmed sent']);
    });

    it('is written in the language of the booking', async () => {
      const booking = await place(await inserted(free({ name: { nl: 'Gele zaal', fr: 'Salle jaune' } })), evening('2027-03-18'), { language: 'fr' });
      await move(office.db, booking, moveTo(booking, { attendance: 5 }), els);
      expect((await mailsTo())[0]).to.include({ subject: 'Modifié : Salle jaune, jeudi 18 mars 2027, 19:00 – 22:00' });
    });

    it('asks the managers anew about a request that has become another one, and tells of every approval', async () => {
      const hall = await inserted(aHall({ approval: true }));
      const manager = await managerOf(hall);
      const booking = await place(hall);
      await mailsTo();
      const approve = async (): Promise<Booking> => transact(office.db, (tx) => approveBooking(tx, booking.id, {}, manager, new Date()));
      const approved = await approve();
      await mailsTo();
      await move(office.db, approved, moveTo(approved, { period: evening('2027-03-25') }), els);
      expect((await mailsTo())[0]!.subject).to.contain('Uw aanvraag is gewijzigd');
      expect((await mailsTo(manager)).map(({ subject }) => subject.split(':')[1])).to.deep.equal([' uw beslissing gevraagd', ' uw beslissing gevraagd']);
      await approve();
      expect((await mailsTo()).filter(({ subject }) => subject.startsWith('Goedgekeurd'))).to.have.length(2);
    });

    it('is one confirmation, not two mails, for whoever has nothing more to pay', async () => {
      const [from, to] = [await inserted(aHall()), await inserted(free())];
      const booking = await place(from);
      await move(office.db, booking, moveTo(booking, { hall: to }), els);
      await office.deliver();
      expect(await statusesOf(booking)).to.have.members(['booking-confirmed sent', 'booking-held no-longer-true']);
    });

    it('is honest about money that came for the old price', async () => {
      const booking = await place(await inserted(aHall()));
      const id: PaymentId = newId();
      await office.db('payments').insert({ id, booking_id: booking.id, provider_id: `tr_${id}`, status: 'paid', amount_cents: 4_000, outcome: 'refunded', superseded_at: new Date() });
      await transact(office.db, (tx) => mailPaidTooLate(tx, id));
      expect((await mailsTo())[0]!.text).to.contain('€ 40,00').and.contain('prijs van voor uw wijziging').and.contain('De prijs is nu € 60,00');
    });
  });

  it('says of a free request that it was approved', async () => {
    const hall = await inserted(free({ approval: true }));
    const booking = await place(hall);
    const manager = await managerOf(hall);
    await transact(office.db, (tx) => approveBooking(tx, booking.id, {}, manager, NOW));
    expect((await mailsTo())[0]!.text).to.contain('De zaalbeheerder keurde uw aanvraag goed.');
  });

  describe('to managers', () => {
    const soon = (): Period => {
      const start = new Date(Math.ceil(NOW.getTime() / 3_600_000 + 5) * 3_600_000);
      return { start, end: addMinutes(start, 60) };
    };

    it('tells of a confirmed booking that is cancelled or moved within two days of its start, and of no other', async () => {
      const [hall, other] = [await inserted(free({ name: { nl: 'Zaal A' } })), await inserted(free({ name: { nl: 'Zaal B' } }))];
      const [mine, theirs, both] = [await managerOf(hall), await managerOf(other), await managerOf(hall, other)];
      const [near, far, moving] = [await place(hall, soon()), await place(hall), await place(other, soon())];
      const cancel = (booking: Booking, who: SignedIn) => transact(office.db, (tx) => cancelBooking(tx, booking.id, {}, who, new Date()));
      await cancel(near, els);
      await cancel(far, els);
      await move(office.db, moving, moveTo(moving, { hall }), both);
      const heads = async (who: SignedIn): Promise<string[]> => (await mailsTo(who)).map(({ subject }) => subject.split(',')[0]!).toSorted();
      expect(await heads(mine)).to.deep.equal(['Geannuleerd: Zaal A', 'Verplaatst: Zaal A']);
      expect(await heads(theirs)).to.deep.equal(['Verplaatst: Zaal A']);
      expect(await heads(both), 'who moved it knows').to.deep.equal(['Geannuleerd: Zaal A']);
      const held = await place(await inserted(aHall({ schedule: alwaysOpen() })), soon());
      await cancel(held, els);
      await office.deliver();
      expect(await statusesOf(held), 'a hold disturbs nobody').to.have.members(['booking-cancelled sent', 'booking-held no-longer-true']);
    });
  });

  describe('the day before', () => {
    const today = localDate(NOW);
    /** In two days, so that the round that reminds comes after the booking was made. */
    const day = addDays(today, 2);
    const dayBefore = addDays(today, 1);

    it('reminds once, by day, with the way there, when the code shows and whom to call, but never the code', async () => {
      const hall = await withDoor(free({ name: { nl: 'Gele zaal' }, access: 'door-code' }));
      const booking = await place(hall, evening(day));
      const at = (time: string): Date => atLocal(dayBefore, time);
      expect(await remindOfTomorrow(office.db, round(at('09:45')))).to.equal(0);
      expect(await remindOfTomorrow(office.db, round(at('10:00')))).to.equal(1);
      expect(await remindOfTomorrow(office.db, round(at('10:15')))).to.equal(0);
      const [mail] = await mailsTo(els, at('10:15'));
      expect(mail!.subject).to.contain('Morgen: Gele zaal');
      expect(mail!.text).to.contain('Langs de hoofdingang.').and.contain('Bel 016 27 20 00').and.contain('Rijschoolstraat 4').and.match(/u ziet ze vanaf \w+ \d+ \w+ 20\d\d om 18:45/)
        .and.contain(`${ORIGIN}/reservaties/${booking.code}#deur`).and.not.match(/(?<![\d:/-])\d{6}(?!\d)/);
    });

    it('reminds again of another moment, and not of what is no longer so', async () => {
      const hall = await inserted(free());
      const booking = await place(hall, evening(day));
      const cancelled = await place(hall, evening(day, '10:00', '11:00'));
      const noon = atLocal(dayBefore, '12:00');
      expect(await remindOfTomorrow(office.db, round(noon))).to.equal(2);
      await transact(office.db, (tx) => cancelBooking(tx, cancelled.id, {}, els, NOW));
      await move(office.db, booking, moveTo(booking, { period: evening(day, '15:00', '16:00') }), els);
      expect(await remindOfTomorrow(office.db, round(noon))).to.equal(1);
      await office.deliver(noon);
      expect((await statusesOf(booking)).filter((one) => one.startsWith('reminder'))).to.have.members(['reminder sent', 'reminder no-longer-true']);
      expect((await statusesOf(cancelled)).filter((one) => one.startsWith('reminder'))).to.deep.equal(['reminder no-longer-true']);
    });

    it('reminds who booked late the same day, but not who booked just now, nor who has no address, nor of a mere hold', async () => {
      const hall = await inserted(free());
      const late = await place(hall, evening(day));
      await office.db('bookings').where({ id: late.id }).update({ changed_at: atLocal(dayBefore, '13:00') });
      expect(await remindOfTomorrow(office.db, round(atLocal(dayBefore, '16:45')))).to.equal(0);
      expect(await remindOfTomorrow(office.db, round(atLocal(dayBefore, '17:00')))).to.equal(1);
      await place(await inserted(aHall()), evening(day));
      const nobody = await aPerson(office.db);
      await office.db('persons').where({ id: nobody.personId }).update({ email: null });
      await transact(office.db, (tx) => placeBooking(tx, anAsk(hall, evening(day, '08:00', '09:00')), nobody, NOW));
      expect(await remindOfTomorrow(office.db, round(atLocal(dayBefore, '18:00')))).to.equal(0);
    });

    it('knows tomorrow by the local day, also when that has 25 hours', async () => {
      const hall = await inserted(free());
      await place(hall, { start: atLocal('2027-10-31', '23:00'), end: atLocal('2027-11-01', '00:00') });
      expect(await remindOfTomorrow(office.db, round(atLocal('2027-10-29', '12:00')))).to.equal(0);
      expect(await remindOfTomorrow(office.db, round(atLocal('2027-10-30', '12:00')))).to.equal(1);
    });
  });

  it('warns once before a hold of days lapses, and never of a short one', async () => {
    const hall = await inserted(aHall({ approval: true }));
    const manager = await managerOf(hall);
    const booking = await place(hall);
    await place(await inserted(aHall()));
    await transact(office.db, (tx) => approveBooking(tx, booking.id, {}, manager, NOW));
    const near = atLocal(addDays(localDate(NOW), 3), '10:30');
    expect(await warnOfEndingHolds(office.db, round(atLocal(addDays(localDate(NOW), 1), '10:30')))).to.equal(0);
    const lapses = addMinutes(NOW, 72 * 60);
    await office.db('bookings').where({ id: booking.id }).update({ held_until: lapses < near ? addMinutes(near, 120) : lapses });
    expect(await warnOfEndingHolds(office.db, round(near))).to.equal(1);
    expect(await warnOfEndingHolds(office.db, round(near))).to.equal(0);
    const [mail] = await mailsTo(els, near);
    expect(mail!.subject).to.contain('Nog te betalen');
    expect(mail!.text).to.contain('Betaal € 60,00:').and.contain('daarna vervalt uw optie');
  });
});
