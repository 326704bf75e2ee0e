import { hourlyForAll, reprice } from '../support/tariffs.ts';
import { expect } from 'chai';
import { approveBooking } from '../../src/bookings/approve-booking.ts';
import { bookingCalendar } from '../../src/bookings/calendar.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBooking, previewCancellation } from '../../src/bookings/cancel-booking.ts';
import { confirmPaidBooking } from '../../src/bookings/confirm-booking.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import { placeBooking, type BookingAsk } from '../../src/bookings/place-booking.ts';
import { previewMove } from '../../src/bookings/preview-move.ts';
import { readBooking } from '../../src/bookings/read-booking.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import type { Extra, Hall } from '../../src/catalogue/hall.ts';
import type { Actor, SignedIn, StaffRole } from '../../src/kernel/actor.ts';
import { newId, type BookingId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { transact } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls, type HallWishes } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { anAsk, evening, useSetting } from './setting.ts';
import { move, moveTo } from './moving.ts';

const NOW = new Date();

describe('moving a booking', () => {
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
  const priced = (hourCents: number, depositCents = 0): HallWishes =>
    ({ tariffs: [{ bookerKind: 'resident', validFrom: '2000-01-01', hourCents, minimumMinutes: 0, depositCents, vatRate: 2_100 }] });
  const place = (ask: BookingAsk, actor: Actor = person): Promise<Booking> => transact(setting.db, (tx) => placeBooking(tx, ask, actor, NOW));
  const paid = async (ask: BookingAsk): Promise<Booking> => {
    const { id } = await place(ask);
    await transact(setting.db, (tx) => confirmPaidBooking(tx, id, NOW));
    return loadBooking(setting.db, id);
  };
  const staff = (role: StaffRole, ...halls: Hall[]): Promise<SignedIn> =>
    aPerson(setting.db, { roles: halls.map(({ venue }) => ({ role, organisationId: venue.organisationId })) });
  const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
    const thrown = await work.then(() => undefined, (reason: unknown) => reason);
    expect(thrown).to.be.instanceOf(Refusal);
    return thrown as Refusal;
  };
  const claimsOf = async (id: BookingId): Promise<Period[]> =>
    (await database.query<{ start: Date; end: Date }>('SELECT lower(period) AS start, upper(period) AS "end" FROM claims WHERE holder_id = $1 ORDER BY 1', [id])).map(({ start, end }) => ({ start, end }));
  const read = (id: BookingId) => readBooking(setting.db, id, person);

  it('takes the new time and gives back the old one, at the price of the new stay', async () => {
    const hall = await aHallFor({ setupMinutes: 30, ...priced(2_000) });
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    const period = evening('2027-01-14', '18:00', '20:00');
    const { booking: moved, outcome } = await move(setting.db, booking, moveTo(booking, { period, attendance: 30, activity: 'Quiz', remarks: 'Graag de micro' }), person);
    expect(outcome).to.deep.include({ status: 'held', dueCents: 4_000, refundCents: 0 });
    expect(moved).to.deep.include({ status: 'held', version: 2, totalCents: 4_000, attendance: 30, heldUntil: 'heldUntil' in booking && booking.heldUntil });
    expect(await claimsOf(booking.id)).to.deep.equal([{ start: addMinutes(period.start, -30), end: period.end }]);
    const detail = await read(booking.id);
    expect(detail).to.deep.include({ period, totalCents: 4_000, activity: 'Quiz', remarks: 'Graag de micro', version: 2 });
    expect(detail.lines.map(({ quantity, grossCents }) => ({ quantity, grossCents }))).to.deep.equal([{ quantity: 2, grossCents: 4_000 }]);
    expect(detail.history.map(({ status, movedFrom }) => [status, movedFrom?.period])).to.deep.equal([['held', undefined], ['held', booking.period]]);
    expect(bookingCalendar(detail, 'https://x', 'nl')).to.contain('SEQUENCE:1');
    expect((await place(anAsk(hall, evening('2027-01-12')), await aPerson(setting.db))).status).to.equal('held');
    expect(setting.events.findLast(({ type }) => type === 'booking-moved')).to.deep.include({ bookingId: booking.id, number: 2 });
  });

  it('may overlap itself, and counts neither its own extras nor its own place in the quota', async () => {
    const micro: Extra = { id: newId(), name: { nl: 'Micro' }, unit: 'booking', unitCents: 500, vatRate: 2_100, stock: 1, perBookingMax: 1 };
    const hall = await aHallFor({ quotaBookings: 1, setupMinutes: 30, extras: [micro], ...priced(0) });
    const booking = await place(anAsk(hall, evening('2027-01-12'), { extras: [{ extraId: micro.id, quantity: 1 }] }));
    const { booking: moved } = await move(setting.db, booking, moveTo(booking, { period: evening('2027-01-12', '18:00', '21:00') }), person);
    expect(moved.totalCents).to.equal(500);
    expect(await database.query('SELECT quantity FROM extra_orders WHERE booking_id = $1 AND period = tstzrange($2, $3)', [booking.id, moved.period.start, moved.period.end])).to.deep.equal([{ quantity: 1 }]);
  });

  it('leaves everything as it was when the new place cannot be had, and says all that is wrong and what can', async () => {
    const hall = await aHallFor();
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    await place(anAsk(hall, evening('2027-01-13')), await aPerson(setting.db));
    const before = await read(booking.id);
    const ask = moveTo(booking, { period: evening('2027-01-13', '20:00', '21:00'), attendance: 500 });
    expect((await refusalOf(move(setting.db, booking, ask, person))).violations.map(({ code }) => code)).to.deep.equal(['taken', 'over-capacity']);
    expect(await read(booking.id)).to.deep.equal(before);
    expect(await claimsOf(booking.id)).to.deep.equal([booking.period]);
    const { attendance: _many, ...few } = ask;
    const preview = await previewMove(setting.db, booking.id, { ...few, attendance: 20 }, person, NOW);
    expect(preview).to.include({ possible: false }).and.not.have.property('outcome');
    const other = preview.alternatives.find(({ kind }) => kind === 'other-time')!;
    expect((await move(setting.db, booking, moveTo(booking, { period: other.period }), person)).booking.period).to.deep.equal(other.period);
  });

  it('passes the place that it leaves to a closure that wanted it', async () => {
    const hall = await aHallFor();
    const booking = await place(anAsk(hall, evening('2027-01-12')));
    const { closureId } = await transact(setting.db, (tx) => closeSpaces(tx, { spaceIds: hall.spaceIds, period: evening('2027-01-12', '08:00', '22:00'), reason: { nl: 'Werken' } }, NOW));
    expect((await refusalOf(move(setting.db, booking, moveTo(booking, { period: evening('2027-01-12', '19:00', '21:00') }), person))).violations[0]?.code).to.equal('closed');
    await move(setting.db, booking, moveTo(booking, { period: evening('2027-01-13') }), person);
    const [held] = await database.query<{ minutes: number }>(`SELECT sum(extract(epoch FROM upper(period) - lower(period)) / 60)::int AS minutes FROM claims WHERE holder_id = $1`, [closureId]);
    expect(held?.minutes).to.equal(14 * 60);
  });

  it('goes to another hall under the terms that are accepted for it, with the extras that there are', async () => {
    const piano: Extra = { id: newId(), name: { nl: 'Piano' }, unit: 'booking', unitCents: 5_000, vatRate: 2_100, perBookingMax: 1 };
    const [from, to] = [await aHallFor({ extras: [piano], ...priced(2_000) }), await aHallFor(priced(1_000))];
    const booking = await place(anAsk(from, evening('2027-01-12'), { extras: [{ extraId: piano.id, quantity: 1 }] }));
    const bare = moveTo(booking, { hallId: to.id });
    const refusal = await refusalOf(move(setting.db, booking, bare, person));
    expect([refusal.code, refusal.help]).to.deep.equal(['terms-outdated', { houseRulesId: to.houseRules.id, cancellationTermsId: to.cancellationTerms.id }]);
    expect(await previewMove(setting.db, booking.id, bare, person, NOW)).to.deep.include({
      possible: true, dropped: [{ nl: 'Piano' }], termsToAccept: ['houseRules', 'cancellationTerms'], dueCents: { before: 11_000, after: 3_000 },
    });
    const { booking: moved } = await move(setting.db, booking, moveTo(booking, { hall: to }), person);
    expect(moved).to.include({ hallId: to.id, totalCents: 3_000, cancellationTermsId: to.cancellationTerms.id });
    expect(await database.query('SELECT * FROM extra_orders WHERE booking_id = $1', [booking.id])).to.deep.equal([]);
    expect((await place(anAsk(from, evening('2027-01-12')), await aPerson(setting.db))).status).to.equal('held');
  });

  it('keeps the frozen price and the accepted terms of who only says something else about it', async () => {
    const hall = await aHallFor(priced(2_000));
    const booking = await paid(anAsk(hall, evening('2027-01-12')));
    await reprice(setting.db, hall, hourlyForAll(9_900));
    await transact(setting.db, (tx) => closeSpaces(tx, { spaceIds: hall.spaceIds, period: evening('2027-01-12', '08:00', '22:00'), reason: { nl: 'Werken' } }, NOW));
    const { booking: moved } = await move(setting.db, booking, moveTo(booking, { attendance: 60, activity: 'Bal' }), person, addMinutes(booking.period.start, -5));
    expect(moved).to.include({ totalCents: 6_000, attendance: 60, activity: 'Bal', status: 'confirmed' });
    expect((await refusalOf(move(setting.db, booking, moveTo(booking, { attendance: 61 }), person))).violations[0]?.code).to.equal('over-capacity');
    const { version } = await read(booking.id);
    await move(setting.db, moved, moveTo(moved), person);
    expect((await read(booking.id)).version, 'nothing changed').to.equal(version);
  });

  describe('money', () => {
    it('gives back what a paid stay becomes cheaper by, as the accepted terms have it', async () => {
      const terms = { id: newId<'document'>() as string, number: 1, body: { nl: 'Half.' }, refundSteps: [{ hoursBefore: 48, percent: 100 }, { hoursBefore: 0, percent: 50 }] };
      const hall = await aHallFor({ cancellationTerms: terms, ...priced(2_000, 1_000) });
      const shorter = evening('2027-01-12', '19:00', '20:00');
      const early = await paid(anAsk(hall, evening('2027-01-12')));
      expect((await move(setting.db, early, moveTo(early, { period: shorter }), person)).outcome).to.include({ refundCents: 4_000, refundPercent: 100 });
      expect((await database.query('SELECT refund_cents FROM booking_moves WHERE booking_id = $1', [early.id]))).to.deep.equal([{ refund_cents: 4_000 }]);
      const late = await paid(anAsk(hall, evening('2027-01-19')));
      const dayBefore = addMinutes(late.period.start, -1_440);
      const ask = moveTo(late, { period: evening('2027-02-19', '19:00', '20:00') });
      expect((await previewMove(setting.db, late.id, ask, person, dayBefore)).outcome).to.include({ refundCents: 2_000, refundPercent: 50 });
      expect((await move(setting.db, late, ask, person, dayBefore)).outcome).to.include({ refundCents: 2_000 });
      expect(await previewCancellation(setting.db, late.id, person, dayBefore), 'no better than before the move').to.include({ refundPercent: 50 });
      expect(await previewCancellation(setting.db, late.id, await staff('manager', hall), dayBefore), 'unless the city cancels').to.include({ refundPercent: 100 });
    });

    it('refuses to make a paid stay dearer, with both amounts and what costs no more', async () => {
      const hall = await aHallFor(priced(2_000));
      const booking = await paid(anAsk(hall, evening('2027-01-12')));
      const ask = moveTo(booking, { period: evening('2027-01-13', '17:00', '22:00') });
      const refusal = await refusalOf(move(setting.db, booking, ask, person));
      expect([refusal.code, refusal.facts]).to.deep.equal(['move-costs-more', { paidCents: 6_000, newCents: 10_000, moreCents: 4_000 }]);
      const preview = await previewMove(setting.db, booking.id, ask, person, NOW);
      expect(preview.violations.map(({ code }) => code)).to.deep.equal(['move-costs-more']);
      expect(preview.alternatives.every(({ totalCents }) => totalCents <= 6_000)).to.equal(true);
      const free = await place(anAsk(await aHallFor(priced(0)), evening('2027-01-12')));
      expect((await move(setting.db, free, moveTo(free, { period: evening('2027-01-13', '10:00', '20:00') }), person)).booking.status).to.equal('confirmed');
    });

    it('confirms a hold that nothing has to be paid for any more', async () => {
      const [from, to] = [await aHallFor(priced(2_000)), await aHallFor(priced(0))];
      const booking = await place(anAsk(from, evening('2027-01-12')));
      expect((await move(setting.db, booking, moveTo(booking, { hall: to }), person)).booking).to.include({ status: 'confirmed', totalCents: 0 });
      expect(await database.query('SELECT held_until FROM claims WHERE holder_id = $1', [booking.id])).to.deep.equal([{ held_until: null }]);
      expect(setting.events.at(-1)).to.deep.equal({ type: 'booking-confirmed', bookingId: booking.id });
    });
  });

  describe('who may, and until when', () => {
    it('is for the booker, agents and managers of both venues', async () => {
      const [from, to] = [await aHallFor(priced(0)), await aHallFor(priced(0))];
      const booking = await place(anAsk(from, evening('2027-01-12')));
      const ask = moveTo(booking, { hall: to });
      expect((await refusalOf(move(setting.db, booking, ask, await aPerson(setting.db)))).code).to.equal('not-found');
      expect((await refusalOf(move(setting.db, booking, ask, await staff('reader', from, to)))).code).to.equal('not-found');
      expect((await refusalOf(move(setting.db, booking, ask, await staff('manager', from)))).code).to.equal('not-allowed');
      expect((await refusalOf(move(setting.db, booking, ask, await staff('manager', to)))).code).to.equal('not-found');
      expect((await refusalOf(move(setting.db, booking, ask, person, NOW, 7))).code).to.equal('version-outdated');
      await move(setting.db, booking, ask, await staff('manager', from, to));
      await move(setting.db, booking, moveTo(booking, { hall: from }), await staff('agent', aHall()));
      expect((await read(booking.id)).history.map(({ movedFrom }) => movedFrom?.hall.id)).to.deep.equal([undefined, from.id, to.id]);
    });

    it('is until the notice of the hall for a booker, until the start for a manager, who is not held up by notice and quota', async () => {
      const hall = await aHallFor({ noticeMinutes: 1_440, quotaBookings: 2, ...priced(0) });
      const booking = await place(anAsk(hall, evening('2027-01-12')));
      const hourBefore = addMinutes(booking.period.start, -60);
      const ask = moveTo(booking, { period: evening('2027-01-12', '20:00', '22:00') });
      const refusal = await refusalOf(move(setting.db, booking, ask, person, hourBefore));
      expect([refusal.code, refusal.facts]).to.deep.equal(['not-movable', { until: addMinutes(booking.period.start, -1_440).toISOString() }]);
      expect((await previewMove(setting.db, booking.id, ask, person, hourBefore)).violations.map(({ code }) => code)).to.deep.equal(['too-late', 'not-movable']);
      expect((await move(setting.db, booking, ask, await staff('manager', hall), hourBefore)).booking.status).to.equal('confirmed');
      expect((await refusalOf(move(setting.db, booking, ask, await staff('manager', hall), ask.period.start))).code).to.equal('not-movable');
    });

    it('is not for what has ended or lapsed', async () => {
      const hall = await aHallFor();
      const booking = await place(anAsk(hall, evening('2027-01-12')));
      const ask = moveTo(booking, { period: evening('2027-01-13') });
      expect((await refusalOf(move(setting.db, booking, ask, person, addMinutes(NOW, 16)))).code).to.equal('hold-lapsed');
      await transact(setting.db, (tx) => cancelBooking(tx, booking.id, {}, person, NOW));
      expect((await refusalOf(move(setting.db, booking, ask, person))).code).to.equal('wrong-state');
      expect((await previewMove(setting.db, booking.id, ask, person, NOW))).to.include({ possible: false });
    });
  });

  describe('where a manager decides', () => {
    it('keeps a request a request, and gives it no more time', async () => {
      const hall = await aHallFor({ approval: true });
      const booking = await place(anAsk(hall, evening('2027-01-12')));
      const { booking: moved } = await move(setting.db, booking, moveTo(booking, { period: evening('2027-01-13') }), person);
      expect(moved).to.deep.include({ status: 'requested', heldUntil: 'heldUntil' in booking && booking.heldUntil });
    });

    it('asks anew about what was approved but is not yet paid, and not about less of it', async () => {
      const hall = await aHallFor({ approval: true });
      const manager = await staff('manager', hall);
      const booking = await place(anAsk(hall, evening('2027-01-12')));
      const approved = await transact(setting.db, (tx) => approveBooking(tx, booking.id, {}, manager, NOW));
      const { booking: shorter } = await move(setting.db, approved, moveTo(approved, { period: evening('2027-01-12', '19:00', '21:00'), attendance: 10 }), person);
      expect(shorter).to.include({ status: 'held', totalCents: 4_000 });
      expect((await move(setting.db, shorter, moveTo(shorter, { period: evening('2027-01-13') }), person)).booking.status).to.equal('requested');
    });

    it('never makes a confirmed booking a request again: only a manager of both venues moves it there', async () => {
      const [open, decided] = [await aHallFor(priced(0)), await aHallFor({ approval: true, ...priced(0) })];
      const booking = await place(anAsk(open, evening('2027-01-12')));
      const ask = moveTo(booking, { hall: decided });
      expect((await refusalOf(move(setting.db, booking, ask, person))).code).to.equal('move-needs-manager');
      expect((await refusalOf(move(setting.db, booking, ask, await staff('agent', open)))).code).to.equal('move-needs-manager');
      expect((await move(setting.db, booking, ask, await staff('manager', open, decided))).booking.status).to.equal('confirmed');
      const here = await readBooking(setting.db, booking.id, person);
      expect((await refusalOf(move(setting.db, booking, { ...ask, activity: 'Fuif' }, person))).code).to.equal('move-needs-manager');
      expect((await move(setting.db, booking, { ...ask, attendance: 5, remarks: 'Met minder' }, person)).booking).to.include({ status: 'confirmed', attendance: 5 });
      expect(here.status).to.equal('confirmed');
    });

    it('holds a request for payment once it goes where nobody decides', async () => {
      const [decided, open] = [await aHallFor({ approval: true }), await aHallFor()];
      const booking = await place(anAsk(decided, evening('2027-01-12')));
      const { booking: moved } = await move(setting.db, booking, moveTo(booking, { hall: open }), person, NOW);
      expect(moved).to.deep.include({ status: 'held', heldUntil: addMinutes(NOW, 15) });
    });

    it('gives who is moved by a manager the time to pay that follows an approval, and says so', async () => {
      const [decided, open] = [await aHallFor({ approval: true }), await aHallFor()];
      const booking = await place(anAsk(decided, evening('2027-01-12')));
      setting.events.splice(0);
      const { booking: moved } = await move(setting.db, booking, moveTo(booking, { hall: open }), await staff('manager', decided, open), NOW);
      expect(moved).to.deep.include({ status: 'held', heldUntil: addMinutes(NOW, 72 * 60) });
      expect(setting.events.map(({ type }) => type)).to.deep.equal(['spaces-released', 'booking-moved', 'booking-held']);
    });

    it('leaves what comes back as the booker accepted it when a manager moves them, and writes down who did', async () => {
      const [from, to] = [await aHallFor(priced(0)), await aHallFor(priced(0))];
      const booking = await place(anAsk(from, evening('2027-01-12')));
      const manager = await staff('manager', from, to);
      const { booking: moved } = await move(setting.db, booking, moveTo(booking, { hall: to }), manager);
      expect(moved).to.include({ houseRulesId: to.houseRules.id, cancellationTermsId: from.cancellationTerms.id });
      const written = () => database.query('SELECT person_id FROM audit WHERE subject_id = $1 AND action = $2', [booking.id, 'move-booking']);
      expect(await written()).to.deep.equal([{ person_id: manager.personId }]);
      await move(setting.db, moved, moveTo(moved, { attendance: 5 }), person);
      expect(await written(), 'what the booker does is in the history').to.have.length(1);
    });

    it('never holds a place past the start of the new stay', async () => {
      const hall = await aHallFor({ approval: true, venue: aVenue(), schedule: { id: newId(), openOnHolidays: true, exceptions: [], weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday: weekday as 1, opens: '00:00', closes: '24:00' })) } });
      const booking = await place(anAsk(hall, evening('2027-01-12')));
      const start = new Date(Math.ceil(NOW.getTime() / 3_600_000 + 1) * 3_600_000);
      const { booking: moved } = await move(setting.db, booking, moveTo(booking, { period: { start, end: addMinutes(start, 60) } }), person);
      expect('heldUntil' in moved && moved.heldUntil).to.deep.equal(start);
      expect(await database.query('SELECT DISTINCT held_until FROM claims WHERE holder_id = $1', [booking.id])).to.deep.equal([{ held_until: start }]);
    });
  });
});
