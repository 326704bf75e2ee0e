import pg from 'pg';
import type { TariffRules } from '../src/catalogue/tariff-rules.ts';
import { addMinutes } from '../src/kernel/period.ts';
import { addDays, atLocal } from '../src/kernel/time.ts';
import { priceByRules, type RuleAsk } from '../src/pricing/price-by-rules.ts';
import { atMost, type Benchmark, type Findings } from './support/benchmark.ts';
import { withDatabase } from './support/postgres.ts';
import { bigRegulations, HALLS_EACH, KINDS, PURPOSES, REGULATIONS } from './support/regulations.ts';
import { percentile, round, takeTurns } from './support/statistics.ts';

const QUOTES = 10_000;
const SELECTS = 2_000;
const ROUNDS = 4;
const HALLS = REGULATIONS * HALLS_EACH;
/** Steps without common divisor with what they go through, so that no quote is the one before. */
const DAYS_APART = 37;

/**
 * Ten thousand quotes in a city of six hundred halls under thirty regulations, beside one SELECT of a row by its key through bare pg in the same
 * turns; and the price of all halls for one window, as a search shows it.
 */
export const quote: Benchmark = {
  sizes: ['city'],
  run: ({ databaseUrl, say }) => withDatabase(databaseUrl, async (url) => {
    const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'bench-bare' });
    try {
      await pool.query('CREATE TABLE prices (id integer PRIMARY KEY, cents integer NOT NULL)');
      await pool.query(`INSERT INTO prices SELECT id, id * 100 FROM generate_series(1, ${HALLS}) AS id`);
      await pool.query('VACUUM ANALYZE prices');
      const rules = bigRegulations();
      say('quoting …');
      const { ours, bare } = await takeTurns(ROUNDS, () => Promise.resolve(quoteMany(rules)), () => selectMany(pool));
      say('all halls at once …');
      return findingsOf(ours.flatMap(({ micros }) => micros), ours.map(({ cpu }) => cpu), bare.flatMap(({ micros }) => micros), Array.from({ length: 50 }, (_, day) => priceCity(rules, day)));
    } finally {
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
    for (const slug of halls) priceByRules(rules[regulation]!, { hall: { slug, name: { nl: slug } }, bookerKind: 'association', period: { start, end: addMinutes(start, 240) } });
  }
  return performance.now() - begun;
}

const spread = (values: readonly number[]): object => ({ count: values.length, p50: round(percentile(values, 0.5)), p99: round(percentile(values, 0.99)) });

function findingsOf(ours: readonly number[], cpu: readonly number[], bare: readonly number[], city: readonly number[]): Findings {
  const cpuMs = round(Math.max(...cpu));
  return {
    figures: { regulations: REGULATIONS, halls: HALLS, quoteMicroseconds: spread(ours), selectMicroseconds: spread(bare), cpuMillisecondsPerQuote: cpuMs, cityMilliseconds: spread(city) },
    aims: [atMost('milliseconds of CPU per quote', cpuMs, 1), atMost('prices of 600 halls in one window, p50 in milliseconds', round(percentile(city, 0.5)), 50)],
    wrong: [],
  };
}
