import { isId } from '../kernel/ids.ts';
import { fault, invalid } from './invalid.ts';

/** Where the next page of a list in order of time begins: after this instant and, among equals, after this id. */
export interface TimePosition {
  start: string;
  id: string;
}

/** As we write instants ourselves: PostgreSQL reads those, and not all of what `Date.parse` accepts. */
const isInstant = (text: string): boolean => /^2\d{3}-.*Z$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;

export const isTimePosition = (value: unknown): value is TimePosition =>
  typeof value === 'object' && value !== null && 'start' in value && typeof value.start === 'string'
  && isInstant(value.start) && 'id' in value && typeof value.id === 'string' && isId(value.id);

/** A position in a list, as an opaque cursor: what it says is nobody's business but the list's. */
export const toCursor = (position: object): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/**
 * Reads a cursor back. `isPosition` tells whether it is one of this list. Refuses `invalid-request` for anything else:
 * made by hand, cut off, or of another list.
 */
export function fromCursor<Position>(cursor: string, isPosition: (value: unknown) => value is Position): Position {
  const value = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!isPosition(value)) throw invalid(fault('query/cursor', 'unknown-value'));
  return value;
}

/** PostgreSQL keeps no NUL in a text, so no list of ours has a position with one. */
function parsed(text: string): unknown {
  try {
    if (text.includes('\\u0000')) return undefined;
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The address of the next page: the one that was asked with another cursor; `undefined` on the last page. */
export function nextPage(url: string, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const [path, query] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}
