import type { Actor, BookerKind } from '../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import type { OwnOrganisation } from '../identity/views.ts';
import { inLanguage, type Language, type Translated } from '../kernel/text.ts';
import type { Assets } from './assets.ts';
import type { Texts } from './texts/nl.ts';

/** What every part of a page needs to know of its reader and its place. */
export interface View {
  language: Language;
  t: Texts;
  actor: Actor;
  now: Date;
  /** Path and query of this page: where to come back to. */
  here: string;
  /** For whom the reader may act besides themselves. */
  organisations: readonly OwnOrganisation[];
  /** The city whose halls these are, and its contact centre. */
  city: City;
  assets: Assets;
}

export interface City {
  name: string;
  phone: string;
  email: string;
}

/** A text of the catalogue as this reader reads it. */
export const say = (view: View, text: Translated): string => inLanguage(text, view.language);

/** A path with the parameters that have a value. */
export function link(path: string, params: Readonly<Record<string, string | number | readonly string[] | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) if (one !== undefined && one !== '') query.append(name, String(one));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** On whose behalf the reader would book: that decides the price and the quota. A visitor who has not logged in counts as a resident. */
export function bookerOf(actor: Actor): { bookerKind: BookerKind; bookerId?: OrganisationId | PersonId } {
  if (actor.kind !== 'person') return { bookerKind: 'resident' };
  return { bookerKind: actor.bookerKind, bookerId: actor.organisation?.id ?? actor.personId };
}
