import { expect } from 'chai';
import { approveBooking } from '../../src/bookings/approve-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { expireBookings } from '../../src/bookings/expire-bookings.ts';
import { holdForCaller } from '../../src/bookings/hold-for-caller.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { readBooking } from '../../src/bookings/read-booking.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type PersonId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { updatePerson } from '../../src/identity/update-person.ts';
import { mailPayLink, mailPaymentFailed } from '../../src/notifications/booking-mails.ts';
import { revokePayLinks, voidPaySecrets } from '../../src/payments/pay-link.ts';
import { resendMail } from '../../src/notifications/resend-mail.ts';
import { payByLink, readByLink } from '../../src/payments/pay-by-link.ts';
import type { PaymentProvider } from '../../src/payments/payment-provider.ts';
import { linkForCaller, sendPayLink } from '../../src/payments/send-pay-link.ts';
import { startPayment } from '../../src/payments/start-payment.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { refusalOf } from '../identity/refusal.ts';
import { ORIGIN, usePostOffice } from '../notifications/post-office.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, alwaysOpen, insertHalls, type HallWishes } from '../support/halls.ts';
import { anAssociation, aPerson } from '../support/people.ts';

const NOW = new Date();
const hours = (count: number): Date => addMinutes(NOW, count * 60);
let made = 0;

describe('a link to pay', () => {
  const office = usePostOffice(useDatabase(), async (tx, event) => {
    if (event.type === 'booking-held') await linkForCaller(tx, event.bookingId, NOW);
    if (event.type === 'pay-link-made') await mailPayLink(tx, event.payLinkId);
    if (event.type === 'booking-cancelled' || event.type === 'booking-expired') await revokePayLinks(tx, event.bookingId, NOW);
    if (event.type === 'contact-changed') await voidPaySecrets(tx, event.personId);
    if (event.type === 'holds-lapsed') await expireBookings(tx, event.bookingIds, new Date());
  });
  const asked: { redirectUrl: string; amountCents: number }[] = [];
  const provider = {
    open: (ask: { paymentId: string; amountCents: number; redirectUrl: string }) => {
      asked.push(ask);
      return Promise.resolve({ providerId: `tr_${ask.paymentId}`, status: 'open' as const, amountCents: ask.amountCents, checkoutUrl: 'https://mollie.example/betaal' });
    },
  } as unknown as PaymentProvider;
  let karim: SignedIn;

  before(async () => {
    karim = await aPerson(office.db, { roles: [{ role: 'agent', organisationId: newId() }] });
  });
  beforeEach(() => void asked.splice(0));

  /** Somebody whom an agent entered, and what they booked by phone. */
  async function booked({ hall: own = {}, email = `lea${(made += 1)}@example.com` as string | null }: { hall?: HallWishes; email?: string | null } = {}) {
    const personId: PersonId = newId();
    await office.db('persons').insert({ id: personId, given_name: 'Lea', family_name: 'Vandamme', phone: '+32477123456', email });
    const hall = aHall(own);
    await insertHalls(office.db, [hall]);
    const caller = { personId, bookerKind: 'resident' as const, reason: 'Geen internet' };
    const booking = await transact(office.db, (tx) => placeBooking(tx, anAsk(hall, evening('2027-05-12'), { caller }), karim, NOW));
    return { booking, hall, caller, email: email ?? '' };
  }
  const link = (booking: Booking, now = NOW, actor = karim) => transact(office.db, (tx) => sendPayLink(tx, booking.id, actor, now));
  const secretTo = async (address: string): Promise<string> => {
    await office.deliver(NOW);
    const [mail] = await office.mailsTo(address);
    return new RegExp(`${ORIGIN}/betalen/(\\S+)`).exec(mail?.text ?? '')?.[1] ?? '';
  };

  it('is mailed by itself to whoever booked by phone, and gives them two days', async () => {
    const { booking, email } = await booked();
    const secret = await secretTo(email);
    const read = await readByLink(office.db, secret, NOW);
    expect(read).to.include({ code: booking.code, status: 'held' });
    expect(read.heldUntil).to.deep.equal(hours(48));
    expect((await office.mailsTo(email)).map(({ subject }) => subject)).to.have.length(1);
  });

  it('lets the hall say how long, and never lasts past the start', async () => {
    const { booking } = await booked({ hall: { payLinkHours: 5 } });
    expect((await readBooking(office.db, booking.id, karim)).heldUntil).to.deep.equal(hours(5));
    const hall = aHall({ schedule: alwaysOpen() });
    await insertHalls(office.db, [hall]);
    const { caller } = await booked();
    const start = new Date(Math.ceil(NOW.getTime() / 3_600_000) * 3_600_000 + 7_200_000);
    const soon = await transact(office.db, (tx) => placeBooking(tx, anAsk(hall, { start, end: addMinutes(start, 60) }, { caller }), karim, NOW));
    expect((await readBooking(office.db, soon.id, karim)).heldUntil).to.deep.equal(start);
  });

  it('opens the checkout for whoever has the secret, without a login, and comes back to the same page', async () => {
    const { email } = await booked();
    const secret = await secretTo(email);
    const { checkoutUrl } = await payByLink(office.db, provider, secret, { now: NOW, origin: ORIGIN });
    expect(checkoutUrl).to.equal('https://mollie.example/betaal');
    expect(asked[0]).to.include({ redirectUrl: `${ORIGIN}/betalen/${secret}`, amountCents: 6_000 });
  });

  it('keeps the hash of its secret only, and only in the newest mail', async () => {
    const { booking, email } = await booked();
    const first = await secretTo(email);
    await link(booking);
    const second = await secretTo(email);
    expect(second).not.to.equal(first);
    expect((await refusalOf(readByLink(office.db, first, NOW))).code, 'renewed').to.equal('not-found');
    expect((await readByLink(office.db, second, NOW)).code).to.equal(booking.code);
    const rows = await office.db('pay_links').where({ booking_id: booking.id });
    expect(JSON.stringify(rows) + JSON.stringify(await office.db('mails').where({ booking_id: booking.id }))).not.to.contain(second);
  });

  it('opens nothing from an address that was wrong, and is sent again to the one that is right', async () => {
    const { booking, caller, email } = await booked();
    const astray = await secretTo(email);
    const right = `juist-${email}`;
    await transact(office.db, (tx) => updatePerson(tx, caller.personId, { givenName: 'Lea', familyName: 'Vandamme', phone: '+32477123456', email: right }, karim));
    expect((await refusalOf(readByLink(office.db, astray, NOW))).code).to.equal('not-found');
    const mail = await office.db('mails').where({ booking_id: booking.id, template: 'pay-link' }).first('id');
    await transact(office.db, (tx) => resendMail(tx, { mailId: (mail as { id: string }).id }, karim, NOW));
    const secret = await secretTo(right);
    expect((await readByLink(office.db, secret, NOW)).code).to.equal(booking.code);
    expect(await office.mailsTo(email), 'no more to the wrong one').to.have.length(1);
  });

  it('ends with the hold, and with the booking; a guess opens nothing', async () => {
    const { booking, email } = await booked();
    const secret = await secretTo(email);
    expect((await refusalOf(readByLink(office.db, secret, hours(49)))).code).to.equal('not-found');
    expect((await refusalOf(payByLink(office.db, provider, 'x'.repeat(43), { now: NOW, origin: ORIGIN }))).code).to.equal('not-found');
    await transact(office.db, (tx) => cancelBooking(tx, booking.id, { reason: 'Gaat niet door' }, karim, NOW));
    expect((await refusalOf(payByLink(office.db, provider, secret, { now: NOW, origin: ORIGIN }))).code).to.equal('not-found');
    expect(asked).to.deep.equal([]);
  });

  it('still shows that all is well for a day after it was paid', async () => {
    const { booking, email } = await booked();
    const secret = await secretTo(email);
    await office.db('bookings').where({ id: booking.id }).update({ status: 'confirmed', held_until: null });
    expect((await readByLink(office.db, secret, hours(60))).status).to.equal('confirmed');
    expect((await refusalOf(payByLink(office.db, provider, secret, { now: NOW, origin: ORIGIN }))).code).to.equal('payment-not-needed');
    expect((await refusalOf(readByLink(office.db, secret, hours(73)))).code).to.equal('not-found');
  });

  it('is what a mail about a failed payment sends one back to, instead of a page behind the login', async () => {
    const { booking, email } = await booked();
    const secret = await secretTo(email);
    await transact(office.db, (tx) => mailPaymentFailed(tx, booking.id, newId()));
    await office.deliver(NOW);
    const failed = (await office.mailsTo(email)).find(({ subject }) => subject.includes('niet gelukt'));
    expect(failed?.text).to.contain('de link in onze vorige mail').and.not.contain('/reservaties/');
    expect((await readByLink(office.db, secret, NOW)).code, 'that one still works').to.equal(booking.code);
  });

  it('follows an approval too, so that who cannot log in can still pay', async () => {
    const { booking, hall, email } = await booked({ hall: { approval: true } });
    expect(booking.status).to.equal('requested');
    const manager = await aPerson(office.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
    await transact(office.db, (tx) => approveBooking(tx, booking.id, {}, manager, NOW));
    const read = await readByLink(office.db, await secretTo(email), NOW);
    expect(read.heldUntil, 'an approval gives longer than a link').to.deep.equal(hours(72));
  });

  it('goes to the organisation where the caller has no address, and nowhere when neither has one', async () => {
    const { booking } = await booked({ email: null });
    expect(await office.db('pay_links').where({ booking_id: booking.id })).to.deep.equal([]);
    expect((await refusalOf(link(booking))).code).to.equal('no-email-address');
    const organisation = await anAssociation(office.db);
    await office.db('organisations').where({ id: organisation.id }).update({ email: 'bestuur@example.com' });
    await office.db('bookings').where({ id: booking.id }).update({ organisation_id: organisation.id });
    expect(await link(booking)).to.deep.include({ recipient: 'bestuur@example.com' });
    expect(await secretTo('bestuur@example.com')).not.to.equal('');
  });

  it('is an agent\'s to send, by phone and written down, and never for a hold that is still talked about', async () => {
    const { booking, hall, caller } = await booked();
    expect((await refusalOf(link(booking, NOW, await aPerson(office.db)))).code).to.equal('not-allowed');
    await link(booking);
    expect(await office.db<{ subject_id: string; action: string; channel: string }>('audit').where({ subject_id: booking.id, action: 'send-pay-link' }).first('channel')).to.deep.equal({ channel: 'phone' });
    const talked = await transact(office.db, (tx) =>
      holdForCaller(tx, { hallId: hall.id, period: evening('2027-05-13'), layout: 'theatre', attendance: 5, language: 'nl', caller }, karim, NOW));
    expect((await refusalOf(link(talked))).code).to.equal('wrong-state');
    const itself = await refusalOf(startPayment(office.db, provider, talked.id, { ...karim, personId: caller.personId, roles: [] }, { now: NOW, origin: ORIGIN }));
    expect(itself.code).to.equal('wrong-state');
    expect((await refusalOf(link(booking, hours(100)))).code).to.equal('hold-lapsed');
  });
});
