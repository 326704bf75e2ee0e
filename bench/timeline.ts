import pg from 'pg';
import { askerOf, type Asker, type HttpAnswer } from './support/asker.ts';
import { atMost, type Benchmark, type Findings } from './support/benchmark.ts';
import { fillWeek, type FullWeek } from './support/full-week.ts';
import { writeHalls } from './support/halls.ts';
import { withDatabase } from './support/postgres.ts';
import { logInAs, type Visitor } from './support/sessions.ts';
import { startSite, type Site } from './support/site.ts';
import { capture, Sender } from './support/statements.ts';
import { ratio, round, spreadOf, takeTurns, timed } from './support/statistics.ts';
import { weigh } from './support/weigh.ts';
import { mount, openBrowser, windowOf, type Mounted } from './support/window.ts';

const ROUNDS = 5;
const LOOKS = 6;
const MOUNTS = 8;
/** A table of 60 halls and a week with 600 bookings, made ready by script. */
const MOST_MOUNT_MS = 100;

/**
 * The managers' timeline of sixty halls and a week with six hundred bookings: the server beside the statements that it sends, in the same turns, what
 * travels, and how long Chromium takes for the table and our script for itself.
 */
export const timeline: Benchmark = {
  sizes: ['city'],
  run: ({ databaseUrl, say }) => withDatabase(databaseUrl, async (url) => {
    const site = await startSite(url);
    const asker = askerOf(site.port);
    const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'bench-bare', options: '-c timezone=UTC' });
    try {
      say('writing the halls and a week of bookings …');
      await writeHalls(site.db);
      const [manager, booker] = [await logInAs(site.db, 'manager'), await logInAs(site.db, 'booker')];
      const week = await fillWeek(site.db, manager.personId, booker.personId);
      await pool.query('VACUUM ANALYZE');
      const figures: Record<string, unknown> = { ...week };
      for (const span of ['dag', 'week', 'maand'] as const) {
        say(`${span} …`);
        figures[span] = await measureServer({ site, asker, pool, manager }, `/beheer/bezetting?weergave=${span}&datum=${week.monday}`);
      }
      say('in a browser …');
      return findingsOf(week, figures, await measureBrowser(site, manager, week));
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
  manager: Visitor;
}

async function measureServer({ site, asker, pool, manager }: Ground, path: string): Promise<object> {
  const look = (): Promise<HttpAnswer> => asker.ask('GET', path, { ...manager.headers, Accept: 'text/html', 'Accept-Encoding': 'gzip' });
  const first = await look();
  if (first.status !== 200) throw new Error(`${path} answered ${first.status}`);
  const { statements } = await capture(site.db, look);
  const sender = new Sender(pool);
  const many = (one: () => Promise<unknown>) => timed(Array.from({ length: LOOKS }, () => one), 1);
  const { ours, bare } = await takeTurns(ROUNDS, () => many(look), () => many(() => sender.sendAll(statements)));
  const [http, direct] = [ours, bare].map((turns) => spreadOf(turns.flatMap(({ milliseconds }) => milliseconds)));
  return { http, bare: direct, statements: statements.length, ratio: ratio(http!.p50, direct!.p50), bytes: await weigh(site.port, path, manager.headers) };
}

async function measureBrowser(site: Site, manager: Visitor, { monday }: FullWeek): Promise<Mounted[]> {
  const browser = await openBrowser();
  if (!browser) return [];
  try {
    const origin = `http://localhost:${site.port}`;
    const page = await windowOf(browser, origin, manager.headers['Cookie'] ?? '');
    const mounts: Mounted[] = [];
    for (let turn = 0; turn <= MOUNTS; turn += 1) mounts.push(await mount(page, `${origin}/beheer/bezetting?datum=${monday}`));
    return mounts.slice(1);
  } finally {
    await browser.close();
  }
}

function findingsOf(week: FullWeek, figures: Readonly<Record<string, unknown>>, mounts: readonly Mounted[]): Findings {
  const of = (pick: (one: Mounted) => number) => spreadOf(mounts.map(pick));
  const browser = mounts.length === 0 ? 'there is no Chromium here'
    : { nodes: mounts[0]!.nodes, script: of(({ script }) => script), table: of(({ table }) => table), ready: of(({ ready }) => ready) };
  return {
    figures: { ...figures, browser },
    aims: mounts.length === 0 ? [] : [atMost('p50 of the script on 60 halls and a week, in ms', round(of(({ script }) => script).p50), MOST_MOUNT_MS)],
    wrong: week.halls === 60 && week.bookings === 600 ? [] : [`${week.halls} halls with ${week.bookings} bookings were measured`],
  };
}
