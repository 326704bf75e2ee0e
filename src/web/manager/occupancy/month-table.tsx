import type { JSX } from 'preact';
import type { HallOccupancy, Occupancy } from '../../../occupancy/occupancy.ts';
import type { View } from '../../view.ts';
import { hallDays, hoursShown, isShut, wholeDays, type HallDay, type Hours } from './day-parts.ts';
import { timelineLink, type Asked } from './occupancy-ask.ts';
import { TimelineTable } from './timeline-table.tsx';
import { Track } from './track.tsx';
import { DayHeads } from './week-table.tsx';

interface Props {
  view: View;
  asked: Asked;
  occupancy: Occupancy;
  caption: string;
}

/** A month at a glance: for each hall and day a bar and how many bookings there are, with the way to that day. */
export function MonthTable({ view, asked, occupancy, caption }: Props): JSX.Element {
  const whole = wholeDays(occupancy);
  const days = whole.map(({ day }) => day);
  const perHall = new Map(occupancy.halls.map((hall) => [hall.hall.id, hallDays(hall, whole)]));
  const hours = hoursShown([...perHall.values()].flat());
  const cells = ({ hall }: HallOccupancy) => perHall.get(hall.id)?.map((day) => <MonthCell key={day.day} view={view} asked={asked} day={day} hours={hours} />);
  const head = <DayHeads view={view} asked={asked} days={days} hours={hours} />;
  return <TimelineTable view={view} span="maand" caption={caption} occupancy={occupancy} columns={days.length} head={head} cells={cells} />;
}

function MonthCell({ view, asked, day, hours }: { view: View; asked: Asked; day: HallDay; hours: Hours }): JSX.Element {
  const { occupancy } = view.t;
  const count = day.entries.filter(({ entry }) => entry.kind !== 'closure').length;
  const waits = day.entries.some(({ entry }) => entry.kind === 'booking' && entry.booking.status === 'requested');
  const closed = day.entries.some(({ entry }) => entry.kind === 'closure');
  return (
    <td data-shut={isShut(day) ? '' : undefined}>
      <Track view={view} day={day} hours={hours} />
      {count > 0 && (
        <a href={timelineLink(asked, { span: 'dag', day: day.day })} aria-label={`${occupancy.count(count)}${waits ? `, ${occupancy.toDecide}` : ''}`}>
          {count}
          {waits && '?'}
        </a>
      )}
      {closed && (
        <span class="oz-month-closed" data-stop>
          <span aria-hidden="true">×</span>
          <span class="ds-sr-only">{occupancy.closed}</span>
        </span>
      )}
    </td>
  );
}
