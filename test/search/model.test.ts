import type { HourlyTariff } from '../../sandbox/city/hourly.ts';
import { hourly } from '../support/tariffs.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { writeClaims, type ClaimToWrite } from '../../src/availability/write-claims.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import { explainStay } from '../../src/search/explain-stay.ts';
import { checkStay } from '../../src/availability/check-stay.ts';
import { takenPeriods } from '../../src/availability/views.ts';
import type { Hall, HallType } from '../../src/catalogue/hall.ts';
import { newId, type SpaceId } from '../../src/kernel/ids.ts';
import { addMinutes, overlaps, period, type Period } from '../../src/kernel/period.ts';
import { addDays, atLocal } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { evenings } from '../../src/search/asked-windows.ts';
import { searchHalls } from '../../src/search/search-halls.ts';
import type { AskedTime, SearchQuery } from '../../src/search/search-query.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, alwaysOpen, aSchedule, aVenue, insertHalls } from '../support/halls.ts';
import { bruteForce, type TakenSpace } from './brute-force.ts';

/** An ordinary week and both changes of the clock. */
const DAYS = ['2026-11-23', '2026-10-25', '2027-03-28'] as const;
const NOW = atLocal('2026-10-20', '10:10');

const costing = (hourCents: number): HourlyTariff[] => [hourly(hourCents)];

function someCity(): Hall[] {
  const venues = [
    aVenue({ neighbourhood: 'Kessel-Lo', accessibility: ['step-free', 'lift'] }), aVenue({ neighbourhood: 'Heverlee', accessibility: [] }), aVenue(),
  ] as const;
  const spaces: SpaceId[] = Array.from({ length: 9 }, () => newId());
  const split = aSchedule({
    openOnHolidays: false, weekly: ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => [{ weekday, opens: '09:00', closes: '12:30' }, { weekday, opens: '13:30', closes: '24:00' }]),
    exceptions: [{ day: '2026-11-24' }, { day: '2026-10-26', opens: '00:00', closes: '03:00' }],
  });
  const [night, usual] = [alwaysOpen(), aSchedule()];
  return [
    aHall({ venue: venues[0], schedule: night, spaceIds: spaces.slice(0, 2), startStepMinutes: 60, tariffs: costing(4_000), layouts: [{ kind: 'theatre', seated: 100, standing: 0 }, { kind: 'reception', seated: 0, standing: 150 }] }),
    aHall({ venue: venues[0], schedule: night, spaceIds: spaces.slice(0, 1), setupMinutes: 30, teardownMinutes: 15 }),
    aHall({ venue: venues[0], schedule: night, spaceIds: spaces.slice(1, 2), startStepMinutes: 15, shortestMinutes: 30, approval: true, tariffs: costing(500) }),
    aHall({ venue: venues[1], schedule: split, spaceIds: spaces.slice(2, 3), type: 'sports', features: ['wifi', 'stage'], teardownMinutes: 60 }),
    aHall({ venue: venues[1], schedule: split, spaceIds: spaces.slice(3, 4), shortestMinutes: 120, startStepMinutes: 90 }),
    aHall({ venue: venues[1], schedule: usual, spaceIds: spaces.slice(2, 4), noticeMinutes: 10 * 1_440, features: [] }),
    aHall({ venue: venues[2], schedule: usual, spaceIds: spaces.slice(4, 5), windowDays: 8, type: 'party' }),
    aHall({ venue: venues[2], schedule: usual, spaceIds: spaces.slice(5, 6), longestMinutes: 120, setupMinutes: 720 }),
    aHall({ venue: venues[2], schedule: usual, spaceIds: spaces.slice(6, 7), bookable: false }),
    aHall({ venue: venues[2], schedule: split, spaceIds: spaces.slice(7, 9), layouts: [{ kind: 'banquet', seated: 30, standing: 0 }], features: ['stage', 'bar', 'wifi'] }),
  ];
}

const around = fc.record({ day: fc.constantFrom(...DAYS), minutes: fc.integer({ min: -24, max: 300 }).map((quarter) => quarter * 15) }).map(({ day, minutes }) => addMinutes(atLocal(day, '00:00'), minutes));
const someTime: fc.Arbitrary<AskedTime> = fc.oneof(
  fc.record({ start: around, minutes: fc.integer({ min: 1, max: 40 }).map((quarter) => quarter * 15) })
    .map(({ start, minutes }) => ({ kind: 'window' as const, period: { start, end: addMinutes(start, minutes) } })),
  fc.record({ start: around, length: fc.integer({ min: 60, max: 4_000 }), minutes: fc.constantFrom(30, 60, 90, 120, 180, 300, 720) })
    .map(({ start, length, minutes }) => ({ kind: 'somewhere' as const, minutes, windows: [{ start, end: addMinutes(start, Math.floor(length / 5) * 5) }] })),
  fc.record({ day: fc.constantFrom(...DAYS), count: fc.integer({ min: 1, max: 4 }), minutes: fc.constantFrom(60, 180, 360) })
    .map(({ day, count, minutes }) => ({ kind: 'somewhere' as const, minutes, windows: evenings(day, addDays(day, count)) })),
  fc.record({ day: fc.constantFrom(...DAYS), count: fc.integer({ min: 1, max: 4 }) })
    .map(({ day, count }) => ({ kind: 'shortest' as const, windows: [{ start: atLocal(day, '00:00'), end: atLocal(addDays(day, count), '00:00') }] })),
);
/** Now and then a wish: with all of them at once nothing would ever be found. */
const seldom = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const someQuery: fc.Arbitrary<SearchQuery> = fc.record({
  time: someTime, persons: seldom(fc.constantFrom(1, 30, 60, 120)), layout: seldom(fc.constantFrom('theatre' as const, 'reception' as const, 'banquet' as const)),
  types: seldom(fc.constantFrom<HallType[]>(['sports'], ['meeting', 'party'])), features: seldom(fc.constantFrom(['wifi'], ['stage', 'wifi'])),
  accessibility: seldom(fc.constant(['lift'])), neighbourhoods: seldom(fc.constant(['Heverlee', 'Kessel-Lo'])), instant: seldom(fc.constant(true)),
  maxPriceCents: seldom(fc.constantFrom(2_000, 6_000, 12_000)),
}).map((wishes) => ({ bookerKind: 'resident', limit: 100, ...Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined)) }));

const someClaims = fc.array(fc.record({
  start: around, minutes: fc.integer({ min: 1, max: 40 }).map((quarter) => quarter * 15), hall: fc.nat(9),
  kind: fc.constantFrom('firm' as const, 'held' as const, 'lapsed' as const, 'closure' as const),
}), { minLength: 15, maxLength: 60 });
type SomeClaim = typeof someClaims extends fc.Arbitrary<(infer One)[]> ? One : never;

describe('a search', function () {
  this.timeout(120_000);
  const database = useDatabase();
  const city = someCity();
  let db: Database;

  before(async () => {
    db = openDatabase({ url: database.url });
    await insertHalls(db, city);
  });
  after(() => db.destroy());

  /** Writes what does not collide, and answers what is then taken. */
  async function take(claims: readonly SomeClaim[]): Promise<TakenSpace[]> {
    await database.query('TRUNCATE claims, closures, closure_spaces');
    const written: (TakenSpace & { lapsed: boolean })[] = [];
    const rows: ClaimToWrite[] = [];
    const closures: { spaceIds: readonly SpaceId[]; period: Period }[] = [];
    for (const { start, minutes, hall, kind } of claims) {
      const { spaceIds } = city[hall]!;
      const asked = period(start, addMinutes(start, minutes));
      if (kind === 'closure') closures.push({ spaceIds, period: asked });
      else if (!written.some((one) => spaceIds.includes(one.spaceId) && overlaps(one.period, asked))) {
        written.push(...spaceIds.map((spaceId) => ({ spaceId, period: asked, reason: 'booked' as const, lapsed: kind === 'lapsed' })));
        rows.push({ holder: { kind: 'booking', id: newId() }, spaceIds, period: asked, ...(kind === 'firm' ? {} : { heldUntil: addMinutes(new Date(), kind === 'held' ? 60 : 10) }) });
      }
    }
    await transact(db, async (tx) => {
      await writeClaims(tx, rows);
      for (const closure of closures) await closeSpaces(tx, { ...closure, reason: { nl: 'Poetsen' } }, NOW);
    });
    // Holds that lapse while a closure waits for their place: nobody has given it to the closure yet.
    await database.query("UPDATE claims SET held_until = now() - interval '1 second' WHERE held_until < now() + interval '30 minutes'");
    return [...written.filter(({ lapsed }) => !lapsed), ...closures.flatMap((one) => one.spaceIds.map((spaceId) => ({ spaceId, period: one.period, reason: 'closed' as const })))];
  }

  const said = (found: Iterable<[string, Period | undefined]>): string[] =>
    [...found].map(([id, free]) => `${city.find((hall) => hall.id === id)!.slug} ${free ? `${free.start.toISOString()} ${free.end.toISOString()}` : ''}`).toSorted();

  for (const zone of ['Europe/Brussels', 'UTC', 'America/New_York', 'Asia/Kolkata']) {
    it(`finds what trying every hall at every moment finds, on a server in ${zone}`, async () => {
      const before = process.env['TZ'];
      process.env['TZ'] = zone;
      try {
        await fc.assert(fc.asyncProperty(someClaims, fc.array(someQuery, { minLength: 6, maxLength: 6 }), async (claims, queries) => {
          const taken = await take(claims);
          for (const query of queries) {
            const { items, total } = await searchHalls(db, query, NOW);
            expect(said(items.map(({ hall, free }) => [hall.id, free]))).to.deep.equal(said(bruteForce(city, taken, query, NOW)));
            expect(total).to.equal(items.length);
          }
        }), { numRuns: 12 });
      } finally {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      }
    });
  }

  it('proposes instead of a stay only what can be booked, at most six, the nearest first', async () => {
    let proposed = 0;
    await fc.assert(fc.asyncProperty(someClaims, fc.array(fc.record({ start: around, minutes: fc.constantFrom(60, 120, 240), hall: fc.nat(9), attendance: fc.constantFrom(10, 60, 110) }), { minLength: 4, maxLength: 4 }), async (claims, asks) => {
      const taken = await take(claims);
      for (const { start, minutes, hall: index, attendance } of asks) {
        const hall = city[index]!;
        const ask = { period: { start, end: addMinutes(start, minutes) }, attendance, bookerKind: 'resident' as const };
        const { possible, violations, alternatives } = await explainStay(db, hall, ask, NOW);
        expect(possible).to.equal(violations.length === 0);
        const alone = bruteForce([hall], taken, { bookerKind: 'resident', limit: 1, persons: attendance, time: { kind: 'window', period: ask.period } }, NOW);
        expect(possible).to.equal(alone.size === 1);
        expect(alternatives).to.have.length.at.most(possible ? 0 : 6);
        for (const { hall: other, period: instead, layout, kind } of alternatives) {
          expect(await checkStay(db, other, { period: instead, layout, attendance }, {}, NOW)).to.deep.equal([]);
          expect(kind === 'other-hall').to.equal(other.id !== hall.id);
          if (kind === 'shorter') expect(instead.start >= ask.period.start && instead.end <= ask.period.end).to.equal(true);
        }
        proposed += alternatives.length;
      }
    }), { numRuns: 15 });
    expect(proposed).to.be.greaterThan(50);
  });

  it('sees what is taken as the halls themselves do', async () => {
    await fc.assert(fc.asyncProperty(someClaims, around, async (claims, start) => {
      const taken = await take(claims);
      const [hall] = city;
      const day = period(start, addMinutes(start, 1_440));
      const seen = await takenPeriods(db, hall!.spaceIds, day);
      for (let at = day.start; at < day.end; at = addMinutes(at, 15)) {
        const covers = (one: { period: Period }): boolean => one.period.start <= at && at < one.period.end;
        expect(seen.some(covers)).to.equal(taken.some((one) => hall!.spaceIds.includes(one.spaceId) && covers(one)));
      }
    }), { numRuns: 10 });
  });
});
