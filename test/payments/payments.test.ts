import { expect } from 'chai';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { expireBookings, expireLapsedHolds } from '../../src/bookings/expire-bookings.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { readBooking } from '../../src/bookings/read-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type RefundId } from '../../src/kernel/ids.ts';
import type { DomainEvent } from '../../src/kernel/events.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { createMollie } from '../../src/payments/mollie-client.ts';
import { mollieProvider } from '../../src/payments/mollie-provider.ts';
import type { PaymentProvider } from '../../src/payments/payment-provider.ts';
import { pollPayments } from '../../src/payments/poll-payments.ts';
import { refundCancelled } from '../../src/payments/refund-booking.ts';
import { returnDeposits } from '../../src/payments/return-deposits.ts';
import { sendRefund } from '../../src/payments/send-refund.ts';
import { settlePayment } from '../../src/payments/settle-payment.ts';
import { startPayment, type StartedPayment } from '../../src/payments/start-payment.ts';
import { moneyOf } from '../../src/payments/views.ts';
import { hearWebhook } from '../../src/payments/webhook.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { createLog } from '../../src/platform/log.ts';
import { startMollie, type SimulatedMollie } from '../../sandbox/mollie/start.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls, type HallWishes } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const ORIGIN = 'http://127.0.0.1:9';
const log = createLog('test', 'silent');
const KEY = 'test_0123456789abcdefghijklmnopqrst';

describe('money', function () {
  this.timeout(30_000);
  const database = useDatabase();
  const events: DomainEvent[] = [];
  let db: Database;
  let mollie: SimulatedMollie;
  let provider: PaymentProvider;
  let person: SignedIn;

  before('a simulated Mollie and somebody who pays', async () => {
    mollie = await startMollie({ port: 0, refundAfterMs: 20, webhookDelaysMs: [] });
    provider = mollieProvider(createMollie({ apiKey: KEY, apiEndpoint: mollie.apiEndpoint }));
    db = openDatabase({
      url: database.url, name: 'test',
      reactions: async (tx, event) => {
        events.push(event);
        if (event.type === 'holds-lapsed') await expireBookings(tx, event.bookingIds, new Date());
        if (event.type === 'booking-cancelled') await refundCancelled(tx, event.bookingId, event.refundPercent, new Date());
      },
    });
    person = await aPerson(db);
  });
  after('close them', async () => {
    await db.destroy();
    await mollie.stop();
  });

  const faults = (set: object) => post(`${mollie.url}/sandbox/faults`, 'application/json', JSON.stringify(set));
  afterEach('mend Mollie', () => faults({}));

  const post = (url: string, type: string, body: string): Promise<Response> =>
    fetch(url, { method: 'POST', redirect: 'manual', headers: { 'content-type': type }, body, signal: AbortSignal.timeout(5_000) });
  /** What the booker does at the checkout. */
  const checkout = (payment: StartedPayment, status: 'paid' | 'canceled' | 'failed' | 'expired'): Promise<Response> =>
    post(payment.checkoutUrl, 'application/x-www-form-urlencoded', `status=${status}`);

  const hold = async (hall: Hall, day = '2027-01-12', actor = person): Promise<Booking> =>
    transact(db, (tx) => placeBooking(tx, anAsk(hall, evening(day)), actor, new Date()));
  const start = (booking: Booking): Promise<StartedPayment> => startPayment(db, provider, booking.id, person, { now: new Date(), origin: ORIGIN });
  const providerId = async ({ paymentId }: StartedPayment): Promise<string> =>
    (await database.query<{ provider_id: string }>('SELECT provider_id FROM payments WHERE id = $1', [paymentId]))[0]!.provider_id;
  const settle = async (payment: StartedPayment): Promise<void> => settlePayment(db, provider, await providerId(payment), new Date());
  const statusOf = async ({ id }: Booking): Promise<string> => (await readBooking(db, id, person)).status;
  const makeHall = async (own: HallWishes = {}): Promise<Hall> => {
    const hall = aHall(own);
    await insertHalls(db, [hall]);
    return hall;
  };
  const lapse = async ({ id }: Booking): Promise<void> => {
    await database.query(`UPDATE bookings SET held_until = now() - interval '1 second' WHERE id = $1`, [id]);
    await database.query(`UPDATE claims SET held_until = now() - interval '1 second' WHERE holder_id = $1`, [id]);
    await expireLapsedHolds(db, new Date());
  };
  const sendAllRefunds = async (): Promise<void> => {
    for (const { id } of await database.query<{ id: RefundId }>(`SELECT id FROM refunds WHERE status = 'due'`)) await sendRefund(db, provider, id, new Date());
  };

  it('confirms a booking once Mollie says that it is paid, and never before', async () => {
    const booking = await hold(await makeHall());
    const payment = await start(booking);
    await settle(payment);
    expect(await statusOf(booking)).to.equal('held');
    await checkout(payment, 'paid');
    await settle(payment);
    expect(await statusOf(booking)).to.equal('confirmed');
    expect(await moneyOf(db, booking.id)).to.include({ paidCents: 6_000, refundedCents: 0 });
  });

  it('asks for the price and the deposit together', async () => {
    const tariffs = [{ bookerKind: 'resident' as const, validFrom: '2000-01-01', hourCents: 2_000, minimumMinutes: 0, depositCents: 5_000, vatRate: 2_100 }];
    const booking = await hold(await makeHall({ tariffs }));
    await start(booking);
    expect((await moneyOf(db, booking.id)).payments[0]!.amountCents).to.equal(11_000);
  });

  it('opens one checkout for who clicks five times at once', async () => {
    const booking = await hold(await makeHall());
    const started = await Promise.all(Array.from({ length: 5 }, () => start(booking)));
    expect(new Set(started.map(({ checkoutUrl }) => checkoutUrl)).size).to.equal(1);
  });

  it('lets the booker try again after a payment that failed', async () => {
    const booking = await hold(await makeHall());
    const first = await start(booking);
    await checkout(first, 'failed');
    await settle(first);
    expect(await statusOf(booking)).to.equal('held');
    expect(events.at(-1)).to.include({ type: 'payment-failed' });
    const second = await start(booking);
    expect(second.paymentId).to.not.equal(first.paymentId);
    await checkout(second, 'paid');
    await settle(second);
    expect(await statusOf(booking)).to.equal('confirmed');
  });

  it('confirms once, however often and by whomever it is told', async () => {
    const booking = await hold(await makeHall());
    const payment = await start(booking);
    await checkout(payment, 'paid');
    events.length = 0;
    await Promise.all(Array.from({ length: 8 }, () => settle(payment)));
    await pollPayments(db, provider, new Date(Date.now() + 120_000), log);
    expect(events.filter(({ type }) => type === 'booking-confirmed')).to.have.length(1);
    expect((await moneyOf(db, booking.id)).refunds).to.deep.equal([]);
  });

  it('finds by polling what no webhook told', async () => {
    await faults({ dropWebhooks: true });
    const booking = await hold(await makeHall());
    await checkout(await start(booking), 'paid');
    await pollPayments(db, provider, new Date(Date.now() + 120_000), log);
    expect(await statusOf(booking)).to.equal('confirmed');
  });

  it('finds it also behind fifty payments that Mollie has forgotten', async () => {
    const booking = await hold(await makeHall());
    await checkout(await start(booking), 'paid');
    await database.query(`INSERT INTO payments (id, booking_id, provider_id, status, amount_cents, created_at)
      SELECT gen_random_uuid(), $1, 'tr_forgotten' || n, 'pending', 100, now() FROM generate_series(1, 50) AS n`, [booking.id]);
    const after = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);
    await pollPayments(db, provider, after(2), log);
    await pollPayments(db, provider, after(4), log);
    await database.query(`DELETE FROM payments WHERE provider_id LIKE 'tr_forgotten%'`);
    expect(await statusOf(booking)).to.equal('confirmed');
  });

  it('believes what it knows already over an answer that comes late', async () => {
    const booking = await hold(await makeHall());
    const slow: PaymentProvider = { ...provider, async open(ask) {
      const answer = await provider.open(ask);
      const other = await start(booking);
      await checkout(other, 'paid');
      await settle(other);
      return answer;
    } };
    await startPayment(db, slow, booking.id, person, { now: new Date(), origin: ORIGIN });
    expect(await statusOf(booking)).to.equal('confirmed');
    expect(await moneyOf(db, booking.id)).to.include({ paidCents: 6_000 });
  });

  it('confirms money that comes after the hold lapsed, if the hall is still free', async () => {
    const booking = await hold(await makeHall());
    const payment = await start(booking);
    await lapse(booking);
    expect(await statusOf(booking)).to.equal('expired');
    await checkout(payment, 'paid');
    await settle(payment);
    expect(await statusOf(booking)).to.equal('confirmed');
  });

  it('gives money back by itself when the hall has gone to somebody else', async () => {
    const hall = await makeHall();
    const booking = await hold(hall);
    const payment = await start(booking);
    await lapse(booking);
    await hold(hall, '2027-01-12', await aPerson(db));
    await checkout(payment, 'paid');
    await settle(payment);
    await sendAllRefunds();
    await new Promise((resolve) => setTimeout(resolve, 60));
    await pollPayments(db, provider, new Date(), log);
    expect(await statusOf(booking)).to.equal('expired');
    const money = await moneyOf(db, booking.id);
    expect(money).to.include({ paidCents: 6_000, refundedCents: 6_000 });
    expect(money.refunds[0]).to.include({ reason: 'came-too-late', status: 'refunded' });
  });

  it('refunds a cancelled booking by its terms, once', async () => {
    const cancellationTerms = { id: newId(), number: 1, body: { nl: 'De helft terug.' }, refundSteps: [{ hoursBefore: 1, percent: 50 }] };
    const booking = await hold(await makeHall({ cancellationTerms }));
    const payment = await start(booking);
    await checkout(payment, 'paid');
    await settle(payment);
    await transact(db, (tx) => cancelBooking(tx, booking.id, {}, person, new Date()));
    await Promise.all([sendAllRefunds(), sendAllRefunds()]);
    const { refunds } = await moneyOf(db, booking.id);
    expect(refunds.map(({ amountCents, reason }) => ({ amountCents, reason }))).to.deep.equal([{ amountCents: 3_000, reason: 'cancelled' }]);
    const known = await fetch(`${mollie.apiEndpoint}payments/${await providerId(payment)}/refunds`, { headers: { authorization: `Bearer ${KEY}` } });
    expect((await known.json() as { count: number }).count).to.equal(1);
  });

  it('sends a refund whose job has died, and never one that Mollie knows by our id', async () => {
    const booking = await hold(await makeHall());
    const payment = await start(booking);
    await checkout(payment, 'paid');
    await settle(payment);
    await transact(db, (tx) => cancelBooking(tx, booking.id, {}, person, new Date()));
    const { refunds: [refund] } = await moneyOf(db, booking.id);
    const client = createMollie({ apiKey: KEY, apiEndpoint: mollie.apiEndpoint });
    const known = await client.paymentRefunds.create({
      paymentId: await providerId(payment), amount: { currency: 'EUR', value: '60.00' }, description: 'eerder', metadata: { refundId: refund!.id },
    });
    await pollPayments(db, provider, new Date(Date.now() + 10 * 60_000), log);
    expect((await moneyOf(db, booking.id)).refunds[0]!.status).to.equal('due');
    await pollPayments(db, provider, new Date(Date.now() + 20 * 60_000), log);
    const { refunds } = await moneyOf(db, booking.id);
    expect(refunds.map(({ providerId: id }) => id)).to.deep.equal([known.id]);
  });

  it('gives the deposit back a week after use, once', async () => {
    const tariffs = [{ bookerKind: 'resident' as const, validFrom: '2000-01-01', hourCents: 2_000, minimumMinutes: 0, depositCents: 5_000, vatRate: 2_100 }];
    const booking = await hold(await makeHall({ tariffs }));
    const payment = await start(booking);
    await checkout(payment, 'paid');
    await settle(payment);
    const daysAfter = (days: number): Date => new Date(booking.period.end.getTime() + days * 86_400_000);
    expect(await returnDeposits(db, daysAfter(6.9), log)).to.equal(0);
    expect(await returnDeposits(db, daysAfter(7.1), log)).to.equal(1);
    expect(await returnDeposits(db, daysAfter(8), log)).to.equal(0);
    expect((await moneyOf(db, booking.id)).refunds.map(({ amountCents }) => amountCents)).to.deep.equal([5_000]);
  });

  it('gives all deposits back that are due, not the first two hundred', async () => {
    const tariffs = [{ bookerKind: 'resident' as const, validFrom: '2000-01-01', hourCents: 0, minimumMinutes: 0, depositCents: 5_000, vatRate: 2_100 }];
    const booking = await hold(await makeHall({ tariffs }), '2026-12-30');
    const copied = 'hall_id, layout, period, person_id, placed_by, channel, booker_kind, activity, attendance, total_cents, deposit_cents, house_rules_id, cancellation_terms_id';
    await database.query(`
      WITH copy AS (INSERT INTO bookings (id, code, status, ${copied})
        SELECT gen_random_uuid(), 'Z0' || substr(to_char(n, 'FM000'), 1, 1) || '-' || lpad(n::text, 3, '0'), 'confirmed', ${copied} FROM bookings, generate_series(1, 203) AS n WHERE id = $1 RETURNING id)
      INSERT INTO payments (id, booking_id, provider_id, status, amount_cents, outcome) SELECT gen_random_uuid(), id, 'tr_' || id, 'paid', 5000, 'confirmed' FROM copy`, [booking.id]);
    expect(await returnDeposits(db, new Date(booking.period.end.getTime() + 8 * 86_400_000), log)).to.equal(203);
    await database.query(`DELETE FROM refunds WHERE payment_id IN (SELECT id FROM payments WHERE provider_id LIKE 'tr_%-%')`);
  });

  it('says that paying is not possible now, keeps the hold and can be tried again', async () => {
    const booking = await hold(await makeHall());
    await faults({ unavailableCalls: 100, retryAfterSeconds: 0 });
    const refused = await start(booking).then(() => undefined, (thrown: unknown) => thrown);
    expect(isRefusal(refused, 'payment-unavailable')).to.equal(true);
    expect(await statusOf(booking)).to.equal('held');
    await faults({});
    expect((await start(booking)).checkoutUrl).to.match(/^http/);
  });

  it('is not asked of somebody else, nor for what is paid or lapsed', async () => {
    const booking = await hold(await makeHall());
    const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (thrown: unknown) => isRefusal(thrown) ? thrown.code : String(thrown));
    const stranger = await aPerson(db);
    expect(await codeOf(startPayment(db, provider, booking.id, stranger, { now: new Date(), origin: ORIGIN }))).to.equal('not-found');
    await lapse(booking);
    expect(await codeOf(start(booking))).to.equal('hold-lapsed');
  });

  it('hears webhooks about payments that it knows, and shrugs at anything else', async () => {
    const payment = await start(await hold(await makeHall()));
    for (const id of ['tr_unknown', 'tr_', '', "tr_x'; DROP TABLE payments", undefined, ['tr_a'], 'x'.repeat(10_000)]) await hearWebhook(db, id);
    const jobs = () => database.query<{ key: string }>(`SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'settle-payment'`);
    expect(await jobs()).to.deep.equal([]);
    const id = await providerId(payment);
    await hearWebhook(db, id);
    await hearWebhook(db, id);
    expect(await jobs()).to.deep.equal([{ key: `settle-payment:${id}` }]);
  });
});
