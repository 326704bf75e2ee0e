import type { HourlyTariff } from '../../sandbox/city/hourly.ts';
import { hourly } from '../support/tariffs.ts';
import { expect } from 'chai';
import fc from 'fast-check';
import { writeClaims } from '../../src/availability/write-claims.ts';
import { HALL_TYPES, LAYOUTS, type Hall } from '../../src/catalogue/hall.ts';
import { newId, type SpaceId } from '../../src/kernel/ids.ts';
import { addMinutes, overlaps, period } from '../../src/kernel/period.ts';
import { addDays, atLocal } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { FACETS, type FacetName } from '../../src/search/facet-counts.ts';
import { searchHalls, surveyHalls } from '../../src/search/search-halls.ts';
import type { AskedTime, SearchQuery } from '../../src/search/search-query.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aSchedule, aVenue, insertHalls } from '../support/halls.ts';
import { bruteForce, type TakenSpace } from './brute-force.ts';

const DAY = '2026-11-24';
const NOW = atLocal('2026-11-23', '10:10');
const WORDS = { features: ['wifi', 'stage', 'bar', 'kitchen'], accessibility: ['step-free', 'lift'], neighbourhoods: ['Heverlee', 'Kessel-Lo', 'Leuven-centrum'] } as const;
const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;
/** Every second, every third … word, so that halls differ in what they have. */
const some = (words: readonly string[], index: number): string[] => words.filter((_, at) => (index >> at) % 2 === 0);

function someCity(): Hall[] {
  const owners = [newId<'organisation'>(), newId<'organisation'>()];
  const venues = WORDS.neighbourhoods.flatMap((neighbourhood, index) => [0, 1].map((number) =>
    aVenue({ neighbourhood, organisationId: pick(owners, index + number), organisationName: `Directie ${(index + number) % 2}`, accessibility: some(WORDS.accessibility, index + number) })));
  const shared: SpaceId[] = [newId(), newId()];
  const costing = (hourCents: number): HourlyTariff[] => [hourly(hourCents)];
  return Array.from({ length: 24 }, (_, index) => aHall({
    venue: pick(venues, index), type: pick(['meeting', 'party', 'sports'] as const, index >> 1), features: some(WORDS.features, index), approval: index % 3 === 0,
    schedule: aSchedule({ weekly: ([1, 2, 3, 4, 5, 6] as const).map((weekday) => ({ weekday, opens: pick(['08:00', '10:00', '13:00'], index), closes: '22:00' })) }),
    layouts: [{ kind: 'theatre' as const, seated: 20 * (index % 5 + 1), standing: 0 }, { kind: pick(['banquet', 'standing'] as const, index), seated: 0, standing: 30 + index }],
    tariffs: index % 7 === 6 ? [] : costing(pick([0, 1_500, 4_000], index)), bookable: index !== 11, shortestMinutes: pick([60, 120], index), startStepMinutes: pick([30, 60], index),
    ...(index === 4 || index === 10 ? { spaceIds: shared } : {}),
  }));
}

const day = fc.integer({ min: 0, max: 6 }).map((later) => addDays(DAY, later));
const someTime: fc.Arbitrary<AskedTime> = fc.oneof(
  fc.record({ day, hour: fc.integer({ min: 8, max: 20 }), minutes: fc.constantFrom(60, 120, 180) }).map(({ day: on, hour, minutes }) => {
    const start = addMinutes(atLocal(on, '00:00'), hour * 60);
    return { kind: 'window' as const, period: period(start, addMinutes(start, minutes)) };
  }),
  fc.record({ day, minutes: fc.constantFrom(60, 180, 480) }).map(({ day: on, minutes }) => ({ kind: 'somewhere' as const, minutes, windows: [period(atLocal(on, '00:00'), atLocal(addDays(on, 1), '00:00'))] })),
);
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const wishesIn = (city: readonly Hall[]): fc.Arbitrary<SearchQuery> => fc.record({
  time: maybe(someTime), persons: maybe(fc.constantFrom(15, 40, 70)), layout: maybe(fc.constantFrom('theatre' as const, 'banquet' as const, 'seminar' as const)),
  types: maybe(fc.subarray([...HALL_TYPES].filter((type) => ['meeting', 'party', 'theatre'].includes(type)), { minLength: 1 })), features: maybe(fc.subarray([...WORDS.features], { maxLength: 2 })),
  accessibility: maybe(fc.subarray([...WORDS.accessibility], { minLength: 1 })), neighbourhoods: maybe(fc.subarray([...WORDS.neighbourhoods], { minLength: 1 })),
  directorate: maybe(fc.constantFrom(...city.slice(0, 2).map(({ venue }) => venue.organisationId))), venues: maybe(fc.subarray(city.slice(0, 6).map(({ venue }) => venue.id), { minLength: 1 })),
  instant: maybe(fc.constant(true)), maxPriceCents: maybe(fc.constantFrom(0, 1_500, 8_000)),
}).map((wishes) => ({ bookerKind: 'resident', limit: 20, ...Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined)) }));

/** The same wishes with this choice: in the place of what is chosen of its kind, or added where all must be there. */
const choosing = (query: SearchQuery, facet: FacetName, word: string): SearchQuery => ({
  ...query,
  ...({
    types: { types: [word] }, layouts: { layout: word }, neighbourhoods: { neighbourhoods: [word] }, directorates: { directorate: word }, venues: { venues: [word] },
    features: { features: [...query.features ?? [], word] }, accessibility: { accessibility: [...query.accessibility ?? [], word] },
  }[facet] as Partial<SearchQuery>),
});

describe('how many halls a choice would leave', function () {
  this.timeout(120_000);
  const database = useDatabase();
  const city = someCity();
  let db: Database;

  before(async () => {
    db = openDatabase({ url: database.url });
    await insertHalls(db, city);
  });
  after(() => db.destroy());

  async function take(stays: readonly { hall: number; day: string; hour: number }[]): Promise<TakenSpace[]> {
    await database.query('TRUNCATE claims');
    const taken: TakenSpace[] = [];
    const rows = stays.flatMap(({ hall, day: on, hour }) => {
      const asked = period(addMinutes(atLocal(on, '00:00'), hour * 60), addMinutes(atLocal(on, '00:00'), hour * 60 + 240));
      const { spaceIds } = city[hall]!;
      if (taken.some((one) => spaceIds.includes(one.spaceId) && overlaps(one.period, asked))) return [];
      taken.push(...spaceIds.map((spaceId) => ({ spaceId, period: asked, reason: 'booked' as const })));
      return [{ holder: { kind: 'booking' as const, id: newId<'booking'>() }, spaceIds, period: asked }];
    });
    await transact(db, (tx) => writeClaims(tx, rows));
    return taken;
  }

  const words: Readonly<Record<FacetName, readonly string[]>> = {
    types: HALL_TYPES, layouts: LAYOUTS, ...WORDS, directorates: [...new Set(city.map(({ venue }) => venue.organisationId))], venues: [...new Set(city.map(({ venue }) => venue.id))],
  };

  it('is what searching with that choice finds, for every word of every kind', async () => {
    const stays = fc.array(fc.record({ hall: fc.nat(23), day, hour: fc.integer({ min: 8, max: 18 }) }), { maxLength: 60 });
    let counted = 0;
    await fc.assert(fc.asyncProperty(stays, fc.array(wishesIn(city), { minLength: 5, maxLength: 5 }), async (booked, queries) => {
      const taken = await take(booked);
      for (const query of queries) {
        const { counts, total } = await surveyHalls(db, query, NOW);
        expect(total).to.equal(bruteForce(city, taken, query, NOW).size);
        expect(counts.instant).to.equal(bruteForce(city, taken, { ...query, instant: true }, NOW).size);
        for (const facet of FACETS) {
          for (const word of words[facet]) {
            const left = bruteForce(city, taken, choosing(query, facet, word), NOW).size;
            expect(counts[facet].get(word) ?? 0, `${facet} ${word}`).to.equal(left);
            counted += left;
          }
        }
      }
    }), { numRuns: 30 });
    expect(counted).to.be.greaterThan(1_000);
  });

  it('comes with the very page that a search answers, and stays the same while one leafs', async () => {
    await database.query('TRUNCATE claims');
    const query: SearchQuery = { bookerKind: 'resident', limit: 4, types: ['meeting', 'party'] };
    const { counts, ...first } = await surveyHalls(db, query, NOW);
    expect(first).to.deep.equal(await searchHalls(db, query, NOW));
    const second = await surveyHalls(db, { ...query, after: first.next }, NOW);
    expect(second.counts).to.deep.equal(counts);
    expect(second.items.map(({ hall }) => hall.id)).to.not.have.members(first.items.map(({ hall }) => hall.id));
  });

  it('asks PostgreSQL no more than a search does', async () => {
    let statements = 0;
    const count = (): void => void (statements += 1);
    const query: SearchQuery = { bookerKind: 'resident', limit: 20, types: ['meeting'], time: { kind: 'window', period: period(atLocal(DAY, '14:00'), atLocal(DAY, '16:00')) } };
    db.on('query', count);
    await searchHalls(db, query, NOW);
    const search = statements;
    await surveyHalls(db, query, NOW);
    db.off('query', count);
    expect(statements).to.equal(2 * search);
  });
});
