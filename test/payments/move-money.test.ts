import { expect } from 'chai';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { cancelPayments } from '../../src/payments/cancel-payments.ts';
import { createMollie } from '../../src/payments/mollie-client.ts';
import { mollieProvider } from '../../src/payments/mollie-provider.ts';
import type { PaymentProvider } from '../../src/payments/payment-provider.ts';
import { settlePayment } from '../../src/payments/settle-payment.ts';
import { startPayment, type StartedPayment } from '../../src/payments/start-payment.ts';
import { moneyOf } from '../../src/payments/views.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { createReactions } from '../../src/reactions.ts';
import { startMollie, type SimulatedMollie } from '../../sandbox/mollie/start.ts';
import { move, moveTo } from '../bookings/moving.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const ORIGIN = 'http://127.0.0.1:9';

describe('money of a booking that is moved', function () {
  this.timeout(30_000);
  const database = useDatabase();
  let db: Database;
  let mollie: SimulatedMollie;
  let provider: PaymentProvider;
  let person: SignedIn;
  let hall: Hall;

  before('a simulated Mollie, the product’s own reactions and somebody who pays', async () => {
    mollie = await startMollie({ port: 0, refundAfterMs: 20, webhookDelaysMs: [] });
    provider = mollieProvider(createMollie({ apiKey: 'test_0123456789abcdefghijklmnopqrst', apiEndpoint: mollie.apiEndpoint }));
    const keys = parseDoorKeys(`test:${Buffer.alloc(32, 7).toString('base64')}`);
    db = openDatabase({ url: database.url, name: 'test', poolSize: 20, reactions: createReactions({ keys, clock: () => new Date() }) });
    person = await aPerson(db);
    hall = aHall();
    await insertHalls(db, [hall]);
  });
  after('close them', async () => {
    await db.destroy();
    await mollie.stop();
  });

  let days = 0;
  /** A day of their own for each test, far enough for everything to come back. */
  const aDay = (): string => `2027-03-${String((days += 1)).padStart(2, '0')}`;
  const hold = (day: string, from = '19:00', until = '22:00'): Promise<Booking> =>
    transact(db, (tx) => placeBooking(tx, anAsk(hall, evening(day, from, until)), person, new Date()));
  const start = ({ id }: Booking): Promise<StartedPayment> => startPayment(db, provider, id, person, { now: new Date(), origin: ORIGIN });
  const pay = (payment: StartedPayment): Promise<Response> =>
    fetch(payment.checkoutUrl, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ status: 'paid' }), signal: AbortSignal.timeout(5_000) });
  const settle = async ({ paymentId }: StartedPayment): Promise<void> => {
    const [row] = await database.query<{ provider_id: string }>('SELECT provider_id FROM payments WHERE id = $1', [paymentId]);
    await settlePayment(db, provider, row!.provider_id, new Date());
  };
  const paid = async (day: string): Promise<Booking> => {
    const booking = await hold(day);
    const payment = await start(booking);
    await pay(payment);
    await settle(payment);
    return loadBooking(db, booking.id);
  };
  const statusOf = async ({ id }: Booking): Promise<string> => (await loadBooking(db, id)).status;
  const refundsOf = async ({ id }: Booking) => (await moneyOf(db, id)).refunds.map(({ amountCents, reason }) => ({ amountCents, reason }));
  const jobsFor = ({ id }: Booking) => database.query<{ only: string }>(
    `SELECT payload->>'only' AS only FROM graphile_worker._private_jobs WHERE payload->>'bookingId' = $1`, [id]);

  it('goes back for the part that is given up, once, and the rest when it is cancelled', async () => {
    const booking = await paid(aDay());
    const { booking: shorter } = await move(db, booking, moveTo(booking, { period: evening('2027-04-01', '19:00', '20:00') }), person);
    expect(await refundsOf(booking)).to.deep.equal([{ amountCents: 4_000, reason: 'moved' }]);
    await move(db, shorter, moveTo(shorter, { period: evening('2027-04-02', '19:00', '20:00') }), person);
    await transact(db, (tx) => cancelBooking(tx, booking.id, {}, person, new Date()));
    expect(await refundsOf(booking)).to.deep.equal([{ amountCents: 2_000, reason: 'cancelled' }, { amountCents: 4_000, reason: 'moved' }]);
  });

  it('asks the new price in a new checkout; the old one is stopped by a job and is no failed payment', async () => {
    const booking = await hold(aDay());
    const old = await start(booking);
    await move(db, booking, moveTo(booking, { period: evening('2027-04-03', '18:00', '22:00') }), person);
    expect((await jobsFor(booking)).map(({ only }) => only)).to.deep.equal(['superseded']);
    const fresh = await start(booking);
    expect(fresh.checkoutUrl).to.not.equal(old.checkoutUrl);
    await cancelPayments(db, provider, booking.id, new Date(), 'superseded');
    expect((await moneyOf(db, booking.id)).payments.map(({ amountCents, status }) => ({ amountCents, status })))
      .to.deep.equal([{ amountCents: 8_000, status: 'open' }, { amountCents: 6_000, status: 'canceled' }]);
    expect(await database.query(`SELECT FROM mails WHERE booking_id = $1 AND template = 'payment-failed'`, [booking.id])).to.deep.equal([]);
    await pay(fresh);
    await settle(fresh);
    expect(await statusOf(booking)).to.equal('confirmed');
  });

  it('keeps the checkout that is open while the price stays the same', async () => {
    const booking = await hold(aDay());
    const old = await start(booking);
    await move(db, booking, moveTo(booking, { period: evening('2027-04-04') }), person);
    expect((await start(booking)).checkoutUrl).to.equal(old.checkoutUrl);
    expect(await jobsFor(booking)).to.deep.equal([]);
  });

  it('confirms nothing for the old price when the new one is higher: that money goes back and the hold stays', async () => {
    const booking = await hold(aDay());
    const old = await start(booking);
    await move(db, booking, moveTo(booking, { period: evening('2027-04-05', '18:00', '22:00') }), person);
    await pay(old);
    await settle(old);
    expect(await statusOf(booking)).to.equal('held');
    expect(await refundsOf(booking)).to.deep.equal([{ amountCents: 6_000, reason: 'moved' }]);
    const fresh = await start(booking);
    await pay(fresh);
    await settle(fresh);
    expect(await statusOf(booking)).to.equal('confirmed');
  });

  it('confirms for the old price when the new one is lower, and gives back the difference', async () => {
    const booking = await hold(aDay());
    const old = await start(booking);
    await move(db, booking, moveTo(booking, { period: evening('2027-04-06', '20:00', '22:00') }), person);
    await pay(old);
    await settle(old);
    expect(await statusOf(booking)).to.equal('confirmed');
    expect(await refundsOf(booking)).to.deep.equal([{ amountCents: 2_000, reason: 'moved' }]);
  });

  it('hands out no checkout whose price changed while the provider was asked', async () => {
    const booking = await hold(aDay());
    const slow: PaymentProvider = { ...provider, async open(ask) {
      const answer = await provider.open(ask);
      await move(db, booking, moveTo(booking, { period: evening('2027-04-07', '18:00', '22:00') }), person);
      return answer;
    } };
    const thrown = await startPayment(db, slow, booking.id, person, { now: new Date(), origin: ORIGIN }).then(() => undefined, (reason: unknown) => reason);
    expect(isRefusal(thrown, 'payment-unavailable')).to.equal(true);
    await cancelPayments(db, provider, booking.id, new Date(), 'superseded');
    expect((await moneyOf(db, booking.id)).payments.map(({ status }) => status)).to.deep.equal(['canceled']);
  });

  it('balances to the cent, whichever of paying and moving comes first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const booking = await hold(aDay());
      const payment = await start(booking);
      await pay(payment);
      const longer = round % 2 === 0;
      const results = await Promise.allSettled([
        move(db, booking, moveTo(booking, { period: evening(`2027-05-0${round + 1}`, longer ? '17:00' : '21:00', '22:00') }), person), settle(payment),
      ]);
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      expect(refused.every((reason) => isRefusal(reason, 'move-costs-more'))).to.equal(true);
      const now = await loadBooking(db, booking.id);
      const money = await moneyOf(db, booking.id);
      const kept = money.payments.filter(({ status }) => status === 'paid').reduce((sum, { amountCents, refundedCents }) => sum + amountCents - refundedCents, 0);
      expect(kept, `${now.status}, ${refused.length} refused`).to.equal(now.status === 'confirmed' ? now.totalCents : 0);
    }
  });
});
