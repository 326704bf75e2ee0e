import type { JSX } from 'preact';
import { formatDayOfYear, formatShortDay } from '../../../contract/texts/format.ts';
import { localDate, startOfDay } from '../../../kernel/time.ts';
import type { HallOccupancy, Occupancy } from '../../../occupancy/occupancy.ts';
import type { View } from '../../view.ts';
import { hallDays, hoursShown, isShut, wholeDays, type HallDay, type Hours } from './day-parts.ts';
import { EntryLine } from './entry.tsx';
import { timelineLink, type Asked } from './occupancy-ask.ts';
import { TimelineTable } from './timeline-table.tsx';
import { Track } from './track.tsx';

interface Props {
  view: View;
  asked: Asked;
  occupancy: Occupancy;
  caption: string;
}

/** Days across, halls down: in each cell the day as a bar, and everything that holds the hall, in order of time. */
export function WeekTable({ view, asked, occupancy, caption }: Props): JSX.Element {
  const whole = wholeDays(occupancy);
  const days = whole.map(({ day }) => day);
  const perHall = new Map(occupancy.halls.map((hall) => [hall.hall.id, hallDays(hall, whole)]));
  const hours = hoursShown([...perHall.values()].flat());
  const head = <DayHeads view={view} asked={asked} days={days} hours={hours} long />;
  const cells = ({ hall }: HallOccupancy) => perHall.get(hall.id)?.map((day) => <WeekCell key={day.day} view={view} day={day} hours={hours} />);
  return <TimelineTable view={view} span="week" caption={caption} occupancy={occupancy} columns={days.length} head={head} cells={cells} />;
}

interface HeadProps {
  view: View;
  asked: Asked;
  days: readonly string[];
  hours: Hours;
  long?: true;
}

/** The days as column heads, each with the way to that day alone, and for the script where in them the time of the bars runs. */
export function DayHeads({ view, asked, days, hours, long }: HeadProps): JSX.Element {
  const today = localDate(view.now);
  return (
    <thead>
      <tr>
        <th scope="col">{view.t.occupancy.hall}</th>
        {days.map((day) => (
          <th
            key={day}
            scope="col"
            data-day={day}
            data-from={startOfDay(day).toISOString()}
            data-first={hours.from * 60}
            data-last={hours.to * 60}
            aria-current={day === today ? 'date' : undefined}
          >
            <a href={timelineLink(asked, { span: 'dag', day })} aria-label={long ? undefined : formatDayOfYear(day, view.language)}>
              {long ? formatShortDay(day, view.language) : Number(day.slice(8))}
            </a>
          </th>
        ))}
      </tr>
    </thead>
  );
}

const WeekCell = ({ view, day, hours }: { view: View; day: HallDay; hours: Hours }): JSX.Element => (
  <td data-shut={isShut(day) ? '' : undefined}>
    <Track view={view} day={day} hours={hours} />
    {day.entries.length > 0 && (
      <ul class="oz-plain">
        {day.entries.map((one, index) => (
          <EntryLine key={index} view={view} day={day} of={one} />
        ))}
      </ul>
    )}
  </td>
);
