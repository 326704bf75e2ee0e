import type { JSX } from 'preact';
import type { BookingSummary } from '../../bookings/views.ts';
import { LAYOUT_NAMES } from '../../catalogue/vocabulary.ts';
import { formatInstant, formatMoney, formatNumber } from '../../contract/texts/format.ts';
import { errorAt, type FieldError } from '../shared/fields.tsx';
import { When } from '../shared/when.tsx';
import { say, type View } from '../view.ts';

interface Props {
  view: View;
  booking: BookingSummary;
  again: { reason: string; errors: readonly FieldError[] } | undefined;
}

/** One request with all one needs to decide about it, and the two buttons. */
export function RequestCard({ view, booking, again }: Props): JSX.Element {
  const { t, language } = view;
  return (
    <article class="oz-panel oz-stack" data-gap="sm" aria-labelledby={`aanvraag-${booking.code}`}>
      <h2 class="ds-heading" data-size="xs" id={`aanvraag-${booking.code}`}>
        <a href={`/reservaties/${booking.code}`}>{booking.activity}</a>
      </h2>
      <dl class="oz-terms">
        <dt>{t.decide.when}</dt>
        <dd class="oz-strong">
          <When view={view} period={booking.period} />
        </dd>
        <dt>{t.decide.hall}</dt>
        <dd>
          {say(view, booking.hall.name)}, {say(view, booking.venue.name)}
        </dd>
        <dt>{t.decide.booker}</dt>
        <dd>
          {booking.personName}
          {booking.organisation && ` ${t.bookings.for(booking.organisation.name)}`} ({t.bookerKinds[booking.bookerKind]})
        </dd>
        <dt>{t.decide.persons}</dt>
        <dd>
          {formatNumber(booking.attendance, language)}, {say(view, LAYOUT_NAMES[booking.layout])}
        </dd>
        <dt>{t.price.total}</dt>
        <dd>{booking.totalCents === 0 ? t.price.free : formatMoney(booking.totalCents, language)}</dd>
        {booking.heldUntil && (
          <>
            <dt>{t.decide.decideBy}</dt>
            <dd>{formatInstant(booking.heldUntil, language)}</dd>
          </>
        )}
      </dl>
      <DecideForm view={view} booking={booking} again={again} />
    </article>
  );
}

function DecideForm({ view: { t }, booking, again }: Props): JSX.Element {
  const field = `reden-${booking.code}`;
  const error = errorAt(again?.errors ?? [], field);
  return (
    <form method="post" action={`/beheer/aanvragen/${booking.code}`} class="oz-stack" data-gap="sm">
      <input type="hidden" name="versie" value={booking.version} />
      <div class="ds-field">
        <label class="ds-label" for={field}>
          {t.decide.reason}
        </label>
        <div data-field="description" id={`${field}-uitleg`} class="oz-small">
          {t.decide.reasonHint}
        </div>
        <textarea
          class="ds-input"
          id={field}
          name="reden"
          rows={2}
          maxLength={500}
          aria-describedby={`${field}-uitleg${error ? ` ${field}-fout` : ''}`}
          aria-invalid={error ? 'true' : undefined}
        >
          {again?.reason ?? ''}
        </textarea>
        {error && (
          <p class="ds-validation-message" id={`${field}-fout`}>
            {error}
          </p>
        )}
      </div>
      <div class="oz-row">
        <button class="ds-button" type="submit" name="besluit" value="goedkeuren">
          {t.decide.approve}
        </button>
        <button class="ds-button" data-variant="secondary" data-color="danger" type="submit" name="besluit" value="weigeren">
          {t.decide.decline}
        </button>
      </div>
    </form>
  );
}
