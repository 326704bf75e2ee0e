import type { TariffVersion } from '../catalogue/tariff-rules.ts';
import { loadVersions } from '../catalogue/tariff-versions.ts';
import type { Hall } from '../catalogue/hall.ts';
import { loadHalls } from '../catalogue/load-hall.ts';
import type { Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import { localDate } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { hireCents } from '../pricing/quote.ts';
import { hourCentsFor } from '../pricing/unit-price.ts';
import { countFacets, type FacetCounts } from './facet-counts.ts';
import { compare, SORT_VALUES } from './order.ts';
import { freeCandidates, type Found } from './free-candidates.ts';
import { sortOf, type SearchPosition, type SearchQuery } from './search-query.ts';
import { findFitting, findNearlyFitting, type Candidate } from './store.ts';

export interface SearchHit {
  hall: Hall;
  /** The window asked for, or the first free stretch of the asked length; absent when no time was asked. */
  free?: Period;
  /** What that stay costs; absent when no time was asked, or this kind of booker cannot have it. */
  totalCents?: Cents;
  hourCents?: Cents;
  distanceMetres?: number;
}

export interface SearchPage {
  items: SearchHit[];
  /** How many halls there are on all pages together. */
  total: number;
  next?: SearchPosition;
}

const MOST = 100;

type Tariffs = Awaited<ReturnType<typeof loadVersions>>;

/**
 * The halls that meet every wish, bookable at this moment: open, free, and within their own rules of length, step, notice and
 * window. What is free comes from one statement over live claims; nothing is cached.
 */
export async function searchHalls(db: Database, query: SearchQuery, now: Date): Promise<SearchPage> {
  const asOf = query.after ? new Date(query.after.asOf) : now;
  return pageOf(db, await possible(db, await findFitting(db, query), query, asOf), query, asOf);
}

/**
 * The same page, and how many halls each other choice would leave. One look at the catalogue and at the claims gives both, so
 * they agree: the halls that only another choice lets in are judged by the same rules at the same moment.
 */
export async function surveyHalls(db: Database, query: SearchQuery, now: Date): Promise<SearchPage & { counts: FacetCounts }> {
  const asOf = query.after ? new Date(query.after.asOf) : now;
  const found = await possible(db, await findNearlyFitting(db, query), query, asOf);
  const matching = found.filter(({ candidate }) => candidate.missed.length === 0);
  return { ...await pageOf(db, matching, query, asOf), counts: countFacets(found.map(({ candidate }) => candidate)) };
}

/** Of the halls that fit those that can be had at the asked time and price. */
async function possible<Known extends Candidate>(db: Database, fitting: readonly Known[], query: SearchQuery, asOf: Date): Promise<Found<Known>[]> {
  const { time, maxPriceCents } = query;
  const found: Found<Known>[] = time ? await freeCandidates(db, fitting, time, asOf) : fitting.map((candidate) => ({ candidate }));
  if (maxPriceCents === undefined) return found;
  const tariffs = await tariffsFor(db, query, fitting);
  return found.filter((one) => (priceOf(one, tariffs, query, asOf) ?? Infinity) <= maxPriceCents);
}

async function pageOf(db: Database, found: readonly Found[], query: SearchQuery, asOf: Date): Promise<SearchPage> {
  const { after } = query;
  const sort = sortOf(query);
  const tariffs = sort === 'price' ? await tariffsFor(db, query, found.map(({ candidate }) => candidate)) : new Map<string, TariffVersion[]>();
  const price = (one: Found): Cents | undefined => priceOf(one, tariffs, query, asOf);
  const ranked = found.map((one) => ({ one, id: one.candidate.id, value: SORT_VALUES[sort](one, price) })).toSorted(compare);
  const rest = after ? ranked.filter((next) => compare(after, next) < 0) : ranked;
  const page = rest.slice(0, Math.min(query.limit, MOST));
  const last = page.at(-1);
  return {
    items: await present(db, page.map(({ one }) => one), query, asOf),
    total: ranked.length,
    ...(last && rest.length > page.length ? { next: { sort, value: last.value, id: last.id, asOf: asOf.toISOString() } } : {}),
  };
}

/** What a candidate costs: the stay that was found, or an hour today when no time was asked. */
function priceOf({ candidate, free }: Found, tariffs: Tariffs, query: SearchQuery, now: Date): Cents | undefined {
  const { slug, name, regulationId } = candidate;
  const hall = { slug, name: { nl: name }, tariffs: tariffs.get(regulationId ?? '') ?? [] };
  return free ? totalOf(hall, free, query, now) : hourCentsFor(hall, query.bookerKind, localDate(now));
}

const totalOf = (hall: Pick<Hall, 'slug' | 'name' | 'tariffs'>, period: Period, { bookerKind }: SearchQuery, now: Date): Cents | undefined =>
  hireCents(hall, { period, bookerKind, bookedOn: localDate(now) });

/** The tariffs of the halls that are found, where prices decide which come or in which order. */
const tariffsFor = (db: Database, query: SearchQuery, halls: readonly Candidate[]): Promise<Tariffs> =>
  (query.maxPriceCents !== undefined || sortOf(query) === 'price' ? loadVersions(db, [...new Set(halls.flatMap(({ regulationId }) => regulationId ?? []))]) : Promise.resolve(new Map()));

async function present(db: Database, page: readonly Found[], query: SearchQuery, now: Date): Promise<SearchHit[]> {
  const halls = new Map((await loadHalls(db, page.map(({ candidate }) => candidate.id), now)).map((hall) => [hall.id, hall]));
  return page.flatMap(({ candidate, free }) => {
    const hall = halls.get(candidate.id);
    return hall ? [hit(hall, candidate, free, query, now)] : [];
  });
}

function hit(hall: Hall, { distance }: Candidate, free: Period | undefined, query: SearchQuery, now: Date): SearchHit {
  const totalCents = free && totalOf(hall, free, query, now);
  const hourCents = hourCentsFor(hall, query.bookerKind, localDate(free?.start ?? now));
  return {
    hall,
    ...(free ? { free } : {}),
    ...(totalCents === undefined ? {} : { totalCents }),
    ...(hourCents === undefined ? {} : { hourCents }),
    ...(distance === null ? {} : { distanceMetres: Math.round(distance) }),
  };
}
