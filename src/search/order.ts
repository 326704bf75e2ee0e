import type { Cents } from '../kernel/money.ts';
import type { Found } from './free-candidates.ts';
import type { Sort } from './search-query.ts';

/** What halls are compared by: small comes first, null last. */
export const SORT_VALUES: Readonly<Record<Sort, (found: Found, price: (found: Found) => Cents | undefined) => string | number | null>> = {
  'first-free': ({ free }) => free?.start.getTime() ?? null,
  price: (found, price) => price(found) ?? null,
  distance: ({ candidate }) => candidate.distance,
  capacity: ({ candidate }) => candidate.capacity,
  relevance: ({ candidate }) => (candidate.relevance === null ? null : -candidate.relevance),
  name: ({ candidate }) => nameKey(candidate.name),
};

interface Ranked {
  value: string | number | null;
  id: string;
}

/** As people order names: without regard to case or accents, and "Zaal 2" before "Zaal 10". A collator takes five times as long. */
const nameKey = (name: string): string =>
  name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(8, '0'));

export const compare = (a: Ranked, b: Ranked): number => compareValues(a.value, b.value) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function compareValues(a: Ranked['value'], b: Ranked['value']): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}
