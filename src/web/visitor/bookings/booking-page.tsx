import type { JSX } from 'preact';
import { dueCents } from '../../../bookings/booking.ts';
import { isBooker } from '../../../bookings/policy.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import { LAYOUT_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatInstant, formatMoney, formatNumber, formatTime } from '../../../contract/texts/format.ts';
import { localDate } from '../../../kernel/time.ts';
import { isUndecided } from '../../../payments/payment.ts';
import type { BookingMoney } from '../../../payments/views.ts';
import { Icon } from '../../shared/icons.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Page } from '../../shared/page.tsx';
import { PriceLines } from '../../shared/price-lines.tsx';
import { Status } from '../../shared/status.tsx';
import { When } from '../../shared/when.tsx';
import { say, type View } from '../../view.ts';
import { DoorPart, isMoving, type DoorShown } from './door-part.tsx';
import { MoneyPart } from './money-part.tsx';

export interface BookingPageProps {
  view: View;
  booking: BookingDetail;
  money: BookingMoney;
  door?: DoorShown | undefined;
  notice?: { tone: 'success' | 'warning'; text: string } | undefined;
}

/** One booking: where it stands, what to do next, how to get in, what it costs, and what happened so far. */
export function BookingPage(props: BookingPageProps): JSX.Element {
  const { view, booking, notice } = props;
  const { t } = view;
  return (
    <Page view={view} title={`${booking.activity} (${booking.code})`} section="bookings">
      <div class="oz-wrap oz-stack">
        <div class="oz-stack" data-gap="xs">
          <p class="oz-crumbs"><a href="/reservaties"><Icon name="back" />{t.bookings.title}</a></p>
          <h1 class="oz-hall-title">{booking.activity}</h1>
          <p class="oz-muted">{t.bookings.code} <strong class="oz-numeric">{booking.code}</strong></p>
        </div>
        {notice && <Notice tone={notice.tone}><p>{notice.text}</p></Notice>}
        <div class="oz-columns">
          <div class="oz-stack">
            <NowPart {...props} />
            <Details {...props} />
            <History view={view} booking={booking} />
          </div>
          <aside class="oz-aside oz-panel oz-stack" data-tinted aria-labelledby="prijs">
            <h2 class="ds-heading" data-size="xs" id="prijs">{t.bookings.price}</h2>
            <PriceLines view={view} price={booking} sum={booking.status === 'held' || booking.status === 'requested' ? 'due' : 'total'} />
          </aside>
        </div>
      </div>
    </Page>
  );
}

/** True for the booker; staff read the same page with other eyes. */
const isOwn = ({ view, booking: { personId, organisation } }: BookingPageProps): boolean =>
  isBooker({ personId, ...(organisation ? { organisationId: organisation.id } : {}) }, view.actor);

/** How often a booking is looked at again while something is under way, in seconds. */
function lookAgainAfter({ booking, money, door }: BookingPageProps): number | undefined {
  if (door?.revealed) return undefined;
  if (booking.status === 'held') return money.payments.some(isUndecided) ? 4 : 20;
  if (booking.status === 'requested') return 30;
  if (money.refunds.some(({ status }) => status !== 'refunded' && status !== 'failed')) return 15;
  return door && isMoving(door) ? 10 : undefined;
}

/** What is true now. This part keeps itself up to date. */
function NowPart(props: BookingPageProps): JSX.Element {
  const { view, booking, door } = props;
  const { t, language } = view;
  return (
    <section class="oz-stack" id="stand" data-live={lookAgainAfter(props)} aria-live="polite" aria-labelledby="toestand">
      <div class="oz-panel oz-stack" data-gap="sm">
        <h2 class="ds-sr-only" id="toestand">{t.bookings.statuses[booking.status]}</h2>
        <p class="oz-row"><Status view={view} status={booking.status} />{isOwn(props) && <span class="oz-grow">{t.bookings.explain[booking.status]}</span>}</p>
        {booking.decisionReason && <p class="oz-hint">{t.bookings.reason}: {booking.decisionReason}</p>}
        {booking.status === 'held' && booking.heldUntil && <HoldClock view={view} heldUntil={booking.heldUntil} />}
        {booking.status === 'requested' && booking.heldUntil && <p>{t.bookings.decideBy} <strong>{formatInstant(booking.heldUntil, language)}</strong>.</p>}
        <MoneyPart {...props} />
      </div>
      {door && <DoorPart view={view} booking={booking} door={door} />}
    </section>
  );
}

/** How long the hall is still held, in words and as a clock that counts down. */
const HoldClock = ({ view: { t, language, now }, heldUntil }: { view: View; heldUntil: Date }): JSX.Element => (
  <p class="oz-row">
    <time class="oz-countdown" role="timer" dateTime={heldUntil.toISOString()} data-countdown data-left={t.bookings.left}>{t.bookings.until(formatTime(heldUntil, language))}</time>
    <span>{t.bookings.heldUntil(localDate(heldUntil) === localDate(now) ? formatTime(heldUntil, language) : formatInstant(heldUntil, language))}</span>
  </p>
);

function Details({ view, booking, money }: BookingPageProps): JSX.Element {
  const { t, language } = view;
  const { hall, venue } = booking;
  const active = ['requested', 'held', 'confirmed'].includes(booking.status);
  const began = booking.period.start <= view.now;
  const paid = money.paidCents - money.refundedCents;
  return (
    <section class="oz-panel oz-stack" aria-labelledby="gegevens">
      <h2 class="ds-heading" data-size="xs" id="gegevens">{t.bookings.details}</h2>
      <dl class="oz-terms">
        <dt>{t.bookings.when}</dt><dd class="oz-strong"><When view={view} period={booking.period} /></dd>
        <dt>{t.bookings.where}</dt><dd><a href={`/zalen/${hall.slug}`}>{say(view, hall.name)}</a>, {say(view, venue.name)}, {venue.street}, {venue.postalCode} {venue.municipality}</dd>
        <dt>{t.bookings.layout}</dt><dd>{say(view, LAYOUT_NAMES[booking.layout])}, {t.hall.persons(formatNumber(booking.attendance, language))}</dd>
        <dt>{t.bookings.booker}</dt><dd>{booking.personName}{booking.organisation && ` ${t.bookings.for(booking.organisation.name)}`}</dd>
        {booking.remarks && <><dt>{t.bookings.remarks}</dt><dd class="oz-prose">{booking.remarks}</dd></>}
        {paid > 0 && <><dt>{t.payment.title}</dt><dd>{formatMoney(paid, language)}</dd></>}
      </dl>
      <p class="oz-row oz-noprint">
        {active && <a class="ds-button" data-variant="secondary" href={`/reservaties/${booking.code}/agenda.ics`} download><Icon name="calendar" />{t.bookings.calendar}</a>}
        {active && !began && <a href={`/reservaties/${booking.code}/annuleren`}>{booking.status === 'requested' ? t.cancel.withdraw : dueCents(booking) > 0 && booking.status === 'confirmed' ? t.cancel.link : t.cancel.title}</a>}
        {!active && <a class="ds-button" data-variant="secondary" href="/zalen">{t.bookings.again}</a>}
      </p>
    </section>
  );
}

const History = ({ view: { t, language }, booking }: { view: View; booking: BookingDetail }): JSX.Element => (
  <section class="oz-stack" data-gap="sm" aria-labelledby="verloop">
    <h2 class="ds-heading" data-size="xs" id="verloop">{t.bookings.history}</h2>
    <ol class="oz-history oz-plain">
      {booking.history.map(({ status, at, channel, reason }) => (
        <li key={at.toISOString() + status}>
          <strong>{t.bookings.historyOf[status]}</strong><br />
          <span class="oz-small oz-muted">{formatInstant(at, language)}, {t.bookings.channels[channel]}</span>
          {reason && <p class="oz-small">{reason}</p>}
        </li>
      ))}
    </ol>
  </section>
);
