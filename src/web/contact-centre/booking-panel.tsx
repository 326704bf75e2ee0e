import type { JSX } from 'preact';
import type { CancellationPreview } from '../../bookings/cancel-booking.ts';
import type { BookingDetail } from '../../bookings/views.ts';
import { formatInstant, formatMoney } from '../../contract/texts/format.ts';
import { spellCode } from '../../desk/booking-code.ts';
import type { Language } from '../../kernel/text.ts';
import type { MailRecord } from '../../notifications/views.ts';
import { errorAt, TextArea, type FieldError } from '../shared/fields.tsx';
import { DoorHelpPart, type HelpShown } from '../shared/door-help.tsx';
import { PriceLines } from '../shared/price-lines.tsx';
import { Status } from '../shared/status.tsx';
import { When } from '../shared/when.tsx';
import { textsIn } from '../texts/texts.ts';
import { link, say, type View } from '../view.ts';
import { AloudPart, type AloudShown } from './aloud-part.tsx';
import { MailState } from '../visitor/bookings/mails-part.tsx';

export interface BookingShown {
  booking: BookingDetail;
  /** Of the call: what is said aloud is in it. */
  language: Language;
  mails: readonly MailRecord[];
  /** A link to pay was mailed and still works. */
  linkSent: boolean;
  address?: string | undefined;
  /** What cancelling now would give back; only when the agent asked. */
  preview?: CancellationPreview | undefined;
  cancelErrors?: readonly FieldError[];
  /** The door code, where there is one. */
  aloud?: AloudShown | undefined;
  /** What can be done at the door. */
  help?: HelpShown | undefined;
}

/** A booking of the caller, with what an agent does about one: say its code, mail a link to pay, cancel. */
export function BookingPanel({ view, base, shown }: { view: View; base: string; shown: BookingShown }): JSX.Element {
  const { t, language } = view;
  const { booking, linkSent, address, preview } = shown;
  const mayCancel = ['requested', 'held', 'confirmed'].includes(booking.status) && booking.period.start > view.now;
  return (
    <section class="oz-panel oz-stack oz-desk-booking" data-gap="sm" id="reservatie" tabIndex={-1} aria-labelledby="reservatie-titel" data-live-topics={shown.aloud?.revealed ? undefined : `booking:${booking.id}`}>
      <div class="oz-row" data-spread>
        <h2 class="ds-heading" data-size="xs" id="reservatie-titel">
          {booking.activity}
        </h2>
        <Status view={view} status={booking.status} />
        <a href={base}>{t.desk.close}</a>
      </div>
      <p>
        <strong>
          <When view={view} period={booking.period} />
        </strong>
        <br />
        {say(view, booking.hall.name)}, {say(view, booking.venue.name)}
        {booking.organisation && `, ${booking.organisation.name}`}
      </p>
      {booking.heldUntil && <p>{t.desk.heldUntil(formatInstant(booking.heldUntil, language))}</p>}
      <p class="oz-desk-spoken">
        {t.desk.say}: <span lang={shown.language}>{textsIn(shown.language).desk.spoken.code(booking.code, spellCode(booking.code, shown.language))}</span>
      </p>
      <div class="oz-row">
        {booking.status === 'held' && address && (
          <form method="post" action={`/kcc/reservatie/${booking.code}/betaallink`}>
            <button class="ds-button" data-size="sm" type="submit">
              {linkSent ? t.desk.payLinkAgain : t.desk.payLink}
            </button>
          </form>
        )}
        {mayCancel && !preview && (
          <a class="ds-button" data-variant="secondary" data-color="danger" data-size="sm" href={`${link(base, { reservatie: booking.code, annuleren: 'ja' })}#annuleren`}>
            {t.desk.cancel}
          </a>
        )}
        {mayCancel && <a href={`/reservaties/${booking.code}/wijzigen`}>{t.desk.move}</a>}
        <a href={`/reservaties/${booking.code}`}>{t.desk.details}</a>
      </div>
      {booking.status === 'held' && address && <p class="oz-small oz-muted">{t.desk.payLinkTo(address)}</p>}
      {preview && <CancelPart view={view} base={base} shown={shown} preview={preview} />}
      {shown.aloud && <AloudPart view={view} base={base} booking={booking} aloud={shown.aloud} />}
      {shown.help && <DoorHelpPart view={view} action={`/reservaties/${booking.code}/deur`} back="kcc" about="booking" shown={shown.help} />}
      {shown.mails.length > 0 && <Mails view={view} booking={booking} mails={shown.mails} />}
      <details class="oz-more">
        <summary>{t.bookings.price}</summary>
        <PriceLines view={view} price={booking} sum={booking.status === 'confirmed' ? 'total' : 'due'} />
      </details>
    </section>
  );
}

/** What comes back, to be read out, and why it is cancelled. */
function CancelPart({ view, base, shown: { booking, cancelErrors = [] }, preview }: { view: View; base: string; shown: BookingShown; preview: CancellationPreview }): JSX.Element {
  const { t, language } = view;
  return (
    <form method="post" action={`/kcc/reservatie/${booking.code}/annuleren`} class="oz-stack" data-gap="sm" id="annuleren" tabIndex={-1} noValidate>
      <p class="oz-desk-spoken">
        <strong>
          {preview.paidCents === 0 ? t.cancel.nothingPaid : preview.refundCents > 0 ? t.cancel.back(formatMoney(preview.refundCents, language)) : t.cancel.nothingBack}
        </strong>{' '}
        {preview.paidCents > 0 && t.cancel.of(formatMoney(preview.paidCents, language))}
      </p>
      <TextArea name="reden" label={t.desk.cancelReason} value="" rows={2} maxLength={500} error={errorAt(cancelErrors, 'reden')} />
      <input type="hidden" name="versie" value={booking.version} />
      <div class="oz-row">
        <button class="ds-button" data-color="danger" data-size="sm" type="submit">
          {t.cancel.confirm}
        </button>
        <a href={link(base, { reservatie: booking.code })}>{t.cancel.keep}</a>
      </div>
    </form>
  );
}

/** What was mailed and what became of it; a mail can be sent once more, to the address that there is now. */
const Mails = ({ view, booking, mails }: { view: View; booking: BookingDetail; mails: readonly MailRecord[] }): JSX.Element => (
  <details class="oz-more" open={mails[0]?.status === 'failed'}>
    <summary>{view.t.desk.mails}</summary>
    <ul class="oz-plain oz-desk-mails">
      {mails.map((mail) => (
        <MailLine key={mail.id} view={view} booking={booking} mail={mail} />
      ))}
    </ul>
  </details>
);

function MailLine({ view: { t, language }, booking, mail }: { view: View; booking: BookingDetail; mail: MailRecord }): JSX.Element {
  const kind = t.messages.kinds[mail.template] ?? t.messages.other;
  return (
    <li class="oz-row">
      <span class="oz-grow oz-small">
        {kind} {t.messages.to(mail.recipient)} <MailState view={{ t, language }} mail={mail} />
      </span>
      {(mail.status === 'sent' || mail.status === 'failed') && (
        <form method="post" action={`/kcc/reservatie/${booking.code}/bericht`}>
          <input type="hidden" name="mail" value={mail.id} />
          <button class="ds-button" data-variant="secondary" data-size="sm" type="submit" aria-label={t.messages.resendOf(kind)}>
            {t.messages.resend}
          </button>
        </form>
      )}
    </li>
  );
}
