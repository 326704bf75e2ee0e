import { dayFromNow } from './setting.ts';
import type { Schemas, Visitor } from './visitor.ts';

type Hit = Schemas['HallHit'];
export type FreeHit = Hit & { free: Schemas['Period'] };

const MOST_PAGES = 5;

export interface Look {
  hours: number;
  /** First day and the day after the last, counted from today. */
  fromDay: number;
  untilDay: number;
  persons: number;
  more?: Readonly<Record<string, string>>;
}

/** Halls that can be booked for so long within those days, the first free moment first. */
export async function searchFree(visitor: Visitor, { hours, fromDay, untilDay, persons, more = {} }: Look): Promise<FreeHit[]> {
  const query = new URLSearchParams({
    hours: String(hours), within: 'dates', date: dayFromNow(fromDay), until: dayFromNow(untilDay), persons: String(persons), sort: 'first-free', limit: '100', ...more,
  });
  const hits: Hit[] = [];
  for (let next: string | undefined = `/v1/halls?${query}`, page = 0; next !== undefined && page < MOST_PAGES; page += 1) {
    const found: Schemas['HallHits'] = await visitor.get(next);
    hits.push(...found.items);
    next = found.next;
  }
  return hits.flatMap((hit) => (hit.free ? [{ ...hit, free: hit.free }] : []));
}

/** @throws when there is none */
export function firstWhere(hits: readonly FreeHit[], what: string, isIt: (hit: FreeHit) => boolean): FreeHit {
  const found = hits.find(isIt);
  if (!found) throw new Error(`none of ${hits.length} halls found ${what}`);
  return found;
}

export const costsMoney = ({ totalCents }: FreeHit): boolean => totalCents !== undefined && totalCents > 0;
