import type { JSX } from 'preact';
import type { BookingDetail } from '../../../bookings/views.ts';
import { formatInstant } from '../../../contract/texts/format.ts';
import type { BookingMails } from '../../../notifications/read-mails.ts';
import type { MailRecord } from '../../../notifications/views.ts';
import { Notice } from '../../shared/notice.tsx';
import type { View } from '../../view.ts';

interface Props {
  view: View;
  booking: BookingDetail;
  mails: BookingMails;
}

/** For staff: what was mailed about a booking and what became of it, or whom to call because nothing can be mailed. */
export function MailsPart({ view, booking, mails: { mails, contact } }: Props): JSX.Element {
  const { t } = view;
  const wrong = mails[0]?.status === 'failed';
  return (
    <section class="oz-panel oz-stack" data-gap="sm" id="berichten" tabIndex={-1} aria-labelledby="berichten-titel">
      <h2 class="ds-heading" data-size="xs" id="berichten-titel">
        {t.messages.part}
      </h2>
      {!contact.email && <CallInstead view={view} phone={contact.phone} />}
      {mails.length === 0 && contact.email && <p>{t.messages.none}</p>}
      {mails.length > 0 && (
        <details class="oz-more" open={wrong || mails.length <= 3}>
          <summary>
            {t.messages.title} ({mails.length})
          </summary>
          <ul class="oz-mails oz-plain">
            {mails.map((mail) => (
              <MailLine key={mail.id} view={view} booking={booking} mail={mail} />
            ))}
          </ul>
        </details>
      )}
      <p class="oz-small">
        <a href="/beheer/berichten">{t.messages.allFailed}</a>
      </p>
    </section>
  );
}

/** Nobody without an address is mailed: what changes has to be said. */
const CallInstead = ({ view: { t }, phone }: { view: View; phone: string | undefined }): JSX.Element => (
  <Notice tone="warning">
    <p>
      <strong>{t.messages.noEmail}</strong> {phone ? <a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a> : t.messages.noPhone}
    </p>
    <p>{t.messages.noEmailHint}</p>
  </Notice>
);

function MailLine({ view: { t, language }, booking, mail }: { view: View; booking: BookingDetail; mail: MailRecord }): JSX.Element {
  const kind = t.messages.kinds[mail.template] ?? t.messages.other;
  const mayResend = mail.status === 'sent' || mail.status === 'failed';
  return (
    <li>
      <div>
        <strong>{kind}</strong> <span class="oz-small oz-muted">{t.messages.to(mail.recipient)}</span>
        <br />
        <MailState view={{ t, language }} mail={mail} />
        {mail.resentOf && <span class="oz-small oz-muted"> ({t.messages.again})</span>}
        {mail.status === 'failed' && mail.lastError && <p class="oz-small oz-muted">{t.messages.because(mail.lastError)}</p>}
      </div>
      {mayResend && (
        <form method="post" action={`/reservaties/${booking.code}/berichten`}>
          <input type="hidden" name="mail" value={mail.id} />
          <button class="ds-button" data-variant="secondary" data-size="sm" type="submit" aria-label={t.messages.resendOf(kind)}>
            {t.messages.resend}
          </button>
        </form>
      )}
    </li>
  );
}

const COLOURS: Record<MailRecord['status'], string> = { waiting: 'info', sent: 'success', failed: 'danger', 'no-longer-true': 'neutral' };

/** What became of a mail, in words; the colour only repeats it. */
export const MailState = ({ view: { t, language }, mail: { status, sentAt } }: { view: Pick<View, 't' | 'language'>; mail: Pick<MailRecord, 'status' | 'sentAt'> }): JSX.Element => (
  <span class="oz-status" data-color={COLOURS[status]}>
    {status === 'sent' ? t.messages.states.sent(sentAt ? formatInstant(sentAt, language) : '') : t.messages.states[status]}
  </span>
);
