import type { JSX } from 'preact';
import { cancelBooking, previewCancellation, type CancellationPreview } from '../../../bookings/cancel-booking.ts';
import { readBooking } from '../../../bookings/read-booking.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import { formatMoney } from '../../../contract/texts/format.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { Back } from '../../shared/back.tsx';
import { TextArea } from '../../shared/fields.tsx';
import { Page } from '../../shared/page.tsx';
import { RefundSteps } from '../../shared/terms.tsx';
import { When } from '../../shared/when.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';

/** `GET /reservaties/{code}/annuleren`: what cancelling would give back, before one decides. */
export const showCancellation =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const booking = await readBooking(db, ctx.params['code'] ?? '', view.actor);
    const preview = await previewCancellation(db, booking.id, view.actor, view.now);
    sendPage(ctx, <CancelPage view={view} booking={booking} preview={preview} />);
  };

/** `POST /reservaties/{code}/annuleren`: cancels what the reader saw; when it has changed since, it is refused. */
export const cancel =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const form = formOf(ctx);
    const booking = await readBooking(db, ctx.params['code'] ?? '', view.actor);
    const reason = fieldOf(form, 'reden').slice(0, 500);
    const expectedVersion = Number(fieldOf(form, 'versie')) || booking.version;
    await transact(db, (tx) => cancelBooking(tx, booking.id, { expectedVersion, ...(reason ? { reason } : {}) }, view.actor, view.now));
    goTo(ctx, `/reservaties/${booking.code}?gelukt=geannuleerd`);
  };

function CancelPage({ view, booking, preview }: { view: View; booking: BookingDetail; preview: CancellationPreview }): JSX.Element {
  const { t } = view;
  const request = booking.status === 'requested';
  return (
    <Page view={view} title={request ? t.cancel.withdraw : t.cancel.title} section="mine">
      <div class="oz-wrap oz-narrow oz-stack">
        <Back href={`/reservaties/${booking.code}`}>{booking.activity}</Back>
        <h1 class="oz-hall-title">{request ? t.cancel.askWithdraw : t.cancel.ask}</h1>
        <p>
          <strong>
            <When view={view} period={booking.period} />
          </strong>
          <br />
          {say(view, booking.hall.name)}, {say(view, booking.venue.name)}
        </p>
        <MoneyBack view={view} preview={preview} />
        <p>{t.cancel.released}</p>
        <form method="post" action={`/reservaties/${booking.code}/annuleren`} class="oz-stack">
          <TextArea name="reden" label={`${t.cancel.reason} (${t.frame.optional})`} value="" rows={2} maxLength={500} />
          <input type="hidden" name="versie" value={booking.version} />
          <div class="oz-row">
            <button class="ds-button" data-color="danger" type="submit">
              {request ? t.cancel.confirmWithdraw : t.cancel.confirm}
            </button>
            <a class="ds-button" data-variant="secondary" href={`/reservaties/${booking.code}`}>
              {t.cancel.keep}
            </a>
          </div>
        </form>
      </div>
    </Page>
  );
}

function MoneyBack({ view, preview }: { view: View; preview: CancellationPreview }): JSX.Element {
  const { t, language } = view;
  if (preview.paidCents === 0) return <p class="oz-panel">{t.cancel.nothingPaid}</p>;
  return (
    <div class="oz-panel oz-stack" data-tinted data-gap="sm">
      <p class="oz-total">{preview.refundCents > 0 ? t.cancel.back(formatMoney(preview.refundCents, language)) : t.cancel.nothingBack}</p>
      <p>{t.cancel.of(formatMoney(preview.paidCents, language))}</p>
      <dl class="oz-terms">
        <dt>{t.cancel.price}</dt>
        <dd class="oz-numeric">
          {formatMoney(preview.priceBackCents, language)} ({preview.refundPercent}%)
        </dd>
        {preview.depositBackCents > 0 && (
          <>
            <dt>{t.cancel.deposit}</dt>
            <dd class="oz-numeric">{formatMoney(preview.depositBackCents, language)}</dd>
          </>
        )}
      </dl>
      <details class="oz-more">
        <summary>{t.cancel.rules}</summary>
        <RefundSteps view={view} steps={preview.steps} depositCents={preview.depositBackCents} />
      </details>
    </div>
  );
}
