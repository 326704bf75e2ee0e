import type { JSX } from 'preact';
import { formatTimes } from '../../../contract/texts/format.ts';
import type { Period } from '../../../kernel/period.ts';
import type { HallBooking } from '../../../occupancy/occupancy.ts';
import { say, type View } from '../../view.ts';
import { isShut, type DayEntry, type HallDay } from './day-parts.ts';
import { factsOf, Mark } from './marks.tsx';

/** What a cell of the timeline says about one entry. A booking leads to its page; the script shows its details on the spot. */
export function EntryLine({ view, day, of: { entry, periods } }: { view: View; day: HallDay; of: DayEntry }): JSX.Element {
  const { t, language } = view;
  const times = periods.map((period) => formatTimes(period, language)).join(', ');
  if (entry.kind === 'closure')
    return (
      <li class="oz-entry" data-kind="closure">
        <span data-stop>
          {!isShut(day) && <span class="oz-entry-time">{times} </span>}
          <strong>{t.occupancy.closed}</strong> {say(view, entry.reason)}
        </span>
      </li>
    );
  if (entry.kind === 'partner')
    return (
      <li class="oz-entry" data-kind="partner">
        <span data-stop>
          <span class="oz-entry-time">{times} </span>
          {t.occupancy.partner}
        </span>
      </li>
    );
  return (
    <li class="oz-entry" data-kind={entry.kind} data-status={entry.booking.status}>
      <BookingLink view={view} booking={entry.booking} times={times} claimed={aroundOf(entry.booking.period, entry.periods, day)} via={entry.kind === 'via'} />
    </li>
  );
}

interface LinkProps {
  view: View;
  booking: HallBooking;
  times: string;
  /** With setup and teardown, when that is more. */
  claimed?: Period | undefined;
  via: boolean;
}

export function BookingLink({ view, booking, times, claimed, via }: LinkProps): JSX.Element {
  const { t, language } = view;
  const facts = factsOf(view, booking);
  return (
    <a href={`/reservaties/${booking.code}`} data-code={booking.code} data-status={booking.status}>
      <span class="oz-entry-top">
        <span class="oz-entry-time">{times}</span> {!via && <span class="oz-entry-marks">{facts.map((fact) => [<Mark key={fact.glyph} fact={fact} />, ' '])}</span>}
      </span>{' '}
      {via && <span class="oz-entry-via">{t.occupancy.via(say(view, booking.hall.name))}</span>} <strong>{booking.activity}</strong>{' '}
      <span class="oz-entry-who">{booking.bookerName}</span>{' '}
      {claimed && <span class="oz-entry-around">{t.occupancy.around(formatTimes(claimed, language))}</span>}
      {!via &&
        facts
          .filter(({ tone }, index) => tone === 'wrong' || (tone === 'waits' && !(index === 0 && booking.payment === 'to-pay')))
          .map(({ word }) => (
            <span key={word} class="oz-entry-alert" aria-hidden="true">
              {word}
            </span>
          ))}
    </a>
  );
}

/** The time with setup and teardown on this day; nothing when there is none. */
function aroundOf(own: Period, periods: readonly Period[], { whole }: HallDay): Period | undefined {
  const { start, end } = whole;
  const claimed = periods.find((period) => period.start < end && start < period.end);
  if (!claimed || (claimed.start >= own.start && claimed.end <= own.end)) return undefined;
  return { start: claimed.start > start ? claimed.start : start, end: claimed.end < end ? claimed.end : end };
}
