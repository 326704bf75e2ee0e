import type { JSX } from 'preact';
import { formatTime, formatTimes } from '../../../contract/texts/format.ts';
import { addMinutes } from '../../../kernel/period.ts';
import { startOfDay } from '../../../kernel/time.ts';
import type { HallOccupancy, Occupancy } from '../../../occupancy/occupancy.ts';
import { say, type View } from '../../view.ts';
import { hallDays, hoursShown, wholeDays, type HallDay, type Hours } from './day-parts.ts';
import { BookingLink } from './entry.tsx';
import { runsOf, SLOT_MINUTES, type Run } from './slots.ts';
import { TimelineTable } from './timeline-table.tsx';

/** Hours across, halls down: what holds a hall is as wide as it is long, setup and teardown beside it. */
export function DayTable({ view, occupancy, caption }: { view: View; occupancy: Occupancy; caption: string }): JSX.Element {
  const whole = wholeDays(occupancy);
  const perHall = new Map(occupancy.halls.flatMap((hall) => hallDays(hall, whole).map((day) => [hall.hall.id, day] as const)));
  const hours = hoursShown([...perHall.values()]);
  const columns = ((hours.to - hours.from) * 60) / SLOT_MINUTES;
  const cells = ({ hall }: HallOccupancy): JSX.Element[] => {
    const day = perHall.get(hall.id);
    return day ? runsOf(day, hours).map((run, index) => <RunCell key={index} view={view} day={day} run={run} />) : [];
  };
  const head = <HourHeads view={view} day={occupancy.from} hours={hours} columns={columns} />;
  return <TimelineTable view={view} span="dag" caption={caption} occupancy={occupancy} columns={columns} head={head} cells={cells} />;
}

function HourHeads({ view, day, hours, columns }: { view: View; day: string; hours: Hours; columns: number }): JSX.Element {
  const heads = Array.from({ length: hours.to - hours.from }, (_, index) => addMinutes(startOfDay(day), (hours.from + index) * 60));
  return (
    <>
      <colgroup>
        <col class="oz-timeline-halls" />
        <col class="oz-timeline-quarter" span={columns} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{view.t.occupancy.hall}</th>
          {heads.map((instant) => (
            <th key={instant.getTime()} scope="colgroup" colSpan={60 / SLOT_MINUTES} data-from={instant.toISOString()}>
              {formatTime(instant, view.language)}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

function RunCell({ view, run: { what, quarters } }: { view: View; day: HallDay; run: Run }): JSX.Element {
  const { t, language } = view;
  if (typeof what === 'string')
    return (
      <td colSpan={quarters} data-look={what}>
        <span class="ds-sr-only">{what === 'free' ? t.occupancy.free : t.occupancy.shut}</span>
      </td>
    );
  const { look, period, entry } = what;
  const times = formatTimes(period, language);
  return (
    <td colSpan={quarters} data-look={look}>
      {look === 'around' && 'booking' in entry && (
        <span class="ds-sr-only">
          {period.start < entry.booking.period.start ? t.occupancy.setup : t.occupancy.teardown} {times}
        </span>
      )}
      {look !== 'around' && 'booking' in entry && (
        <div class="oz-entry" data-kind={entry.kind} data-status={entry.booking.status}>
          <BookingLink view={view} booking={entry.booking} times={times} via={entry.kind === 'via'} />
        </div>
      )}
      {entry.kind === 'closure' && (
        <span>
          <strong>{t.occupancy.closed}</strong> {say(view, entry.reason)}
        </span>
      )}
      {entry.kind === 'partner' && (
        <span>
          {times} {t.occupancy.partner}
        </span>
      )}
    </td>
  );
}
