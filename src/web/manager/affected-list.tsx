import type { JSX, ComponentChildren } from 'preact';
import { formatNumber, formatPeriod, formatShortPeriod } from '../../contract/texts/format.ts';
import type { AffectedBooking } from '../../management/affected-bookings.ts';
import { momentOf } from '../shared/moment.ts';
import { Status } from '../shared/status.tsx';
import { link, say, type View } from '../view.ts';

/** Bookings that a change touches: who, when, how to reach them, and where to go on. */
export const AffectedList = ({ view, bookings, children }: {
  view: View;
  bookings: readonly AffectedBooking[];
  /** What one can do with each, beside calling. */
  children?: (booking: AffectedBooking) => ComponentChildren;
}): JSX.Element => (
  <ul class="oz-affected oz-plain">
    {bookings.map((booking) => (
      <li key={booking.id} class="oz-panel oz-stack" data-gap="sm">
        <Affected view={view} booking={booking} />
        {children?.(booking)}
      </li>
    ))}
  </ul>
);

function Affected({ view, booking }: { view: View; booking: AffectedBooking }): JSX.Element {
  const { t, language } = view;
  const { holds, period } = booking;
  const wider = holds.start < period.start || holds.end > period.end;
  return (
    <>
      <div class="oz-row" data-spread>
        <h3 class="ds-heading" data-size="2xs">
          <a href={`/reservaties/${booking.code}`}>{booking.activity}</a>
        </h3>
        <Status view={view} status={booking.status} />
      </div>
      <p>
        <strong>{formatPeriod(period, language)}</strong>
        <br />
        {say(view, booking.hall.name)}, {t.closures.booking.persons(formatNumber(booking.attendance, language))}
        {wider && (
          <>
            <br />
            <span class="oz-small oz-muted">{t.closures.booking.holds(formatShortPeriod(holds, language))}</span>
          </>
        )}
      </p>
      <p>
        {booking.personName}
        {booking.organisationName && ` ${t.bookings.for(booking.organisationName)}`}
      </p>
      <ul class="oz-row oz-plain oz-small">
        {booking.phone && (
          <li>
            {t.closures.booking.call} <a href={`tel:${booking.phone.replaceAll(' ', '')}`}>{booking.phone}</a>
          </li>
        )}
        {booking.email && (
          <li>
            {t.closures.booking.mail} <a href={`mailto:${booking.email}`}>{booking.email}</a>
          </li>
        )}
        <li>
          <a href={otherHalls(booking)}>{t.closures.booking.other}</a>
        </li>
      </ul>
    </>
  );
}

/** The search for a hall at the same moment, for as many. */
function otherHalls({ period, attendance, layout }: AffectedBooking): string {
  const { day, from, to } = momentOf(period);
  return link('/zalen', { wanneer: 'vast', datum: day, van: from, tot: to, personen: attendance, opstelling: layout });
}
