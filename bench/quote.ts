import pg from 'pg';
import type { TariffRules } from '../src/catalogue/tariff-rules.ts';
import { addMinutes } from '../src/kernel/period.ts';
import { addDays, atLocal, localDate } from '../src/kernel/time.ts';
import { openDatabase, type Database } from '../src/platform/db.ts';
import { priceByRules, type RuleAsk } from '../src/pricing/price-by-rules.ts';
import { NO_WORDS } from '../src/pricing/rule-words.ts';
import { searchHalls } from '../src/search/search-halls.ts';
import { atMost, type Benchmark, type Findings } from './support/benchmark.ts';
import { fillBigCity } from './support/big-city.ts';
import { withDatabase } from './support/postgres.ts';
import { bigRegulations, HALLS_EACH, KINDS, PURPOSES, REGULATIONS } from './support/regulations.ts';
import { percentile, round, takeTurns } from './support/statistics.ts';

const QUOTES = 10_000;
const SELECTS = 2_000;
const ROUNDS = 4;
const SEARCHES = 20;
const HALLS = REGULATIONS * HALLS_EACH;
/** Steps without common divisor with what they go through, so that no quote is the one before. */
const DAYS_APART = 37;

/**
 * Ten thousand quotes in a city of six hundred halls under thirty regulations, beside one SELECT of a row by its key through bare pg in the same
 * turns; then a search of the whole city sorted by what a window costs, beside the same sorted by name.
 */
export const quote: Benchmark = {
  sizes: ['city'],
  run: ({ databaseUrl, say }) => withDatabase(databaseUrl, async (url) => {
    const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'bench-bare' });
    const db = openDatabase({ url, poolSize: 1, name: 'bench' });
    try {
      await pool.query('CREATE TABLE prices (id integer PRIMARY KEY, cents integer NOT NULL)');
      await pool.query(`INSERT INTO prices SELECT id, id * 100 FROM generate_series(1, ${HALLS}) AS id`);
      await pool.query('VACUUM ANALYZE prices');
      const rules = bigRegulations();
      say('quoting …');
      const { ours, bare } = await takeTurns(ROUNDS, () => Promise.resolve(quoteMany(rules)), () => selectMany(pool));
      say('filling a city and searching it by price …');
      const filled = await fillBigCity(db, 'city', new Date());
      await pool.query('VACUUM ANALYZE');
      const searched = await takeTurns(ROUNDS, () => searchMany(db, 'price'), () => searchMany(db, 'name'));
      const city = Array.from({ length: 50 }, (_, day) => priceCity(rules, day));
      return findingsOf({ quotes: ours, selects: bare, city, byPrice: searched.ours, byName: searched.bare, halls: filled.halls });
    } finally {
      await db.destroy();
      await pool.end();
    }
  }),
};

/** An ask for the n-th quote: from half an hour to eleven, now and then three days. */
function askOf(n: number): { regulation: number; ask: RuleAsk } {
  const hall = (n * 7) % HALLS;
  const start = atLocal(addDays('2026-01-01', (n * DAYS_APART) % 365), `${String(7 + (n % 13)).padStart(2, '0')}:30`);
  const minutes = n % 50 === 0 ? 3 * 1_440 : 30 * (1 + (n % 22));
  return {
    regulation: Math.floor(hall / HALLS_EACH),
    ask: {
      hall: { slug: `zaal-${hall + 1}`, name: { nl: `Zaal ${hall + 1}` } }, bookerKind: KINDS[n % KINDS.length]!, purpose: PURPOSES[n % PURPOSES.length]!,
      period: { start, end: addMinutes(start, minutes) },
    },
  };
}

/** Microseconds that each took by the clock, and milliseconds of our CPU for one on average. */
interface Taken {
  micros: number[];
  cpu: number;
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function quoteMany(rules: readonly TariffRules[]): Taken {
  const asks = Array.from({ length: QUOTES }, (_, n) => askOf(n));
  const before = process.cpuUsage();
  const micros = asks.map(({ regulation, ask }) => {
    const begun = performance.now();
    priceByRules(rules[regulation]!, ask);
    return (performance.now() - begun) * 1_000;
  });
  return { micros, cpu: cpuSince(before) / QUOTES };
}

async function selectMany(pool: pg.Pool): Promise<Taken> {
  const before = process.cpuUsage();
  const micros: number[] = [];
  for (let n = 0; n < SELECTS; n += 1) {
    const begun = performance.now();
    await pool.query({ name: 'price', text: 'SELECT cents FROM prices WHERE id = $1', values: [1 + ((n * 7) % HALLS)] });
    micros.push((performance.now() - begun) * 1_000);
  }
  return { micros, cpu: cpuSince(before) / SELECTS };
}

/** Milliseconds for the price of every hall in the same window. */
function priceCity(rules: readonly TariffRules[], day: number): number {
  const start = atLocal(addDays('2026-01-01', day * 7), '16:00');
  const begun = performance.now();
  for (const [regulation, { halls }] of rules.map((one, index) => [index, one] as const)) {
    for (const slug of halls) priceByRules(rules[regulation]!, { hall: { slug, name: { nl: slug } }, bookerKind: 'association', period: { start, end: addMinutes(start, 240) } }, NO_WORDS);
  }
  return performance.now() - begun;
}

/** A window in all halls, of which the page is sorted by what each costs, or by name. */
async function searchMany(db: Database, sort: 'price' | 'name'): Promise<Taken> {
  const before = process.cpuUsage();
  const micros: number[] = [];
  for (let day = 0; day < SEARCHES; day += 1) {
    const start = atLocal(addDays(localDate(new Date()), 3 + day * 7), '14:00');
    const begun = performance.now();
    await searchHalls(db, { bookerKind: 'association', time: { kind: 'window', period: { start, end: addMinutes(start, 180) } }, sort, limit: 20 }, new Date());
    micros.push((performance.now() - begun) * 1_000);
  }
  return { micros, cpu: cpuSince(before) / SEARCHES };
}

const spread = (values: readonly number[]): object => ({ count: values.length, p50: round(percentile(values, 0.5)), p99: round(percentile(values, 0.99)) });

const millisecondsOf = (taken: readonly Taken[]): number[] => taken.flatMap(({ micros }) => micros.map((one) => one / 1_000));
/** By the clock, which others slow down, and of our own CPU, without PostgreSQL's. */
const searchFigures = (taken: readonly Taken[]): object => ({ ...spread(millisecondsOf(taken)), cpuMilliseconds: round(Math.min(...taken.map(({ cpu }) => cpu))) });

interface Measured {
  quotes: readonly Taken[];
  selects: readonly Taken[];
  city: readonly number[];
  byPrice: readonly Taken[];
  byName: readonly Taken[];
  halls: number;
}

function findingsOf({ quotes, selects, city, byPrice, byName, halls }: Measured): Findings {
  const cpuMs = round(Math.max(...quotes.map(({ cpu }) => cpu)));
  return {
    figures: {
      regulations: REGULATIONS, halls, quoteMicroseconds: spread(quotes.flatMap(({ micros }) => micros)), selectMicroseconds: spread(selects.flatMap(({ micros }) => micros)),
      cpuMillisecondsPerQuote: cpuMs, allHallsMilliseconds: spread(city), searchByPrice: searchFigures(byPrice), searchByName: searchFigures(byName),
    },
    aims: [atMost('milliseconds of CPU per quote', cpuMs, 1), atMost('search with the prices of 600 halls, p50 in milliseconds', round(percentile(millisecondsOf(byPrice), 0.5)), 50)],
    wrong: [],
  };
}
