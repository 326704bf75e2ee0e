import type { FeedbackFilter } from '../../feedback/views.ts';
import { isId } from '../../kernel/ids.ts';

export const FEEDBACK_FILTER = { venue: 'gebouw', hall: 'zaal', state: 'status', stars: 'sterren', cursor: 'vanaf' } as const;
export const STATES = ['open', 'behandeld', 'alles'] as const;

/** What a manager chose to see; anything that is no choice of ours counts as not chosen. */
export interface FilterForm {
  venue: string;
  hall: string;
  state: (typeof STATES)[number];
  stars: string;
}

export function readFilter(query: URLSearchParams): FilterForm {
  const id = (name: 'venue' | 'hall'): string => (isId(query.get(FEEDBACK_FILTER[name]) ?? '') ? query.get(FEEDBACK_FILTER[name])! : '');
  const stars = query.get(FEEDBACK_FILTER.stars) ?? '';
  return { venue: id('venue'), hall: id('hall'), state: STATES.find((state) => state === query.get(FEEDBACK_FILTER.state)) ?? 'open', stars: /^[1-5]$/.test(stars) ? stars : '' };
}

/** The same as the parameters of an address. */
export const filterParams = ({ venue, hall, state, stars }: FilterForm): Record<string, string> => ({
  [FEEDBACK_FILTER.venue]: venue, [FEEDBACK_FILTER.hall]: hall, [FEEDBACK_FILTER.state]: state, [FEEDBACK_FILTER.stars]: stars,
});

export const filterOf = ({ venue, hall, state, stars }: FilterForm): FeedbackFilter => ({
  ...(venue ? { venueId: venue } : {}),
  ...(hall ? { hallId: hall } : {}),
  ...(state === 'alles' ? {} : { state: state === 'open' ? ('open' as const) : ('handled' as const) }),
  ...(stars ? { stars: Number(stars) } : {}),
});
