import { hourlyForAll, reprice } from '../support/tariffs.ts';
import { expect } from 'chai';
import { approveBooking } from '../../src/bookings/approve-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBooking, previewCancellation } from '../../src/bookings/cancel-booking.ts';
import { confirmPaidBooking } from '../../src/bookings/confirm-booking.ts';
import { declineBooking } from '../../src/bookings/decline-booking.ts';
import { expireLapsedHolds } from '../../src/bookings/expire-bookings.ts';
import { placeBooking, type BookingAsk } from '../../src/bookings/place-booking.ts';
import { readBooking } from '../../src/bookings/read-booking.ts';
import { readRequests } from '../../src/bookings/read-as-manager.ts';
import { bookingsToDecide, listBookings } from '../../src/bookings/views.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { Actor, SignedIn } from '../../src/kernel/actor.ts';
import { ANONYMOUS } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { transact } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls, type HallWishes } from '../support/halls.ts';
import { anAssociation, aPerson } from '../support/people.ts';
import { anAsk, evening, useSetting } from './setting.ts';

/** Today: whether a hold has lapsed is for the clock of the database to say. */
const NOW = new Date();
const nextHour = new Date(Math.ceil(NOW.getTime() / 3_600_000) * 3_600_000);

describe('the course of a booking', () => {
  const database = useDatabase();
  const setting = useSetting(database);
  let person: SignedIn;

  before('somebody to book', async () => {
    person = await aPerson(setting.db);
  });

  const aHallFor = async (own: HallWishes = {}): Promise<Hall> => {
    const hall = aHall(own);
    await insertHalls(setting.db, [hall]);
    return hall;
  };
  const place = (ask: BookingAsk, actor: Actor = person, now = NOW): Promise<Booking> => transact(setting.db, (tx) => placeBooking(tx, ask, actor, now));
  const managerOf = (hall: Hall): Promise<SignedIn> => aPerson(setting.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
  const free = { tariffs: [{ bookerKind: 'resident' as const, validFrom: '2000-01-01', hourCents: 0, minimumMinutes: 0, depositCents: 0, vatRate: 0 }] };

  const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
    const thrown = await work.then(() => undefined, (reason: unknown) => reason);
    expect(thrown).to.be.instanceOf(Refusal);
    return thrown as Refusal;
  };

  it('holds the hall until it is paid, at the price of that moment', async () => {
    const hall = await aHallFor();
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    expect(booking).to.include({ status: 'held', totalCents: 6_000 });
    expect('heldUntil' in booking && booking.heldUntil).to.deep.equal(addMinutes(NOW, 15));
    await reprice(setting.db, hall, hourlyForAll(9_900));
    const detail = await readBooking(setting.db, booking.code, person);
    expect(detail.totalCents).to.equal(6_000);
    expect(detail.lines).to.have.length(1);
    expect(detail.vat).to.deep.equal([{ rate: 2100, netCents: 4959, vatCents: 1041, grossCents: 6000 }]);
    expect(detail.history.map(({ status }) => status)).to.deep.equal(['held']);
  });

  it('is confirmed at once when nothing is to be paid', async () => {
    expect((await place(anAsk(await aHallFor(free), evening('2027-01-12')))).status).to.equal('confirmed');
  });

  it('names everything that is wrong at once', async () => {
    const hall = await aHallFor({ noticeMinutes: 1_440 });
    const refusal = await refusalOf(place(anAsk(hall, { start: addMinutes(nextHour, 70), end: addMinutes(nextHour, 100) },
      { attendance: 61, extras: [{ extraId: newId(), quantity: 1 }] })));
    expect(refusal.code).to.equal('stay-refused');
    expect(refusal.violations.map(({ code }) => code)).to.include.members(['start-step', 'too-short', 'too-late', 'over-capacity', 'unknown-extra']);
  });

  it('asks to accept the terms that are in force', async () => {
    const hall = await aHallFor();
    const refusal = await refusalOf(place(anAsk(hall, evening('2027-01-12'), { houseRulesId: newId() })));
    expect(refusal.code).to.equal('terms-outdated');
    expect(refusal.help['houseRulesId']).to.equal(hall.houseRules.id);
  });

  it('is not for who has not logged in, nor on behalf of others unless an agent asks', async () => {
    const hall = await aHallFor();
    const caller = { personId: person.personId, bookerKind: 'resident' as const, reason: 'Belde, geboortedatum gecontroleerd' };
    expect((await refusalOf(place(anAsk(hall, evening('2027-01-12')), ANONYMOUS))).code).to.equal('not-signed-in');
    expect((await refusalOf(place(anAsk(hall, evening('2027-01-12'), { caller })))).code).to.equal('not-allowed');
    const agent = await aPerson(setting.db, { roles: [{ role: 'agent', organisationId: hall.venue.organisationId }] });
    const booking = await place(anAsk(hall, evening('2027-01-12'), { caller }), agent);
    expect(booking).to.include({ personId: person.personId, placedBy: agent.personId, channel: 'phone' });
  });

  it('lets an agent book only for somebody whom we know, as what they are', async () => {
    const hall = await aHallFor();
    const agent = await aPerson(setting.db, { roles: [{ role: 'agent', organisationId: hall.venue.organisationId }] });
    const organisation = await anAssociation(setting.db);
    const own = { personId: person.personId, bookerKind: 'resident' as const, reason: 'Belde, geboortedatum gecontroleerd' };
    const wrong = [
      [{ ...own, personId: newId<'person'>() }, 'body/caller/personId'],
      [{ ...own, organisationId: newId<'organisation'>(), bookerKind: 'association' as const }, 'body/caller/organisationId'],
      [{ ...own, organisationId: organisation.id }, 'body/caller/bookerKind'],
      [{ ...own, bookerKind: 'directorate' as const }, 'body/caller/bookerKind'],
    ] as const;
    for (const [caller, field] of wrong) {
      const refusal = await refusalOf(place(anAsk(hall, evening('2027-01-12'), { caller }), agent));
      expect([refusal.code, refusal.violations.map((one) => one.field)]).to.deep.equal(['invalid-request', [field]]);
    }
    const caller = { ...own, organisationId: organisation.id, bookerKind: 'association' as const };
    expect(await place(anAsk(hall, evening('2027-01-12'), { caller }), agent)).to.include({ organisationId: organisation.id, bookerKind: 'association' });
  });

  it('does not tell a stranger which version of somebody else’s booking there is', async () => {
    const booking = await place(anAsk(await aHallFor({ approval: true }), evening('2027-01-12')));
    const cancel = (actor: Actor, expectedVersion: number) => transact(setting.db, (tx) => cancelBooking(tx, booking.id, { expectedVersion }, actor, NOW));
    expect((await refusalOf(cancel(await aPerson(setting.db), 7))).code).to.equal('not-found');
    expect((await refusalOf(cancel(person, 7))).code).to.equal('version-outdated');
    const approve = (actor: Actor) => transact(setting.db, (tx) => approveBooking(tx, booking.id, { expectedVersion: 7 }, actor, NOW));
    expect((await refusalOf(approve(await managerOf(aHall())))).code).to.equal('not-allowed');
  });

  it('promises nothing back where nothing was paid', async () => {
    const held = await place(anAsk(await aHallFor(), evening('2027-01-12')));
    expect(await previewCancellation(setting.db, held.id, person, NOW)).to.include({ paidCents: 0, priceBackCents: 0, depositBackCents: 0, refundCents: 0 });
  });

  it('keeps to the quota of active bookings', async () => {
    const hall = await aHallFor({ quotaBookings: 1 });
    await place(anAsk(hall, evening('2027-01-12')));
    expect((await refusalOf(place(anAsk(hall, evening('2027-01-13'))))).violations.map(({ code }) => code)).to.deep.equal(['over-quota']);
    expect((await place(anAsk(hall, evening('2027-01-13')), await aPerson(setting.db))).status).to.equal('held');
  });

  it('keeps setup and teardown free between two bookings', async () => {
    const hall = await aHallFor({ setupMinutes: 30, teardownMinutes: 60 });
    await place(anAsk(hall, evening('2027-01-12', '14:00', '16:00')));
    const codes = (refusal: Refusal): string[] => refusal.violations.map(({ code }) => code);
    expect(codes(await refusalOf(place(anAsk(hall, evening('2027-01-12', '17:00', '18:00')))))).to.deep.equal(['taken']);
    expect((await place(anAsk(hall, evening('2027-01-12', '17:30', '19:00')))).status).to.equal('held');
  });

  it('waits for a manager, then for money', async () => {
    const hall = await aHallFor({ approval: true });
    const manager = await managerOf(hall);
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    expect(booking.status).to.equal('requested');
    const waiting = await bookingsToDecide(setting.db, manager);
    expect(waiting.map(({ code }) => code)).to.deep.equal([booking.code]);
    const approve = (actor: Actor) => transact(setting.db, (tx) => approveBooking(tx, booking.id, {}, actor, NOW));
    expect((await refusalOf(approve(await managerOf(aHall())))).code).to.equal('not-allowed');
    expect((await refusalOf(approve(person))).code).to.equal('not-allowed');
    expect((await approve(manager)).status).to.equal('held');
    expect((await refusalOf(approve(manager))).code).to.equal('wrong-state');
  });

  it('frees the hall when a manager declines, and says why', async () => {
    const hall = await aHallFor({ approval: true });
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    const manager = await managerOf(hall);
    await transact(setting.db, (tx) => declineBooking(tx, booking.id, { reason: 'Die avond is er een repetitie.' }, manager, NOW));
    const detail = await readBooking(setting.db, booking.id, person);
    expect(detail).to.include({ status: 'declined', decisionReason: 'Die avond is er een repetitie.' });
    expect((await place(anAsk(hall, evening('2027-01-12')))).status).to.equal('requested');
  });

  it('previews what cancelling gives back, then does exactly that', async () => {
    const hall = await aHallFor(free);
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    const preview = await previewCancellation(setting.db, booking.id, person, NOW);
    const { outcome } = await transact(setting.db, (tx) => cancelBooking(tx, booking.id, { reason: 'Ziek' }, person, NOW));
    expect(preview).to.include(outcome);
    expect(setting.events.at(-1)).to.deep.equal({ type: 'booking-cancelled', bookingId: booking.id, refundPercent: 100 });
    expect((await place(anAsk(hall, evening('2027-01-12')))).status).to.equal('confirmed');
  });

  it('cannot be cancelled once it has begun, nor by a stranger, nor from an old screen', async () => {
    const hall = await aHallFor(free);
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    const cancel = (actor: Actor, now: Date, expectedVersion?: number) =>
      transact(setting.db, (tx) => cancelBooking(tx, booking.id, expectedVersion === undefined ? {} : { expectedVersion }, actor, now));
    expect((await refusalOf(cancel(person, booking.period.start))).code).to.equal('not-cancellable');
    expect((await refusalOf(cancel(await aPerson(setting.db), NOW))).code).to.equal('not-found');
    expect((await refusalOf(cancel(person, NOW, 7))).code).to.equal('version-outdated');
    expect((await readBooking(setting.db, booking.id, person)).status).to.equal('confirmed');
  });

  it('gives everything back when the city cancels, whatever the terms say', async () => {
    const hall = await aHallFor({ cancellationTerms: { id: newId(), number: 1, body: { nl: 'Niets terug.' }, refundSteps: [] } });
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    await transact(setting.db, (tx) => confirmPaidBooking(tx, booking.id, NOW));
    expect((await previewCancellation(setting.db, booking.id, person, NOW)).refundPercent).to.equal(0);
    expect((await previewCancellation(setting.db, booking.id, await managerOf(hall), NOW)).refundPercent).to.equal(100);
  });

  it('confirms money that came late only while the hall can still be had', async () => {
    const hall = await aHallFor();
    const ask = anAsk(hall, evening('2027-01-12'));
    const late = await place(ask, person, new Date(Date.now() - 3_600_000));
    await expireLapsedHolds(setting.db, new Date());
    expect((await readBooking(setting.db, late.id, person)).status).to.equal('expired');
    expect(await transact(setting.db, (tx) => confirmPaidBooking(tx, late.id, NOW))).to.equal('confirmed');
    expect(await transact(setting.db, (tx) => confirmPaidBooking(tx, late.id, NOW))).to.equal('already-confirmed');

    const tooLate = await place(anAsk(hall, evening('2027-01-13')), person, new Date(Date.now() - 3_600_000));
    await place(anAsk(hall, evening('2027-01-13', '20:00', '22:00')), await aPerson(setting.db));
    expect((await readBooking(setting.db, tooLate.id, person)).status).to.equal('expired');
    expect(await transact(setting.db, (tx) => confirmPaidBooking(tx, tooLate.id, NOW))).to.equal('lost');
  });

  it('loses its extras too when the hold lapses, before anybody has marked it', async () => {
    const microphone = { id: newId<'extra'>(), name: { nl: 'Microfoon' }, unit: 'booking' as const, unitCents: 500, vatRate: 2_100, stock: 1, perBookingMax: 1 };
    const hall = aHall({ extras: [microphone] });
    const [second, third] = [aHall({ extras: [microphone], venue: hall.venue }), aHall({ extras: [microphone], venue: hall.venue })];
    await insertHalls(setting.db, [hall, second, third]);
    const extras = [{ extraId: microphone.id, quantity: 1 }];
    const early = new Date(Date.now() - 3_600_000);
    const late = await place(anAsk(hall, evening('2027-01-12'), { extras }), person, early);
    const still = await place(anAsk(second, evening('2027-01-13'), { extras }), person, early);
    await place(anAsk(third, evening('2027-01-12'), { extras }), await aPerson(setting.db));
    expect((await readBooking(setting.db, late.id, person)).status).to.equal('held');
    expect(await transact(setting.db, (tx) => confirmPaidBooking(tx, late.id, NOW))).to.equal('lost');
    expect(await transact(setting.db, (tx) => confirmPaidBooking(tx, still.id, NOW))).to.equal('confirmed');
    expect(setting.events.filter((one) => one.type === 'booking-expired' && one.bookingId === still.id)).to.deep.equal([]);
  });

  it('marks every lapsed hold, also behind one that fails each time', async () => {
    const early = new Date(Date.now() - 3_600_000);
    const broken = await aHallFor();
    const [stuck, behind] = [await place(anAsk(broken, evening('2027-01-12')), person, new Date(early.getTime() - 60_000)), await place(anAsk(await aHallFor(), evening('2027-01-12')), person, early)];
    await setting.db('halls').where({ id: broken.id }).update({ house_rules: 'bestaat niet' });
    const failed = await expireLapsedHolds(setting.db, new Date()).then(() => undefined, (thrown: unknown) => thrown);
    expect(failed).to.be.instanceOf(AggregateError);
    const statuses = await Promise.all([stuck, behind].map(async ({ id }) => (await readBooking(setting.db, id, person)).status));
    await setting.db('halls').where({ id: broken.id }).update({ house_rules: broken.houseRules.id });
    expect(statuses).to.deep.equal(['held', 'expired']);
  });

  it('belongs to the organisation: whoever is a member now sees it, whoever left does not', async () => {
    const hall = await aHallFor();
    const organisation = await anAssociation(setting.db);
    const formerSecretary = await aPerson(setting.db, { organisation });
    const booking = await place(anAsk(hall, evening('2027-01-12')), formerSecretary);
    const newSecretary = await aPerson(setting.db, { organisation });
    expect((await readBooking(setting.db, booking.id, newSecretary)).code).to.equal(booking.code);
    const gone: SignedIn = { ...formerSecretary, memberOf: [] };
    expect((await refusalOf(readBooking(setting.db, booking.id, gone))).code).to.equal('not-found');
    const listed = await listBookings(setting.db, newSecretary, { list: 'upcoming', limit: 10 }, NOW);
    expect(listed.items.map(({ id }) => id)).to.deep.equal([booking.id]);
  });

  it('shows staff what they need and writes down that they looked', async () => {
    const hall = await aHallFor();
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    const manager = await managerOf(hall);
    await readBooking(setting.db, booking.id, manager);
    expect(await database.query('SELECT person_id, action FROM audit WHERE subject_id = $1', [booking.id]))
      .to.deep.equal([{ person_id: manager.personId, action: 'read' }]);
    expect((await refusalOf(readBooking(setting.db, booking.id, await managerOf(aHall())))).code).to.equal('not-found');
  });

  it('writes down that a manager read who asks, and nothing when nobody did', async () => {
    const hall = await aHallFor({ approval: true });
    const manager = await managerOf(hall);
    const logged = () => database.query('SELECT action, details FROM audit WHERE person_id = $1', [manager.personId]);
    expect(await readRequests(setting.db, manager)).to.deep.equal([]);
    expect(await logged()).to.deep.equal([]);
    const { id } = await place(anAsk(hall, evening('2027-01-12')));
    expect((await readRequests(setting.db, manager)).map((one) => one.id)).to.deep.equal([id]);
    expect(await logged()).to.deep.equal([{ action: 'read-requests', details: { found: [id] } }]);
  });

  it('writes down one look of a page that asks again by itself, and another when somebody new is on it', async () => {
    const hall = await aHallFor({ approval: true });
    const manager = await managerOf(hall);
    const logged = async () => (await database.query<{ action: string }>('SELECT action FROM audit WHERE person_id = $1 ORDER BY id', [manager.personId])).map(({ action }) => action);
    const { id } = await place(anAsk(hall, evening('2027-01-12')));
    for (let time = 0; time < 3; time += 1) {
      await readRequests(setting.db, manager);
      await readBooking(setting.db, id, manager);
    }
    expect(await logged()).to.deep.equal(['read-requests', 'read']);
    await place(anAsk(hall, evening('2027-01-13')), await aPerson(setting.db));
    await readRequests(setting.db, manager);
    expect(await logged()).to.deep.equal(['read-requests', 'read', 'read-requests']);
    await readBooking(setting.db, id, await managerOf(hall));
    expect(await database.query(`SELECT FROM audit WHERE subject_id = $1 AND action = 'read'`, [id]), 'somebody else looks').to.have.length(2);
  });

  it('lists page by page, every booking once', async () => {
    const hall = await aHallFor();
    const regular = await aPerson(setting.db);
    for (let day = 10; day < 17; day += 1) await place(anAsk(hall, evening(`2027-06-${day}`)), regular);
    const seen: string[] = [];
    let after: { start: string; id: string } | undefined;
    do {
      const page = await listBookings(setting.db, regular, { list: 'upcoming', limit: 3, ...(after ? { after } : {}) }, NOW);
      seen.push(...page.items.map(({ period }) => period.start.toISOString()));
      after = page.next;
    } while (after);
    expect(seen).to.have.length(7);
    expect(seen).to.deep.equal([...new Set(seen)].toSorted());
  });
});
