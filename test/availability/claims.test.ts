import { expect } from 'chai';
import { claimSpaces, type Claiming } from '../../src/availability/claim-spaces.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import { extendClaims, firmUpClaims } from '../../src/availability/firm-up-claims.ts';
import { liftClosure } from '../../src/availability/lift-closure.ts';
import { releaseSpaces } from '../../src/availability/release-spaces.ts';
import { takenPeriods } from '../../src/availability/views.ts';
import { writeClaims } from '../../src/availability/write-claims.ts';
import type { DomainEvent } from '../../src/kernel/events.ts';
import { newId, type BookingId, type SpaceId } from '../../src/kernel/ids.ts';
import { addMinutes, minutesOf, period, type Period } from '../../src/kernel/period.ts';
import { isRefusal, type Refusal } from '../../src/kernel/refusal.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';

const at = (time: string, day = '2026-11-23'): Date => atLocal(day, time);
const from = (start: string, end: string): Period => period(at(start), at(end));
const booking = (id: BookingId = newId()) => ({ kind: 'booking', id }) as const;
const lapsed = (): Date => addMinutes(new Date(), -1);
const soon = (): Date => addMinutes(new Date(), 10);

describe('claims', () => {
  const database = useDatabase();
  const events: DomainEvent[] = [];
  let db: Database;
  let spaceIds: SpaceId[];

  before(() => {
    db = openDatabase({ url: database.url, reactions: async (_tx, event) => void events.push(event) });
  });
  beforeEach(async () => {
    spaceIds = [newId<'space'>(), newId<'space'>()].toSorted();
    await insertHalls(db, [aHall({ spaceIds })]);
    events.length = 0;
  });
  after(() => db.destroy());

  const claim = (own: Partial<Claiming>): Promise<void> =>
    transact(db, (tx) => claimSpaces(tx, { holder: booking(), spaceIds, period: from('19:00', '22:00'), ...own }));
  const refusalOf = (work: Promise<unknown>): Promise<Refusal> => work.then(
    () => expect.fail('was not refused'), (thrown: unknown) => isRefusal(thrown) ? thrown : expect.fail(String(thrown)));
  const close = (closing: Period, ids = spaceIds) =>
    transact(db, (tx) => closeSpaces(tx, { spaceIds: ids, period: closing, reason: { nl: 'Herstelling' } }, new Date()));
  const rows = () => database.query<{ space: number; day: string; kind: string; minutes: number; start: Date }>(
    `SELECT array_position($1::uuid[], space_id) AS space, day::text, holder_kind AS kind, lower(period) AS start,
       (extract(epoch FROM upper(period) - lower(period)) / 60)::int AS minutes
     FROM claims WHERE space_id = ANY($1) ORDER BY lower(period), space_id`, [spaceIds]);

  it('cover every space of a hall, a row for each local day', async () => {
    await claim({ period: period(at('22:00'), at('02:00', '2026-11-24')) });
    expect((await rows()).map(({ space, day, minutes }) => [space, day, minutes])).to.deep.equal(
      [[1, '2026-11-23', 120], [2, '2026-11-23', 120], [1, '2026-11-24', 120], [2, '2026-11-24', 120]]);
  });

  it('of one kind are refused to a second holder, with until and from when it is free', async () => {
    await claim({ spaceIds: spaceIds.slice(1) });
    const { violations } = await refusalOf(claim({ period: from('21:00', '23:00') }));
    expect(violations).to.deep.equal([{
      code: 'taken', field: 'body/period/start', facts: { freeUntil: at('19:00').toISOString(), freeFrom: at('22:00').toISOString() },
    }]);
    expect(await rows()).to.have.length(1);
  });

  it('may touch', async () => {
    await claim({});
    await claim({ period: from('22:00', '23:00') });
    await claim({ period: from('18:00', '19:00') });
    expect(await rows()).to.have.length(6);
  });

  it('that have lapsed give way, and their bookings are named in order', async () => {
    const lost = [newId<'booking'>(), newId<'booking'>()].toSorted();
    await transact(db, (tx) => writeClaims(tx, lost.toReversed().map((id, index) => ({ holder: booking(id), spaceIds, period: from(`1${index}:00`, `1${index + 1}:00`), heldUntil: lapsed() }))));
    await claim({ period: from('10:00', '11:00') });
    expect(events).to.deep.equal([{ type: 'holds-lapsed', bookingIds: lost }]);
    expect(await rows()).to.have.length(2);
  });

  it('that have not lapsed do not give way', async () => {
    await claim({ heldUntil: soon() });
    await refusalOf(claim({}));
    expect(events).to.deep.equal([]);
  });

  it('stay with a holder for good once firm, and until later once extended', async () => {
    const holder = booking();
    await claim({ holder, heldUntil: lapsed() });
    expect(await transact(db, (tx) => extendClaims(tx, holder, soon()))).to.equal(true);
    await refusalOf(claim({}));
    expect(await transact(db, (tx) => firmUpClaims(tx, holder))).to.equal(true);
    expect(await database.query('SELECT FROM claims WHERE holder_id = $1 AND held_until IS NULL', [holder.id])).to.have.length(2);
  });

  it('cannot be made firm when they are gone', async () => {
    const holder = booking();
    await claim({ holder, heldUntil: lapsed() });
    await claim({});
    expect(await transact(db, (tx) => firmUpClaims(tx, holder))).to.equal(false);
  });

  it('are given back once, and that is announced', async () => {
    const holder = booking();
    await claim({ holder });
    expect(await transact(db, (tx) => releaseSpaces(tx, holder))).to.deep.equal(spaceIds);
    expect(await transact(db, (tx) => releaseSpaces(tx, holder))).to.deep.equal([]);
    expect(events).to.deep.equal([{ type: 'spaces-released', spaceIds }]);
    expect(await rows()).to.deep.equal([]);
  });

  it('of a closure cover what is free, and it names the bookings in its way', async () => {
    const [first, second] = [newId<'booking'>(), newId<'booking'>()].toSorted();
    await claim({ holder: booking(second), period: from('10:00', '11:00') });
    await claim({ holder: booking(first), period: from('15:00', '17:00'), spaceIds: spaceIds.slice(0, 1) });
    const { inTheWay } = await close(from('09:00', '16:00'));
    expect(inTheWay).to.deep.equal({ bookingIds: [first, second] });
    const closed = (await rows()).filter(({ kind }) => kind === 'closure').map(({ space, start, minutes }) => [space, start, minutes]);
    expect(closed).to.deep.equal([[1, at('09:00'), 60], [2, at('09:00'), 60], [1, at('11:00'), 240], [2, at('11:00'), 300]]);
    expect((await refusalOf(claim({ period: from('12:00', '13:00') }))).violations[0]!.code).to.equal('closed');
  });

  it('that a booking gives back pass to the closure that was waiting, as far as it reaches', async () => {
    const holder = booking();
    await claim({ holder, period: from('15:00', '17:00') });
    await close(from('09:00', '16:00'));
    await transact(db, (tx) => releaseSpaces(tx, holder));
    expect((await rows()).map(({ kind, start, minutes }) => [kind, start, minutes])).to.deep.equal(
      [['closure', at('09:00'), 360], ['closure', at('09:00'), 360], ['closure', at('15:00'), 60], ['closure', at('15:00'), 60]]);
    await claim({ period: from('16:00', '17:00') });
  });

  it('of a hold that lapsed pass to the closure too, so that nobody slips in between', async () => {
    const holder = booking();
    await claim({ holder, period: from('15:00', '17:00'), heldUntil: addMinutes(new Date(), 1) });
    await close(from('09:00', '18:00'));
    await transact(db, (tx) => extendClaims(tx, holder, lapsed()));
    expect(await takenPeriods(db, spaceIds, from('15:00', '17:00'))).to.deep.equal([{ period: from('09:00', '18:00'), reason: 'closed' }]);
    expect((await refusalOf(claim({ period: from('15:00', '16:00') }))).violations[0]!.code).to.equal('closed');
    await claim({ period: from('18:00', '19:00') });
    expect((await rows()).filter(({ kind }) => kind === 'closure').reduce((total, { minutes }) => total + minutes, 0)).to.equal(2 * 540);
  });

  it('of a lifted closure come free, or pass to another closure', async () => {
    const { closureId } = await close(from('09:00', '18:00'));
    await close(from('17:00', '20:00'), spaceIds.slice(0, 1));
    await transact(db, (tx) => liftClosure(tx, closureId, new Date()));
    expect((await rows()).map(({ space, start, minutes }) => [space, start, minutes])).to.deep.equal([[1, at('17:00'), 60], [1, at('18:00'), 120]]);
    expect((await refusalOf(transact(db, (tx) => liftClosure(tx, closureId, new Date())))).code).to.equal('not-found');
  });

  it('of a closure on the night that lasts 25 hours cover it whole', async () => {
    await close(period(at('00:00', '2026-10-25'), at('00:00', '2026-10-27')));
    expect((await rows()).map(({ space, day, minutes }) => [space, day, minutes])).to.deep.equal(
      [[1, '2026-10-25', 1_500], [2, '2026-10-25', 1_500], [1, '2026-10-26', 1_440], [2, '2026-10-26', 1_440]]);
  });

  it('written in bulk are the same as claimed one by one, and are refused whole when two overlap', async () => {
    const night = period(at('22:00'), at('02:00', '2026-11-24'));
    await transact(db, (tx) => writeClaims(tx, [{ holder: booking(), spaceIds, period: night }]));
    expect(await takenPeriods(db, spaceIds.slice(0, 1), night)).to.deep.equal([
      { period: from('22:00', '24:00'), reason: 'booked' }, { period: period(at('24:00'), night.end), reason: 'booked' }]);
    const again = await transact(db, (tx) => writeClaims(tx, [{ holder: booking(), spaceIds, period: night }])).catch((thrown: unknown) => thrown);
    expect(again).to.have.property('code', '23P01');
    expect((await rows()).reduce((total, { minutes }) => total + minutes, 0)).to.equal(2 * minutesOf(night));
  });
});
