import type { Operation, Operations, Policy } from '../contract/operation.ts';
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
  async handle({ query, db, origin, url }) {
    const after = query.cursor === undefined ? {} : { after: readCursor(query.cursor) };
    const venues = await listVenues(db, { ...after, limit: query.limit + 1 });
    const items = venues.slice(0, query.limit);
    const last = venues.length > query.limit ? items.at(-1) : undefined;
    const next = last && `${origin}/v1/venues?limit=${query.limit}&cursor=${Buffer.from(last.slug).toString('base64url')}`;
    return { body: { items: items.map(presentVenue), self: url, next } };
  },
};

/** A cursor is the slug of the last venue of the page before. */
function readCursor(cursor: string): string {
  const slug = Buffer.from(cursor, 'base64url').toString();
  if (!/^[a-z0-9-]+$/.test(slug)) throw new Refusal('invalid-request', { violations: [{ code: 'schema', field: 'query/cursor', facts: {} }] });
  return slug;
}

export const catalogueOperations = { getHall, listVenues: listVenuesByName } satisfies Operations;
