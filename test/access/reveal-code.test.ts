import { expect } from 'chai';
import { accessOperations } from '../../src/access/http.ts';
import { revealCode, type RevealedCode } from '../../src/access/reveal-code.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { ANONYMOUS, type Actor, type SignedIn } from '../../src/kernel/actor.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { transact } from '../../src/platform/db.ts';
import { evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { anAssociation, aPerson } from '../support/people.ts';
import { aDoorHall, book, insertDoors, keys, tariff, useDoors } from './setting.ts';

describe('showing a door code', () => {
  const database = useDatabase();
  const setting = useDoors(database, 30);
  let person: SignedIn;
  const period: Period = evening('2027-02-03');
  const dayBefore = addMinutes(period.start, -15 - 24 * 60);

  before('somebody to book', async () => {
    person = await aPerson(setting.db);
  });

  const booked = async (who: SignedIn = person, own: Parameters<typeof aDoorHall>[0] = {}): Promise<BookingId> => {
    const hall = aDoorHall(own);
    await insertDoors(setting.db, [hall]);
    return (await book(setting.db, hall, period, who)).id;
  };
  const reveal = (id: BookingId, actor: Actor, now: Date): Promise<RevealedCode> => transact(setting.db, (tx) => revealCode(tx, keys, id, actor, now));
  const refusal = (id: BookingId, actor: Actor, now: Date): Promise<unknown> =>
    reveal(id, actor, now).then(() => 'shown', (thrown: unknown) => (isRefusal(thrown) ? { code: thrown.code, facts: thrown.facts } : thrown));

  it('gives the booker the digits with their true state, from a day before the window until its end', async () => {
    const id = await booked();
    expect(await refusal(id, person, addMinutes(dayBefore, -1))).to.deep.equal({ code: 'code-not-yet-shown', facts: { from: dayBefore.toISOString() } });
    const shown = await reveal(id, person, dayBefore);
    expect(shown.code).to.match(/^[1-9]{6}$/);
    expect(shown).to.deep.include({ state: 'sending', windows: [{ start: addMinutes(period.start, -15), end: addMinutes(period.end, 15) }] });
    expect(await refusal(id, person, addMinutes(period.end, 14))).to.equal('shown');
    expect(await refusal(id, person, addMinutes(period.end, 15))).to.deep.equal({ code: 'wrong-state', facts: { status: 'ended' } });
  });

  it('keeps the hour of the venue', async () => {
    const hall = aDoorHall();
    await insertDoors(setting.db, [hall]);
    await database.query('UPDATE venues SET code_shown_hours = 48 WHERE id = $1', [hall.venue.id]);
    const { id } = await book(setting.db, hall, period, person);
    expect(await refusal(id, person, addMinutes(dayBefore, -24 * 60))).to.equal('shown');
  });

  it('is for the booker alone: members of the organisation, nobody else, not even staff', async () => {
    const organisation = await anAssociation(setting.db);
    const member = await aPerson(setting.db, { organisation });
    const other = await aPerson(setting.db, { organisation });
    const hall = aDoorHall({ tariffs: [...tariff(0), { ...tariff(0)[0]!, bookerKind: 'association' }] });
    await insertDoors(setting.db, [hall]);
    const { id } = await book(setting.db, hall, period, member);
    expect(await refusal(id, other, dayBefore)).to.equal('shown');
    const agent = await aPerson(setting.db, { roles: [{ role: 'agent', organisationId: hall.venue.organisationId }] });
    const manager = await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
    for (const stranger of [person, agent, manager]) expect(await refusal(id, stranger, dayBefore)).to.deep.equal({ code: 'not-found', facts: {} });
    expect(await refusal(id, ANONYMOUS, dayBefore)).to.include({ code: 'not-signed-in' });
  });

  it('needs a confirmed booking of a hall that opens with a code', async () => {
    const held = await booked(person, { tariffs: tariff(2_000) });
    expect(await refusal(held, person, dayBefore)).to.deep.equal({ code: 'wrong-state', facts: { status: 'held' } });
    const byKey = await booked(person, { access: 'key' });
    expect(await refusal(byKey, person, dayBefore)).to.include({ code: 'no-code-for-this-hall' });
    const cancelled = await booked();
    await transact(setting.db, (tx) => cancelBooking(tx, cancelled, {}, person, new Date()));
    expect(await refusal(cancelled, person, dayBefore)).to.deep.equal({ code: 'wrong-state', facts: { status: 'cancelled' } });
  });

  it('is recorded each time, without the digits, and a refusal is not', async () => {
    const id = await booked();
    await refusal(id, person, addMinutes(dayBefore, -1));
    const { code } = await reveal(id, person, dayBefore);
    await reveal(id, person, addMinutes(dayBefore, 5));
    const audited = await database.query<{ text: string }>("SELECT a::text AS text FROM audit a WHERE action = 'reveal-code' AND subject_id = $1 AND person_id = $2", [id, person.personId]);
    expect(audited).to.have.length(2);
    for (const { text } of audited) expect(text).to.not.include(code);
    const reveals = await database.query('SELECT at FROM code_reveals r JOIN grants g ON g.id = r.grant_id WHERE booking_id = $1 ORDER BY at', [id]);
    expect(reveals).to.deep.equal([{ at: dayBefore }, { at: addMinutes(dayBefore, 5) }]);
  });

  it('stops at twenty within an hour, also when they come all at once, and goes on after it', async () => {
    const id = await booked();
    const results = await Promise.all(Array.from({ length: 25 }, (_, index) => refusal(id, person, addMinutes(dayBefore, index))));
    expect(results.filter((result) => result === 'shown')).to.have.length(20);
    const { facts } = results.find((result) => result !== 'shown') as { facts: { seconds: number } };
    expect(facts.seconds).to.be.within(1, 3_600);
    expect(await refusal(id, person, addMinutes(dayBefore, 90))).to.equal('shown');
  });

  it('over HTTP is never to be stored by anything on the way, nor by us', async () => {
    const id = await booked();
    const unused = (): never => {
      throw new Error('an answer under an Idempotency-Key would be kept');
    };
    const call = { db: setting.db, params: { bookingId: id }, actor: person, now: dayBefore, transact: unused } as unknown as Parameters<ReturnType<typeof accessOperations>['revealDoorCode']['handle']>[0];
    const answer = await accessOperations(keys).revealDoorCode.handle(call);
    expect(answer.headers).to.deep.equal({ 'Cache-Control': 'no-store' });
    const door = await accessOperations(keys).getDoor.handle(call as unknown as Parameters<ReturnType<typeof accessOperations>['getDoor']['handle']>[0]);
    expect(door.body).to.deep.include({ access: 'door-code', state: 'sending', shownFrom: dayBefore.toISOString() });
    expect(JSON.stringify(door)).to.not.include(answer.body.code);
  });
});
