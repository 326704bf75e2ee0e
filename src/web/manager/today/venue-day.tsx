import type { JSX } from 'preact';
import { LAYOUT_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatDay, formatNumber, formatTime, formatTimes } from '../../../contract/texts/format.ts';
import type { LocalDate } from '../../../kernel/time.ts';
import type { DayBooking } from '../../../occupancy/day-views.ts';
import { say, type View } from '../../view.ts';
import { factsOf } from '../occupancy/marks.tsx';

/** A venue's day as a table, in order of time: one page of paper, or more, for each venue. */
export function VenueDay({ view, day, venue, bookings }: { view: View; day: LocalDate; venue: DayBooking['venue']; bookings: readonly DayBooking[] }): JSX.Element {
  const { t } = view;
  const id = `dag-${venue.slug}`;
  return (
    <section class="oz-stack oz-day-venue" data-gap="sm" id={id} aria-labelledby={`${id}-titel`}>
      <h2 class="ds-heading" data-size="sm" id={`${id}-titel`}>
        {say(view, venue.name)} <span class="oz-small oz-muted">{t.today.bookings(bookings.length)}</span>
        <span class="oz-printonly oz-small">, {formatDay(day, view.language)}</span>
      </h2>
      <table class="oz-table oz-day">
        <thead>
          <tr>
            <th scope="col">{t.today.time}</th>
            <th scope="col">{t.today.hall}</th>
            <th scope="col">{t.today.activity}</th>
            <th scope="col">{t.today.who}</th>
            <th scope="col">{t.today.ready}</th>
            <th scope="col">{t.today.state}</th>
          </tr>
        </thead>
        <tbody>
          {bookings.map((booking) => (
            <Row key={booking.id} view={view} booking={booking} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ view, booking }: { view: View; booking: DayBooking }): JSX.Element {
  const { t, language } = view;
  const { period, claimed, phone } = booking;
  return (
    <tr id={`dag-${booking.code}`} data-status={booking.status}>
      <th scope="row" class="oz-numeric">
        <strong class="oz-together">{formatTimes(period, language)}</strong>
        {claimed.start < period.start && <span class="oz-day-line oz-small oz-muted">{t.today.setupFrom(formatTime(claimed.start, language))}</span>}
        {claimed.end > period.end && <span class="oz-day-line oz-small oz-muted">{t.today.teardownUntil(formatTime(claimed.end, language))}</span>}
      </th>
      <td data-label={t.today.hall}>
        <strong>{say(view, booking.hall.name)}</strong>
        <span class="oz-day-line">
          {say(view, LAYOUT_NAMES[booking.layout])}, {t.today.persons(formatNumber(booking.attendance, language))}
        </span>
      </td>
      <td data-label={t.today.activity}>
        <a href={`/reservaties/${booking.code}`}>{booking.activity}</a>
        <span class="oz-day-line oz-small oz-muted">{booking.code}</span>
      </td>
      <td data-label={t.today.who}>
        {booking.bookerName}
        {booking.bookerName !== booking.personName && booking.personName !== '' && <span class="oz-day-line">{booking.personName}</span>}
        {phone && (
          <span class="oz-day-line oz-together">
            <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
          </span>
        )}
      </td>
      <td data-label={t.today.ready} data-nothing={booking.extras.length === 0 && !booking.remarks ? '' : undefined}>
        <Ready view={view} booking={booking} />
      </td>
      <td data-label={t.today.state}>
        <States view={view} booking={booking} />
      </td>
    </tr>
  );
}

/** What must be put ready: what was ordered with it, and what the booker remarked. */
function Ready({ view, booking: { extras, remarks } }: { view: View; booking: DayBooking }): JSX.Element {
  const { t, language } = view;
  if (extras.length === 0 && !remarks) return <span class="oz-muted">{t.today.nothing}</span>;
  return (
    <>
      {extras.map(({ label, quantity, unit }) => (
        <span key={label.nl} class="oz-day-line">
          {unit === 'booking' && quantity === 1 ? '' : `${formatNumber(quantity, language)} × `}
          {say(view, label)}
        </span>
      ))}
      {remarks && (
        <span class="oz-day-line oz-day-remark">
          <strong>{t.today.remark}</strong> {remarks}
        </span>
      )}
    </>
  );
}

/** Where it stands, whether it is paid and how they get in: in words, for paper has no colours. */
const States = ({ view, booking }: { view: View; booking: DayBooking }): JSX.Element => (
  <ul class="oz-plain oz-day-states">
    {factsOf(view, booking).map(({ glyph, tone, word }) => (
      <li key={word} data-tone={tone}>
        <span class="oz-mark" data-tone={tone} data-glyph={glyph} aria-hidden="true" /> {word}
      </li>
    ))}
  </ul>
);
