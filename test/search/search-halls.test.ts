import { expect } from 'chai';
import { claimSpaces } from '../../src/availability/claim-spaces.ts';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import { extendClaims } from '../../src/availability/firm-up-claims.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { HourlyTariff } from '../../sandbox/city/hourly.ts';
import { newId, type BookingId } from '../../src/kernel/ids.ts';
import { addMinutes, period, type Period } from '../../src/kernel/period.ts';
import { addDays, atLocal, localTime } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { askedWindows } from '../../src/search/asked-windows.ts';
import { searchHalls, type SearchHit } from '../../src/search/search-halls.ts';
import type { SearchQuery } from '../../src/search/search-query.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aSchedule, aVenue, insertHalls } from '../support/halls.ts';

const DAY = '2026-11-24';
const NOW = atLocal('2026-11-23', '12:00');
const at = (time: string, day = DAY): Date => atLocal(day, time);
const hours = (start: string, end: string, day = DAY): Period => period(at(start, day), at(end, day));
const tariff = (bookerKind: HourlyTariff['bookerKind'], hourCents: number, own: Partial<HourlyTariff> = {}): HourlyTariff =>
  ({ bookerKind, validFrom: '2020-01-01', hourCents, minimumMinutes: 0, depositCents: 0, vatRate: 0, ...own });

const tweebronnen = aVenue({ name: { nl: 'Bibliotheek Tweebronnen' }, latitude: 50.8769, longitude: 4.7042 });
const heverlee = aVenue({ name: { nl: 'Oud gemeentehuis Heverlee' }, street: 'Waversebaan 66', neighbourhood: 'Heverlee', latitude: 50.8642, longitude: 4.6952 });
const kesselLo = aVenue({ name: { nl: 'Sportcentrum Kessel-Lo' }, street: 'Diestsesteenweg 20', neighbourhood: 'Kessel-Lo', latitude: 50.8868, longitude: 4.7361 });

const yellow = aHall({
  slug: 'gele-zaal', name: { nl: 'Gele zaal', en: 'Yellow hall' }, type: 'meeting', venue: tweebronnen, layouts: [{ kind: 'theatre', seated: 80, standing: 0 }],
  tariffs: [tariff('resident', 2_000), tariff('association', 1_000, { minimumMinutes: 240 })],
});
const auditorium = aHall({ slug: 'auditorium', name: { nl: 'Auditorium' }, type: 'auditorium', venue: tweebronnen, tariffs: [tariff('resident', 6_000)], layouts: [{ kind: 'theatre', seated: 200, standing: 0 }] });
const council = aHall({ slug: 'raadzaal', name: { nl: 'Raadzaal' }, type: 'meeting', venue: heverlee, approval: true, layouts: [{ kind: 'u-shape', seated: 25, standing: 0 }], tariffs: [tariff('association', 500)] });
const sports = aHall({ slug: 'sporthal', name: { nl: 'Sporthal Kessel-Lo' }, type: 'sports', venue: kesselLo, features: ['showers'], layouts: [{ kind: 'sports', seated: 0, standing: 300 }], tariffs: [tariff('resident', 3_000)] });
const all = [yellow, auditorium, council, sports];

describe('searching halls', () => {
  const database = useDatabase();
  let db: Database;

  before(async () => {
    db = openDatabase({ url: database.url });
    await insertHalls(db, all);
  });
  beforeEach(() => database.query('TRUNCATE claims, closures, closure_spaces'));
  after(() => db.destroy());

  const search = (query: Partial<SearchQuery>, now = NOW) => searchHalls(db, { bookerKind: 'resident', limit: 20, ...query }, now);
  const slugs = async (query: Partial<SearchQuery>, now = NOW): Promise<string[]> => (await search(query, now)).items.map(({ hall }) => hall.slug);
  const book = (hall: Hall, when: Period, id: BookingId = newId()): Promise<void> =>
    transact(db, (tx) => claimSpaces(tx, { holder: { kind: 'booking', id }, spaceIds: hall.spaceIds, period: when }));

  describe('by words', () => {
    it('forgives typing errors, finds parts of Dutch compounds and ignores accents and case', async () => {
      expect((await slugs({ text: 'auditorum' }))[0]).to.equal('auditorium');
      expect((await slugs({ text: 'SPORTAAL' }))[0]).to.equal('sporthal');
      expect(await slugs({ text: 'vergaderzal' })).to.have.members(['gele-zaal', 'raadzaal']);
      expect(await slugs({ text: 'vergadering' })).to.have.members(['gele-zaal', 'raadzaal']);
      expect(await slugs({ text: 'twebronnen' })).to.have.members(['gele-zaal', 'auditorium']);
      expect((await slugs({ text: 'réunion' }))).to.include('raadzaal');
    });

    it('puts the hall of that name first, and lets a place narrow it down', async () => {
      expect((await slugs({ text: 'gele zaal' }))[0]).to.equal('gele-zaal');
      expect((await slugs({ text: 'zaal heverle' }))[0]).to.equal('raadzaal');
      expect((await slugs({ text: 'een zaal in de Waversebaan' }))[0]).to.equal('raadzaal');
    });

    it('finds nothing for what there is not', async () => {
      expect(await slugs({ text: 'zwembad' })).to.deep.equal([]);
      expect(await slugs({ text: '%_\\ \' ; --' })).to.have.length(4);
    });
  });

  describe('by wishes', () => {
    it('knows persons in a layout or in any, types, features, accessibility, directorate, neighbourhood and approval', async () => {
      expect(await slugs({ persons: 100 })).to.have.members(['auditorium', 'sporthal']);
      expect(await slugs({ persons: 20, layout: 'u-shape' })).to.deep.equal(['raadzaal']);
      expect(await slugs({ layout: 'theatre' })).to.have.members(['gele-zaal', 'auditorium']);
      expect(await slugs({ types: ['sports', 'auditorium'] })).to.have.length(2);
      expect(await slugs({ features: ['showers', 'wifi'] })).to.deep.equal([]);
      expect(await slugs({ features: ['showers'] })).to.deep.equal(['sporthal']);
      expect(await slugs({ accessibility: ['step-free'] })).to.have.length(4);
      expect(await slugs({ directorate: heverlee.organisationId })).to.deep.equal(['raadzaal']);
      expect(await slugs({ neighbourhoods: ['Heverlee', 'Kessel-Lo'] })).to.have.length(2);
      expect(await slugs({ instant: true })).to.not.include('raadzaal');
    });

    it('measures distance as the crow flies from a point or from the middle of a neighbourhood', async () => {
      const { items } = await search({ near: { latitude: 50.8796, longitude: 4.7009 }, sort: 'distance' });
      expect(items.map(({ hall }) => hall.venue.slug)).to.deep.equal([tweebronnen, tweebronnen, heverlee, kesselLo].map(({ slug }) => slug));
      expect(items[0]!.distanceMetres).to.be.within(370, 390);
      expect(await slugs({ near: { neighbourhood: 'Kessel-Lo' }, radiusMetres: 1_000 })).to.deep.equal(['sporthal']);
      expect((await search({ near: { neighbourhood: 'Kessel-Lo' }, sort: 'distance' })).items[0]!.distanceMetres).to.equal(0);
    });
  });

  describe('by time', () => {
    it('finds only what is open, free and bookable for all of a window', async () => {
      await book(yellow, hours('13:00', '14:00'));
      expect(await slugs({ time: { kind: 'window', period: hours('13:30', '15:30') } })).to.have.members(['auditorium', 'raadzaal', 'sporthal']);
      expect(await slugs({ time: { kind: 'window', period: hours('14:00', '15:30') } })).to.have.length(4);
      expect(await slugs({ time: { kind: 'window', period: hours('21:00', '23:00') } })).to.deep.equal([]);
      expect(await slugs({ time: { kind: 'window', period: hours('14:10', '15:30') } })).to.deep.equal([]);
      expect(await slugs({ time: { kind: 'window', period: hours('10:00', '12:00', '2026-11-23') } })).to.deep.equal([]);
    });

    it('names the first stretch of so many hours in a day, an evening or a week', async () => {
      await book(yellow, hours('09:00', '20:30'));
      const firstFree = async (within: Parameters<typeof askedWindows>[0], minutes: number): Promise<string | undefined> =>
        (await search({ time: { kind: 'somewhere', minutes, windows: askedWindows(within, DAY) } })).items.filter(({ hall }) => hall.id === yellow.id)
          .map(({ free }) => `${free!.start.toISOString().slice(0, 10)} ${localTime(free!.start)}–${localTime(free!.end)}`)[0];
      expect(await firstFree('day', 60)).to.equal('2026-11-24 08:00–09:00');
      expect(await firstFree('day', 120)).to.equal(undefined);
      expect(await firstFree('evening', 90)).to.equal('2026-11-24 20:30–22:00');
      expect(await firstFree('week', 120)).to.equal('2026-11-23 12:00–14:00');
    });

    it('looks further ahead only for halls that have nothing sooner, and orders by what it finds', async () => {
      const [soon, later, never] = [aHall({ slug: 'soon', type: 'studio' }), aHall({ slug: 'later', type: 'studio' }), aHall({ slug: 'never', type: 'studio' })];
      await insertHalls(db, [soon, later, never]);
      await book(later, period(NOW, at('20:00', addDays(DAY, 40))));
      await book(never, period(NOW, at('00:00', addDays(DAY, 70))));
      const { items } = await search({ types: ['studio'], time: { kind: 'somewhere', minutes: 120, windows: askedWindows('dates', '2026-11-23') } });
      expect(items.map(({ hall, free }) => [hall.slug, free?.start])).to.deep.equal([['soon', NOW], ['later', at('20:00', addDays(DAY, 40))]]);
    });

    it('does not offer the place of a lapsed hold to others than the closure that waits for it', async () => {
      const id = newId<'booking'>();
      await book(yellow, hours('13:00', '15:00'), id);
      await transact(db, (tx) => closeSpaces(tx, { spaceIds: yellow.spaceIds, period: hours('08:00', '18:00'), reason: { nl: 'Poetsen' } }, NOW));
      await transact(db, (tx) => extendClaims(tx, { kind: 'booking', id }, addMinutes(new Date(), -1)));
      expect(await slugs({ time: { kind: 'window', period: hours('13:00', '15:00') } })).to.not.include('gele-zaal');
    });

    it('finds nothing when all of the asked time is past', async () => {
      expect(await slugs({ time: { kind: 'somewhere', minutes: 60, windows: askedWindows('day', '2026-11-20') } })).to.deep.equal([]);
      expect(await slugs({ time: { kind: 'somewhere', minutes: 60, windows: [] } })).to.deep.equal([]);
    });
  });

  describe('by price', () => {
    it('charges the asked stay to this kind of booker, the hour when no time is asked', async () => {
      const time = { kind: 'window' as const, period: hours('14:00', '16:00') };
      const costs = (hits: readonly SearchHit[]) => hits.map(({ hall, totalCents, hourCents }) => [hall.slug, totalCents, hourCents]);
      expect(costs((await search({ types: ['meeting', 'auditorium', 'sports'], bookerKind: 'association', sort: 'price', time })).items).slice(0, 2)).to.deep.equal([['raadzaal', 1_000, 500], ['gele-zaal', 4_000, 1_000]]);
      expect(costs((await search({ types: ['meeting', 'auditorium'], sort: 'price' })).items)).to.deep.equal([['gele-zaal', undefined, 2_000], ['auditorium', undefined, 6_000], ['raadzaal', undefined, undefined]]);
    });

    it('leaves out what costs more, and what is not let to this booker at all', async () => {
      expect(await slugs({ types: ['meeting', 'auditorium', 'sports'], maxPriceCents: 4_000, time: { kind: 'window', period: hours('14:00', '16:00') } })).to.deep.equal(['gele-zaal']);
      expect(await slugs({ types: ['meeting', 'auditorium', 'sports'], maxPriceCents: 3_000 })).to.have.members(['gele-zaal', 'sporthal']);
    });
  });

  describe('in pages', () => {
    const sorts = ['first-free', 'price', 'distance', 'capacity', 'name'] as const;
    const venue = aVenue({ neighbourhood: 'Wilsele' });
    const many = Array.from({ length: 23 }, (_, index) => aHall({
      name: { nl: `Zaal ${index % 13}` }, type: 'rehearsal', venue, schedule: aSchedule({ weekly: [{ weekday: 2, opens: `${10 + (index % 5)}:00`, closes: '22:00' }] }),
      layouts: [{ kind: 'theatre', seated: 10 + (index % 3), standing: 0 }], tariffs: index % 4 === 0 ? [] : [tariff('resident', 1_000 * (index % 4))],
    }));
    before(() => insertHalls(db, many));

    const query = (own: Partial<SearchQuery>): Partial<SearchQuery> =>
      ({ types: ['rehearsal'], near: { neighbourhood: 'Wilsele' }, time: { kind: 'somewhere', minutes: 60, windows: askedWindows('week', DAY) }, ...own });

    for (const sort of sorts) {
      it(`shows each hall once in the same order, also among equals, sorted by ${sort}`, async () => {
        const whole = await search(query({ sort, limit: 100 }));
        const leafed: string[] = [];
        for (let page = await search(query({ sort, limit: 5 })); ; page = await search(query({ sort, limit: 5, after: page.next! }), addMinutes(NOW, 30))) {
          leafed.push(...page.items.map(({ hall }) => hall.id));
          expect(page.total).to.equal(23);
          if (!page.next) break;
        }
        expect(leafed).to.deep.equal(whole.items.map(({ hall }) => hall.id));
        expect(leafed).to.have.length(23);
      });
    }

    it('keeps the order of what is left while others book', async () => {
      const first = await search(query({ sort: 'name', limit: 5 }));
      const second = await search(query({ sort: 'name', limit: 5, after: first.next! }));
      await book(first.items[2]!.hall, hours('00:00', '24:00'));
      await book(second.items[0]!.hall, hours('00:00', '24:00'));
      const again = await search(query({ sort: 'name', limit: 4, after: first.next! }));
      expect(again.items.map(({ hall }) => hall.id)).to.deep.equal(second.items.slice(1).map(({ hall }) => hall.id));
    });

    it('orders numbers in names as people do', async () => {
      const names = (await search(query({ sort: 'name', limit: 100 }))).items.map(({ hall }) => hall.name.nl);
      expect(names).to.deep.equal(names.toSorted(new Intl.Collator('nl', { numeric: true }).compare));
    });
  });
});
