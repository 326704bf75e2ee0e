import type { Hall } from '../catalogue/hall.ts';
import { loadHalls } from '../catalogue/load-hall.ts';
import type { Cents } from '../kernel/money.ts';
import type { Period } from '../kernel/period.ts';
import { localDate } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { quoteStay, tariffOn, type Priced } from '../pricing/quote.ts';
import { compare, SORT_VALUES } from './order.ts';
import { freeCandidates, type Found } from './free-candidates.ts';
import { sortOf, type SearchPosition, type SearchQuery } from './search-query.ts';
import { findFitting, type Candidate } from './store.ts';

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

/**
 * The halls that meet every wish, bookable at this moment: open, free, and within their own rules of length, step, notice and
 * window. What is free comes from one statement over live claims; nothing is cached.
 */
export async function searchHalls(db: Database, query: SearchQuery, now: Date): Promise<SearchPage> {
  const asOf = query.after ? new Date(query.after.asOf) : now;
  const fitting = await findFitting(db, query);
  const found: Found[] = query.time ? await freeCandidates(db, fitting, query.time, asOf) : fitting.map((candidate) => ({ candidate }));
  const { after, maxPriceCents } = query;
  const sort = sortOf(query);
  const price = (one: Found): Cents | undefined => priceOf(one, query, asOf);
  const affordable = maxPriceCents === undefined ? found : found.filter((one) => (price(one) ?? Infinity) <= maxPriceCents);
  const ranked = affordable.map((one) => ({ one, id: one.candidate.id, value: SORT_VALUES[sort](one, price) })).toSorted(compare);
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
function priceOf({ candidate, free }: Found, query: SearchQuery, now: Date): Cents | undefined {
  const tariffs = (candidate.tariffs ?? []).map((tariff) => ({ ...tariff, bookerKind: query.bookerKind }));
  return free ? totalOf({ name: { nl: candidate.name }, tariffs, extras: [] }, free, query) : tariffOn(tariffs, query.bookerKind, localDate(now))?.hourCents;
}

function totalOf(hall: Priced, period: Period, { bookerKind, persons = 1 }: SearchQuery): Cents | undefined {
  const tariff = tariffOn(hall.tariffs, bookerKind, localDate(period.start));
  return tariff && quoteStay(hall, { period, bookerKind, attendance: persons, extras: [] }).totalCents;
}

async function present(db: Database, page: readonly Found[], query: SearchQuery, now: Date): Promise<SearchHit[]> {
  const halls = new Map((await loadHalls(db, page.map(({ candidate }) => candidate.id), now)).map((hall) => [hall.id, hall]));
  return page.flatMap(({ candidate, free }) => {
    const hall = halls.get(candidate.id);
    return hall ? [hit(hall, candidate, free, query, now)] : [];
  });
}

function hit(hall: Hall, { distance }: Candidate, free: Period | undefined, query: SearchQuery, now: Date): SearchHit {
  const totalCents = free && totalOf(hall, free, query);
  const hourCents = tariffOn(hall.tariffs, query.bookerKind, localDate(free?.start ?? now))?.hourCents;
  return {
    hall,
    ...(free ? { free } : {}),
    ...(totalCents === undefined ? {} : { totalCents }),
    ...(hourCents === undefined ? {} : { hourCents }),
    ...(distance === null ? {} : { distanceMetres: Math.round(distance) }),
  };
}
