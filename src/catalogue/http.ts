import type { Operation, Operations, Policy } from '../contract/operation.ts';
import { fromCursor, nextPage, toCursor } from '../contract/paging.ts';
import { Refusal } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import { presentHall, presentVenue } from './present.ts';
import { hallPage, listVenues } from './views.ts';

/** The catalogue is public. */
const everybody: Policy = { name: 'anyone', allows: () => true };

const getHall: Operation<'getHall'> = {
  policy: everybody,
  async handle({ params, db, now }) {
    const page = await hallPage(db, params.hallId, now);
    if (!page) throw new Refusal('not-found', { facts: { hall: params.hallId } });
    return { body: presentHall(page, localDate(now)), headers: { ETag: `"${page.hall.version}"` } };
  },
};

const listVenuesByName: Operation<'listVenues'> = {
  policy: everybody,
  async handle({ query, db, url }) {
    const after = query.cursor === undefined ? {} : { after: fromCursor(query.cursor, isPosition).slug };
    const venues = await listVenues(db, { ...after, limit: query.limit + 1 });
    const items = venues.slice(0, query.limit);
    const last = venues.length > query.limit ? items.at(-1) : undefined;
    return { body: { items: items.map(presentVenue), self: url, next: nextPage(url, last && toCursor({ slug: last.slug })) } };
  },
};

/** A cursor holds the slug of the last venue of the page before. */
const isPosition = (value: unknown): value is { slug: string } =>
  typeof value === 'object' && value !== null && 'slug' in value && typeof value.slug === 'string';

export const catalogueOperations = { getHall, listVenues: listVenuesByName } satisfies Operations;
