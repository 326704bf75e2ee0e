import { readDoorHelp } from '../../../access/door-help.ts';
import { doorStatus } from '../../../access/door-status.ts';
import { readOpeners } from '../../../access/read-openers.ts';
import { revealCode } from '../../../access/reveal-code.ts';
import { acceptedTerms } from '../../../bookings/accepted-terms.ts';
import { bookingCalendar } from '../../../bookings/calendar.ts';
import { isBooker, managesVenue, seesVenue } from '../../../bookings/policy.ts';
import { readBooking } from '../../../bookings/read-booking.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import { sayRefusal } from '../../../contract/texts/refusal-texts.ts';
import { feedbackOf } from '../../../feedback/read-feedback.ts';
import { hasRole, type Actor } from '../../../kernel/actor.ts';
import { isRefusal, type RefusalCode } from '../../../kernel/refusal.ts';
import { dealsWithMails, readBookingMails } from '../../../notifications/read-mails.ts';
import { isUndecided } from '../../../payments/payment.ts';
import { lookAgain } from '../../../payments/look-again.ts';
import { startPayment } from '../../../payments/start-payment.ts';
import { moneyOf } from '../../../payments/views.ts';
import { transact } from '../../../platform/db.ts';
import { helpForStay } from '../../../watch/views.ts';
import { goTo, sendSecretPage } from '../../render.tsx';
import { helpAsked, type HelpShown } from '../../shared/door-help.tsx';
import type { View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { BookingPage, type BookingPageProps } from './booking-page.tsx';
import type { DoorShown } from './door-part.tsx';
import type { OpenersShown } from './openers-part.tsx';
import { TOLD_THERE } from './mail-routes.ts';

const isTold = (code: string): code is RefusalCode => TOLD_THERE.has(code);

const asked = (ctx: WebContext, { db }: WebServices): Promise<BookingDetail> => readBooking(db, ctx.params['code'] ?? '', ctx.state.view.actor);

/** The page of a booking, with what became of a request to it. */
export async function show(
  ctx: WebContext,
  { db }: WebServices,
  booking: BookingDetail,
  more: Pick<BookingPageProps, 'notice'> & { revealed?: DoorShown['revealed']; opener?: Pick<OpenersShown, 'form' | 'errors'> } = {},
): Promise<void> {
  const { view } = ctx.state;
  const money = await moneyOf(db, booking.id);
  if (money.payments.some(isUndecided)) await lookAgain(db, booking.id, view.now);
  const status = booking.status === 'confirmed' ? await doorStatus(db, booking.id, view.now) : undefined;
  const planB = status && await helpForStay(db, booking.venue.id, booking.period, { now: view.now, cityPhone: view.city.phone, shownFrom: status.shownFrom });
  const door = status && { status, planB, ...(more.revealed ? { revealed: more.revealed } : {}) };
  const openers = status && isOwn(view.actor, booking) ? await openersFor(db, booking, view, status) : undefined;
  const help = status && !more.revealed ? await helpFor(ctx, db, booking, status) : undefined;
  const ahead = ['requested', 'held', 'confirmed'].includes(booking.status) && booking.period.start > view.now;
  const terms = ahead ? await acceptedTerms(db, booking) : undefined;
  const over = booking.status === 'confirmed' && booking.period.end <= view.now;
  const feedback = over && hearsFeedback(view.actor, booking) ? await feedbackOf(db, booking) : undefined;
  const mails = dealsWithMails(view.actor, booking) ? await readBookingMails(db, booking, view.actor) : undefined;
  sendSecretPage(ctx, <BookingPage view={view} booking={booking} money={money} door={door} openers={openers && { ...openers, ...more.opener }} help={help} feedback={feedback} terms={terms} mails={mails} notice={more.notice} />);
}

/** Where one gets in with a code somebody can be asked to; and who was asked before a move is not forgotten. */
async function openersFor(db: WebServices['db'], { id }: BookingDetail, { actor, now }: View, { access }: DoorShown['status']): Promise<OpenersShown | undefined> {
  const found = await readOpeners(db, id, actor, now);
  return access === 'door-code' || found.openers.length > 0 ? found : undefined;
}

/** For agents and for managers of the venue: as long as there is something to help with, or something was done. */
async function helpFor(ctx: WebContext, db: WebServices['db'], { id, venue }: BookingDetail, { windows }: DoorShown['status']): Promise<HelpShown | undefined> {
  const { actor, now } = ctx.state.view;
  if (!hasRole(actor, 'agent') && !managesVenue(actor, venue)) return undefined;
  const help = await transact(db, (tx) => readDoorHelp(tx, id, windows, actor, now));
  const isOver = windows.every(({ end }) => end <= now);
  return help.locks.length > 0 && (!isOver || help.acts.length > 0) ? { help, ...helpAsked(ctx.URL.searchParams) } : undefined;
}

const isOwn = (actor: Actor, { personId, organisation }: BookingDetail): boolean => isBooker({ personId, ...(organisation ? { organisationId: organisation.id } : {}) }, actor);

/** What a booker said is for the booker and for whoever works for the venue, not for the contact centre. */
const hearsFeedback = (actor: Actor, booking: BookingDetail): boolean => isOwn(actor, booking) || seesVenue(actor, booking.venue);

/** `GET /reservaties/{code}`: one booking, as its booker or staff see it. */
export const showBookingDetail =
  (services: WebServices): Handler =>
  async (ctx) => {
    const notice = noticeFor(ctx.URL.searchParams, ctx.state.view);
    await show(ctx, services, await asked(ctx, services), { notice });
  };

function noticeFor(params: URLSearchParams, { t, language }: View): BookingPageProps['notice'] {
  const done: Record<string, string> = {
    gereserveerd: t.bookings.placed,
    aangevraagd: t.bookings.placedRequest,
    geannuleerd: t.bookings.cancelled,
    gewijzigd: t.move.done,
    bericht: t.messages.resent,
    feedback: t.feedback.thanks,
    opener: t.openers.added,
    'opener-weg': t.openers.withdrawn,
    'nieuwe-code': t.openers.replaced,
  };
  const text = done[params.get('gelukt') ?? ''];
  if (text) return { tone: 'success', text };
  const wrong = params.get('fout') ?? '';
  if (isTold(wrong)) return { tone: 'warning', text: sayRefusal({ code: wrong, facts: {} }, language) };
  return wrong === 'betalen' ? { tone: 'warning', text: t.payment.unavailable } : undefined;
}

/** `POST /reservaties/{code}/betalen`: to the payment provider; what can no longer be paid is explained on the booking's own page. */
export const pay =
  (services: WebServices): Handler =>
  async (ctx) => {
    const booking = await asked(ctx, services);
    try {
      const { checkoutUrl } = await startPayment(services.db, services.payments, booking.id, ctx.state.view.actor, {
        now: ctx.state.view.now,
        origin: services.origin,
      });
      goTo(ctx, checkoutUrl);
    } catch (thrown) {
      if (isRefusal(thrown, 'payment-unavailable')) return goTo(ctx, `/reservaties/${booking.code}?fout=betalen`);
      if (!isRefusal(thrown) || !TOLD_BY_PAGE.has(thrown.code)) throw thrown;
      goTo(ctx, `/reservaties/${booking.code}`);
    }
  };

/** Refusals that the page of the booking explains better than an error would. */
const TOLD_BY_PAGE = new Set(['payment-not-needed', 'hold-lapsed', 'wrong-state']);

/** `POST /reservaties/{code}/code`: shows the door code in this one answer, which no cache may keep. */
export const reveal =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const booking = await asked(ctx, services);
    try {
      const revealed = await transact(services.db, (tx) => revealCode(tx, services.doorKeys, booking.id, view.actor, view.now));
      await show(ctx, services, booking, { revealed });
    } catch (thrown) {
      if (!isRefusal(thrown) || !TOLD_HERE.has(thrown.code)) throw thrown;
      await show(ctx, services, booking, { notice: { tone: 'warning', text: sayRefusal(thrown, view.language) } });
    }
  };

const TOLD_HERE = new Set(['code-not-yet-shown', 'no-code-for-this-hall', 'too-many-requests', 'wrong-state']);

/** `GET /reservaties/{code}/code`: whoever reloads the page of a code sees the booking again, without the code. */
export const hideCode = (): Handler => async (ctx) => goTo(ctx, `/reservaties/${encodeURIComponent(ctx.params['code'] ?? '')}#deur`);

/** `GET /reservaties/{code}/agenda.ics`: the booking for one's own calendar. */
export const sendCalendar =
  (services: WebServices): Handler =>
  async (ctx) => {
    const booking = await asked(ctx, services);
    ctx.type = 'text/calendar; charset=utf-8';
    ctx.set('Content-Disposition', `attachment; filename="reservatie-${booking.code}.ics"`);
    ctx.body = bookingCalendar(booking, services.origin, ctx.state.view.language);
  };
