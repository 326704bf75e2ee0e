import type { JSX } from 'preact';
import { venueScope } from '../../../catalogue/venue-scope.ts';
import { hasOneOf, VENUE_MANAGERS, VENUE_READERS } from '../../../kernel/actor.ts';
import type { Occupancy } from '../../../occupancy/occupancy.ts';
import { readOccupancy } from '../../../occupancy/read-occupancy.ts';
import { venuesInScope, type VenueName } from '../../../occupancy/views.ts';
import { sendPage } from '../../render.tsx';
import { Empty } from '../../shared/notice.tsx';
import type { View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { DayTable } from './day-table.tsx';
import { Legend } from './marks.tsx';
import { MonthTable } from './month-table.tsx';
import { readAsked, timelineLink, viewAsk, type Asked } from './occupancy-ask.ts';
import { daysWords, OccupancyFilters } from './occupancy-filters.tsx';
import { WeekTable } from './week-table.tsx';

/** `GET /beheer/bezetting`: who has which hall when, for a day, a week or a month. */
export const showOccupancy =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'occupancy');
    const asked = readAsked(ctx.URL.searchParams, view.now);
    const [venues, occupancy] = await Promise.all([venuesInScope(db, venueScope(view.actor, VENUE_READERS)), readOccupancy(db, view.actor, viewAsk(asked), view.now)]);
    sendPage(ctx, <OccupancyPage view={view} asked={asked} venues={venues} occupancy={occupancy} />);
  };

interface Props {
  view: View;
  asked: Asked;
  venues: readonly VenueName[];
  occupancy: Occupancy;
}

function OccupancyPage({ view, asked, venues, occupancy }: Props): JSX.Element {
  const { t, assets } = view;
  const caption = t.occupancy.caption(daysWords(view, asked));
  return (
    <ManagerPage view={view} title={t.occupancy.title} current="occupancy" width="window">
      <link rel="stylesheet" href={assets.occupancyStyle} />
      <OccupancyFilters view={view} asked={asked} venues={venues} />
      <div class="oz-row" data-spread>
        <h2 class="ds-heading" data-size="xs">
          {daysWords(view, asked)}
        </h2>
        <div id="knoppen" class="oz-row oz-noprint" />
      </div>
      {occupancy.halls.length === 0 ? (
        <Empty icon="calendar" title={t.occupancy.none}>
          <p>{t.occupancy.noneHint}</p>
        </Empty>
      ) : (
        <div
          class="oz-timeline-scroll"
          id="tijdlijn-kader"
          tabIndex={0}
          role="region"
          aria-label={caption}
          data-texts={JSON.stringify(t.occupancy.tools)}
          data-manages={hasOneOf(view.actor, VENUE_MANAGERS) ? '' : undefined}
        >
          <Timeline view={view} asked={asked} occupancy={occupancy} caption={caption} />
        </div>
      )}
      <Below view={view} asked={asked} next={occupancy.next} />
      {occupancy.halls.length > 0 && <script type="module" src={assets.timelineScript} />}
    </ManagerPage>
  );
}

const Timeline = (props: { view: View; asked: Asked; occupancy: Occupancy; caption: string }): JSX.Element => {
  if (props.asked.span === 'dag') return <DayTable {...props} />;
  return props.asked.span === 'week' ? <WeekTable {...props} /> : <MonthTable {...props} />;
};

const Below = ({ view, asked, next }: { view: View; asked: Asked; next: string | undefined }): JSX.Element => (
  <div class="oz-stack oz-noprint" data-gap="sm">
    <div class="oz-row">
      {asked.after && <a href={timelineLink(asked, { after: '' })}>{view.t.occupancy.first}</a>}
      {next && <a href={timelineLink(asked, { after: next })}>{view.t.occupancy.more}</a>}
      <a href={timelineLink(asked, {}, '/beheer/bezetting.csv')}>{view.t.occupancy.csv}</a>
    </div>
    <p class="oz-small oz-muted">{view.t.occupancy.figuresHint}</p>
    <Legend view={view} />
  </div>
);
