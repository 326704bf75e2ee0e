import { isLocalDate, localDate, type LocalDate } from '../../../kernel/time.ts';

export interface DayAsked {
  day: LocalDate;
  venue: string;
  /** What was typed as a date and is none. */
  wrongDate?: string;
}

export function readDayAsked(query: URLSearchParams, now: Date): DayAsked {
  const typed = (query.get('datum') ?? '').trim();
  const venue = query.get('gebouw') ?? '';
  const isDay = isLocalDate(typed) && typed.startsWith('20');
  return { day: isDay ? typed : localDate(now), venue: /^[a-z0-9-]{1,80}$/.test(venue) ? venue : '', ...(typed === '' || isDay ? {} : { wrongDate: typed.slice(0, 40) }) };
}
