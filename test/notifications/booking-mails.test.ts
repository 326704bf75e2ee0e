import { expect } from 'chai';
import { approveBooking } from '../../src/bookings/approve-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { declineBooking } from '../../src/bookings/decline-booking.ts';
import { placeBooking, type BookingAsk } from '../../src/bookings/place-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { DomainEvent } from '../../src/kernel/events.ts';
import { newId, type BookingId, type PaymentId, type RefundId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { transact, type Transaction } from '../../src/platform/db.ts';
import { mailApprovalAsked, mailBookingCancelled, mailBookingConfirmed, mailBookingDeclined, mailBookingExpired, mailBookingHeld, mailBookingRequested, mailPaidTooLate, mailPaymentFailed, mailRefundDone, mailRefundFailed } from '../../src/notifications/booking-mails.ts';
import { mailsOfBooking } from '../../src/notifications/views.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls, type HallWishes } from '../support/halls.ts';
import { aPerson, anAssociation } from '../support/people.ts';
import { ORIGIN, usePostOffice, type CaughtMail } from './post-office.ts';

/** What the product does with these events; here only the mails. */
async function react(tx: Transaction, event: DomainEvent): Promise<void> {
  if (event.type === 'booking-requested') {
    await mailBookingRequested(tx, event.bookingId);
    await mailApprovalAsked(tx, event.bookingId);
  } else if (event.type === 'booking-held') await mailBookingHeld(tx, event.bookingId);
  else if (event.type === 'booking-confirmed') await mailBookingConfirmed(tx, event.bookingId);
  else if (event.type === 'booking-declined') await mailBookingDeclined(tx, event.bookingId);
  else if (event.type === 'booking-cancelled') await mailBookingCancelled(tx, event.bookingId);
}

const PERIOD = evening('2027-03-18');
const NOW = new Date();

describe('mails about a booking', () => {
  const database = useDatabase();
  const office = usePostOffice(database, react);
  let els: SignedIn;

  beforeEach(async () => {
    els = await aPerson(office.db);
  });

  const addressOf = async ({ personId }: SignedIn): Promise<string> =>
    (await database.query<{ email: string }>('SELECT email FROM persons WHERE id = $1', [personId]))[0]!.email;
  const place = async (hall: Hall, own: Partial<BookingAsk> = {}, who = els): Promise<Booking> => {
    await insertHalls(office.db, [hall]);
    return transact(office.db, (tx) => placeBooking(tx, anAsk(hall, PERIOD, own), who, NOW));
  };
  const managerOf = (hall: Hall): Promise<SignedIn> => aPerson(office.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
  const newest = async (who = els): Promise<CaughtMail> => {
    await office.deliver();
    return (await office.mailsTo(await addressOf(who)))[0]!;
  };
  const pay = async (bookingId: BookingId, cents: number, outcome: 'confirmed' | 'refunded'): Promise<PaymentId> => {
    const id: PaymentId = newId();
    await office.db('payments').insert({ id, booking_id: bookingId, provider_id: `tr_${id}`, status: 'paid', amount_cents: cents, outcome });
    return id;
  };
  const refund = async (paymentId: PaymentId, cents: number, status: string, reason = 'cancelled'): Promise<RefundId> => {
    const id: RefundId = newId();
    await office.db('refunds').insert({ id, payment_id: paymentId, amount_cents: cents, reason, status });
    return id;
  };
  const statusesOf = async (booking: Booking): Promise<string[]> => (await mailsOfBooking(office.db, booking.id)).map(({ template, status }) => `${template} ${status}`);

  it('says how to pay for a hold, by when, and where', async () => {
    const booking = await place(aHall({ name: { nl: 'Gele zaal' } }));
    const mail = await newest();
    expect(mail.subject).to.equal('Betaal Gele zaal om te bevestigen');
    expect(mail.text).to.match(/vrij tot \w+ \d+ \w+ 20\d\d om \d\d:\d\d/).and.contain('donderdag 18 maart 2027, 19:00 – 22:00')
      .and.contain(`Betaal € 60,00:\n${ORIGIN}/reservaties/${booking.code}`).and.contain(`Beste ${els.name},`);
    expect(mail.html).to.contain(`href="${ORIGIN}/reservaties/${booking.code}"`).and.contain('<html lang="nl">').and.contain('<th scope="row"');
  });

  it('confirms with a calendar file and the way to the door, never with a code', async () => {
    const booking = await place(aHall({ access: 'door-code', ...free() }));
    const mail = await newest();
    expect(mail.subject).to.contain('Bevestigd').and.contain('18 maart 2027');
    expect(mail.text).to.contain('toegangscode').and.contain('staat die niet in deze mail').and.not.match(/(?<![\d:/-])\d{6}(?!\d)/);
    expect(mail.attachments).to.have.lengthOf(1);
    const calendar = await (await fetch(office.catcher.url + mail.attachments[0]!.href)).text();
    expect(calendar).to.contain('STATUS:CONFIRMED').and.contain('DTSTART:20270318T180000Z').and.contain(`UID:${booking.id}`);
  });

  it('tells the booker of a request, and asks those who manage that venue to decide', async () => {
    const hall = aHall({ approval: true });
    const reader = await aPerson(office.db);
    const managers = [await managerOf(hall), await managerOf(hall)];
    await insertHalls(office.db, [hall]);
    await office.db('staff_roles').insert([...managers.map((who) => roleRow(who, hall)), { ...roleRow(reader, hall), role: 'reader' }]);
    const booking = await transact(office.db, (tx) => placeBooking(tx, anAsk(hall, PERIOD), els, NOW));
    expect((await newest()).subject).to.contain('is ontvangen');
    for (const manager of managers) {
      const [mail] = await office.mailsTo(await addressOf(manager));
      expect(mail?.text).to.contain(els.name).and.contain(`${ORIGIN}/beheer/aanvragen`).and.contain(booking.code);
    }
    expect(await office.mailsTo(await addressOf(reader))).to.deep.equal([]);
  });

  it('asks the venue itself when it has no managers', async () => {
    await place(aHall({ approval: true, name: { nl: 'Zaal zonder beheerder' } }));
    await office.deliver();
    expect((await office.mailsTo('zalen@leuven.example')).map(({ subject }) => subject)).to.include('Aanvraag voor Zaal zonder beheerder: uw beslissing gevraagd');
  });

  it('gives the reason of a refusal as it was written, harmless as markup', async () => {
    const hall = aHall({ approval: true });
    const booking = await place(hall);
    const manager = await managerOf(hall);
    await transact(office.db, (tx) => declineBooking(tx, booking.id, { reason: 'Te luid <script>alert(1)</script> & te laat' }, manager, NOW));
    const mail = await newest();
    expect(mail.subject).to.contain('Niet goedgekeurd');
    expect(mail.text).to.contain('Reden: Te luid <script>alert(1)</script> & te laat');
    expect(mail.html).to.contain('&lt;script>').and.not.contain('<script');
    expect(await statusesOf(booking), 'nobody is asked to decide any more').to.include.members(['booking-declined sent', 'booking-requested no-longer-true', 'approval-asked no-longer-true']);
  });

  it('says of an approved request that it is approved and must be paid', async () => {
    const hall = aHall({ approval: true });
    const booking = await place(hall);
    const manager = await managerOf(hall);
    await transact(office.db, (tx) => approveBooking(tx, booking.id, {}, manager, NOW));
    expect((await newest()).subject).to.contain('Goedgekeurd: betaal');
  });

  it('names what comes back at a cancellation, or that nothing does', async () => {
    const cancel = (booking: Booking): Promise<unknown> => transact(office.db, (tx) => cancelBooking(tx, booking.id, {}, els, NOW));
    const paid = await place(aHall());
    const payment = await pay(paid.id, 6_000, 'confirmed');
    await cancel(paid);
    await refund(payment, 3_000, 'due');
    expect((await newest()).text).to.contain('U krijgt € 30,00 terug').and.not.contain('betaalde op tijd');

    const without = await place(aHall());
    await pay(without.id, 6_000, 'confirmed');
    await cancel(without);
    expect((await newest()).text).to.contain('krijgt u nu niets meer terug');

    await cancel(await place(aHall()));
    expect((await newest()).text).to.contain('U had nog niets betaald');
  });

  it('sends nothing that is no longer true: a hold that was cancelled or has lapsed is not to be paid', async () => {
    const cancelled = await place(aHall());
    await transact(office.db, (tx) => cancelBooking(tx, cancelled.id, {}, els, NOW));
    const lapsed = await place(aHall());
    await transact(office.db, (tx) => mailPaymentFailed(tx, lapsed.id, newId()));
    await office.deliver(addMinutes(NOW, 16));
    expect(await statusesOf(cancelled)).to.have.members(['booking-held no-longer-true', 'booking-cancelled sent']);
    expect(await statusesOf(lapsed)).to.have.members(['booking-held no-longer-true', 'payment-failed no-longer-true']);
    expect((await office.mailsTo(await addressOf(els))).map(({ subject }) => subject.split(':')[0])).to.deep.equal(['Geannuleerd']);
  });

  it('is honest about money that came too late, about a second payment, and about refunds', async () => {
    const booking = await place(aHall());
    await office.db('bookings').where({ id: booking.id }).update({ status: 'expired', held_until: null });
    const late = await pay(booking.id, 6_000, 'refunded');
    await transact(office.db, (tx) => mailPaidTooLate(tx, late));
    expect((await newest()).text).to.contain('€ 60,00').and.contain('niet meer vrij').and.contain('volledig terug');
    await transact(office.db, (tx) => mailBookingExpired(tx, booking.id));
    expect((await newest()).text).to.contain('vervallen');

    const failed = await refund(late, 6_000, 'failed', 'came-too-late');
    await transact(office.db, (tx) => mailRefundFailed(tx, failed));
    expect((await newest()).text).to.contain('U hebt nog altijd recht op dit bedrag');
    await office.db('refunds').where({ id: failed }).update({ status: 'refunded' });
    await transact(office.db, (tx) => mailRefundDone(tx, failed));
    expect((await newest()).subject).to.contain('is uitgevoerd');

    const confirmed = await place(aHall(free()));
    await newest();
    const second = await pay(confirmed.id, 6_000, 'refunded');
    await transact(office.db, (tx) => mailPaidTooLate(tx, second));
    expect((await newest()).text).to.contain('was al betaald en blijft bevestigd');
  });

  it('writes in the language in which the hall was booked', async () => {
    await place(aHall({ name: { nl: 'Gele zaal', en: 'Yellow hall' } }), { language: 'en' });
    const english = await newest();
    expect(english.subject).to.equal('Pay for Yellow hall to confirm');
    expect(english.text).to.contain('Thursday, 18 March 2027, 19:00 – 22:00').and.contain('Pay €60.00').and.contain(`Dear ${els.name},`);
    expect(english.headers['content-language']).to.equal('en');
    await place(aHall({ name: { nl: 'Gele zaal' } }), { language: 'fr' });
    expect((await newest()).text).to.contain('jeudi 18 mars 2027').and.contain('Payer 60,00 €').and.contain('Gele zaal');
  });

  it('goes to the organisation when the person has no address, and to nobody when neither has', async () => {
    const organisation = await anAssociation(office.db);
    await office.db('organisations').where({ id: organisation.id }).update({ email: 'bestuur@harmonie.example' });
    const member = await aPerson(office.db, { organisation });
    await office.db('persons').where({ id: member.personId }).update({ email: null });
    await place(aHall(free()), {}, member);
    await office.deliver();
    const [mail] = await office.mailsTo('bestuur@harmonie.example');
    expect(mail?.text).to.contain('Beste,\n').and.contain(organisation.name);

    await office.db('organisations').where({ id: organisation.id }).update({ email: null });
    const silent = await place(aHall(free()), {}, member);
    expect(await mailsOfBooking(office.db, silent.id)).to.deep.equal([]);
  });

  it('is said once, however often it is announced', async () => {
    const booking = await place(aHall());
    await Promise.all([1, 2, 3].map(() => transact(office.db, (tx) => mailBookingHeld(tx, booking.id))));
    expect(await mailsOfBooking(office.db, booking.id)).to.have.lengthOf(1);
  });

  it('vanishes with the transaction in which it was announced', async () => {
    const hall = aHall();
    await insertHalls(office.db, [hall]);
    await transact(office.db, async (tx) => {
      await placeBooking(tx, anAsk(hall, PERIOD), els, NOW);
      throw new Error('changed my mind');
    }).catch(() => undefined);
    expect(await database.query(`SELECT FROM mails m JOIN persons p ON p.id = m.person_id WHERE p.id = $1`, [els.personId])).to.deep.equal([]);
    const jobs = await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'send-mail'`);
    const mails = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM mails');
    expect(jobs).to.deep.equal(mails);
  });
});

const free = (): HallWishes => ({
  tariffs: (['resident', 'association'] as const).map((bookerKind) => ({ bookerKind, validFrom: '2000-01-01', hourCents: 0, minimumMinutes: 0, depositCents: 0, vatRate: 0 })),
});

const roleRow = ({ personId }: SignedIn, hall: Hall) => ({ person_id: personId, role: 'manager', organisation_id: hall.venue.organisationId, source: 'given' });
