import type { JSX } from 'preact';
import type { BookingSummary } from '../../bookings/views.ts';
import { formatShortPeriod } from '../../contract/texts/format.ts';
import { say, type View } from '../view.ts';

/** Confirmed bookings of the manager's venues, in order of time. */
export const Ahead = ({ view, bookings, days }: { view: View; bookings: readonly BookingSummary[]; days: number }): JSX.Element => {
  const { t, language } = view;
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="komend">
      <div class="oz-stack" data-gap="xs">
        <h2 class="ds-heading" data-size="sm" id="komend">
          {t.decide.ahead}
        </h2>
        <p class="oz-muted">{t.decide.aheadHint(days)}</p>
      </div>
      {bookings.length === 0 ? (
        <p>{t.decide.aheadNone}</p>
      ) : (
        <div class="oz-scroll" tabIndex={0} role="region" aria-label={t.decide.aheadHint(days)}>
          <table class="oz-table oz-wide">
            <thead>
              <tr>
                <th scope="col">{t.decide.when}</th>
                <th scope="col">{t.decide.hall}</th>
                <th scope="col">{t.decide.activity}</th>
                <th scope="col">{t.decide.booker}</th>
                <th scope="col" data-amount>
                  {t.decide.persons}
                </th>
              </tr>
            </thead>
            <tbody>
              {bookings.map((booking) => (
                <tr key={booking.id}>
                  <th scope="row" class="oz-numeric">
                    {formatShortPeriod(booking.period, language)}
                  </th>
                  <td>
                    {say(view, booking.hall.name)}
                    <br />
                    <span class="oz-small oz-muted">{say(view, booking.venue.name)}</span>
                  </td>
                  <td>
                    <a href={`/reservaties/${booking.code}`}>{booking.activity}</a>
                  </td>
                  <td>{booking.organisation?.name ?? booking.personName}</td>
                  <td data-amount>{booking.attendance}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
