import type { Period } from '../kernel/period.ts';

/** A period as PostgreSQL reads a tstzrange: `[2026-11-23T18:00:00.000Z,2026-11-23T21:00:00.000Z)`. */
export const toRange = ({ start, end }: Period): string => `[${start.toISOString()},${end.toISOString()})`;

/** Several periods as a tstzmultirange. */
export const toMultirange = (periods: Iterable<Period>): string => `{${[...periods].map(toRange).join(',')}}`;

const RANGE = /[[(]"?([^",]+)"?,"?([^",)]+)"?[)\]]/g;

/** PostgreSQL's spelling in a UTC session, `2026-11-23 18:00:00.5+00`, as an instant. */
const instant = (text: string): Date => new Date(`${text.replace(' ', 'T').replace(/\+00$/, '')}${text.endsWith('Z') ? '' : 'Z'}`);

/** The periods of a tstzmultirange or tstzrange as PostgreSQL prints it in a UTC session. Each is read when it is asked for. */
export function* eachPeriod(text: string): Generator<Period> {
  for (const [, start, end] of text.matchAll(RANGE)) yield { start: instant(start!), end: instant(end!) };
}

export const fromMultirange = (text: string): Period[] => [...eachPeriod(text)];

/** The period of a tstzrange. Throws a RangeError when it is empty or unbounded: none of our columns are. */
export function fromRange(text: string): Period {
  const [only] = eachPeriod(text);
  if (!only || Number.isNaN(only.start.getTime())) throw new RangeError(`not a bounded range: ${text}`);
  return only;
}
