import { expect } from 'chai';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { completeHold, type Agreement } from '../../src/bookings/complete-hold.ts';
import type { Held } from '../../src/bookings/booking.ts';
import { holdForCaller, type CallHoldAsk } from '../../src/bookings/hold-for-caller.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { previewMove } from '../../src/bookings/preview-move.ts';
import { readBooking } from '../../src/bookings/read-booking.ts';
import { bookingsSince } from '../../src/bookings/views.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { Actor, SignedIn } from '../../src/kernel/actor.ts';
import { newId, type PersonId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { refusalOf } from '../identity/refusal.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls, type HallWishes } from '../support/halls.ts';
import { anAssociation, aPerson } from '../support/people.ts';
import { move, moveTo } from './moving.ts';
import { anAsk, evening, useSetting } from './setting.ts';

const NOW = new Date();

describe('a hold while the caller is on the line', () => {
  const database = useDatabase();
  const setting = useSetting(database);
  let karim: SignedIn;
  let caller: PersonId;

  before(async () => {
    karim = await aPerson(setting.db, { roles: [{ role: 'agent', organisationId: newId() }] });
    caller = newId();
    await setting.db('persons').insert({ id: caller, given_name: 'Lea', family_name: 'Vandamme', phone: '+32477123456' });
  });
  beforeEach(async () => {
    setting.events.splice(0);
    await setting.db('call_holds').delete();
  });

  const aHallFor = async (own: HallWishes = {}): Promise<Hall> => {
    const hall = aHall(own);
    await insertHalls(setting.db, [hall]);
    return hall;
  };
  const ask = (hall: Hall, own: Partial<CallHoldAsk> = {}): CallHoldAsk => ({
    hallId: hall.id, period: evening('2027-02-10'), layout: 'theatre', attendance: 20, language: 'fr',
    caller: { personId: caller, bookerKind: 'resident', reason: 'Beller aan de lijn' }, ...own,
  });
  const hold = (hall: Hall, own: Partial<CallHoldAsk> = {}, actor: Actor = karim): Promise<Held> =>
    transact(setting.db, (tx) => holdForCaller(tx, ask(hall, own), actor, NOW));
  const agreement = (hall: Hall, own: Partial<Agreement> = {}): Agreement => ({
    activity: 'Babyborrel', attendance: 30, layout: 'theatre', language: 'fr', extras: [], reason: 'Geen internet',
    houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id, ...own,
  });
  const complete = (held: Held, agreed: Agreement, now = NOW) => transact(setting.db, (tx) => completeHold(tx, held.id, agreed, karim, now));
  const audited = (id: string) => setting.db<{ id: number; subject_id: string; action: string; channel: string; reason: string | null; person_id: string }>('audit')
    .where('subject_id', id).orderBy('id').select('action', 'channel', 'reason', 'person_id');

  it('keeps the hall from others, tells nobody by mail, and says by whom and why', async () => {
    const hall = await aHallFor();
    const held = await hold(hall);
    expect(held).to.include({ status: 'held', personId: caller, placedBy: karim.personId, channel: 'phone', activity: 'Option par téléphone', totalCents: 6_000 });
    expect(held.heldUntil).to.deep.equal(addMinutes(NOW, 15));
    expect(setting.events, 'nothing was agreed, so nothing is announced').to.deep.equal([]);
    const refusal = await refusalOf(transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, held.period), karim, NOW)));
    expect(refusal.violations.map(({ code }) => code)).to.deep.equal(['taken']);
    expect((await audited(held.id))[0]).to.deep.equal({ action: 'hold-for-caller', channel: 'phone', reason: 'Beller aan de lijn', person_id: karim.personId });
    expect((await readBooking(setting.db, held.id, karim)).history[0]).to.include({ status: 'held', channel: 'phone', reason: 'Beller aan de lijn' });
  });

  it('is for agents alone, and only for somebody whom we know', async () => {
    const hall = await aHallFor();
    expect((await refusalOf(hold(hall, {}, await aPerson(setting.db)))).code).to.equal('not-allowed');
    expect((await refusalOf(hold(hall, { caller: { personId: newId(), bookerKind: 'resident', reason: 'x' } }))).code).to.equal('invalid-request');
    expect((await refusalOf(hold(hall, { caller: { personId: caller, bookerKind: 'school', reason: 'x' } }))).code).to.equal('invalid-request');
  });

  it('lets an agent have five open at once', async () => {
    const hall = await aHallFor();
    for (let day = 1; day <= 5; day += 1) await hold(hall, { period: evening(`2027-03-0${day}`) });
    expect((await refusalOf(hold(hall, { period: evening('2027-03-06') }))).code).to.equal('too-many-requests');
  });

  it('is agreed before it moves anywhere: not past terms and approval, and no calendar shows it', async () => {
    const hall = await aHallFor({ approval: true });
    const held = await hold(hall);
    const elsewhere = moveTo(held, { period: evening('2027-02-11') });
    const manager = await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
    for (const actor of [karim, manager]) expect((await refusalOf(move(setting.db, held, elsewhere, actor))).code).to.equal('wrong-state');
    const { possible, violations } = await previewMove(setting.db, held.id, elsewhere, karim, NOW);
    expect([possible, violations.map(({ code }) => code)]).to.deep.equal([false, ['wrong-state']]);
    expect((await readBooking(setting.db, held.id, karim)).period).to.deep.equal(held.period);
    const inFeed = async () => (await bookingsSince(setting.db, { personId: caller }, NOW, 100)).map(({ id }) => id);
    expect(await inFeed()).not.to.include(held.id);
    await complete(held, agreement(hall));
    expect(await inFeed()).to.include(held.id);
  });

  it('becomes a booking with its extras, its price and time to pay', async () => {
    const extra = { id: newId<'extra'>(), name: { nl: 'Beamer' }, unit: 'booking' as const, unitCents: 1_500, vatRate: 2_100, perBookingMax: 2, stock: 2 };
    const hall = await aHallFor({ extras: [extra] });
    const held = await hold(hall);
    const booked = await complete(held, agreement(hall, { extras: [{ extraId: extra.id, quantity: 1 }], remarks: 'Graag hoge tafels' }), addMinutes(NOW, 5));
    expect(booked).to.include({ status: 'held', activity: 'Babyborrel', attendance: 30, totalCents: 7_500, remarks: 'Graag hoge tafels', version: 2 });
    const detail = await readBooking(setting.db, held.id, karim);
    expect(detail.lines.map(({ kind }) => kind)).to.deep.equal(['hire', 'extra']);
    expect(detail.heldUntil).to.deep.equal(addMinutes(NOW, 20));
    expect(detail.history.map(({ channel, reason }) => [channel, reason])).to.deep.equal([['phone', 'Beller aan de lijn'], ['phone', 'Geen internet']]);
    expect(setting.events.map(({ type }) => type)).to.deep.equal(['booking-held']);
  });

  it('writes down that the terms were accepted on the caller\'s word', async () => {
    const hall = await aHallFor();
    const held = await hold(hall);
    await complete(held, agreement(hall));
    const row = await setting.db<{ subject_id: string; action: string; details: object; reason: string }>('audit').where({ subject_id: held.id, action: 'complete-hold' }).first('details', 'reason');
    expect(row).to.deep.equal({
      reason: 'Geen internet',
      details: { personId: caller, accepted: 'spoken', houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id },
    });
  });

  it('waits for a manager where one decides, and is confirmed where nothing is to be paid', async () => {
    const decided = await aHallFor({ approval: true });
    expect((await complete(await hold(decided), agreement(decided))).status).to.equal('requested');
    expect(setting.events.map(({ type }) => type)).to.deep.equal(['booking-requested']);
    const free = await aHallFor({ tariffs: [{ bookerKind: 'resident', validFrom: '2000-01-01', hourCents: 0, minimumMinutes: 0, depositCents: 0, vatRate: 0 }] });
    const held = await hold(free);
    expect((await complete(held, agreement(free))).status).to.equal('confirmed');
    expect(await setting.db('claims').where({ holder_id: held.id }).whereNotNull('held_until'), 'it stands for good').to.deep.equal([]);
  });

  it('refuses what no longer holds: too many persons, other terms, a hold that lapsed, and a second time', async () => {
    const hall = await aHallFor();
    const held = await hold(hall);
    const over = await refusalOf(complete(held, agreement(hall, { attendance: 61 })));
    expect(over.violations.map(({ code, field }) => `${code} ${String(field)}`)).to.deep.equal(['over-capacity body/attendance']);
    expect((await refusalOf(complete(held, agreement(hall, { layout: 'banquet' })))).violations.map(({ code }) => code)).to.deep.equal(['unknown-layout']);
    expect((await refusalOf(complete(held, agreement(hall, { houseRulesId: newId() })))).code).to.equal('terms-outdated');
    expect((await refusalOf(complete(held, agreement(hall, { expectedVersion: 9 })))).code).to.equal('version-outdated');
    expect((await refusalOf(complete(held, agreement(hall), addMinutes(NOW, 16)))).code).to.equal('hold-lapsed');
    await complete(held, agreement(hall));
    expect((await refusalOf(complete(held, agreement(hall)))).code).to.equal('wrong-state');
    const visitor = await aPerson(setting.db);
    expect((await refusalOf(transact(setting.db, (tx) => completeHold(tx, held.id, agreement(hall), visitor, NOW)))).code).to.equal('not-allowed');
  });

  it('is made a booking by one of two agents who press at the same moment', async () => {
    const hall = await aHallFor();
    const held = await hold(hall);
    const outcomes = await Promise.allSettled([complete(held, agreement(hall)), complete(held, agreement(hall, { activity: 'Quiz' }))]);
    expect(outcomes.map(({ status }) => status).toSorted()).to.deep.equal(['fulfilled', 'rejected']);
  });

  it('is let go with a word, and its cancellation is the phone\'s, not the web\'s', async () => {
    const hall = await aHallFor();
    const held = await hold(hall);
    await transact(setting.db, (tx) => cancelBooking(tx, held.id, { reason: 'De beller wil ze niet' }, karim, NOW));
    expect((await readBooking(setting.db, held.id, karim)).history.at(-1)).to.include({ status: 'cancelled', channel: 'phone', reason: 'De beller wil ze niet' });
    expect((await audited(held.id)).filter(({ action }) => action === 'cancel-booking')).to.deep.equal([
      { action: 'cancel-booking', channel: 'phone', reason: 'De beller wil ze niet', person_id: karim.personId },
    ]);
    await hold(hall);
  });

  it('takes the tariff of the organisation for which somebody calls', async () => {
    const organisation = await anAssociation(setting.db);
    const tariffs = [{ bookerKind: 'association' as const, validFrom: '2000-01-01', hourCents: 500, minimumMinutes: 0, depositCents: 0, vatRate: 0 }];
    const held = await hold(await aHallFor({ tariffs }), { caller: { personId: caller, organisationId: organisation.id, bookerKind: 'association', reason: 'x' } });
    expect(held).to.include({ organisationId: organisation.id, totalCents: 1_500 });
  });

  it('records what an agent places at once as the phone\'s too, with the reason in the audit', async () => {
    const hall = await aHallFor();
    const booking = await transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, evening('2027-02-11'), { caller: { personId: caller, bookerKind: 'resident', reason: 'Geen internet' } }), karim, NOW));
    expect((await readBooking(setting.db, booking.id, karim)).history[0]).to.include({ channel: 'phone', reason: 'Geen internet' });
    expect((await audited(booking.id))[0]).to.include({ action: 'place-booking', channel: 'phone', reason: 'Geen internet' });
  });
});
