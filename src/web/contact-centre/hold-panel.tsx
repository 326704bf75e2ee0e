import type { JSX } from 'preact';
import type { BookingDetail } from '../../bookings/views.ts';
import { capacityIn, type Hall } from '../../catalogue/hall.ts';
import { LAYOUT_NAMES, UNIT_NAMES } from '../../catalogue/vocabulary.ts';
import { formatDuration, formatMoney, formatTime } from '../../contract/texts/format.ts';
import { localDate } from '../../kernel/time.ts';
import type { Quote } from '../../pricing/quote.ts';
import { purposesOf } from '../../pricing/unit-price.ts';
import { Box, errorAt, ErrorSummary, Input, Select, TextArea, type FieldError } from '../shared/fields.tsx';
import { PriceLines } from '../shared/price-lines.tsx';
import { largestDeposit, RefundSteps, TermsText } from '../shared/terms.tsx';
import { When } from '../shared/when.tsx';
import { say, type View } from '../view.ts';
import { textsIn } from '../texts/texts.ts';
import { extraField } from '../visitor/book/booking-form.ts';
import { HOLD_FIELD as FIELD, type HoldForm } from './hold-form.ts';

export interface HoldShown {
  booking: BookingDetail;
  hall: Hall;
  form: HoldForm;
  errors: readonly FieldError[];
  quote: Quote;
  /** Where a link to pay would go. */
  address?: string | undefined;
}

/** A hall that is held while the caller decides: how long still, and all that is needed to make it theirs. */
export function HoldPanel({ view, shown }: { view: View; shown: HoldShown }): JSX.Element {
  const { t } = view;
  const { booking, form, errors, hall } = shown;
  const action = `/kcc/optie/${booking.code}`;
  const purposes = purposesOf(hall, localDate(booking.period.start), localDate(booking.createdAt));
  return (
    <section class="oz-panel oz-stack oz-desk-hold" data-gap="sm" id="optie" tabIndex={-1} aria-labelledby="optie-titel">
      <div class="oz-desk-hold-head">
        <div>
          <h2 class="ds-heading" data-size="xs" id="optie-titel">
            {t.desk.option}: {say(view, booking.hall.name)}
          </h2>
          <p>
            <When view={view} period={booking.period} />, {say(view, booking.venue.name)}
            {booking.organisation && <strong>, {booking.organisation.name}</strong>}
          </p>
        </div>
        {booking.heldUntil && (
          <time class="oz-countdown" role="timer" dateTime={booking.heldUntil.toISOString()} data-countdown data-left={t.desk.left}>
            {t.bookings.until(formatTime(booking.heldUntil, view.language))}
          </time>
        )}
        <form method="post" action={action}>
          <button class="ds-button" data-variant="secondary" data-color="danger" data-size="sm" type="submit" name="actie" value="los" data-key="x" aria-keyshortcuts="x">
            <kbd aria-hidden="true">x</kbd> {t.desk.release}
          </button>
        </form>
      </div>
      <ErrorSummary title={t.frame.errorsTitle} errors={errors} />
      <form method="post" action={action} class="oz-desk-agree" noValidate data-live-price="optie-prijs">
        <div class="oz-stack" data-gap="sm">
          <div data-key="b">
            <Input name={FIELD.activity} type="text" label={t.desk.activity} value={form.activity} maxLength={200} autocomplete="off" error={errorAt(errors, FIELD.activity)} />
          </div>
          {purposes.length > 1 && (
            <Select
              name={FIELD.purpose}
              label={t.book.purpose}
              value={form.purpose}
              options={purposes.map(({ id, label }) => ({ value: id, text: say(view, label) }))}
              error={errorAt(errors, FIELD.purpose)}
            />
          )}
          <div class="oz-fields" data-few>
            <Input name={FIELD.attendance} type="text" inputMode="numeric" label={t.desk.howMany} value={form.attendance} autocomplete="off" error={errorAt(errors, FIELD.attendance)} />
            <Select
              name={FIELD.layout}
              label={t.desk.layout}
              value={form.layout}
              options={hall.layouts.map(({ kind }) => ({ value: kind, text: `${say(view, LAYOUT_NAMES[kind])} (${capacityIn(hall, kind)})` }))}
            />
          </div>
          {hall.extras.length > 0 && <Extras view={view} shown={shown} />}
          <TextArea name={FIELD.remarks} label={`${t.desk.remarks} (${t.frame.optional})`} value={form.remarks} rows={2} maxLength={2_000} error={errorAt(errors, FIELD.remarks)} />
          <Reason view={view} form={form} errors={errors} />
        </div>
        <div class="oz-stack" data-gap="sm">
          <Terms view={view} shown={shown} />
          <Price view={view} shown={shown} />
        </div>
        <input type="hidden" name={FIELD.language} value={form.language} />
        <input type="hidden" name={FIELD.version} value={form.version} />
        <input type="hidden" name={FIELD.houseRules} value={form.houseRulesId} />
        <input type="hidden" name={FIELD.cancellationTerms} value={form.cancellationTermsId} />
      </form>
    </section>
  );
}

/** A reason in the agent's own words; the usual ones can be chosen. */
const Reason = ({ view: { t }, form, errors }: { view: View; form: HoldForm; errors: readonly FieldError[] }): JSX.Element => {
  const error = errorAt(errors, FIELD.reason);
  return (
    <div class="ds-field">
      <label class="ds-label" for={FIELD.reason}>
        {t.desk.reason}
      </label>
      <input
        class="ds-input"
        id={FIELD.reason}
        name={FIELD.reason}
        value={form.reason}
        maxLength={500}
        list="redenen"
        autocomplete="off"
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${FIELD.reason}-fout` : undefined}
      />
      <datalist id="redenen">
        {t.desk.reasons.map((reason) => (
          <option key={reason} value={reason} />
        ))}
      </datalist>
      {error && (
        <p class="ds-validation-message" id={`${FIELD.reason}-fout`}>
          {error}
        </p>
      )}
    </div>
  );
};

const Extras = ({ view, shown: { hall, form, errors } }: { view: View; shown: HoldShown }): JSX.Element => (
  <details class="oz-more" open={Object.values(form.extras).some((typed) => typed !== '') || undefined}>
    <summary>{view.t.book.extras}</summary>
    <ul class="oz-extras oz-plain">
      {hall.extras.map((extra) => {
        const name = extraField(extra);
        const error = errorAt(errors, name);
        return (
          <li key={extra.id}>
            <label for={name}>
              {say(view, extra.name)}{' '}
              <span class="oz-small oz-muted">
                {extra.unitCents === 0 ? view.t.price.free : `${formatMoney(extra.unitCents, view.language)} ${say(view, UNIT_NAMES[extra.unit])}`}
              </span>
            </label>
            <input class="ds-input" id={name} name={name} type="text" inputMode="numeric" size={4} value={form.extras[extra.id] ?? ''} autocomplete="off" aria-invalid={error ? 'true' : undefined} />
            {error && <p class="ds-validation-message">{error}</p>}
          </li>
        );
      })}
    </ul>
  </details>
);

/** What is read out, in the language of the call, and the caller's word for it. */
const Terms = ({ view, shown: { hall, form, errors } }: { view: View; shown: HoldShown }): JSX.Element => {
  const spoken = { ...view, language: form.language, t: textsIn(form.language) };
  return (
    <div class="oz-desk-spoken oz-stack" data-gap="xs">
      <h3 class="oz-desk-kind">{view.t.desk.terms}</h3>
      <div lang={form.language} class="oz-small">
        <RefundSteps view={spoken} steps={hall.cancellationTerms.refundSteps} depositCents={largestDeposit(hall)} />
        <TermsText view={spoken} title={spoken.t.hall.houseRules} document={hall.houseRules} />
        <TermsText view={spoken} title={spoken.t.hall.cancellation} document={hall.cancellationTerms} />
      </div>
      <Box kind="checkbox" name={FIELD.accepted} value="ja" checked={form.accepted} label={view.t.desk.accepted} error={errorAt(errors, `${FIELD.accepted}-ja`)} />
    </div>
  );
};

function Price({ view, shown: { hall, quote, address } }: { view: View; shown: HoldShown }): JSX.Element {
  const { t, language } = view;
  const free = quote.totalCents + quote.depositCents === 0;
  const button = hall.approval ? t.desk.bookRequest : free ? t.desk.bookFree : address ? t.desk.bookPay : t.desk.bookPayNoMail;
  const next = hall.approval
    ? t.book.nextRequest(formatDuration(hall.approvalHours * 60, language))
    : free
      ? t.book.nextFree
      : address
        ? t.desk.afterPay(address, formatDuration(hall.payLinkHours * 60, language))
        : t.desk.afterNoMail;
  return (
    <div class="oz-stack" data-gap="sm" id="optie-prijs" aria-live="polite">
      <PriceLines view={view} price={quote} />
      <p class="oz-small">{next}</p>
      <button class="ds-button" data-fullwidth type="submit" name="actie" value="boek">
        {button}
      </button>
    </div>
  );
}
