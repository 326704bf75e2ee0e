import { expect } from 'chai';
import { claimSpaces, type Claiming } from '../../src/availability/claim-spaces.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import { firmUpClaims } from '../../src/availability/firm-up-claims.ts';
import { releaseSpaces } from '../../src/availability/release-spaces.ts';
import { newId, type BookingId, type SpaceId } from '../../src/kernel/ids.ts';
import { addMinutes, period, type Period } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { openDatabase, type Database, type Transaction } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';

const slot = (start: [string, string], end: [string, string]): Period => period(atLocal(...start), atLocal(...end));
const EVENING = slot(['2026-11-23', '19:00'], ['2026-11-23', '22:00']);
const booking = (id: BookingId = newId()) => ({ kind: 'booking', id }) as const;
const CONNECTIONS = 40;

/** A fixed sequence that looks like chance: a failing run can be repeated. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

describe('many askers at once', function () {
  this.timeout(60_000);
  const database = useDatabase();
  let db: Database;
  let lapsedBookings: BookingId[] = [];

  before(() => {
    db = openDatabase({
      url: database.url, poolSize: CONNECTIONS,
      reactions: async (_tx, event) => void (event.type === 'holds-lapsed' && lapsedBookings.push(...event.bookingIds)),
    });
  });
  after(() => db.destroy());

  async function divisibleHall(): Promise<{ west: SpaceId[]; east: SpaceId[]; whole: SpaceId[] }> {
    const [a, b] = [newId<'space'>(), newId<'space'>()];
    await insertHalls(db, [aHall({ spaceIds: [a, b] })]);
    lapsedBookings = [];
    // Not in id order, as a careless caller would have it.
    return { west: [a], east: [b], whole: a < b ? [b, a] : [a, b] };
  }

  /** Past `transact`, which would try a deadlock again: here one counts as an error. As many at a time as there are connections. */
  async function all<Result>(works: readonly ((tx: Transaction) => Promise<Result>)[]): Promise<{ done: Result[]; refused: string[]; errors: string[] }> {
    const outcome = { done: [] as Result[], refused: [] as string[], errors: [] as string[] };
    const queue = [...works];
    await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
      for (let work = queue.shift(); work; work = queue.shift()) {
        await db.transaction(work).then((result) => outcome.done.push(result), (thrown: unknown) => {
          if (isRefusal(thrown, 'stay-refused')) outcome.refused.push(...thrown.violations.map(({ code }) => code));
          else outcome.errors.push(String(thrown));
        });
      }
    }));
    return outcome;
  }

  const asker = (claiming: Omit<Claiming, 'holder'>) => async (tx: Transaction): Promise<BookingId> => {
    const holder = booking();
    await claimSpaces(tx, { holder, ...claiming });
    return holder.id;
  };
  const holders = async (spaceIds: readonly SpaceId[]): Promise<string[]> =>
    (await database.query<{ id: string }>('SELECT DISTINCT holder_id AS id FROM claims WHERE space_id = ANY($1)', [spaceIds])).map(({ id }) => id);

  for (const count of [20, 50, 200]) {
    it(`gives the hall to exactly one of ${count}`, async () => {
      const { west } = await divisibleHall();
      const { done, refused, errors } = await all(Array.from({ length: count }, () => asker({ spaceIds: west, period: EVENING })));
      expect(errors).to.deep.equal([]);
      expect(done).to.have.length(1);
      expect(refused).to.have.length(count - 1);
      expect(await holders(west)).to.deep.equal(done);
    });

    it(`gives a hall or its halves, never both, to ${count} askers for either`, async () => {
      const { west, east, whole } = await divisibleHall();
      const halls = [whole, west, east, whole.toReversed()];
      const { done, errors } = await all(Array.from({ length: count }, (_, index) => asker({ spaceIds: halls[index % 4]!, period: EVENING })));
      expect(errors).to.deep.equal([]);
      const [westHolder, eastHolder] = [await holders(west), await holders(east)];
      // Either one has both halves, or each half its own: with this many askers none is left over.
      expect([westHolder.length, eastHolder.length]).to.deep.equal([1, 1]);
      expect(new Set([...westHolder, ...eastHolder])).to.deep.equal(new Set(done));
    });
  }

  const nights: [string, Period, Period][] = [
    ['across midnight', slot(['2026-11-23', '22:00'], ['2026-11-24', '02:00']), slot(['2026-11-24', '00:00'], ['2026-11-24', '01:00'])],
    ['in the night of 25 hours', slot(['2026-10-24', '23:00'], ['2026-10-25', '04:00']), period(new Date('2026-10-25T00:30:00Z'), new Date('2026-10-25T01:30:00Z'))],
    ['in the night of 23 hours', slot(['2027-03-27', '23:00'], ['2027-03-28', '04:00']), slot(['2027-03-28', '01:30'], ['2027-03-28', '03:30'])],
  ];
  for (const [when, long, short] of nights) {
    it(`gives the hall to exactly one of fifty ${when}`, async () => {
      const { whole, east } = await divisibleHall();
      const { done, errors } = await all(Array.from({ length: 50 }, (_, index) => asker(index % 2 ? { spaceIds: whole, period: long } : { spaceIds: east, period: short })));
      expect(errors).to.deep.equal([]);
      expect(done).to.have.length(1);
      expect(await holders(east)).to.deep.equal(done);
    });
  }

  it('lets exactly one of fifty have the place of a hold that lapsed, and says which booking lost it', async () => {
    const { whole, west } = await divisibleHall();
    const { done: [lost] } = await all([asker({ spaceIds: whole, period: EVENING, heldUntil: addMinutes(new Date(), -1) })]);
    const { done, errors } = await all(Array.from({ length: 50 }, (_, index) => asker({ spaceIds: index % 2 ? west : whole, period: EVENING })));
    expect(errors).to.deep.equal([]);
    expect(done).to.have.length(1);
    expect(await holders(west)).to.have.length(1);
    expect(await holders(west)).to.not.include(lost);
    expect(new Set(lapsedBookings)).to.deep.equal(new Set([lost]));
  });

  it('settles a payment or lets the hold go, never both, while fifty wait for it', async () => {
    const { whole } = await divisibleHall();
    const holder = booking();
    await all([(tx: Transaction) => claimSpaces(tx, { holder, spaceIds: whole, period: EVENING, heldUntil: new Date(Date.now() + 20) })]);
    let settled = false;
    const { done, errors } = await all<unknown>(Array.from({ length: 50 }, (_, index) => index === 25
      ? async (tx) => void (settled = await firmUpClaims(tx, holder))
      : asker({ spaceIds: whole, period: EVENING })));
    expect(errors).to.deep.equal([]);
    const [winner] = await holders(whole);
    expect(winner === holder.id).to.equal(settled);
    expect(done).to.have.length(settled ? 1 : 2);
  });

  it('touches no claim on a space that it has not locked, also not one that appeared since it looked', async () => {
    const { west } = await divisibleHall();
    const holder = booking();
    /** Between the first statement, which looks what is held, and the rest somebody else claims and commits. */
    const lateWith = (tx: Transaction): Transaction => {
      let looked = false;
      const raw = async (...asked: Parameters<Transaction['raw']>): Promise<unknown> => {
        const found: unknown = await tx.raw(...asked);
        if (!looked) await db.transaction((other) => claimSpaces(other, { holder, spaceIds: west, period: EVENING, heldUntil: addMinutes(new Date(), 5) }));
        looked = true;
        return found;
      };
      return new Proxy(tx, { get: (target, key) => (key === 'raw' ? raw : Reflect.get(target, key) as unknown) });
    };
    expect(await db.transaction((tx) => releaseSpaces(lateWith(tx), holder))).to.deep.equal([]);
    expect(await holders(west)).to.deep.equal([holder.id]);
    await db.transaction((tx) => releaseSpaces(tx, holder));
    expect(await db.transaction((tx) => firmUpClaims(lateWith(tx), holder))).to.equal(false);
    expect(await database.query('SELECT 1 FROM claims WHERE space_id = ANY($1) AND held_until IS NULL', [west])).to.deep.equal([]);
  });

  for (const seed of [1, 2, 3]) {
    it(`survives claims, short holds, releases, closures and payments in any order (seed ${seed})`, async () => {
      const { west, east, whole } = await divisibleHall();
      const roll = dice(seed);
      const claimed: BookingId[] = [];
      const hour = (): Period => {
        const start = addMinutes(EVENING.start, 60 * (roll(12) - 2));
        return { start, end: addMinutes(start, 60 * (1 + roll(3))) };
      };
      const works = Array.from({ length: 200 }, (): (tx: Transaction) => Promise<unknown> => {
        const spaceIds = [west, east, whole][roll(3)]!;
        const [what, when, holdFor] = [roll(10), hour(), roll(30)];
        if (what < 6) return async (tx) => claimed.push(await asker({ spaceIds, period: when, ...(what < 3 ? { heldUntil: new Date(Date.now() + holdFor) } : {}) })(tx));
        if (what < 8) return async (tx) => claimed.length > 0 && releaseSpaces(tx, booking(claimed[holdFor % claimed.length]));
        if (what < 9) return async (tx) => claimed.length > 0 && firmUpClaims(tx, booking(claimed.at(-1)));
        return (tx) => closeSpaces(tx, { spaceIds, period: when, reason: { nl: 'Poetsen' } }, new Date());
      });
      const { done, errors } = await all(works);
      expect(errors).to.deep.equal([]);
      expect(done.length).to.be.greaterThan(20);
      // Whatever a closure wants is never free: it has it, or a booking still stands in its way.
      const [left] = await database.query<{ free: string }>(
        `SELECT coalesce(sum(extract(epoch FROM upper(gap) - lower(gap))), 0)::text AS free
         FROM closures c JOIN closure_spaces cs ON cs.closure_id = c.id CROSS JOIN LATERAL unnest(tstzmultirange(c.period)
           - (SELECT coalesce(range_agg(k.period), '{}') FROM claims k WHERE k.space_id = cs.space_id)) AS gap
         WHERE cs.space_id = ANY($1)`, [whole]);
      expect(Number(left!.free)).to.equal(0);
    });
  }
});
