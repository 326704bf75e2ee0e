import type { JSX } from 'preact';
import { LONGEST_NAME, MOST_OPENERS, type Opener } from '../../../access/opener.ts';
import type { Openers } from '../../../access/read-openers.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import { formatInstant } from '../../../contract/texts/format.ts';
import { errorAt, Input, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import type { View } from '../../view.ts';
import { NO_OPENER, type OpenerForm } from './opener-form.ts';

export interface OpenersShown extends Openers {
  form?: OpenerForm;
  errors?: readonly FieldError[];
}

interface Props {
  view: View;
  booking: BookingDetail;
  shown: OpenersShown;
}

/** For the booker: who else opens the door, each with a link of their own, and what to do when somebody no longer should. */
export function OpenersPart({ view, booking, shown }: Props): JSX.Element {
  const { t, now } = view;
  const openers = shown.openers.filter(({ withdrawnAt }) => !withdrawnAt);
  const over = booking.period.end <= now;
  const byCode = booking.access === 'door-code';
  return (
    <section class="oz-stack oz-openers oz-noprint" data-gap="sm" id="openers" tabIndex={-1} aria-labelledby="openers-titel">
      <h3 class="ds-heading" data-size="2xs" id="openers-titel">
        {t.openers.title}
      </h3>
      {shown.knowOutside.length > 0 && <KnownOutside view={view} booking={booking} shown={shown} />}
      {openers.length === 0 ? <p class="oz-small">{t.openers.none}</p> : null}
      {openers.length > 0 && (
        <ul class="oz-plain oz-stack" data-gap="sm">
          {openers.map((opener) => (
            <Line key={opener.id} view={view} booking={booking} opener={opener} />
          ))}
        </ul>
      )}
      {!over && byCode && openers.length < MOST_OPENERS && <NameForm view={view} booking={booking} shown={shown} />}
      {openers.length >= MOST_OPENERS && <p class="oz-small oz-muted">{t.openers.full}</p>}
    </section>
  );
}

function Line({ view: { t, language }, booking, opener }: { view: View; booking: BookingDetail; opener: Opener }): JSX.Element {
  return (
    <li class="oz-opener">
      <strong>{opener.name}</strong>
      <br />
      <span class="oz-small oz-muted">
        {opener.email}
        {opener.phone && `, ${opener.phone}`}
        <br />
        {opener.mail === 'failed' && (
          <>
            <span class="oz-status" data-color="danger">
              {t.openers.mailFailed}
            </span>
            <br />
          </>
        )}
        {opener.sawCodeAt ? t.openers.sawCode(formatInstant(opener.sawCodeAt, language)) : t.openers.notSeen}
      </span>
      <details class="oz-more">
        <summary>
          {t.openers.change}
          <span class="ds-sr-only">: {opener.name}</span>
        </summary>
        <div class="oz-stack">
          <form method="post" action={`/reservaties/${booking.code}/openers/mail`} class="oz-stack" data-gap="sm">
            <input type="hidden" name="opener" value={opener.id} />
            <div>
              <button class="ds-button" data-variant="secondary" data-size="sm" type="submit">
                {t.openers.mailAgain(opener.name)}
              </button>
            </div>
          </form>
          <form method="post" action={`/reservaties/${booking.code}/openers/weg`} class="oz-stack" data-gap="sm">
            <p class="oz-small">{t.openers.withdrawHint(opener.name)}</p>
            <input type="hidden" name="opener" value={opener.id} />
            <button class="ds-button" data-variant="secondary" data-color="danger" data-size="sm" type="submit">
              {t.openers.withdrawNow(opener.name)}
            </button>
          </form>
        </div>
      </details>
    </li>
  );
}

/** Somebody who is out still knows the digits: only the booker can say whether that matters. */
function KnownOutside({ view: { t }, booking, shown }: Props): JSX.Element {
  const names = shown.knowOutside.map(({ name }) => name);
  return (
    <Notice tone="warning" title={t.openers.knownOutside(names.join(', '))}>
      <form method="post" action={`/reservaties/${booking.code}/nieuwe-code`} class="oz-stack" data-gap="sm">
        <p>{t.openers.newCodeHint}</p>
        <div>
          <button class="ds-button" data-size="sm" type="submit">
            {t.openers.newCode}
          </button>
        </div>
      </form>
    </Notice>
  );
}

function NameForm({ view: { t }, booking, shown: { form = NO_OPENER, errors = [] } }: Props): JSX.Element {
  return (
    <details class="oz-more" open={errors.length > 0}>
      <summary>{t.openers.add}</summary>
      <form method="post" action={`/reservaties/${booking.code}/openers#openers`} class="oz-stack" data-gap="sm" noValidate>
        <p class="oz-small">{t.openers.addHint}</p>
        <Input type="text" name="naam" label={t.openers.name} value={form.name} required maxLength={LONGEST_NAME} autocomplete="off" error={errorAt(errors, 'naam')} />
        <Input type="email" name="email" label={t.openers.email} value={form.email} required maxLength={254} autocomplete="off" error={errorAt(errors, 'email')} />
        <Input type="tel" name="telefoon" label={`${t.openers.phone} (${t.frame.optional})`} value={form.phone} maxLength={30} autocomplete="off" error={errorAt(errors, 'telefoon')} />
        <div>
          <button class="ds-button" data-variant="secondary" type="submit">
            {t.openers.send}
          </button>
        </div>
      </form>
    </details>
  );
}
