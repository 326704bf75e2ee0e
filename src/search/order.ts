import type { Cents } from '../kernel/money.ts';
import type { Found } from './free-candidates.ts';
import type { Sort } from './search-query.ts';

/** What halls are compared by: small comes first, null last. */
export function sortValue(sort: Sort, { candidate, free }: Found, price: () => Cents | undefined): string | number | null {
  switch (sort) {
    case 'first-free': return free?.start.getTime() ?? null;
    case 'price': return price() ?? null;
    case 'distance': return candidate.distance;
    case 'capacity': return candidate.capacity;
    case 'relevance': return candidate.relevance === null ? null : -candidate.relevance;
    default: return nameKey(candidate.name);
  }
}

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
