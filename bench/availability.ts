import pg from 'pg';
import { addDays, atLocal, localDate, type LocalDate } from '../src/kernel/time.ts';
import { askerOf, type Asker, type HttpAnswer } from './support/asker.ts';
import { atMost, type Benchmark, type BenchmarkRun, type Findings, type Size } from './support/benchmark.ts';
import { fillBigCity, type BigCity } from './support/big-city.ts';
import { withDatabase } from './support/postgres.ts';
import { startSite, type Site } from './support/site.ts';
import { capture, Sender, type Statement } from './support/statements.ts';
import { ratio, round, spreadOf, takeTurns, timed, type Spread } from './support/statistics.ts';

/** What a visitor asks about a day. */
const ASKS = {
  fixedWindow: (day: LocalDate) => `from=${atLocal(day, '14:00').toISOString()}&to=${atLocal(day, '17:00').toISOString()}`,
  hoursInADay: (day: LocalDate) => `hours=3&within=day&date=${day}`,
  firstFreeIn60Days: (day: LocalDate) => `hours=3&within=dates&date=${day}`,
  /** As the search page asks: a few wishes, and how many halls each other choice would leave. */
  facets: (day: LocalDate) => `hours=3&within=day&date=${day}&type=meeting&type=party&neighbourhood=Heverlee&persons=40&facets=true`,
  /** The same wishes without the counts, to see what these cost. */
  withoutFacets: (day: LocalDate) => `hours=3&within=day&date=${day}&type=meeting&type=party&neighbourhood=Heverlee&persons=40`,
};
type Ask = keyof typeof ASKS;
const NAMES: readonly Ask[] = ['fixedWindow', 'hoursInADay', 'firstFreeIn60Days', 'facets', 'withoutFacets'];

/** Each ask is about so many different days, this far apart, so that no answer is that of the ask before. */
const DAYS = { count: 24, apart: 11 };
const ROUNDS: Record<Size, number> = { city: 5, country: 2 };

/**
 * Search over HTTP beside the same statements through bare pg: each ask is sent once and what our server then says to
 * PostgreSQL is kept; the bare side says exactly that.
 */
export const availability: Benchmark = {
  sizes: ['city', 'country'],
  run: ({ databaseUrl, ...run }) => withDatabase(databaseUrl, async (url) => {
    const site = await startSite(url);
    const asker = askerOf(site.port);
    const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'bench-bare', options: '-c timezone=UTC' });
    try {
      run.say(`filling a ${run.size} …`);
      const filled = await fillBigCity(site.db, run.size, new Date());
      await pool.query('VACUUM ANALYZE');
      return await measure(run, { site, asker, pool }, filled);
    } finally {
      asker.close();
      await pool.end();
      await site.stop();
    }
  }),
};

interface Ground {
  site: Site;
  asker: Asker;
  pool: pg.Pool;
}

interface Measured {
  halls: number;
  http: Spread;
  bare: Spread;
  /** The statement over live claims alone, to the client. */
  statement: Spread;
  /** What PostgreSQL itself says that it takes (EXPLAIN ANALYZE), without sending the rows. */
  inPostgres: Spread;
  /** Milliseconds over HTTP for each one through bare pg. */
  ratio: number;
  failed: number;
}

async function measure({ size, say }: Omit<BenchmarkRun, 'databaseUrl'>, ground: Ground, filled: BigCity): Promise<Findings> {
  const measureOne = (name: Ask): Promise<Measured> => {
    say(`${name} …`);
    return measureAsk(ground, ASKS[name], ROUNDS[size]);
  };
  const measured = {
    fixedWindow: await measureOne('fixedWindow'), hoursInADay: await measureOne('hoursInADay'), firstFreeIn60Days: await measureOne('firstFreeIn60Days'),
    facets: await measureOne('facets'), withoutFacets: await measureOne('withoutFacets'),
  };
  const { rows: [server] } = await ground.pool.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  const failed = NAMES.filter((name) => measured[name].failed > 0);
  return {
    figures: { postgres: server!.version, ...filled, ...measured },
    aims: size === 'city'
      ? NAMES.map((name) => atMost(`${name}: p50 over HTTP, aim 3 × bare + 5 ms`, measured[name].http.p50, round(3 * measured[name].bare.p50 + 5)))
      : [atMost('fixedWindow: p50 of the statement over claims in PostgreSQL', measured.fixedWindow.inPostgres.p50, 10), atMost('hoursInADay: p50 of the statement over claims in PostgreSQL', measured.hoursInADay.inPostgres.p50, 30)],
    wrong: failed.map((name) => `${name}: ${measured[name].failed} answers were not 200`),
  };
}

async function measureAsk({ site, asker, pool }: Ground, ask: (day: LocalDate) => string, rounds: number): Promise<Measured> {
  const today = localDate(new Date());
  const paths = Array.from({ length: DAYS.count }, (_, index) => `/v1/halls?${ask(addDays(today, 2 + index * DAYS.apart))}&limit=20`);
  const overHttp = (path: string) => () => asker.ask('GET', path, { Accept: 'application/json' });
  const kept: Statement[][] = [];
  let halls = 0;
  for (const path of paths) {
    const { result, statements } = await capture(site.db, overHttp(path));
    halls += (JSON.parse(result.body) as { total?: number }).total ?? 0;
    kept.push(statements);
  }
  const sender = new Sender(pool);
  const sendEach = (scripts: readonly Statement[][]) => timed(scripts.map((script) => () => sender.sendAll(script)), 1);
  const answers: HttpAnswer[] = [];
  const askEach = () => timed(paths.map((path) => async () => void answers.push(await overHttp(path)())), 1);
  const { ours, bare } = await takeTurns(rounds, askEach, () => sendEach(kept));
  const overClaims = kept.map((statements) => statements.filter(({ sql }) => sql.includes('claims')));
  const alone = await sendEach(overClaims);
  const inPostgres: number[] = [];
  for (const statements of overClaims) inPostgres.push(await executionTime(pool, statements));
  const spread = (parts: readonly { milliseconds: number[] }[]): Spread => spreadOf(parts.flatMap(({ milliseconds }) => milliseconds));
  const [http, direct] = [spread(ours), spread(bare)];
  return {
    halls: Math.round(halls / paths.length), http, bare: direct, statement: spread([alone]), inPostgres: spreadOf(inPostgres), ratio: ratio(http.p50, direct.p50),
    failed: answers.filter(({ status }) => status !== 200).length,
  };
}

/** The milliseconds that PostgreSQL spends on these statements, by its own clock. */
async function executionTime(pool: pg.Pool, statements: readonly Statement[]): Promise<number> {
  let sum = 0;
  for (const { sql, values } of statements) {
    const { rows: [row] } = await pool.query<{ 'QUERY PLAN': [{ 'Execution Time': number }] }>(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`, [...values]);
    sum += row!['QUERY PLAN'][0]['Execution Time'];
  }
  return sum;
}
