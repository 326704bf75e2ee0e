import type { JSX } from 'preact';
import type { Facets } from '../../catalogue/facets.ts';
import type { VenueLine } from '../../catalogue/views.ts';
import { ACCESSIBILITY_NAMES, FEATURE_NAMES, LAYOUT_NAMES, TYPE_NAMES } from '../../catalogue/vocabulary.ts';
import { formatNumber, formatShortDay } from '../../contract/texts/format.ts';
import type { Translated } from '../../kernel/text.ts';
import { isLocalDate } from '../../kernel/time.ts';
import { Icon } from '../shared/icons.tsx';
import { link, say, type View } from '../view.ts';
import { searchParams, type SearchForm } from './search-form.ts';

interface Props {
  view: View;
  form: SearchForm;
  facets: Facets;
  venues: readonly VenueLine[];
}

/** A wish in a few words, and the search without it. */
interface Wish {
  text: string;
  without: Partial<SearchForm>;
}

/** Everything that was asked for, each wish with a way to let go of it: links, so that they work without script. */
export function ChosenWishes(props: Props): JSX.Element | null {
  const { view, form } = props;
  const wishes = chosenIn(props);
  if (wishes.length === 0) return null;
  return (
    <nav class="oz-chips" aria-label={view.t.choosing.chosen}>
      <ul class="oz-plain">
        {wishes.map(({ text, without }) => (
          <li key={text}>
            <a class="oz-chip" href={link('/zalen', searchParams(form, without))}>
              <span class="ds-sr-only">{view.t.choosing.without} </span>
              <span class="oz-chip-text">{text}</span>
              <Icon name="cross" />
            </a>
          </li>
        ))}
        {wishes.length > 1 && (
          <li>
            <a class="oz-chip" data-all href="/zalen">
              {view.t.search.clear}
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

function chosenIn({ view, form, facets, venues }: Props): Wish[] {
  const { t, language } = view;
  const word = (words: Readonly<Record<string, Translated>>, value: string): string => say(view, words[value] ?? { nl: value });
  const several = (name: 'types' | 'features' | 'accessibility', words: Readonly<Record<string, Translated>>): Wish[] =>
    form[name].map((value) => ({ text: word(words, value), without: { [name]: (form[name] as readonly string[]).filter((other) => other !== value) } }));
  const one = (text: string | undefined, without: Partial<SearchForm>): Wish[] => (text ? [{ text, without }] : []);
  const venueNamed = (slug: string): string | undefined => {
    const venue = venues.find((each) => each.slug === slug);
    return venue && say(view, venue.name);
  };
  const near = venueNamed(form.near);
  return [
    ...one(form.text && `“${form.text}”`, { text: '', ...(form.sort === 'relevance' ? { sort: '' } : {}) }),
    ...one(momentIn(view, form), { mode: 'any', ...(form.sort === 'first-free' ? { sort: '' } : {}) }),
    ...one(/^\d+$/.test(form.persons) ? t.hall.persons(formatNumber(Number(form.persons), language)) : form.persons, { persons: '' }),
    ...one(venueNamed(form.venue), { venue: '' }),
    ...one(form.neighbourhood, { neighbourhood: '' }),
    ...one(form.layout && t.choosing.layout(say(view, LAYOUT_NAMES[form.layout])), { layout: '' }),
    ...one(facets.directorates.find(({ value }) => value === form.directorate)?.name, { directorate: '' }),
    ...one(near && t.choosing.near(near), { near: '', ...(form.sort === 'distance' ? { sort: '' } : {}) }),
    ...one(form.price && t.choosing.price(form.price), { price: '' }),
    ...one(form.instant ? t.search.instantly : '', { instant: false }),
    ...several('types', TYPE_NAMES),
    ...several('features', FEATURE_NAMES),
    ...several('accessibility', ACCESSIBILITY_NAMES),
  ];
}

/** When the hall must be free, in words; nothing when that does not matter. */
function momentIn({ t, language }: View, { mode, day, from, to, hours, within }: SearchForm): string {
  if (mode === 'any') return '';
  const on = isLocalDate(day) ? formatShortDay(day, language) : day;
  if (mode === 'fixed') return `${on}, ${from} – ${to}`;
  return t.choosing.moment[within](t.search.hoursOption(formatNumber(Number(hours.replace(',', '.')) || 3, language)), on);
}
