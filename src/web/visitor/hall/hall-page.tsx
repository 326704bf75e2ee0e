import type { JSX } from 'preact';
import type { Hall, Layout } from '../../../catalogue/hall.ts';
import { hallPage, type HallLine, type HallPage } from '../../../catalogue/views.ts';
import { FEATURE_NAMES, LAYOUT_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatNumber } from '../../../contract/texts/format.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Translated } from '../../../kernel/text.ts';
import { sendPage } from '../../render.tsx';
import { Back } from '../../shared/back.tsx';
import { Icon } from '../../shared/icons.tsx';
import { Page } from '../../shared/page.tsx';
import { momentOf } from '../../shared/moment.ts';
import { Plan } from '../../shared/plan.tsx';
import { largestDeposit, RefundSteps, TermsText } from '../../shared/terms.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { savedBy } from '../saved/saved-by.ts';
import { SaveToggle } from '../saved/save-toggle.tsx';
import { ClosedSoon } from './closed-soon.tsx';
import { closedSoon, type ClosedDay } from './closed-days.ts';
import { answerFor, type MomentAnswer } from './answer.ts';
import { Facts, GettingIn, Illustrative, Layouts, Provisions } from './hall-facts.tsx';
import { ChooseMoment } from './hall-moment.tsx';
import { Prices } from './hall-prices.tsx';
import { HallCalendar } from './hall-calendar.tsx';
import { loadCalendar, type Calendar } from './calendar.ts';
import { proposalIn } from './week.ts';

/** `GET /zalen/{slug}`: everything about a hall, when it is free, and the answer to a moment that somebody asks for. */
export const showHall =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const page = await hallPage(db, ctx.params['slug'] ?? '', view.now);
    if (!page) throw new Refusal('not-found', { facts: { hall: ctx.params['slug'] ?? '' } });
    const fields = ctx.URL.searchParams;
    const answer = await answerFor(db, page.hall, fields, view);
    const calendar = await loadCalendar(db, page.hall, fields, answer, view);
    const closed = await closedSoon(db, page.hall, view.now);
    const saved = (await savedBy(ctx, db)).has(page.hall.slug);
    sendPage(ctx, <HallView view={view} page={page} answer={proposing(answer, calendar, page.hall)} calendar={calendar} saved={saved} closed={closed} />);
  };

/** Before anything is asked the form proposes the first moment of what the calendar shows that can be had. */
function proposing(answer: MomentAnswer, { firstFree }: Calendar, hall: Hall): MomentAnswer {
  if (!firstFree || answer.asked || answer.errors.length > 0) return answer;
  return { ...answer, form: { ...answer.form, ...momentOf(proposalIn(firstFree, hall.shortestMinutes)) } };
}

interface Props {
  view: View;
  page: HallPage;
  answer: MomentAnswer;
  calendar: Calendar;
  /** Whether the reader keeps this hall at hand. */
  saved: boolean;
  closed: readonly ClosedDay[];
}

const HallView = ({ view, page, answer, calendar, saved, closed }: Props): JSX.Element => (
  <Page view={view} title={say(view, page.hall.name)} section="search">
    <div class="oz-wrap oz-stack" data-gap="lg">
      <Top view={view} page={page} layout={page.hall.layouts.find(({ kind }) => kind === answer.form.layout)} saved={saved} />
      <div class="oz-panel" data-tinted>
        <Facts view={view} page={page} />
      </div>
      <div class="oz-hall-body">
        <HallCalendar view={view} hall={page.hall} calendar={calendar} kept={answer.kept} sharing={page.sharing} />
        <aside class="oz-aside">
          <ChooseMoment view={view} hall={page.hall} answer={answer} calendar={calendar} />
        </aside>
        <div class="oz-stack" data-gap="lg">
          <ClosedSoon view={view} hall={page.hall} closed={closed} />
          <Layouts view={view} page={page} />
          <Provisions view={view} page={page} />
          <Prices view={view} hall={page.hall} />
          <GettingIn view={view} page={page} />
          <Rules view={view} page={page} />
          <Others view={view} page={page} />
          <Illustrative view={view} page={page} />
        </div>
      </div>
    </div>
  </Page>
);

type TopProps = Pick<Props, 'view' | 'page' | 'saved'> & { layout: Layout | undefined };

const Top = ({ view, page: { hall, description, floorPlan }, layout, saved }: TopProps): JSX.Element => (
  <div class="oz-hall-top">
    <div class="oz-stack" data-gap="sm">
      <Back href="/zalen">{view.t.search.title}</Back>
      <h1 class="oz-hall-title">{say(view, hall.name)}</h1>
      <p class="oz-row oz-muted">
        <Icon name="place" />
        <span class="oz-grow">
          {say(view, hall.venue.name)}, {hall.venue.street}, {hall.venue.postalCode} {hall.venue.municipality}
        </span>
      </p>
      <p class="oz-prose">{say(view, description)}</p>
      <SaveToggle view={view} hall={hall} saved={saved} />
    </div>
    <figure class="oz-hall-plan">
      <Plan plan={floorPlan} title={view.t.hall.plan(say(view, hall.name))} description={describePlan(view, hall, layout)} layout={layout} />
      <figcaption>{view.t.hall.planNote}</figcaption>
    </figure>
  </div>
);

/** What the drawing shows, for whoever does not see it. */
function describePlan(view: View, hall: Hall, layout: Layout | undefined): string {
  const features = hall.features.map((feature) => say(view, (FEATURE_NAMES as Readonly<Record<string, Translated>>)[feature] ?? { nl: feature }));
  const arranged = layout
    ? [`${say(view, LAYOUT_NAMES[layout.kind])}: ${view.t.hall.persons(formatNumber(Math.max(layout.seated, layout.standing), view.language))}`]
    : [];
  return [view.t.search.area(formatNumber(hall.areaM2, view.language)), ...arranged, ...features].join(', ');
}

const Rules = ({ view, page: { hall } }: { view: View; page: HallPage }): JSX.Element => (
  <section class="oz-stack" data-gap="sm" aria-labelledby="regels">
    <h2 class="ds-heading" data-size="sm" id="regels">
      {view.t.hall.rules}
    </h2>
    <RefundSteps view={view} steps={hall.cancellationTerms.refundSteps} depositCents={largestDeposit(hall)} />
    <div>
      <TermsText view={view} title={view.t.hall.houseRules} document={hall.houseRules} />
      <TermsText view={view} title={view.t.hall.cancellation} document={hall.cancellationTerms} />
    </div>
  </section>
);

const Others = ({ view, page: { sharing, neighbours } }: { view: View; page: HallPage }): JSX.Element => (
  <>
    {sharing.length > 0 && <OtherHalls view={view} id="deelt" title={view.t.hall.sharing} hint={view.t.hall.sharingHint} halls={sharing} />}
    {neighbours.length > 0 && <OtherHalls view={view} id="buren" title={view.t.hall.nearby} halls={neighbours} />}
  </>
);

const OtherHalls = ({ view, id, title, hint, halls }: { view: View; id: string; title: string; hint?: string; halls: readonly HallLine[] }): JSX.Element => (
  <section class="oz-stack" data-gap="sm" aria-labelledby={id}>
    <h2 class="ds-heading" data-size="sm" id={id}>
      {title}
    </h2>
    {hint && <p class="oz-muted">{hint}</p>}
    <ul class="ds-list">
      {halls.map((hall) => (
        <li key={hall.id}>
          <a href={`/zalen/${hall.slug}`}>{say(view, hall.name)}</a>{' '}
          <span class="oz-muted">({view.t.search.upTo(formatNumber(hall.capacity, view.language))})</span>
        </li>
      ))}
    </ul>
  </section>
);
