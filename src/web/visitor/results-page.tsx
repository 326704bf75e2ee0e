import type { ComponentChildren, JSX } from 'preact';
import { catalogueFacets, type Facets } from '../../catalogue/facets.ts';
import { listVenues, type VenueLine } from '../../catalogue/views.ts';
import { formatNumber, formatShortDay } from '../../contract/texts/format.ts';
import { isLocalDate } from '../../kernel/time.ts';
import type { FacetCounts } from '../../search/facet-counts.ts';
import { surveyHalls, type SearchPage } from '../../search/search-halls.ts';
import { sortOf, SORTS, type SearchQuery, type Sort } from '../../search/search-query.ts';
import { sendPage } from '../render.tsx';
import { Select, type FieldError } from '../shared/fields.tsx';
import { HallCard } from '../shared/hall-card.tsx';
import { Empty } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { link, type View } from '../view.ts';
import type { Handler, MapTiles, WebServices } from '../web.ts';
import { ChosenWishes } from './chosen-wishes.tsx';
import { CompareBar, CompareBox } from './compare/compare-choice.tsx';
import { relaxations, type Relaxation } from './relaxations.ts';
import { savedBy } from './saved/saved-by.ts';
import { SaveToggle } from './saved/save-toggle.tsx';
import { SearchFields } from './search-fields.tsx';
import { FIELD, readSearchForm, searchParams, type SearchForm } from './search-form.ts';
import { searchPlaces } from './search-places.ts';
import { queryOf, writePosition } from './search-query.ts';
import { VenueMap } from './venue-map.tsx';

interface Results {
  form: SearchForm;
  errors: readonly FieldError[];
  query?: SearchQuery;
  found?: SearchPage & { counts: FacetCounts };
  relaxed: readonly Relaxation[];
  /** The slugs of the halls that the reader saved. */
  saved: ReadonlySet<string>;
}

/** `GET /zalen`: the halls that meet every wish; when there are none, which wish to let go of. */
export const showResults =
  ({ db, mapTiles }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const form = readSearchForm(ctx.URL.searchParams);
    const [facets, venues] = await Promise.all([catalogueFacets(db), listVenues(db)]);
    const query = queryOf(form, venues, view);
    if (Array.isArray(query))
      return sendPage(ctx, <ResultsPage view={view} facets={facets} venues={venues} results={{ form, errors: query, relaxed: [], saved: new Set() }} />, 422);
    const [found, saved] = await Promise.all([surveyHalls(db, query, view.now), savedBy(ctx, db)]);
    const relaxed = found.total === 0 ? await relaxations(db, form, query, view.t, view.now) : [];
    sendPage(ctx, <ResultsPage view={view} facets={facets} venues={venues} results={{ form, errors: [], query, found, relaxed, saved }} tiles={mapTiles} />);
  };

interface Props {
  view: View;
  facets: Facets;
  venues: readonly VenueLine[];
  results: Results;
  tiles?: MapTiles | undefined;
}

function ResultsPage({ view, facets, venues, results, tiles }: Props): JSX.Element {
  const fields = (
    <SearchFields view={view} form={results.form} facets={facets} errors={results.errors} places={searchPlaces(venues, view)} counts={results.found?.counts} />
  );
  return (
    <Page view={view} title={view.t.search.title} section="search">
      <div class="oz-wrap oz-stack">
        <h1 class="ds-heading" data-size="lg">
          {view.t.frame.search}
        </h1>
        {results.found?.total ? (
          <details class="oz-fold">
            <summary>
              <strong>{sayWishes(view, results.form)}</strong>
              <span>{view.t.frame.change}</span>
            </summary>
            {fields}
          </details>
        ) : (
          fields
        )}
        <ChosenWishes view={view} form={results.form} facets={facets} venues={venues} />
        {results.found && 
          (results.found.total > 0 ? (
            <Found view={view} results={results} found={results.found}>
              <VenueMap view={view} form={results.form} venues={venues} halls={results.found.counts.venues} tiles={tiles} />
            </Found>
          ) : (
            <Nothing view={view} results={results} />
          ))}
      </div>
    </Page>
  );
}

/** The search in a few words, for a small screen. */
function sayWishes({ t, language }: View, form: SearchForm): string {
  const day = isLocalDate(form.day) ? formatShortDay(form.day, language) : form.day;
  const when = { any: [], fixed: [day, `${form.from} – ${form.to}`], within: [day, t.search.hoursOption(formatNumber(Number(form.hours) || 3, language))] }[
    form.mode
  ];
  return [form.text, ...when, form.persons && t.hall.persons(form.persons)].filter(Boolean).join(', ') || t.search.title;
}

interface FoundProps {
  view: View;
  results: Results;
  found: SearchPage;
  /** Beside the list. */
  children: ComponentChildren;
}

function Found({ view, results: { form, query, saved }, found, children }: FoundProps): JSX.Element {
  const { t } = view;
  return (
    <section class="oz-stack" aria-labelledby="gevonden">
      <div class="oz-row" data-spread>
        <h2 class="ds-heading" data-size="sm" id="gevonden">
          {t.search.found(found.total)}
        </h2>
        {query && <SortForm view={view} form={form} query={query} />}
      </div>
      <div class="oz-found">
        {children}
        <div class="oz-stack" id="lijst" tabIndex={-1}>
      <ul class="oz-cards oz-plain">
        {found.items.map((hit) => (
          <li key={hit.hall.id} id={`zaal-${hit.hall.slug}`}>
            <HallCard view={view} hit={hit} persons={form.persons} layout={form.layout} exact={form.mode === 'fixed'}>
              <SaveToggle view={view} hall={hit.hall} saved={saved.has(hit.hall.slug)} back={`${view.here}#zaal-${hit.hall.slug}`} />
              {found.total > 1 && <CompareBox view={view} hall={hit.hall} />}
            </HallCard>
          </li>
        ))}
      </ul>
      {found.total > 1 && <CompareBar view={view} asked={momentOfSearch(form)} />}
      {(found.next || form.cursor) && (
        <nav class="oz-pager" aria-label={t.search.pages}>
          {form.cursor ? (
            <a class="ds-button" data-variant="secondary" href={link('/zalen', searchParams(form))}>
              {t.search.firstPage}
            </a>
          ) : (
            <span />
          )}
          {found.next && (
            <a class="ds-button" data-variant="secondary" rel="next" href={link('/zalen', searchParams(form, { cursor: writePosition(found.next) }))}>
              {t.search.nextPage}
            </a>
          )}
        </nav>
      )}
        </div>
      </div>
    </section>
  );
}

/** What the comparison asks of every hall: the moment of the search, when it has a fixed one. */
const momentOfSearch = ({ mode, day, from, to, persons }: SearchForm): Record<string, string> =>
  mode === 'fixed' ? { [FIELD.day]: day, [FIELD.from]: from, [FIELD.to]: to, [FIELD.persons]: persons } : { [FIELD.persons]: persons };

/** Sorting is a form of its own that carries the whole search, so that it works without script. */
function SortForm({ view: { t }, form, query }: { view: View; form: SearchForm; query: SearchQuery }): JSX.Element {
  const needs: Partial<Record<Sort, unknown>> = { relevance: query.text, 'first-free': query.time, distance: query.near };
  const possible = SORTS.filter((sort) => !(sort in needs) || needs[sort]);
  const kept = [...new URL(link('http://form.invalid', searchParams(form, { sort: '' }))).searchParams];
  return (
    <form method="get" action="/zalen" class="oz-row oz-sort">
      {kept.map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <Select name={FIELD.sort} label={t.search.sort} value={sortOf(query)} options={possible.map((sort) => ({ value: sort, text: t.search.sorts[sort] }))} />
      <button class="ds-button" data-variant="secondary" type="submit">
        {t.search.apply}
      </button>
    </form>
  );
}

const Nothing = ({ view: { t }, results: { form, relaxed } }: { view: View; results: Results }): JSX.Element => (
  <Empty icon="door" title={t.search.nothing}>
    <p>{relaxed.length > 0 ? t.search.nothingHint : t.search.nothingAtAll}</p>
    <ul class="oz-stack oz-plain" data-gap="sm">
      {relaxed.map(({ text, changes }) => (
        <li key={text}>
          <a class="ds-button" data-variant="secondary" href={link('/zalen', searchParams(form, changes))}>
            {text}
          </a>
        </li>
      ))}
    </ul>
    {relaxed.length === 0 && (
      <p>
        <a href="/zalen">{t.home.all}</a>
      </p>
    )}
  </Empty>
);
