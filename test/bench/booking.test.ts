import { expect } from 'chai';
import { Pool } from 'pg';
import { askerOf, type Asker } from '../../bench/support/asker.ts';
import { askFor, overHttp, type Ask } from '../../bench/support/booking-ask.ts';
import { captureBooking, type BookingScripts } from '../../bench/support/booking-script.ts';
import { contended } from '../../bench/support/contended.ts';
import { writeHalls, type Halls } from '../../bench/support/halls.ts';
import { logIn, type Visitor } from '../../bench/support/sessions.ts';
import { startSite, type Site } from '../../bench/support/site.ts';
import { uncontended } from '../../bench/support/uncontended.ts';
import { useDatabase } from '../support/database.ts';

describe('the benchmark of bookings', function () {
  this.timeout(60_000);
  const database = useDatabase();
  let site: Site;
  let asker: Asker;
  let pool: Pool;
  let halls: Halls;
  let visitors: Visitor[];
  let scripts: BookingScripts;

  before('a site, and what it says for a booking', async () => {
    site = await startSite(database.url);
    asker = askerOf(site.port);
    pool = new Pool({ connectionString: database.url, max: 4, options: '-c timezone=UTC' });
    halls = await writeHalls(site.db);
    visitors = await logIn(site.db, 8);
    scripts = await captureBooking(site.db, asker, halls, halls.lonely.shift()!, [visitors[0]!, visitors[1]!]);
  });
  after(async () => {
    asker.close();
    await pool.end();
    await site.stop();
  });

  const next = (): Ask => askFor(halls.slots.shift()!, visitors[halls.slots.length % visitors.length]!);
  const bookings = (): Promise<{ bookings: number; claimed: number; mails: number; people: number }[]> => database.query(`
    SELECT count(*)::int AS bookings, count(DISTINCT person_id)::int AS people, (SELECT count(*)::int FROM mails) AS mails,
      (SELECT count(DISTINCT holder_id)::int FROM claims JOIN bookings b ON b.id = holder_id AND claims.period @> b.period) AS claimed FROM bookings`);

  it('writes as much through bare pg as over HTTP: whole bookings of other slots for other people', async () => {
    const found = await uncontended(pool, { overHttp: () => overHttp(asker, halls, next()), bare: () => scripts.had(next()) }, { atOnce: 3, rounds: 1, each: 8 });
    expect(found.failed).to.equal(0);
    const all = 1 + 2 * 2 * 8;
    expect(await bookings()).to.deep.equal([{ bookings: all, claimed: all, mails: all, people: visitors.length }]);
  });

  it('gives each slot to exactly one asker on both sides', async () => {
    const everybody = (): Ask[] => {
      const slot = halls.lonely.shift()!;
      return visitors.map((visitor) => askFor(slot, visitor));
    };
    const { http, bare, wrongSlots } = await contended(pool, {
      overHttp: () => everybody().map((ask) => overHttp(asker, halls, ask)),
      bare: () => everybody().map((ask) => scripts.contested(ask)),
    }, { slots: 3, askers: visitors.length });
    expect(wrongSlots).to.deep.equal({ http: 0, bare: 0 });
    for (const { winners, losers, errors } of [http, bare]) expect({ winners, losers, errors }).to.deep.equal({ winners: 3, losers: 3 * (visitors.length - 1), errors: 0 });
    expect(await database.query('SELECT FROM idempotency_keys WHERE answered_at IS NULL'), 'keys that were not given back').to.have.length(0);
  });
});
