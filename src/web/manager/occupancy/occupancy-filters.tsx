import type { JSX } from 'preact';
import { HALL_TYPES } from '../../../catalogue/hall.ts';
import { TYPE_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatDate, formatDay, formatMonth, formatShortDay } from '../../../contract/texts/format.ts';
import { addDays, localDate } from '../../../kernel/time.ts';
import type { VenueName } from '../../../occupancy/views.ts';
import { say, type View } from '../../view.ts';
import { DateField, VenueField } from './occupancy-fields.tsx';
import { SPANS, step, timelineLink, type Asked } from './occupancy-ask.ts';

interface Props {
  view: View;
  asked: Asked;
  venues: readonly VenueName[];
}

/** The days that are shown, in words. */
export function daysWords({ language }: View, { span, from, until }: Asked): string {
  if (span === 'dag') return formatDay(from, language);
  return span === 'maand' ? formatMonth(from, language) : `${formatShortDay(from, language)} – ${formatDate(addDays(until, -1), language)}`;
}

/** Day, week or month; earlier and later; and what to leave out. All of it links and one form: the address says what is shown. */
export function OccupancyFilters({ view, asked, venues }: Props): JSX.Element {
  const { occupancy } = view.t;
  const first = { after: '' };
  return (
    <div class="oz-stack oz-noprint" data-gap="sm">
      <div class="oz-row" data-spread>
        <nav class="oz-tabs" aria-label={occupancy.viewsLabel}>
          {SPANS.map((span) => (
            <a key={span} href={timelineLink(asked, { ...first, span })} aria-current={span === asked.span ? 'page' : undefined}>
              {occupancy.views[span]}
            </a>
          ))}
        </nav>
        <Steps view={view} asked={asked} />
      </div>
      <form method="get" action="/beheer/bezetting" class="oz-row oz-timeline-form" data-end role="search" aria-label={occupancy.filters}>
        <input type="hidden" name="weergave" value={asked.span} />
        <DateField view={view} label={occupancy.date} day={asked.day} wrongDate={asked.wrongDate} />
        <VenueField view={view} venues={venues} chosen={asked.venue} />
        <div class="ds-field">
          <label class="ds-label" for="soort">
            {occupancy.type}
          </label>
          <select class="ds-input" id="soort" name="soort">
            <option value="">{occupancy.allTypes}</option>
            {HALL_TYPES.map((type) => (
              <option key={type} value={type} selected={type === asked.type}>
                {say(view, TYPE_NAMES[type])}
              </option>
            ))}
          </select>
        </div>
        <button class="ds-button" data-variant="secondary" type="submit">
          {occupancy.show}
        </button>
      </form>
    </div>
  );
}

const Steps = ({ view, asked }: { view: View; asked: Asked }): JSX.Element => (
  <nav class="oz-row oz-timeline-steps" aria-label={view.t.occupancy.date}>
    <a class="ds-button" data-variant="secondary" data-size="sm" href={timelineLink(asked, { after: '', day: step(asked, -1) })}>
      <span aria-hidden="true">←</span> {view.t.occupancy.earlier}
    </a>
    <a class="ds-button" data-variant="tertiary" data-size="sm" href={timelineLink(asked, { after: '', day: localDate(view.now) })}>
      {view.t.occupancy.now}
    </a>
    <a class="ds-button" data-variant="secondary" data-size="sm" href={timelineLink(asked, { after: '', day: step(asked, 1) })}>
      {view.t.occupancy.later} <span aria-hidden="true">→</span>
    </a>
  </nav>
);
