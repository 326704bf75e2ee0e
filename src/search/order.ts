import type { Cents } from '../kernel/money.ts';
import type { Found } from './free-candidates.ts';
import type { Sort } from './search-query.ts';

/** What halls are compared by: small comes first, null last. */
export function sortValue(sort: Sort, { candidate, free }: Found, price: () => Cents | undefined): string | number | null {
  const values: Record<Sort, () => string | number | null> = {
    'first-free': () => free?.start.getTime() ?? null,
    price: () => price() ?? null,
    distance: () => candidate.distance,
    capacity: () => candidate.capacity,
    relevance: () => (candidate.relevance === null ? null : -candidate.relevance),
    name: () => candidate.name,
  };
  return values[sort]();
}

interface Ranked {
  value: string | number | null;
  id: string;
}

/** As people order names: without regard to case or accents, and "Zaal 2" before "Zaal 10". */
const names = new Intl.Collator('nl', { numeric: true, sensitivity: 'base' });

export const compare = (a: Ranked, b: Ranked): number => compareValues(a.value, b.value) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function compareValues(a: Ranked['value'], b: Ranked['value']): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return typeof a === 'number' && typeof b === 'number' ? a - b : names.compare(String(a), String(b));
}
