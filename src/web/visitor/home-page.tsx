import type { JSX } from 'preact';
import { catalogueFacets, type Facets } from '../../catalogue/facets.ts';
import { listVenues } from '../../catalogue/views.ts';
import { sendPage } from '../render.tsx';
import { Icon } from '../shared/icons.tsx';
import { Page } from '../shared/page.tsx';
import { link, type View } from '../view.ts';
import type { Handler, WebServices } from '../web.ts';
import { HeroPlan } from './hero-plan.tsx';
import { SearchFields } from './search-fields.tsx';
import { FIELD, readSearchForm } from './search-form.ts';
import { searchPlaces } from './search-places.ts';

/** `GET /`: the search form, and what one can do here for whoever does not know yet. */
export const showHome =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const [facets, venues] = await Promise.all([catalogueFacets(db), listVenues(db)]);
    const form = { ...readSearchForm(ctx.URL.searchParams), mode: 'within' as const, within: 'dates' as const };
    sendPage(
      ctx,
      <Page view={view} title={`Openzaal ${view.city.name}`} section="search">
        <Hero view={view} />
        <div class="oz-wrap oz-stack" data-gap="lg">
          <div class="oz-hero-form">
            <SearchFields view={view} form={form} facets={facets} errors={[]} places={searchPlaces(venues, view)} />
          </div>
          <Browse view={view} facets={facets} />
          <HowItWorks view={view} />
        </div>
      </Page>,
    );
  };

const Hero = ({ view: { t, city } }: { view: View }): JSX.Element => (
  <div class="oz-hero">
    <HeroPlan />
    <div class="oz-wrap">
      <h1>{t.home.title(city.name)}</h1>
      <p>{t.home.lead}</p>
    </div>
  </div>
);

const Browse = ({ view, facets }: { view: View; facets: Facets }): JSX.Element => (
  <section class="oz-stack" aria-labelledby="bladeren">
    <h2 class="ds-heading" data-size="md" id="bladeren">
      {view.t.home.browse}
    </h2>
    <ul class="oz-tiles oz-plain">
      {facets.types.map(({ value, halls }) => (
        <li key={value}>
          <a class="oz-tile" href={link('/zalen', { [FIELD.types]: value })}>
            <Icon name={value} />
            <span>{view.t.home.purposes[value]}</span>
            <span class="oz-small oz-muted">{view.t.home.halls(halls)}</span>
          </a>
        </li>
      ))}
    </ul>
    <p>
      <a href="/zalen">{view.t.home.all}</a>
    </p>
  </section>
);

const HowItWorks = ({ view: { t } }: { view: View }): JSX.Element => (
  <section class="oz-stack" aria-labelledby="zo-werkt-het">
    <h2 class="ds-heading" data-size="md" id="zo-werkt-het">
      {t.home.how}
    </h2>
    <ol class="oz-steps oz-plain">
      {t.home.steps.map(({ title, text }) => (
        <li key={title}>
          <h3 class="ds-heading" data-size="2xs">
            {title}
          </h3>
          <p>{text}</p>
        </li>
      ))}
    </ol>
  </section>
);
