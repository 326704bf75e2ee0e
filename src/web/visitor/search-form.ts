import { HALL_TYPES, LAYOUTS, type HallType, type LayoutKind } from '../../catalogue/hall.ts';
import { isId, type OrganisationId } from '../../kernel/ids.ts';
import { WITHIN, type Within } from '../../search/asked-windows.ts';
import { SORTS, type Sort } from '../../search/search-query.ts';

export const WHEN_MODES = ['any', 'fixed', 'within'] as const;
export type WhenMode = (typeof WHEN_MODES)[number];

/** What somebody filled in on the search form: text stays as typed, choices are only ever ours. */
export interface SearchForm {
  text: string;
  mode: WhenMode;
  day: string;
  from: string;
  to: string;
  hours: string;
  within: Within;
  persons: string;
  layout: LayoutKind | '';
  types: readonly HallType[];
  features: readonly string[];
  accessibility: readonly string[];
  neighbourhood: string;
  /** The slug of a venue: only its halls. */
  venue: string;
  directorate: OrganisationId | '';
  price: string;
  instant: boolean;
  near: string;
  sort: Sort | '';
  cursor: string;
}

/** The names of the fields in the address of a search: part of what people keep as a bookmark. */
export const FIELD = {
  text: 'zoek',
  mode: 'wanneer',
  day: 'datum',
  from: 'van',
  to: 'tot',
  hours: 'uren',
  within: 'binnen',
  persons: 'personen',
  layout: 'opstelling',
  types: 'soort',
  features: 'faciliteit',
  accessibility: 'toegankelijk',
  neighbourhood: 'wijk',
  venue: 'gebouw',
  directorate: 'aanbieder',
  price: 'prijs',
  instant: 'meteen',
  near: 'bij',
  sort: 'volgorde',
  cursor: 'vanaf',
} as const;

const MODE_WORDS: Record<WhenMode, string> = { any: '', fixed: 'vast', within: 'vrij' };
const WITHIN_WORDS: Record<Within, string> = { day: 'dag', evening: 'avond', week: 'week', dates: 'later' };
export const modeWord = (mode: WhenMode): string => MODE_WORDS[mode];
export const withinWord = (within: Within): string => WITHIN_WORDS[within];

const LONGEST_TEXT = 100;
const MOST_CHOICES = 20;

/** Reads the query string of a search. Whatever is not a choice of ours counts as not chosen. */
export function readSearchForm(query: URLSearchParams): SearchForm {
  const text = (name: keyof typeof FIELD): string => (query.get(FIELD[name]) ?? '').trim().slice(0, LONGEST_TEXT);
  const all = (name: keyof typeof FIELD): string[] => [...new Set(query.getAll(FIELD[name]))].slice(0, MOST_CHOICES);
  const oneOf = <Choice extends string>(choices: readonly Choice[], given: string): Choice | '' => choices.find((choice) => choice === given) ?? '';
  const directorate = text('directorate');
  return {
    text: text('text'),
    day: text('day'),
    from: text('from'),
    to: text('to'),
    hours: text('hours'),
    persons: text('persons'),
    mode: WHEN_MODES.find((mode) => MODE_WORDS[mode] === text('mode')) ?? 'any',
    within: WITHIN.find((within) => WITHIN_WORDS[within] === text('within')) ?? 'day',
    layout: oneOf(LAYOUTS, text('layout')),
    types: all('types').flatMap((one) => oneOf(HALL_TYPES, one) || []),
    features: all('features'),
    accessibility: all('accessibility'),
    neighbourhood: text('neighbourhood'),
    venue: text('venue'),
    directorate: isId(directorate) ? (directorate as OrganisationId) : '',
    price: text('price'),
    instant: text('instant') === 'ja',
    near: text('near'),
    sort: oneOf(SORTS, text('sort')),
    cursor: (query.get(FIELD.cursor) ?? '').slice(0, 2_000),
  };
}

/** The same search as the parameters of an address; `changes` replaces fields, and the page starts again at the first. */
export function searchParams(form: SearchForm, changes: Partial<SearchForm> = {}): Record<string, string | readonly string[] | undefined> {
  const next = { ...form, cursor: '', ...changes };
  const timed = next.mode !== 'any';
  return {
    [FIELD.text]: next.text,
    [FIELD.mode]: MODE_WORDS[next.mode],
    [FIELD.day]: timed ? next.day : '',
    [FIELD.from]: next.mode === 'fixed' ? next.from : '',
    [FIELD.to]: next.mode === 'fixed' ? next.to : '',
    [FIELD.hours]: next.mode === 'within' ? next.hours : '',
    [FIELD.within]: next.mode === 'within' ? WITHIN_WORDS[next.within] : '',
    [FIELD.persons]: next.persons,
    [FIELD.layout]: next.layout,
    [FIELD.types]: next.types,
    [FIELD.features]: next.features,
    [FIELD.accessibility]: next.accessibility,
    [FIELD.neighbourhood]: next.neighbourhood,
    [FIELD.venue]: next.venue,
    [FIELD.directorate]: next.directorate,
    [FIELD.price]: next.price,
    [FIELD.instant]: next.instant ? 'ja' : '',
    [FIELD.near]: next.near,
    [FIELD.sort]: next.sort,
    [FIELD.cursor]: next.cursor,
  };
}

/** How many wishes are set among those that are folded away. */
export const countMoreWishes = ({ layout, types, features, accessibility, neighbourhood, venue, directorate, price, instant, near }: SearchForm): number =>
  [layout, neighbourhood, venue, directorate, price, instant, near].filter(Boolean).length + types.length + features.length + accessibility.length;
