import type { ComponentChildren, JSX } from 'preact';
import { dueCents } from '../../../bookings/booking.ts';
import { acceptedTerms, type BookingDetail } from '../../../bookings/views.ts';
import type { TermsDocument } from '../../../catalogue/hall.ts';
import { LAYOUT_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatInstant, formatMoney } from '../../../contract/texts/format.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { isUndecided } from '../../../payments/payment.ts';
import { payByLink, readByLink } from '../../../payments/pay-by-link.ts';
import { moneyOf, type BookingMoney } from '../../../payments/views.ts';
import { goTo, sendSecretPage } from '../../render.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Page } from '../../shared/page.tsx';
import { PriceLines } from '../../shared/price-lines.tsx';
import { Status } from '../../shared/status.tsx';
import { RefundSteps, TermsText } from '../../shared/terms.tsx';
import { When } from '../../shared/when.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';

/** `GET /betalen/{secret}`: what was booked by phone, for whoever has the link, and the way to pay it. Nobody need log in. */
export const showPayLink =
  (services: WebServices): Handler =>
  (ctx) =>
    show(ctx, services);

/** `POST /betalen/{secret}`: to the payment provider; what can no longer be paid is explained on the same page. */
export const payThroughLink =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { db, payments, origin } = services;
    try {
      const { checkoutUrl } = await payByLink(db, payments, secretIn(ctx), { now: ctx.state.view.now, origin });
      goTo(ctx, checkoutUrl);
    } catch (thrown) {
      if (isRefusal(thrown, 'payment-unavailable')) return show(ctx, services, ctx.state.view.t.payLink.unavailable);
      if (!isRefusal(thrown)) throw thrown;
      goTo(ctx, ctx.path);
    }
  };

const secretIn = (ctx: WebContext): string => ctx.params['secret'] ?? '';

async function show(ctx: WebContext, { db }: WebServices, warning?: string): Promise<void> {
  const { view } = ctx.state;
  ctx.set('X-Robots-Tag', 'noindex');
  const booking = await readByLink(db, secretIn(ctx), view.now).catch((thrown: unknown) => {
    if (!isRefusal(thrown, 'not-found')) throw thrown;
    return undefined;
  });
  if (!booking) {
    sendSecretPage(ctx, <Gone view={view} />);
    ctx.status = 404;
    return;
  }
  const [money, terms] = [await moneyOf(db, booking.id), await acceptedTerms(db, booking)];
  sendSecretPage(ctx, <PayLinkPage view={view} booking={booking} money={money} terms={terms} warning={warning} action={ctx.path} />);
}

interface Props {
  view: View;
  booking: BookingDetail;
  money: BookingMoney;
  terms: { houseRules: TermsDocument; cancellationTerms: TermsDocument };
  warning: string | undefined;
  action: string;
}

/** What, when, where and for how much; nothing of whose it is that the link itself does not say. */
function PayLinkPage(props: Props): JSX.Element {
  const { view, booking, terms } = props;
  const { t } = view;
  return (
    <Frame view={view} title={t.payLink.title}>
      {booking.status === 'held' && <p class="oz-muted">{t.payLink.lead}</p>}
      {props.warning && (
        <Notice tone="warning">
          <p>{props.warning}</p>
        </Notice>
      )}
      <section class="oz-panel oz-stack" data-gap="sm" id="stand" aria-labelledby="wat" data-live={lookAgainAfter(props)} data-says={t.bookings.statuses[booking.status]}>
        <div class="oz-row" data-spread>
          <h2 class="ds-heading" data-size="xs" id="wat">
            {booking.activity}
          </h2>
          <Status view={view} status={booking.status} />
        </div>
        <p>
          <strong>
            <When view={view} period={booking.period} />
          </strong>
          <br />
          {say(view, booking.hall.name)}, {say(view, booking.venue.name)}
          <br />
          {booking.venue.street}, {booking.venue.postalCode} {booking.venue.municipality}
          <br />
          {say(view, LAYOUT_NAMES[booking.layout])}, {t.hall.persons(String(booking.attendance))}
        </p>
        <Next {...props} />
      </section>
      <section class="oz-panel oz-stack" data-gap="sm" aria-labelledby="prijs">
        <h2 class="ds-heading" data-size="xs" id="prijs">
          {t.bookings.price}
        </h2>
        <PriceLines view={view} price={booking} sum={booking.status === 'held' ? 'due' : 'total'} />
      </section>
      <section class="oz-panel oz-stack" data-gap="sm" aria-labelledby="voorwaarden">
        <h2 class="ds-heading" data-size="xs" id="voorwaarden">
          {t.payLink.agree}
        </h2>
        <RefundSteps view={view} steps={terms.cancellationTerms.refundSteps} depositCents={booking.depositCents} />
        <div>
          <TermsText view={view} title={t.hall.houseRules} document={terms.houseRules} />
          <TermsText view={view} title={t.hall.cancellation} document={terms.cancellationTerms} />
        </div>
      </section>
    </Frame>
  );
}

/** Whoever comes back from paying sees it happen. */
function lookAgainAfter({ booking, money }: Props): number | undefined {
  return booking.status === 'held' && money.payments.some(isUndecided) ? 4 : undefined;
}

function Next({ view, booking, money, action }: Props): JSX.Element {
  const { t, language, now } = view;
  const last = money.payments[0];
  if (booking.status === 'confirmed')
    return (
      <Notice tone="success" title={t.payLink.paid}>
        <p>{t.payLink.paidHint(booking.code)}</p>
      </Notice>
    );
  if (booking.status !== 'held' || !booking.heldUntil || booking.heldUntil <= now) return <p>{booking.status === 'held' ? t.payLink.lapsed : t.bookings.explain[booking.status]}</p>;
  return (
    <>
      <p>{t.payLink.until(formatInstant(booking.heldUntil, language))}</p>
      {last && isUndecided(last) && <p>{t.payLink.busy}</p>}
      {last && ['failed', 'expired', 'canceled'].includes(last.status) && <p>{t.payLink.failed}</p>}
      <form method="post" action={action}>
        <button class="ds-button" data-size="lg" type="submit">
          {t.payLink.pay(formatMoney(dueCents(booking), language))}
        </button>
      </form>
    </>
  );
}

const Gone = ({ view }: { view: View }): JSX.Element => (
  <Frame view={view} title={view.t.payLink.gone}>
    <p>{view.t.payLink.goneHint}</p>
  </Frame>
);

const Frame = ({ view, title, children }: { view: View; title: string; children: ComponentChildren }): JSX.Element => (
  <Page view={view} title={title}>
    <div class="oz-wrap oz-narrow oz-stack">
      <h1 class="oz-hall-title">{title}</h1>
      {children}
      <p>
        {view.t.payLink.call} <a href={`tel:${view.city.phone.replaceAll(' ', '')}`}>{view.city.phone}</a>.
      </p>
    </div>
  </Page>
);
