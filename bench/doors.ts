import { loadavg } from 'node:os';
import { openDatabase } from '../src/platform/db.ts';
import { createReactions } from '../src/reactions.ts';
import { atLeast, atMost, type Benchmark, type BenchmarkRun, type Findings } from './support/benchmark.ts';
import { startDoorCity } from './support/door-city.ts';
import { bringCodes, everyCommand, until, type Brought, type Ground } from './support/bring-codes.ts';
import { alarmLead, bareBroker, bringMany, killBroker, type Recovered } from './support/door-figures.ts';
import { layGround, lockNames } from './support/door-ground.ts';
import { withDatabase } from './support/postgres.ts';
import { round } from './support/statistics.ts';

const LOCKS = { city: 1_000, country: 5_000 };
const CODES = 5_000;
const [SERIES, WEEKS] = [1_000, 60];
const WARM_UP = 30;
const ONE_BY_ONE = 60;
const BURST = 200;
/** More at once than a server has connections, and no more than wait for one without being refused. */
const AT_ONCE = 40;

/**
 * Door codes from the booking to the lock and off again: one worker, one gateway, PostgreSQL and the city's broker as it is shipped, each in a process of
 * its own; the building's locks share one. A city has 1,000 of them, a country 5,000.
 */
export const doors: Benchmark = {
  sizes: ['city', 'country'],
  run: (run) => withDatabase(run.databaseUrl, async (url) => {
    const names = lockNames(LOCKS[run.size]);
    run.say(`a broker, a gateway and ${names.length} locks …`);
    const city = await startDoorCity(url, names);
    const reactions = createReactions({ keys: city.keys, clock: () => new Date() });
    const [db, looking] = [openDatabase({ url, name: 'bench', reactions }), openDatabase({ url, name: 'bench-looking', poolSize: 2, reactions })];
    try {
      const ground = { db, looking, city, ...await layGround(db, names, WARM_UP + ONE_BY_ONE + BURST + 1) };
      city.startWorker();
      await until('all locks are online', async () => (await db('locks').where({ lock_status: 'online' })).length === names.length, 500);
      return await measure(run, ground);
    } finally {
      await city.stop();
      await Promise.all([db.destroy(), looking.destroy()]);
    }
  }),
};

async function measure({ say, size }: BenchmarkRun, ground: Ground): Promise<Findings> {
  const { city } = ground;
  const load = round(loadavg()[0]!);
  const watcher = await city.connect('core');
  await watcher.subscribeAsync(everyCommand, { qos: 1 });
  say('warming up …');
  await bringCodes(ground, watcher, 0, WARM_UP, 8);
  say('one booking at a time …');
  const one = await bringCodes(ground, watcher, WARM_UP, ONE_BY_ONE, 1);
  say(`${BURST} bookings, ${AT_ONCE} at once …`);
  const burst = await bringCodes(ground, watcher, WARM_UP + ONE_BY_ONE, BURST, AT_ONCE);
  await watcher.endAsync();
  say(`${CODES} codes on ${LOCKS[size]} locks …`);
  const bare = await bareBroker(city);
  const { grants, ...many } = await bringMany(ground, Math.ceil(CODES / LOCKS[size]));
  say(`${WEEKS} windows in each code …`);
  const { grants: _series, ...series } = await bringMany({ ...ground, locks: ground.locks.slice(0, SERIES) }, 1, WEEKS);
  say('the broker is killed …');
  const recovered = await killBroker(ground, grants);
  await city.stopWorker();
  return findingsOf({ load, one, burst, bare, many, series, recovered }, await alarmLead(ground, WARM_UP + ONE_BY_ONE + BURST));
}

interface Figures {
  load: number;
  one: Brought;
  burst: Brought;
  bare: { perSecond: number };
  many: { codes: number; locks: number; seconds: number; perSecond: number };
  /** Codes with a window in each of sixty weeks. */
  series: Figures['many'];
  recovered: Recovered;
}

function findingsOf(figures: Figures, lead: Readonly<Record<string, number>>): Findings {
  const { one, burst, many, series, bare, recovered } = figures;
  const { lost, twice, leftOpen } = recovered;
  return {
    figures: { ...figures, codesForEachOfTheBareBroker: round(many.perSecond / bare.perSecond), alarmMinutesBefore: lead },
    aims: [
      atMost('one at a time: booking confirmed → command on the broker, p99 in ms', one.published.p99, 250),
      atMost('one at a time: booking confirmed → on the lock, p50 in ms', one.confirmed.p50, 150),
      atMost('one at a time: booking confirmed → on the lock, p99 in ms', one.confirmed.p99, 1_000),
      atMost('in a burst: booking confirmed → command on the broker, p99 in ms', burst.published.p99, 250),
      atMost('in a burst: booking confirmed → on the lock, p99 in ms', burst.confirmed.p99, 1_000),
      atMost('cancelled → off the lock, p95 in ms', Math.max(one.removed.p95, burst.removed.p95), 60_000),
      atLeast('codes a second through one worker and one gateway', many.perSecond, 500),
      atLeast('codes with sixty windows a second', series.perSecond, 100),
      atMost('locks reconciled after the broker was killed, in s', recovered.seconds, 30),
      atLeast('alarm before the window, in minutes', lead['fallback'] ?? 0, 15),
    ],
    wrong: [
      ...(lost > 0 ? [`${lost} codes that should open do not`] : []),
      ...(twice > 0 ? [`${twice} codes are on their lock twice`] : []),
      ...(leftOpen > 0 ? [`${leftOpen} codes that were taken back are still on their lock`] : []),
    ],
  };
}

