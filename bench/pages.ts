import pg from 'pg';
import { addDays, localDate } from '../src/kernel/time.ts';
import { askerOf, type Asker, type HttpAnswer } from './support/asker.ts';
import { atMost, type Aim, type Benchmark, type Findings } from './support/benchmark.ts';
import { fillBigCity } from './support/big-city.ts';
import { placeForPages } from './support/page-bookings.ts';
import { withDatabase } from './support/postgres.ts';
import { logInAs, type Visitor } from './support/sessions.ts';
import { startSite, type Site } from './support/site.ts';
import { capture, Sender } from './support/statements.ts';
import { ratio, round, spreadOf, takeTurns, timed, type Spread } from './support/statistics.ts';
import { weigh, type Weight } from './support/weigh.ts';

type Who = 'nobody' | 'visitor' | 'agent' | 'manager';

interface PageAsked {
  who: Who;
  path: string;
}

const LATER = addDays(localDate(new Date()), 9);

/** Every page that is asked for often, by a name for its figures. */
const pagesOf = (code: string): Readonly<Record<string, PageAsked>> => ({
  home: { who: 'nobody', path: '/' },
  catalogue: { who: 'nobody', path: '/zalen' },
  results: { who: 'nobody', path: `/zalen?wanneer=vrij&datum=${LATER}&uren=3&binnen=week&personen=25` },
  hall: { who: 'nobody', path: '/zalen/zaal-7' },
  answer: { who: 'nobody', path: `/zalen/zaal-7?datum=${LATER}&van=14:00&tot=17:00&personen=12` },
  bookingForm: { who: 'visitor', path: `/zalen/zaal-7/reserveren?datum=${LATER}&van=14:00&tot=17:00&personen=12` },
  bookings: { who: 'visitor', path: '/reservaties' },
  booking: { who: 'visitor', path: `/reservaties/${code}` },
  requests: { who: 'manager', path: '/beheer/aanvragen' },
  contactCentre: { who: 'agent', path: '/kcc/organisaties?zoek=directie' },
});

const ROUNDS = 5;
const LOOKS = 12;
const VISITOR_PAGES: ReadonlySet<Who> = new Set(['nobody', 'visitor']);
/** Bytes, as the aims of the pages have them: script, and all that a first view needs. */
const MOST_SCRIPT = 60_000;
const MOST_IN_ALL = 150_000;

interface Measured {
  http: Spread;
  /** The same statements, sent through bare pg in the same turns. */
  bare: Spread;
  statements: number;
  ratio: number;
  bytes: Weight;
  failed: number;
}

/** Each page as a browser asks for it, beside the statements that it sends to PostgreSQL, and what its first view weighs. */
export const pages: Benchmark = {
  sizes: ['city'],
  run: ({ databaseUrl, say }) => withDatabase(databaseUrl, async (url) => {
    const site = await startSite(url);
    const asker = askerOf(site.port);
    const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'bench-bare', options: '-c timezone=UTC' });
    try {
      say('filling a city …');
      await fillBigCity(site.db, 'city', new Date());
      const people = await logEverybodyIn(site);
      const code = await placeForPages(site.db, people.visitor);
      await pool.query('VACUUM ANALYZE');
      const measured: Record<string, Measured> = {};
      for (const [name, page] of Object.entries(pagesOf(code))) {
        say(`${name} …`);
        measured[name] = await measurePage({ site, asker, pool }, page.path, page.who === 'nobody' ? ANONYMOUS : people[page.who].headers);
      }
      return findingsOf(measured, code);
    } finally {
      asker.close();
      await pool.end();
      await site.stop();
    }
  }),
};

const ANONYMOUS = { 'Accept-Language': 'nl' };

async function logEverybodyIn({ db }: Site): Promise<Record<Exclude<Who, 'nobody'>, Visitor>> {
  await db('organisations').where({ name: 'Directie 1' }).update({ org_code: 'OVO000001' });
  const [visitor, agent, manager] = await Promise.all([
    logInAs(db, 'visitor'),
    logInAs(db, 'agent', [{ role: 'agent', organisationCode: 'OVO000001' }]),
    logInAs(db, 'manager', [{ role: 'manager', organisationCode: 'OVO000001' }]),
  ]);
  return { visitor, agent, manager };
}

async function measurePage({ site, asker, pool }: { site: Site; asker: Asker; pool: pg.Pool }, path: string, headers: Readonly<Record<string, string>>): Promise<Measured> {
  const look = (): Promise<HttpAnswer> => asker.ask('GET', path, { ...headers, Accept: 'text/html', 'Accept-Encoding': 'gzip' });
  await look();
  const { statements } = await capture(site.db, look);
  const answers: HttpAnswer[] = [];
  const sender = new Sender(pool);
  const many = (one: () => Promise<unknown>) => timed(Array.from({ length: LOOKS }, () => one), 1);
  const { ours, bare } = await takeTurns(ROUNDS, () => many(async () => void answers.push(await look())), () => many(() => sender.sendAll(statements)));
  const [http, direct] = [ours, bare].map((turns) => spreadOf(turns.flatMap(({ milliseconds }) => milliseconds)));
  return {
    http: http!, bare: direct!, statements: statements.length, ratio: ratio(http!.p50, direct!.p50),
    bytes: await weigh(site.port, path, headers), failed: answers.filter(({ status }) => status !== 200).length,
  };
}

function findingsOf(measured: Readonly<Record<string, Measured>>, code: string): Findings {
  const asked = pagesOf(code);
  const aims = Object.entries(measured).flatMap(([name, { http, bare, bytes }]): Aim[] => [
    atMost(`${name}: p50 of the server, aim 3 × its SQL + 25 ms`, http.p50, round(3 * bare.p50 + 25)),
    ...(VISITOR_PAGES.has(asked[name]!.who) ? [atMost(`${name}: bytes of script`, bytes.js, MOST_SCRIPT), atMost(`${name}: bytes of a first view`, bytes.total, MOST_IN_ALL)] : []),
  ]);
  const wrong = Object.entries(measured).filter(([, { failed }]) => failed > 0).map(([name, { failed }]) => `${name}: ${failed} answers were not 200`);
  return { figures: measured, aims, wrong };
}
