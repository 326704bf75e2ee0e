import { Pool } from 'pg';
import { askerOf, type Asker } from './support/asker.ts';
import { atLeast, atMost, type Benchmark, type BenchmarkRun, type Findings } from './support/benchmark.ts';
import { askFor, overHttp } from './support/booking-ask.ts';
import { captureBooking, type BookingScripts } from './support/booking-script.ts';
import { contended, type Contended } from './support/contended.ts';
import { writeHalls, type Halls, type Slot } from './support/halls.ts';
import { withDatabase } from './support/postgres.ts';
import { logIn, type Visitor } from './support/sessions.ts';
import { startSite } from './support/site.ts';
import { uncontended, type Uncontended } from './support/uncontended.ts';

const ASKERS = 50;
const SLOTS = 20;
/** Bookings on each side before anything counts: a server that has run for a second is what visitors meet. */
const WARM_UP = 600;

/**
 * Bookings over HTTP beside the same statements through bare pg. One booking and one refusal are sent first, and what our server
 * then says to PostgreSQL is kept; the bare side says exactly that, with the ids, hours, people and keys of other slots, over as
 * many connections. So the difference is all that we do ourselves: HTTP, the contract, rules, prices, knex and objection.
 */
export const booking: Benchmark = {
  sizes: ['city'],
  run: (run) => withDatabase(run.databaseUrl, async (url) => {
    const site = await startSite(url);
    const asker = askerOf(site.port);
    const pool = new Pool({ connectionString: url, max: site.poolSize, application_name: 'bench-bare', options: '-c timezone=UTC' });
    try {
      run.say('writing the halls …');
      const halls = await writeHalls(site.db);
      const visitors = await logIn(site.db, ASKERS);
      const scripts = await captureBooking(site.db, asker, halls, halls.lonely.shift()!, [visitors[0]!, visitors[1]!]);
      return await measure(run, { asker, pool, halls, visitors, scripts, poolSize: site.poolSize });
    } finally {
      asker.close();
      await pool.end();
      await site.stop();
    }
  }),
};

interface Ground {
  asker: Asker;
  pool: Pool;
  halls: Halls;
  visitors: readonly Visitor[];
  scripts: BookingScripts;
  poolSize: number;
}

async function measure({ say }: Pick<BenchmarkRun, 'say'>, ground: Ground): Promise<Findings> {
  const { asker, pool, halls, visitors, scripts, poolSize } = ground;
  const [slots, lonely] = [halls.slots.values(), halls.lonely.values()];
  let turn = 0;
  const nextAsk = () => askFor(take(slots), visitors[(turn += 1) % visitors.length]!);
  const bookings = { overHttp: () => overHttp(asker, halls, nextAsk()), bare: () => scripts.had(nextAsk()) };
  const everybody = () => {
    const slot = take(lonely);
    return visitors.map((visitor) => askFor(slot, visitor));
  };
  const contest = {
    overHttp: () => everybody().map((ask) => overHttp(asker, halls, ask)),
    bare: () => everybody().map((ask) => scripts.contested(ask)),
  };
  say('warming up …');
  await uncontended(pool, bookings, { atOnce: 8, rounds: 1, each: WARM_UP / 2 });
  say('one booking at a time …');
  const one = await uncontended(pool, bookings, { atOnce: 1, rounds: 6, each: 40 });
  say('eight bookings at a time …');
  const eight = await uncontended(pool, bookings, { atOnce: 8, rounds: 6, each: 100 });
  say(`${ASKERS} askers for each of ${SLOTS} slots …`);
  const race = await contended(pool, contest, { slots: SLOTS, askers: ASKERS });
  const { rows: [server] } = await pool.query<{ version: string; unclaimed: number }>(CHECK);
  return findingsOf({ postgres: server!.version, poolSize, statements: scripts.statements }, [one, eight], race, server!.unclaimed);
}

/** A statement sent again that met something else than it should would leave a booking without its hall. */
const CHECK = `
  SELECT current_setting('server_version') AS version,
    (SELECT count(*)::int FROM bookings WHERE NOT EXISTS (SELECT FROM claims WHERE holder_id = bookings.id)) AS unclaimed`;

function findingsOf(about: object, freely: readonly Uncontended[], race: Contended, unclaimed: number): Findings {
  const failed = freely.reduce((sum, one) => sum + one.failed, 0);
  const { wrongSlots, http, bare } = race;
  return {
    figures: { ...about, uncontended: freely, contended: race },
    aims: [
      ...freely.map((one) => atLeast(`uncontended, ${one.atOnce} at a time: bookings over HTTP for each through bare pg`, one.ratio, 0.5)),
      atMost('contended: p99 of a typical slot over HTTP for each ms through bare pg', race.ratios.typicalSlot.p99, 2),
      atMost('contended: errors over HTTP', http.errors, 0),
    ],
    wrong: [
      ...(failed > 0 ? [`${failed} bookings of free slots failed`] : []),
      ...(unclaimed > 0 ? [`${unclaimed} bookings have no claim on their hall`] : []),
      ...(wrongSlots.http + wrongSlots.bare > 0 ? [`${wrongSlots.http} slots over HTTP and ${wrongSlots.bare} through bare pg did not go to exactly one`] : []),
      ...(http.errors + bare.errors > 0 ? [`${http.errors} askers over HTTP and ${bare.errors} through bare pg got neither the slot nor a refusal`] : []),
    ],
  };
}

function take(slots: Iterator<Slot>): Slot {
  const { value }: { value?: Slot } = slots.next();
  if (!value) throw new Error('there are no free slots left: write more halls');
  return value;
}
