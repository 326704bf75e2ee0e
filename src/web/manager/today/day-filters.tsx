import type { JSX } from 'preact';
import { addDays, localDate } from '../../../kernel/time.ts';
import type { VenueName } from '../../../occupancy/views.ts';
import { link, type View } from '../../view.ts';
import { DateField, VenueField } from '../occupancy/occupancy-fields.tsx';
import type { DayAsked } from './day-ask.ts';

interface Props {
  view: View;
  asked: DayAsked;
  venues: readonly VenueName[];
}

/** Another day, one venue, and paper. */
export function DayFilters({ view, asked, venues }: Props): JSX.Element {
  const { occupancy, today } = view.t;
  const to = (day: string): string => link('/beheer/vandaag', { datum: day, gebouw: asked.venue });
  return (
    <div class="oz-row oz-noprint oz-timeline-form" data-spread data-end>
      <form method="get" action="/beheer/vandaag" class="oz-row oz-grow oz-timeline-form" data-end role="search" aria-label={occupancy.filters}>
        <DateField view={view} label={today.day} day={asked.day} wrongDate={asked.wrongDate} />
        <VenueField view={view} venues={venues} chosen={asked.venue} />
        <button class="ds-button" data-variant="secondary" type="submit">
          {occupancy.show}
        </button>
      </form>
      <nav class="oz-row oz-timeline-steps" aria-label={today.day}>
        <a class="ds-button" data-variant="secondary" data-size="sm" href={to(addDays(asked.day, -1))}>
          <span aria-hidden="true">←</span> {occupancy.earlier}
        </a>
        {asked.day !== localDate(view.now) && (
          <a class="ds-button" data-variant="tertiary" data-size="sm" href={link('/beheer/vandaag', { gebouw: asked.venue })}>
            {occupancy.now}
          </a>
        )}
        <a class="ds-button" data-variant="secondary" data-size="sm" href={to(addDays(asked.day, 1))}>
          {occupancy.later} <span aria-hidden="true">→</span>
        </a>
        <button class="ds-button" data-variant="secondary" data-size="sm" type="button" data-print hidden>
          {today.print}
        </button>
      </nav>
    </div>
  );
}
