import { expect } from 'chai';
import { floorPlanSvg } from '../../src/catalogue/draw-floor-plan.ts';
import { floorPlanWords } from '../../src/catalogue/floor-plan-words.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import { loadHalls } from '../../src/catalogue/load-hall.ts';
import { hallPage, listVenues } from '../../src/catalogue/views.ts';
import { openPeriods } from '../../src/availability/opening.ts';
import { brokenRules } from '../../src/availability/rules.ts';
import type { BookingId, HallId } from '../../src/kernel/ids.ts';
import { askForFeedback } from '../../src/feedback/ask-for-feedback.ts';
import { minutesOf } from '../../src/kernel/period.ts';
import { addDays, daysFrom, localDate, localDays } from '../../src/kernel/time.ts';
import { openDatabase, type Database } from '../../src/platform/db.ts';
import { fromRange } from '../../src/platform/range.ts';
import { quoteStay } from '../../src/pricing/quote.ts';
import { unitPrices } from '../../src/pricing/unit-price.ts';
import { assembleCatalogue } from '../../sandbox/city/assemble-catalogue.ts';
import { chanceFrom } from '../../sandbox/city/chance.ts';
import { fillCity, type FilledCity } from '../../sandbox/city/fill-city.ts';
import { everybody } from '../../sandbox/city/people.ts';
import { planYear } from '../../sandbox/city/year/plan-year.ts';
import { personas } from '../../sandbox/personas.ts';
import { useDatabase } from '../support/database.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const SLOW_MS = 120_000;

describe('the demo city', function () {
  this.timeout(SLOW_MS);
  const database = useDatabase();
  const confirmed: BookingId[] = [];
  let db: Database;
  let city: FilledCity;
  let halls: Hall[];
  const one = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row> => (await database.query<Row>(sql, values))[0]!;
  const hall = (slug: string): Hall => halls.find((candidate) => candidate.slug === slug)!;

  const figures = (slug: string) => [hall(slug).areaM2, Object.fromEntries(hall(slug).layouts.map(({ kind, seated, standing }) => [kind, seated + standing]))];

  before('fill it', async () => {
    db = openDatabase({ url: database.url });
    city = await fillCity(db, { seed: 'leuven', now: NOW, afterConfirmed: async (_tx, ids) => void confirmed.push(...ids) });
    const ids = await database.query<{ id: HallId }>('SELECT id FROM halls ORDER BY id');
    halls = await loadHalls(db, ids.map(({ id }) => id), NOW);
  });
  after(() => db.destroy());

  it('has at least 40 halls in 15 venues of five directorates and one partner', async () => {
    expect(city.halls).to.be.at.least(40);
    expect(city.venues).to.be.at.least(15);
    expect(await database.query(`SELECT o.kind, count(DISTINCT o.id)::int AS count FROM venues JOIN organisations o ON o.id = organisation_id GROUP BY o.kind ORDER BY 1`))
      .to.deep.equal([{ kind: 'directorate', count: 5 }, { kind: 'partner', count: 1 }]);
  });

  it('has feedback of those who used a hall, some of it answered, and nobody left to ask', async () => {
    const { said, answered, poor } = await one<{ said: number; answered: number; poor: number }>(
      'SELECT count(*)::int AS said, count(note)::int AS answered, (count(*) FILTER (WHERE stars <= 2))::int AS poor FROM feedback');
    expect([said, answered, poor].every((count) => count > 5), JSON.stringify([said, answered, poor])).to.equal(true);
    expect(await database.query(`SELECT f.booking_id FROM feedback f JOIN bookings b ON b.id = f.booking_id WHERE b.status <> 'confirmed' OR upper(b.period) > f.given_at`)).to.deep.equal([]);
    expect(await askForFeedback(db, NOW)).to.equal(0);
  });

  it('loads every hall whole, with a price, a plan, a page and the words to find it', async () => {
    expect(halls).to.have.length(city.halls);
    for (const each of halls) {
      expect(each.spaceIds.length, each.slug).to.be.at.least(1);
      const kind = unitPrices(each, '2026-12-01')[0]!.booker.of[0]!;
      const quote = quoteStay(each, { period: { start: new Date('2026-12-01T18:00:00Z'), end: new Date('2026-12-01T21:00:00Z') }, bookerKind: kind, attendance: 5, extras: [], bookedOn: '2026-11-23' });
      expect(quote.lines, each.slug).to.have.length(1);
    }
    expect(await one('SELECT count(*)::int AS count FROM halls WHERE length(search_text) < 40')).to.deep.equal({ count: 0 });
  });

  it('says everything in Dutch, and nothing twice', async () => {
    const pages = await Promise.all(halls.map(({ slug }) => hallPage(db, slug, NOW)));
    const descriptions = pages.map((page) => page!.description.nl);
    for (const text of descriptions) expect(text.split(/[.!?] /).length, text).to.be.at.least(2);
    expect(new Set(descriptions).size).to.equal(halls.length);
    for (const page of pages) expect([page!.venue.directions.nl.length > 20, Boolean(page!.description.en), Boolean(page!.description.fr)], page!.hall.slug).to.deep.equal([true, true, true]);
    for (const venue of await listVenues(db)) expect(venue.description?.nl.length, venue.slug).to.be.greaterThan(40);
  });

  it('knows the rooms of the Provinciehuis by their real figures', () => {
    expect(figures('provincieraadzaal')).to.deep.equal([353, { theatre: 120 }]);
    expect(figures('provinciehuis-auditorium')).to.deep.equal([235, { theatre: 220 }]);
    expect(figures('provinciehuis-spoor95')).to.deep.equal([309, { seminar: 150, theatre: 240, reception: 350 }]);
    expect(figures('provinciehuis-perszaal')).to.deep.equal([53, { theatre: 30 }]);
    expect(figures('provinciehuis-foyer')).to.deep.equal([133, { reception: 50 }]);
    expect(figures('provinciehuis-vergaderzaal-1')).to.deep.equal([25, { block: 12 }]);
    expect(figures('provinciehuis-vergaderzaal-2-3')).to.deep.equal([80, { 'u-shape': 32 }]);
    expect(figures('provinciehuis-vergaderzaal-4-5')).to.deep.equal([60, { 'u-shape': 24 }]);
    expect(figures('provinciehuis-vergaderzaal-6-7')).to.deep.equal([60, { 'u-shape': 24 }]);
    expect(figures('provinciehuis-vergaderzaal-8-9')).to.deep.equal([50, { 'u-shape': 20 }]);
  });

  it('names for each hall which facts are plausible rather than known', async () => {
    expect((await hallPage(db, 'provincieraadzaal', NOW))?.illustrative).to.not.include('areaM2');
    expect((await hallPage(db, 'heverlee-raadzaal', NOW))?.illustrative).to.include.members(['areaM2', 'layouts', 'tariffs']);
  });

  it('divides the sports hall in three: A and B together take both, and never C', () => {
    const spaces = (letters: string) => [...hall(`de-wijnpers-${letters}`).spaceIds].toSorted();
    expect(spaces('ab')).to.deep.equal([...spaces('a'), ...spaces('b')].toSorted());
    expect(spaces('bc')).to.deep.equal([...spaces('b'), ...spaces('c')].toSorted());
    expect(spaces('abc')).to.have.length(3);
    expect(spaces('ab')).to.not.include(spaces('c')[0]);
    expect(hall('de-wijnpers-abc').areaM2).to.equal(hall('de-wijnpers-a').areaM2 * 3);
  });

  it('opens about half of the halls by door code, through locks that they have', () => {
    const byCode = halls.filter(({ access }) => access === 'door-code');
    expect(byCode.length / halls.length).to.be.within(0.4, 0.65);
    for (const each of byCode) expect(each.lockIds.length, each.slug).to.be.at.least(1);
  });

  it('knows the personas beforehand, with the roles of their login', async () => {
    const rows = await database.query<{ subject: string }>('SELECT subject FROM persons WHERE subject IS NOT NULL');
    expect(rows.map(({ subject }) => subject)).to.have.members(personas.map(({ sub }) => sub));
    const roles = await database.query(`SELECT given_name, role, o.name FROM staff_roles r JOIN persons p ON p.id = person_id JOIN organisations o ON o.id = organisation_id
      WHERE subject IS NOT NULL ORDER BY given_name`);
    expect(roles).to.deep.equal([
      { given_name: 'An', role: 'manager', name: 'Directie Cultuur' }, { given_name: 'Bart', role: 'manager', name: 'Directie Sport' },
      { given_name: 'Karim', role: 'agent', name: 'Stad Leuven' }, { given_name: 'Ria', role: 'administrator', name: 'Stad Leuven' },
    ]);
    expect(await one(`SELECT count(*)::int AS count FROM bookings JOIN organisations o ON o.id = organisation_id WHERE o.name LIKE 'Harmonie%' AND lower(period) > $1`, [NOW]))
      .to.have.property('count').that.is.at.least(5);
  });

  it('holds a claim for exactly the bookings that are to have one', async () => {
    expect(await one(`SELECT count(*)::int AS count FROM bookings b WHERE (status IN ('confirmed', 'requested')) <> EXISTS (SELECT FROM claims WHERE holder_id = b.id)`)).to.deep.equal({ count: 0 });
  });

  it('lets no two bookings share a space, setup and teardown included', async () => {
    const { count } = await one<{ count: number }>(`
      WITH taken AS (
        SELECT s.space_id, b.id, tstzrange(lower(b.period) - make_interval(mins => h.setup_minutes), upper(b.period) + make_interval(mins => h.teardown_minutes)) AS period
        FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN hall_spaces s ON s.hall_id = h.id WHERE b.status IN ('confirmed', 'requested')
      ), ordered AS (SELECT period, lag(period) OVER (PARTITION BY space_id ORDER BY lower(period)) AS before FROM taken)
      SELECT count(*)::int AS count FROM ordered WHERE period && before`);
    expect(count).to.equal(0);
  });

  it('keeps the rules of the halls with every stay', async () => {
    const rows = await database.query<{ hall_id: string; layout: 'theatre'; attendance: number; period: string; created_at: Date; series_id: string | null }>(
      'SELECT hall_id, layout, attendance, period::text, created_at, series_id FROM bookings ORDER BY md5(id::text) LIMIT 5000');
    const byId = new Map(halls.map((each) => [each.id as string, each]));
    for (const { hall_id: id, layout, attendance, period: text, created_at: now, series_id: series } of rows) {
      const each = byId.get(id)!;
      const period = fromRange(text);
      const days = localDays(period);
      const open = openPeriods(each.schedule, [addDays(days[0]!, -1), ...days, addDays(days.at(-1)!, 1)]);
      const broken = brokenRules(each, { period, layout, attendance }, { open, taken: [], activeBookings: 0 }, now);
      // A manager may enter a series further ahead than visitors book.
      expect(broken.filter(({ code }) => series === null || code !== 'too-far-ahead'), `${each.slug} ${text}`).to.deep.equal([]);
    }
  });

  it('is taken between a quarter and two thirds of its opening hours, more in the evening and at the weekend', async () => {
    const today = localDate(NOW);
    const days = daysFrom(addDays(today, -180), today);
    const rows = await database.query<{ space_id: string; minutes: number }>(
      `SELECT space_id, sum(extract(epoch FROM upper(period) - lower(period)) / 60)::float AS minutes FROM claims WHERE day >= $1 AND day < $2 GROUP BY 1`, [days[0], today]);
    const taken = new Map(rows.map((row) => [row.space_id, row.minutes]));
    const parts = halls.map(({ schedule, spaceIds }) =>
      spaceIds.reduce((sum, id) => sum + (taken.get(id) ?? 0), 0) / spaceIds.length / openPeriods(schedule, days).reduce((sum, period) => sum + minutesOf(period), 0));
    expect(parts.reduce((sum, part) => sum + part, 0) / parts.length).to.be.within(0.25, 0.65);
    expect(Math.min(...parts)).to.be.greaterThan(0.18);
    expect(Math.max(...parts)).to.be.lessThan(0.65);
    const { evening, morning, saturday, tuesday } = await one<Record<string, number>>(`SELECT
      count(*) FILTER (WHERE hour = 20 AND weekday < 6) AS evening, count(*) FILTER (WHERE hour = 8 AND weekday < 6) AS morning,
      count(*) FILTER (WHERE weekday = 6) AS saturday, count(*) FILTER (WHERE weekday = 2) AS tuesday
      FROM (SELECT extract(hour FROM at) AS hour, extract(isodow FROM at) AS weekday FROM claims,
        generate_series(lower(period) AT TIME ZONE 'Europe/Brussels', upper(period) AT TIME ZONE 'Europe/Brussels', '1 hour') at) hours`);
    expect(Number(evening)).to.be.greaterThan(Number(morning) * 2);
    expect(Number(saturday)).to.be.greaterThan(Number(tuesday));
  });

  it('freezes the price of each booking onto its lines', async () => {
    expect(await one(`SELECT count(*)::int AS count FROM bookings b WHERE total_cents <> (SELECT coalesce(sum(gross_cents), -1) FROM booking_lines WHERE booking_id = b.id)`)).to.deep.equal({ count: 0 });
  });

  it('ends the history of each booking in the state that it has, and tells nothing of the future', async () => {
    expect(await one(`SELECT count(*)::int AS count FROM bookings b WHERE status <> (SELECT status FROM booking_history WHERE booking_id = b.id ORDER BY number DESC LIMIT 1)`)).to.deep.equal({ count: 0 });
    expect(await one('SELECT count(*)::int AS count FROM booking_history WHERE at > $1', [NOW])).to.deep.equal({ count: 0 });
    expect(await one(`SELECT count(*)::int AS count FROM bookings WHERE status = 'requested' AND held_until <= $1`, [NOW])).to.deep.equal({ count: 0 });
  });

  it('orders no more of an extra than there is', async () => {
    expect(await one(`SELECT count(*)::int AS count FROM extra_orders o JOIN extras e ON e.id = o.extra_id WHERE e.stock < (
      SELECT sum(quantity) FROM extra_orders other WHERE other.extra_id = o.extra_id AND other.period @> lower(o.period))`)).to.deep.equal({ count: 0 });
  });

  it('hands coming confirmed bookings of halls with locks to whoever gives out codes', async () => {
    expect(confirmed).to.have.length(city.withDoorCode);
    expect(await one(`SELECT count(*)::int AS count FROM bookings WHERE id = ANY($1) AND (status <> 'confirmed' OR upper(period) <= $2)`, [confirmed, NOW])).to.deep.equal({ count: 0 });
  });

  it('is the same city for the same seed, and another year for another seed', () => {
    const year = (seed: string): string => JSON.stringify(
      planYear({ halls: halls.slice(0, 15), bookers: everybody().bookers, now: NOW, chance: chanceFrom(seed), certain: [], closed: [] })
        .map(({ hall: { slug }, period, booker, status, attendance, createdAt, seriesId }) => [slug, period, booker, status, attendance, createdAt, seriesId]));
    expect(year('a')).to.equal(year('a'));
    expect(year('a')).to.not.equal(year('b'));
    expect(assembleCatalogue(NOW)).to.deep.equal(assembleCatalogue(new Date(NOW.getTime() + 60_000)));
  });

  it('refuses to be filled twice', async () => {
    const thrown = await fillCity(db, { seed: 'leuven', now: NOW }).catch((error: unknown) => error);
    expect(thrown).to.be.an.instanceOf(Error).with.property('message').that.includes('empty database');
  });
});

describe('the floor plans of the demo city', () => {
  const { halls } = assembleCatalogue(NOW);

  it('are well-formed pictures with a name and a description', () => {
    for (const { slug, name, floorPlan } of halls) {
      const svg = floorPlanSvg(floorPlan, { id: slug, title: name.nl, description: floorPlanWords(floorPlan, 'nl') });
      expect(svg, slug).to.match(/^<svg [^>]+role="img"[^>]*><title id=/).and.to.match(/<\/svg>$/);
      expect(svg, slug).to.not.match(/NaN|undefined|Infinity/);
      expect(svg.length, slug).to.be.lessThan(40_000);
      for (const [tag] of svg.matchAll(/<[a-z][^>]*>/g)) {
        const names = [...tag.matchAll(/ ([a-z-]+)="/gi)].map(([, attribute]) => attribute);
        expect(new Set(names).size, tag).to.equal(names.length);
      }
    }
  });

  it('differ from hall to hall', () => {
    const pictures = halls.map(({ floorPlan }) => floorPlanSvg(floorPlan, { id: 'x', title: 'x', description: 'x' }));
    expect(new Set(pictures).size).to.equal(halls.length);
  });

  it('have room for the chairs and tables of every layout', () => {
    for (const { slug, floorPlan, layouts } of halls) {
      for (const layout of layouts) {
        const svg = floorPlanSvg(floorPlan, { id: slug, title: 'x', description: 'x', layout });
        expect(svg, `${slug} ${layout.kind}`).to.not.match(/NaN|Infinity|(width|height|r|stroke-width)="-/);
      }
    }
  });
});
