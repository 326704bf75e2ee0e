import type { Hall, LayoutKind } from '../../catalogue/hall.ts';
import { loadHall } from '../../catalogue/load-hall.ts';
import { listVenues } from '../../catalogue/views.ts';
import type { BookerKind } from '../../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../../kernel/ids.ts';
import type { Cents } from '../../kernel/money.ts';
import { minutesOf, type Period } from '../../kernel/period.ts';
import { isLocalDate, localDate } from '../../kernel/time.ts';
import type { Database } from '../../platform/db.ts';
import { askedWindows } from '../../search/asked-windows.ts';
import { explainStay } from '../../search/explain-stay.ts';
import { searchHalls, type SearchHit } from '../../search/search-halls.ts';
import type { SearchQuery } from '../../search/search-query.ts';
import { fittingLayout } from '../../search/stay-ask.ts';
import type { FieldError } from '../shared/fields.tsx';
import type { View } from '../view.ts';
import { sayAlternative, sayFree, sayNothing, sayWhyNot } from './spoken.ts';
import { isAsked, MOST_OFFERS, wishQuery, type Wish } from './wish.ts';

/** For whom the price, the quota and the hold are. */
export interface DeskBooker {
  bookerKind: BookerKind;
  bookerId?: OrganisationId | PersonId | undefined;
}

/** A stay that can be held at this moment; without a period, a hall of which no moment was asked. */
export interface Offer {
  hall: Hall;
  period?: Period;
  layout: LayoutKind;
  attendance: number;
  totalCents?: Cents;
  /** To be read out; only for what comes instead of what was asked. */
  sentence?: string;
}

export interface Offers {
  errors: readonly FieldError[];
  offers: Offer[];
  /** Halls beyond those that are offered. */
  more: number;
  /** What to say first: why what was asked cannot be had. */
  whyNot: string[];
}

/** A stay that was refused when the agent wanted to hold it: somebody was first. */
export interface Refused {
  slug: string;
  period: Period;
}

const NOTHING: Offers = { errors: [], offers: [], more: 0, whyNot: [] };
const FEW = 4;

/** What can be had of a wish, and when it cannot: why, and what can instead, in the language of the call. */
export async function findOffers(db: Database, wish: Wish, booker: DeskBooker, view: View, refused?: Refused): Promise<Offers> {
  if (!isAsked(wish)) return NOTHING;
  const query = wishQuery(wish, booker.bookerKind, await listVenues(db), view);
  if (Array.isArray(query)) return { ...NOTHING, errors: query };
  const attendance = query.persons ?? 1;
  if (refused) {
    const hall = await loadHall(db, refused.slug, view.now);
    if (hall) return instead(db, hall, refused.period, { wish, booker, attendance }, view);
  }
  const { items, total } = await searchHalls(db, query, view.now);
  const offers = items.map((hit) => offerOf(hit, wish, attendance, booker));
  const named = query.text && !items.some(({ hall }) => isNamed(hall, query.text)) ? await hallNamed(db, query.text, booker, view) : undefined;
  if (named && query.time?.kind === 'window') {
    const said = await instead(db, named, query.time.period, { wish, booker, attendance }, view);
    const others = offers.filter(({ hall }) => !said.offers.some((one) => one.hall.id === hall.id)).slice(0, Math.max(0, MOST_OFFERS - said.offers.length));
    return { ...said, offers: [...said.offers, ...others] };
  }
  if (offers.length > 0) return { ...NOTHING, offers, more: total - offers.length };
  return nothingFound(db, query, { wish, booker, attendance }, named, view);
}

interface Asked {
  wish: Wish;
  booker: DeskBooker;
  attendance: number;
}

function offerOf({ hall, free, totalCents }: SearchHit, { form }: Wish, attendance: number, { bookerKind }: DeskBooker): Offer {
  const period = free ?? { start: new Date(0), end: new Date(1) };
  const layout = fittingLayout(hall, { period, layout: form.layout || undefined, attendance, bookerKind });
  return { hall, layout, attendance, ...(free ? { period: free } : {}), ...(totalCents === undefined ? {} : { totalCents }) };
}

/** The hall that these words name, whether or not it is free. */
async function hallNamed(db: Database, text: string, { bookerKind }: DeskBooker, view: View): Promise<Hall | undefined> {
  const { items } = await searchHalls(db, { bookerKind, text, limit: 5 }, view.now);
  return items.find(({ hall }) => isNamed(hall, text))?.hall;
}

/** True when all that was typed is in the name of the hall or its venue: the search itself forgives far more. */
function isNamed({ name, venue }: Hall, text = ''): boolean {
  const plain = (words: string): string => words.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const names = plain([...Object.values(name), ...Object.values(venue.name)].join(' '));
  return plain(text).split(/\s+/).every((word) => names.includes(word));
}

/** What is free soon for so many, of the named hall or else of any. */
async function nothingFound(db: Database, query: SearchQuery, asked: Asked, named: Hall | undefined, view: View): Promise<Offers> {
  const { text, time, bookerKind } = query;
  const { language, form } = asked.wish;
  const minutes = time?.kind === 'window' ? minutesOf(time.period) : time?.kind === 'somewhere' ? time.minutes : undefined;
  const first = isLocalDate(form.day) ? form.day : localDate(view.now);
  const soon = minutes === undefined ? [] : (await searchHalls(db, {
    bookerKind, limit: FEW, sort: 'first-free', time: { kind: 'somewhere', minutes, windows: askedWindows('dates', first) },
    ...(query.persons ? { persons: query.persons } : {}), ...(named ? { text } : {}),
  }, view.now)).items;
  const offers = soon.map((hit) => offerOf(hit, asked.wish, asked.attendance, asked.booker)).flatMap((offer) =>
    (offer.period && offer.totalCents !== undefined ? [{ ...offer, sentence: sayFree(offer.hall, offer.period, offer.totalCents, language) }] : []));
  return { ...NOTHING, offers, whyNot: [sayNothing(offers.length > 0 ? undefined : named, language)] };
}

/** Why this hall cannot be had then, and what can instead. */
async function instead(db: Database, hall: Hall, period: Period, { wish, booker, attendance }: Asked, view: View): Promise<Offers> {
  const { language, form } = wish;
  const ask = { period, attendance, layout: form.layout || undefined, ...booker };
  const { possible, violations, alternatives } = await explainStay(db, hall, ask, view.now);
  if (possible) return { ...NOTHING, offers: [{ hall, period, attendance, layout: fittingLayout(hall, ask) }] };
  const offers = alternatives.map((alternative) => ({
    hall: alternative.hall, period: alternative.period, layout: alternative.layout, attendance, totalCents: alternative.totalCents,
    sentence: sayAlternative(alternative, language),
  }));
  return { ...NOTHING, offers, whyNot: [...sayWhyNot(hall, period, violations, language), ...(offers.length === 0 ? [sayNothing(hall, language)] : [])] };
}
