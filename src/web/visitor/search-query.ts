import type { VenueLine } from '../../catalogue/views.ts';
import { isLocalDate, localDate } from '../../kernel/time.ts';
import { askedWindows } from '../../search/asked-windows.ts';
import { isSearchPosition, type AskedTime, type SearchPosition, type SearchQuery } from '../../search/search-query.ts';
import type { FieldError } from '../shared/fields.tsx';
import { periodOf } from '../shared/moment.ts';
import { wholeNumber } from '../shared/stay-form.ts';
import type { View } from '../view.ts';
import { FIELD, type SearchForm } from './search-form.ts';

const PAGE_SIZE = 20;
const LONGEST_HOURS = 24 * 31;

/** What a search form asks for, or what is wrong with how it was filled in. */
export function queryOf(form: SearchForm, venues: readonly VenueLine[], view: View): SearchQuery | FieldError[] {
  const time = timeOf(form, view);
  const persons = form.persons === '' ? undefined : wholeNumber(form.persons);
  const price = form.price === '' ? undefined : centsOf(form.price);
  const errors: FieldError[] = [
    ...(Array.isArray(time) ? time : []),
    ...(form.persons !== '' && persons === undefined ? [{ name: FIELD.persons, text: view.t.search.problem.persons }] : []),
    ...(form.price !== '' && price === undefined ? [{ name: FIELD.price, text: view.t.search.problem.price }] : []),
  ];
  if (errors.length > 0 || Array.isArray(time)) return errors;
  const near = venues.find(({ slug }) => slug === form.near);
  const venue = venues.find(({ slug }) => slug === form.venue);
  const after = readPosition(form.cursor);
  return {
    bookerKind: view.actor.kind === 'person' ? view.actor.bookerKind : 'resident',
    limit: PAGE_SIZE,
    types: form.types,
    features: form.features,
    accessibility: form.accessibility,
    ...(form.text ? { text: form.text } : {}),
    ...(time ? { time } : {}),
    ...(persons ? { persons } : {}),
    ...(form.layout ? { layout: form.layout } : {}),
    ...(form.neighbourhood ? { neighbourhoods: [form.neighbourhood] } : {}),
    ...(venue ? { venues: [venue.id] } : {}),
    ...(form.directorate ? { directorate: form.directorate } : {}),
    ...(near ? { near: { latitude: near.latitude, longitude: near.longitude } } : {}),
    ...(price === undefined ? {} : { maxPriceCents: price }),
    ...(form.instant ? { instant: true } : {}),
    ...(form.sort && (form.sort !== 'distance' || near) && (form.sort !== 'first-free' || time) ? { sort: form.sort } : {}),
    ...(after ? { after } : {}),
  };
}

function timeOf(form: SearchForm, { t, now }: View): AskedTime | undefined | FieldError[] {
  if (form.mode === 'any') return undefined;
  if (!isLocalDate(form.day)) return [{ name: FIELD.day, text: t.search.problem.date }];
  if (form.day < localDate(now)) return [{ name: FIELD.day, text: t.search.problem.past }];
  if (form.mode === 'fixed') {
    const period = periodOf({ ...form, lastDay: '' });
    return typeof period === 'string' ? [{ name: FIELD.from, text: t.search.problem.times }] : { kind: 'window', period };
  }
  const hours = Number(form.hours.replace(',', '.'));
  if (!(hours >= 0.25 && hours <= LONGEST_HOURS)) return [{ name: FIELD.hours, text: t.search.problem.hours }];
  return { kind: 'somewhere', minutes: Math.round(hours * 4) * 15, windows: askedWindows(form.within, form.day) };
}

/** `50` or `49,95` euro; anything else is `undefined`. */
function centsOf(text: string): number | undefined {
  const match = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[€ ]/g, ''));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

export const writePosition = (position: SearchPosition): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** Where a page of results begins; a text that is none of ours begins at the first. */
function readPosition(text: string): SearchPosition | undefined {
  if (text === '') return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return isSearchPosition(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
