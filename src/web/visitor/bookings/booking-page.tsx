import type { JSX } from 'preact';
import type { AcceptedTerms } from '../../../bookings/accepted-terms.ts';
import { isBooker } from '../../../bookings/policy.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import { formatInstant, formatTime } from '../../../contract/texts/format.ts';
import type { Feedback } from '../../../feedback/feedback.ts';
import { localDate } from '../../../kernel/time.ts';
import type { BookingMails } from '../../../notifications/read-mails.ts';
import { isUndecided } from '../../../payments/payment.ts';
import type { BookingMoney } from '../../../payments/views.ts';
import { Back } from '../../shared/back.tsx';
import { DoorHelpPart, type HelpShown } from '../../shared/door-help.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Page } from '../../shared/page.tsx';
import { PriceLines } from '../../shared/price-lines.tsx';
import { Status } from '../../shared/status.tsx';
import type { View } from '../../view.ts';
import { FeedbackPart } from '../feedback/feedback-part.tsx';
import { Details, History } from './booking-details.tsx';
import { DoorPart, isMoving, nextDoorMoment, type DoorShown } from './door-part.tsx';
import { MailsPart } from './mails-part.tsx';
import type { OpenersShown } from './openers-part.tsx';
import { MoneyPart } from './money-part.tsx';
import { TermsPart } from './terms-part.tsx';

export interface BookingPageProps {
  view: View;
  booking: BookingDetail;
  money: BookingMoney;
  door?: DoorShown | undefined;
  /** For the booker: who else opens the door. */
  openers?: OpenersShown | undefined;
  /** For staff: what they can do at the door. */
  help?: HelpShown | undefined;
  feedback?: Feedback | undefined;
  /** For whoever deals with them: agents and managers. */
  mails?: BookingMails | undefined;
  /** What was agreed to, while one can still step back. */
  terms?: AcceptedTerms | undefined;
  notice?: { tone: 'success' | 'warning'; text: string } | undefined;
}

/** One booking: where it stands, what to do next, how to get in, what it costs, and what happened so far. */
export function BookingPage(props: BookingPageProps): JSX.Element {
  const { view, booking, notice } = props;
  const { t } = view;
  return (
    <Page view={view} title={`${booking.activity} (${booking.code})`} section="mine">
      <div class="oz-wrap oz-stack">
        <div class="oz-stack" data-gap="xs">
          <Back href="/reservaties">{t.bookings.title}</Back>
          <h1 class="oz-hall-title">{booking.activity}</h1>
          <p class="oz-muted">
            {t.bookings.code} <strong class="oz-numeric">{booking.code}</strong>
          </p>
        </div>
        {notice && (
          <Notice tone={notice.tone}>
            <p>{notice.text}</p>
          </Notice>
        )}
        <div
          class="oz-columns"
          id="stand"
          data-live={lookAgainAfter(props)}
          data-live-topics={props.door?.revealed ? undefined : `booking:${booking.id}`}
          data-live-at={props.door && nextDoorMoment(props.door, view.now)}
          data-says={`${t.bookings.statuses[booking.status]}. ${t.bookings.explain[booking.status]}`}
        >
          <div class="oz-stack">
            <NowPart {...props} />
            <FeedbackPart view={view} booking={booking} feedback={props.feedback} reader={isOwn(props) ? 'booker' : 'staff'} />
            <Details {...props} />
            {props.mails && <MailsPart view={view} booking={booking} mails={props.mails} />}
            {booking.status !== 'held' && props.terms && (
              <section class="oz-panel" aria-label={t.terms.title}>
                <TermsPart view={view} booking={booking} terms={props.terms} />
              </section>
            )}
            <History view={view} booking={booking} />
          </div>
          <aside class="oz-aside oz-panel oz-stack" data-tinted aria-labelledby="prijs">
            <h2 class="ds-heading" data-size="xs" id="prijs">
              {t.bookings.price}
            </h2>
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

/** How often a booking is looked at again while something is under way and nobody can tell of it, in seconds. */
function lookAgainAfter({ booking, money, door, help }: BookingPageProps): number | undefined {
  if (door?.revealed) return undefined;
  if (booking.status === 'held') return money.payments.some(isUndecided) ? 4 : 20;
  if (booking.status === 'requested') return 30;
  if (money.refunds.some(({ status }) => status !== 'refunded' && status !== 'failed')) return 15;
  if (help?.help.acts.some(({ outcome }) => outcome === 'waiting')) return 4;
  return door && isMoving(door) ? 10 : undefined;
}

/** What is true now, and what to do next. */
function NowPart(props: BookingPageProps): JSX.Element {
  const { view, booking, door } = props;
  const { t, language } = view;
  return (
    <section class="oz-stack" aria-labelledby="toestand">
      <div class="oz-panel oz-stack" data-gap="sm">
        <h2 class="ds-sr-only" id="toestand">
          {t.bookings.statuses[booking.status]}
        </h2>
        <p class="oz-row">
          <Status view={view} status={booking.status} />
          {isOwn(props) && <span class="oz-grow">{t.bookings.explain[booking.status]}</span>}
        </p>
        {booking.decisionReason && (
          <p class="oz-hint">
            {t.bookings.reason}: {booking.decisionReason}
          </p>
        )}
        {booking.status === 'held' && booking.heldUntil && <HoldClock view={view} heldUntil={booking.heldUntil} />}
        {booking.status === 'requested' && booking.heldUntil && (
          <p>
            {t.bookings.decideBy} <strong>{formatInstant(booking.heldUntil, language)}</strong>.
          </p>
        )}
        {booking.status === 'held' && props.terms && <TermsPart view={view} booking={booking} terms={props.terms} />}
        <MoneyPart {...props} />
      </div>
      {door && <DoorPart view={view} booking={booking} door={door} openers={props.openers} />}
      {props.help && (
        <div class="oz-panel">
          <DoorHelpPart view={view} action={`/reservaties/${booking.code}/deur`} about="booking" shown={props.help} />
        </div>
      )}
    </section>
  );
}

/** How long the hall is still held, in words and as a clock that counts down. */
const HoldClock = ({ view: { t, language, now }, heldUntil }: { view: View; heldUntil: Date }): JSX.Element => (
  <p class="oz-row">
    <time class="oz-countdown" role="timer" dateTime={heldUntil.toISOString()} data-countdown data-left={t.bookings.left}>
      {t.bookings.until(formatTime(heldUntil, language))}
    </time>
    <span>{t.bookings.heldUntil(localDate(heldUntil) === localDate(now) ? formatTime(heldUntil, language) : formatInstant(heldUntil, language))}</span>
  </p>
);
