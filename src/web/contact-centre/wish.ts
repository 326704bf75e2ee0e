import type { VenueLine } from '../../catalogue/views.ts';
import type { BookerKind } from '../../kernel/actor.ts';
import { isId, type OrganisationId } from '../../kernel/ids.ts';
import { LANGUAGES, type Language } from '../../kernel/text.ts';
import { localDate } from '../../kernel/time.ts';
import type { SearchQuery } from '../../search/search-query.ts';
import type { FieldError } from '../shared/fields.tsx';
import type { View } from '../view.ts';
import { FIELD, readSearchForm, searchParams, type SearchForm } from '../visitor/search-form.ts';
import { queryOf } from '../visitor/search-query.ts';

/** What a caller would like, as the agent types it while they speak. */
export interface Wish {
  form: SearchForm;
  /** For which organisation they call; empty for themselves. */
  organisationId: OrganisationId | '';
  /** Known once it was looked up. */
  organisationName?: string | undefined;
  /** In which language they speak: what is read out is in it, and so are the mails. */
  language: Language;
}

export const WISH_FIELD = { organisation: 'voor', language: 'taal' } as const;

/** As many offers as there are keys to hold them with. */
export const MOST_OFFERS = 9;

/** Reads a wish from an address. Nobody chooses how to say when: two times are a window, hours lie somewhere in it, a day alone is no time. */
export function readWish(query: URLSearchParams, view: View): Wish {
  const form = readSearchForm(query);
  const organisation = query.get(WISH_FIELD.organisation) ?? '';
  const mode = form.from !== '' && form.to !== '' ? 'fixed' : form.hours === '' ? 'any' : 'within';
  return {
    form: { ...form, mode, cursor: '', day: form.day || (mode === 'any' ? '' : localDate(view.now)) },
    organisationId: isId(organisation) ? (organisation as OrganisationId) : '',
    language: LANGUAGES.find((language) => language === query.get(WISH_FIELD.language)) ?? view.language,
  };
}

/** The same wish as the parameters of an address, with the day also when nothing is asked about it yet. */
export const wishParams = ({ form, organisationId, language }: Wish, view: View): Record<string, string | readonly string[] | undefined> => ({
  ...searchParams(form),
  [FIELD.mode]: '',
  [FIELD.day]: form.day,
  [WISH_FIELD.organisation]: organisationId,
  [WISH_FIELD.language]: language === view.language ? '' : language,
});

/** True once something was asked: an empty screen offers nothing. */
export const isAsked = ({ form }: Wish): boolean =>
  form.mode !== 'any' || [form.text, form.persons, form.layout, form.neighbourhood].some((word) => word !== '') || form.types.length > 0;

/** What the wish asks for, at the caller's own price, or what is wrong with how it was filled in. */
export function wishQuery({ form }: Wish, bookerKind: BookerKind, venues: readonly VenueLine[], view: View): SearchQuery | FieldError[] {
  const query = queryOf(form, venues, view);
  if (Array.isArray(query)) return query;
  if (query.time && !query.persons) return [{ name: FIELD.persons, text: view.t.desk.personsNeeded }];
  return { ...query, bookerKind, limit: MOST_OFFERS };
}
