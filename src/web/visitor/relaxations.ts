import { minutesOf } from '../../kernel/period.ts';
import { isLocalDate, type LocalDate } from '../../kernel/time.ts';
import type { Database } from '../../platform/db.ts';
import { askedWindows, WITHIN, type Within } from '../../search/asked-windows.ts';
import { searchHalls } from '../../search/search-halls.ts';
import type { SearchQuery } from '../../search/search-query.ts';
import type { Texts } from '../texts/nl.ts';
import type { SearchForm } from './search-form.ts';

/** A search that does find halls, in words. */
export interface Relaxation {
  text: string;
  changes: Partial<SearchForm>;
}

interface Step {
  query: SearchQuery;
  changes: Partial<SearchForm>;
  say: (count: number) => string;
}

const MOST = 5;
const FILTERS = ['layout', 'types', 'features', 'accessibility', 'neighbourhoods', 'venues', 'directorate', 'instant', 'maxPriceCents'] as const;
const NO_FILTERS: Partial<SearchForm> = {
  layout: '',
  types: [],
  features: [],
  accessibility: [],
  neighbourhood: '',
  venue: '',
  directorate: '',
  instant: false,
  price: '',
};

/**
 * What would help when nothing fits: a wider time, or one wish let go of; when that is not enough, one wish kept and the others
 * let go of. Each one is tried, and only those that find halls are answered.
 */
export async function relaxations(db: Database, form: SearchForm, query: SearchQuery, t: Texts, now: Date): Promise<Relaxation[]> {
  const helpful = await tryOut(db, [...wider(form, query, t), ...lettingGo(form, query, t)], now);
  return helpful.length > 0 ? helpful : tryOut(db, keepingOne(form, query, t), now);
}

async function tryOut(db: Database, steps: readonly Step[], now: Date): Promise<Relaxation[]> {
  const tried = await Promise.all(
    steps.map(async ({ query, changes, say }) => {
      const { total } = await searchHalls(db, { ...query, limit: 1 }, now);
      return { total, text: say(total), changes };
    }),
  );
  return tried.filter(({ total }) => total > 0).slice(0, MOST);
}

/** As long a stay, with more choice of when. */
function wider(form: SearchForm, query: SearchQuery, t: Texts): Step[] {
  const { time } = query;
  if (!time || time.kind === 'shortest' || !isLocalDate(form.day)) return [];
  const day: LocalDate = form.day;
  const minutes = time.kind === 'window' ? minutesOf(time.period) : time.minutes;
  const tried: readonly Within[] =
    time.kind === 'window' ? ['day', 'week', 'dates'] : WITHIN.slice(WITHIN.indexOf(form.within) + 1).filter((within) => within !== 'evening');
  return tried.map((within) => ({
    query: { ...without(query, 'sort'), time: { kind: 'somewhere', minutes, windows: askedWindows(within, day) } },
    changes: { mode: 'within', within, hours: String(minutes / 60), sort: '' },
    say: (count) => t.search.relax.wider[within](count),
  }));
}

function lettingGo(form: SearchForm, query: SearchQuery, t: Texts): Step[] {
  const filtered = FILTERS.some((name) => [query[name]].flat().filter((value) => value !== undefined).length > 0);
  return [
    ...(query.text ? [{ query: without(query, 'text', 'sort'), changes: { text: '' }, say: (count: number) => t.search.relax.text(form.text, count) }] : []),
    ...(query.persons ? [{ query: without(query, 'persons'), changes: { persons: '' }, say: t.search.relax.persons }] : []),
    ...(filtered ? [{ query: without(query, ...FILTERS), changes: NO_FILTERS, say: t.search.relax.filters }] : []),
    ...(query.time ? [{ query: without(query, 'time', 'sort'), changes: { mode: 'any' as const, sort: '' as const }, say: t.search.relax.when }] : []),
  ];
}

function keepingOne(form: SearchForm, query: SearchQuery, t: Texts): Step[] {
  const bare = without(query, ...FILTERS, 'text', 'persons', 'time', 'sort');
  const none: Partial<SearchForm> = { ...NO_FILTERS, text: '', persons: '', mode: 'any', sort: '' };
  return [
    ...(query.text
      ? [{ query: { ...bare, text: query.text }, changes: { ...none, text: form.text }, say: (count: number) => t.search.relax.onlyText(form.text, count) }]
      : []),
    ...(query.persons
      ? [
          {
            query: { ...bare, persons: query.persons },
            changes: { ...none, persons: form.persons },
            say: (count: number) => t.search.relax.onlyPersons(form.persons, count),
          },
        ]
      : []),
    ...(query.time ? [{ query: { ...bare, time: query.time }, changes: { ...none, mode: form.mode }, say: t.search.relax.onlyWhen }] : []),
  ];
}

/** The query without these wishes, from its first page. */
function without(query: SearchQuery, ...names: (keyof SearchQuery)[]): SearchQuery {
  const gone = new Set<string>([...names, 'after']);
  return Object.fromEntries(Object.entries(query).filter(([name]) => !gone.has(name))) as unknown as SearchQuery;
}
