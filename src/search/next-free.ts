import { loadHalls } from '../catalogue/load-hall.ts';
import type { HallId } from '../kernel/ids.ts';
import { localDate } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { hourCentsFor } from '../pricing/unit-price.ts';
import { askedWindows } from './asked-windows.ts';
import { searchHalls, type SearchHit } from './search-halls.ts';
import type { SearchQuery } from './search-query.ts';

/**
 * These halls in this order, at most a hundred, each with the first moment at which it can be had: at the asked time, or else in the
 * next 60 days for as long as it is let at least. A hall that cannot be had then has no `free`; one that does not exist is left out.
 */
export async function nextFree(db: Database, ids: readonly HallId[], ask: Pick<SearchQuery, 'bookerKind' | 'time' | 'persons'>, now: Date): Promise<SearchHit[]> {
  const halls = ids.slice(0, 100);
  if (halls.length === 0) return [];
  const time = ask.time ?? { kind: 'shortest' as const, windows: askedWindows('dates', localDate(now)) };
  const { items } = await searchHalls(db, { ...ask, time, halls, limit: halls.length }, now);
  const found = new Map(items.map((hit) => [hit.hall.id, hit]));
  const others = await loadHalls(db, halls.filter((id) => !found.has(id)), now);
  for (const hall of others) found.set(hall.id, { hall, ...priced(hourCentsFor(hall, ask.bookerKind, localDate(now))) });
  return halls.flatMap((id) => found.get(id) ?? []);
}

const priced = (hourCents: number | undefined): Pick<SearchHit, 'hourCents'> => (hourCents === undefined ? {} : { hourCents });
