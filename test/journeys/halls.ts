import type { components } from '../../src/contract/api.d.ts';
import { searchFree, type FreeHit, type Look } from '../../sandbox/demo/search.ts';
import type { Visitor } from '../../sandbox/demo/visitor.ts';
import type { Wish } from './steps.ts';

export type Period = components['schemas']['Period'];

const DAY = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Brussels' });
const TIME = new Intl.DateTimeFormat('nl-BE', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Brussels' });

/** The free moment of a hall as one fills it in on its page. */
export const wishOf = ({ hall, free }: FreeHit, persons: number): Wish =>
  ({ slug: hall.slug, day: DAY.format(new Date(free.start)), from: TIME.format(new Date(free.start)), to: TIME.format(new Date(free.end)), persons });

/** The halls that are free so long within those days and of which `isIt` is true; fails when there is none. */
export async function freeHalls(visitor: Visitor, look: Look, isIt: (hit: FreeHit) => boolean): Promise<[FreeHit, ...FreeHit[]]> {
  const [first, ...others] = (await searchFree(visitor, look)).filter(isIt);
  if (!first) throw new Error(`no hall in the city is as this journey needs it: ${JSON.stringify(look)}`);
  return [first, ...others];
}
