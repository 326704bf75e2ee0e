import type { JSX } from 'preact';
import { dueCents } from '../../../bookings/booking.ts';
import { isBooker, managesVenue } from '../../../bookings/policy.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import { LAYOUT_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatInstant, formatMoney, formatNumber, formatPeriod } from '../../../contract/texts/format.ts';
import { hasRole } from '../../../kernel/actor.ts';
import { Icon } from '../../shared/icons.tsx';
import { When } from '../../shared/when.tsx';
import { link, say, type View } from '../../view.ts';
import type { BookingPageProps } from './booking-page.tsx';

type Props = Pick<BookingPageProps, 'view' | 'booking' | 'money'>;

/** What was booked, when, where, by whom, and what one can still do with it. */
export const Details = (props: Props): JSX.Element => (
  <section class="oz-panel oz-stack" aria-labelledby="gegevens">
    <h2 class="ds-heading" data-size="xs" id="gegevens">
      {props.view.t.bookings.details}
    </h2>
    <Facts {...props} />
    <Actions {...props} />
  </section>
);

function Facts({ view, booking, money }: Props): JSX.Element {
  const { t, language } = view;
  const { hall, venue } = booking;
  const paid = money.paidCents - money.refundedCents;
  return (
    <dl class="oz-terms">
      <dt>{t.bookings.when}</dt>
      <dd class="oz-strong">
        <When view={view} period={booking.period} />
      </dd>
      <dt>{t.bookings.where}</dt>
      <dd>
        <a href={`/zalen/${hall.slug}`}>{say(view, hall.name)}</a>, {say(view, venue.name)}, {venue.street}, {venue.postalCode} {venue.municipality}
      </dd>
      <dt>{t.bookings.layout}</dt>
      <dd>
        {say(view, LAYOUT_NAMES[booking.layout])}, {t.hall.persons(formatNumber(booking.attendance, language))}
      </dd>
      <dt>{t.bookings.booker}</dt>
      <dd>
        {booking.personName}
        {booking.organisation && ` ${t.bookings.for(booking.organisation.name)}`}
      </dd>
      {booking.remarks && (
        <>
          <dt>{t.bookings.remarks}</dt>
          <dd class="oz-prose">{booking.remarks}</dd>
        </>
      )}
      {paid > 0 && (
        <>
          <dt>{t.payment.title}</dt>
          <dd>{formatMoney(paid, language)}</dd>
        </>
      )}
    </dl>
  );
}

function Actions({ view, booking }: Props): JSX.Element {
  const { t } = view;
  const active = ['requested', 'held', 'confirmed'].includes(booking.status);
  const began = booking.period.start <= view.now;
  const over = booking.period.end <= view.now;
  const cancel = booking.status === 'confirmed' && dueCents(booking) > 0 ? t.cancel.link : t.cancel.title;
  return (
    <p class="oz-row oz-noprint">
      {active && !over && (
        <a class="ds-button" data-variant="secondary" href={`/reservaties/${booking.code}/agenda.ics`} download>
          <Icon name="calendar" />
          {t.bookings.calendar}
        </a>
      )}
      {active && !began && mayMove(view, booking) && (
        <a class="ds-button" data-variant="secondary" href={`/reservaties/${booking.code}/wijzigen`}>
          {t.move.link}
        </a>
      )}
      {active && !began && <a href={`/reservaties/${booking.code}/annuleren`}>{booking.status === 'requested' ? t.cancel.withdraw : cancel}</a>}
      {(!active || over) && isOwn(view, booking) && (
        <a class="ds-button" href={link(`/zalen/${booking.hall.slug}/reserveren`, { opnieuw: booking.code })}>
          {t.again.link}
        </a>
      )}
      {!active && (
        <a class="ds-button" data-variant="secondary" href="/zalen">
          {t.bookings.again}
        </a>
      )}
    </p>
  );
}

/** Finance and readers look only. */
const mayMove = (view: View, booking: BookingDetail): boolean => isOwn(view, booking) || hasRole(view.actor, 'agent') || managesVenue(view.actor, booking.venue);

const isOwn = ({ actor }: View, { personId, organisation }: BookingDetail): boolean =>
  isBooker({ personId, ...(organisation ? { organisationId: organisation.id } : {}) }, actor);

/** What happened to a booking so far, from the first to the last. */
export const History = ({ view, booking, view: { t, language } }: { view: View; booking: BookingDetail }): JSX.Element => (
  <section class="oz-stack" data-gap="sm" aria-labelledby="verloop">
    <h2 class="ds-heading" data-size="xs" id="verloop">
      {t.bookings.history}
    </h2>
    <ol class="oz-history oz-plain">
      {booking.history.map(({ status, at, channel, reason, movedFrom }) => (
        <li key={at.toISOString() + status}>
          <strong>{movedFrom ? t.move.history : t.bookings.historyOf[status]}</strong>
          <br />
          <span class="oz-small oz-muted">
            {formatInstant(at, language)}, {t.bookings.channels[channel]}
          </span>
          {movedFrom && (
            <p class="oz-small">
              {t.move.from}: {formatPeriod(movedFrom.period, language)}, {say(view, movedFrom.hall.name)}
            </p>
          )}
          {reason && <p class="oz-small">{reason}</p>}
        </li>
      ))}
    </ol>
  </section>
);
