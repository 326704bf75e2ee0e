import { HALL_TYPES, type HallType } from '../../../catalogue/hall.ts';
import { addDays, addMonths, isLocalDate, localDate, mondayOf, type LocalDate } from '../../../kernel/time.ts';
import type { OccupancyAsk } from '../../../occupancy/views.ts';
import { link } from '../../view.ts';

export const SPANS = ['dag', 'week', 'maand'] as const;
export type Span = (typeof SPANS)[number];

/** What the address of the timeline asks for. */
export interface Asked {
  span: Span;
  /** The day around which it turns. */
  day: LocalDate;
  from: LocalDate;
  /** The day after the last one. */
  until: LocalDate;
  venue: string;
  type: HallType | '';
  /** The slug of the last hall of the page before. */
  after: string;
  /** What was typed as a date and is none. */
  wrongDate?: string;
}

/** No city has halls in other years, and PostgreSQL cannot write all of them. */
const isSensible = (text: string): boolean => isLocalDate(text) && text.startsWith('20');
const isSlug = (text: string): boolean => /^[a-z0-9-]{1,80}$/.test(text);

export function readAsked(query: URLSearchParams, now: Date): Asked {
  const typed = (query.get('datum') ?? '').trim();
  const day = isSensible(typed) ? typed : localDate(now);
  const span = SPANS.find((one) => one === query.get('weergave')) ?? 'week';
  const slug = (name: string): string => [query.get(name) ?? ''].find(isSlug) ?? '';
  return {
    span, day, ...daysOf(span, day), venue: slug('gebouw'), type: HALL_TYPES.find((one) => one === query.get('soort')) ?? '', after: slug('na'),
    ...(typed === '' || isSensible(typed) ? {} : { wrongDate: typed.slice(0, 40) }),
  };
}

/** The day, week or month in which a day falls. */
function daysOf(span: Span, day: LocalDate): { from: LocalDate; until: LocalDate } {
  if (span === 'dag') return { from: day, until: addDays(day, 1) };
  if (span === 'week') return { from: mondayOf(day), until: addDays(mondayOf(day), 7) };
  const first = `${day.slice(0, 7)}-01`;
  return { from: first, until: addMonths(first, 1) };
}

/** The day around which the previous or next day, week or month turns. */
export function step({ span, day, from }: Asked, direction: 1 | -1): LocalDate {
  if (span === 'dag') return addDays(day, direction);
  return span === 'week' ? addDays(day, 7 * direction) : addMonths(from, direction);
}

/** The address of the timeline with something else asked. */
export const timelineLink = (asked: Asked, change: Partial<Asked> = {}, path = '/beheer/bezetting'): string => {
  const { span, day, venue, type, after } = { ...asked, ...change };
  return link(path, { weergave: span, datum: day, gebouw: venue, soort: type, na: after });
};

export const MOST_HALLS = 100;

export const viewAsk = ({ from, until, venue, type, after }: Asked): OccupancyAsk => ({
  from, until, limit: MOST_HALLS, ...(venue ? { venue } : {}), ...(type ? { type } : {}), ...(after ? { after } : {}),
});
