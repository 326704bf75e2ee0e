import { expect } from 'chai';
import { findCallers } from '../../src/desk/find-callers.ts';
import { openMatters, type MatterKind } from '../../src/desk/matters.ts';
import { readPersonCard } from '../../src/desk/read-card.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { holdForCaller } from '../../src/bookings/hold-for-caller.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type PersonId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { linkForCaller } from '../../src/payments/send-pay-link.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, evening, useSetting } from '../bookings/setting.ts';
import { refusalOf } from '../identity/refusal.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, alwaysOpen, insertHalls, type HallWishes } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const NOW = new Date();
const SOON = new Date(Math.ceil(NOW.getTime() / 1_800_000) * 1_800_000 + 1_800_000);

describe('what is open for a caller', () => {
  const setting = useSetting(useDatabase());
  let karim: SignedIn;

  before(async () => {
    karim = await aPerson(setting.db, { roles: [{ role: 'agent', organisationId: newId() }] });
  });

  async function caller(own: object = {}): Promise<PersonId> {
    const id: PersonId = newId();
    await setting.db('persons').insert({ id, given_name: 'Lea', family_name: 'Vandamme', email: `${id}@example.com`, ...own });
    return id;
  }
  async function booked(personId: PersonId, own: HallWishes = {}, period = evening('2027-07-14')): Promise<Booking> {
    const hall = aHall({ schedule: alwaysOpen(), ...own });
    await insertHalls(setting.db, [hall]);
    return transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, period, { caller: { personId, bookerKind: 'resident', reason: 'x' } }), karim, NOW));
  }
  const kindsOf = async (personId: PersonId): Promise<MatterKind[]> => (await openMatters(setting.db, { callerId: personId, organisationIds: [] }, NOW)).map(({ kind }) => kind);
  const confirm = (booking: Booking) => setting.db('bookings').where({ id: booking.id }).update({ status: 'confirmed', held_until: null });

  it('is nothing for somebody without bookings, but for an address that is missing', async () => {
    expect(await kindsOf(await caller())).to.deep.equal([]);
    expect(await kindsOf(await caller({ email: null, phone: '+32477000999' }))).to.deep.equal(['no-address']);
  });

  it('is a hold to be paid, until when and how much, and whether a link was mailed', async () => {
    const lea = await caller();
    const booking = await booked(lea);
    const [matter] = await openMatters(setting.db, { callerId: lea, organisationIds: [] }, NOW);
    expect(matter).to.deep.include({ kind: 'unpaid-no-link', code: booking.code, about: '6000', at: addMinutes(NOW, 15) });
    await transact(setting.db, (tx) => linkForCaller(tx, booking.id, NOW));
    expect(await kindsOf(lea)).to.deep.equal(['unpaid']);
    expect((await openMatters(setting.db, { callerId: lea, organisationIds: [] }, addMinutes(NOW, 60 * 49))).map(({ kind }) => kind), 'lapsed').to.deep.equal([]);
  });

  it('is a hold that is still talked about before anything else, and a request that waits', async () => {
    const lea = await caller();
    await booked(lea, { approval: true });
    const hall = aHall();
    await insertHalls(setting.db, [hall]);
    const ask = { hallId: hall.id, period: evening('2027-07-15'), layout: 'theatre' as const, attendance: 5, language: 'nl' as const };
    await transact(setting.db, (tx) => holdForCaller(tx, { ...ask, caller: { personId: lea, bookerKind: 'resident', reason: 'x' } }, karim, NOW));
    expect(await kindsOf(lea)).to.deep.equal(['on-the-line', 'request-waiting']);
  });

  it('is money that could not go back, and a mail that did not arrive, until one like it did', async () => {
    const lea = await caller();
    const booking = await booked(lea);
    await confirm(booking);
    const payment = newId();
    await setting.db('payments').insert({ id: payment, booking_id: booking.id, provider_id: `tr_${payment}`, status: 'paid', amount_cents: 6_000, outcome: 'confirmed' });
    await setting.db('refunds').insert({ id: newId(), payment_id: payment, amount_cents: 3_000, reason: 'cancelled', status: 'failed' });
    const mail = (status: string, at: Date) => setting.db('mails').insert({
      id: newId(), dedupe_key: newId(), booking_id: booking.id, template: 'booking-confirmed', language: 'nl', recipient: 'weg@example.com', status, created_at: at,
    });
    await mail('failed', addMinutes(NOW, -20));
    expect(await kindsOf(lea)).to.deep.equal(['refund-failed', 'mail-failed']);
    await setting.db('mails').where({ booking_id: booking.id }).update({ handled_at: NOW });
    expect(await kindsOf(lea), 'somebody dealt with it').to.deep.equal(['refund-failed']);
    await setting.db('mails').where({ booking_id: booking.id }).update({ handled_at: null });
    await mail('sent', addMinutes(NOW, -10));
    expect(await kindsOf(lea)).to.deep.equal(['refund-failed']);
  });

  it('is a door that may not open today, not one of next week', async () => {
    const lea = await caller();
    const today = await booked(lea, {}, { start: SOON, end: addMinutes(SOON, 60) });
    const later = await booked(lea);
    for (const booking of [today, later]) {
      await confirm(booking);
      await setting.db('alarms').insert({ id: newId(), kind: 'at-risk', booking_id: booking.id, raised_at: NOW });
    }
    const matters = await openMatters(setting.db, { callerId: lea, organisationIds: [] }, SOON < new Date(NOW.getTime() + 86_400_000) ? SOON : NOW);
    expect(matters.map(({ kind, code }) => [kind, code])).to.deep.equal([['door-at-risk', today.code]]);
  });

  it('is shown to agents alone, who leave a trace of whom they looked at', async () => {
    const lea = await caller();
    const booking = await booked(lea);
    const card = await transact(setting.db, (tx) => readPersonCard(tx, lea, karim, NOW));
    expect(card.upcoming.map(({ code }) => code)).to.deep.equal([booking.code]);
    const visitor = await aPerson(setting.db);
    expect((await refusalOf(transact(setting.db, (tx) => readPersonCard(tx, lea, visitor, NOW)))).code).to.equal('not-allowed');
    expect((await refusalOf(transact(setting.db, (tx) => findCallers(tx, 'lea', visitor)))).code).to.equal('not-allowed');
    await transact(setting.db, (tx) => findCallers(tx, booking.code, karim));
    const looked = await setting.db<{ action: string; person_ids: string[]; id: number }>('audit').whereRaw('person_ids @> ARRAY[?::uuid]', [lea]).orderBy('id').select('action');
    expect(looked.map(({ action }) => action)).to.include.members(['read', 'find-bookings']);
  });
});
