import { fault, invalid, readDays, readPeriod } from '../contract/invalid.ts';
import type { Call } from '../contract/operation.ts';
import { fromCursor } from '../contract/paging.ts';
import type { BookerKind } from '../kernel/actor.ts';
import type { OrganisationId, VenueId } from '../kernel/ids.ts';
import { addMinutes, minutesOf } from '../kernel/period.ts';
import { localDate } from '../kernel/time.ts';
import { askedWindows } from './asked-windows.ts';
import { isSearchPosition, sortOf, type AskedTime, type Place, type SearchPosition, type SearchQuery } from './search-query.ts';

type Asked = Call<'listHalls'>['query'];

/** No hall lets a stay last longer. */
const LONGEST_DAYS = 31;
const MOST_DAYS = 366;
/** Whoever leafs on later starts again: what was free an hour ago says little. */
const CURSOR_MINUTES = 60;

/** What the address of a search asks for. Refuses `invalid-request`, naming the field, for wishes that do not go together. */
export function readQuery(asked: Asked, bookerKind: BookerKind, now: Date): SearchQuery {
  const { persons, layout, features, accessibility, radiusMetres, maxPriceCents, instant, sort, limit } = asked;
  const query: SearchQuery = {
    bookerKind, persons, layout, features, accessibility, radiusMetres, maxPriceCents, instant, sort, limit,
    text: asked.q?.trim() || undefined, types: asked.type, neighbourhoods: asked.neighbourhood, directorate: asked.directorate as OrganisationId | undefined,
    venues: asked.venue as readonly VenueId[] | undefined,
    near: asked.near === undefined ? middleOf(asked.neighbourhood) : readPoint(asked.near), time: readTime(asked, now),
  };
  if (sort === 'first-free' && query.time?.kind !== 'somewhere') throw invalid(fault('query/sort', 'needs', { other: 'hours' }));
  if (sort === 'distance' && !query.near) throw invalid(fault('query/sort', 'needs', { other: 'near' }));
  if (sort === 'relevance' && !query.text) throw invalid(fault('query/sort', 'needs', { other: 'q' }));
  return { ...query, after: asked.cursor === undefined ? undefined : readPosition(asked.cursor, query, now) };
}

function readTime({ from, to, hours, within = 'dates', date, until }: Asked, now: Date): AskedTime | undefined {
  if (from !== undefined && to !== undefined) {
    if (hours !== undefined) throw invalid(fault('query/hours', 'excludes', { other: 'from' }));
    const period = readPeriod(from, to, ['query/from', 'query/to']);
    if (minutesOf(period) > LONGEST_DAYS * 1_440) throw invalid(fault('query/to', 'too-many-days', { limit: LONGEST_DAYS, other: 'from' }));
    return { kind: 'window', period };
  }
  if (hours === undefined) return undefined;
  const day = date ?? localDate(now);
  if (until !== undefined) readDays(day, until, MOST_DAYS, ['query/date', 'query/until']);
  return { kind: 'somewhere', minutes: hours * 60, windows: askedWindows(within, day, until) };
}

/** `50.8796,4.7009`, whose spelling the contract has checked. */
function readPoint(near: string): Place {
  const [latitude, longitude] = near.split(',').map(Number);
  if (!(Math.abs(latitude!) <= 90)) throw invalid(fault('query/near', 'maximum', { limit: 90 }));
  if (!(Math.abs(longitude!) <= 180)) throw invalid(fault('query/near', 'maximum', { limit: 180 }));
  return { latitude: latitude!, longitude: longitude! };
}

/** Distance within one neighbourhood is measured from its middle. */
const middleOf = (neighbourhoods: readonly string[] = []): Place | undefined =>
  neighbourhoods.length === 1 ? { neighbourhood: neighbourhoods[0]! } : undefined;

function readPosition(cursor: string, query: SearchQuery, now: Date): SearchPosition {
  const position = fromCursor(cursor, isSearchPosition);
  const asOf = new Date(position.asOf);
  if (position.sort !== sortOf(query) || asOf > now || asOf < addMinutes(now, -CURSOR_MINUTES)) throw invalid(fault('query/cursor', 'unknown-value'));
  return position;
}
