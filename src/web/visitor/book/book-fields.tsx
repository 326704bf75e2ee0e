import type { JSX } from 'preact';
import type { Hall } from '../../../catalogue/hall.ts';
import { UNIT_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatMoney, formatNumber } from '../../../contract/texts/format.ts';
import { localDate } from '../../../kernel/time.ts';
import { purposesOf } from '../../../pricing/unit-price.ts';
import { Box, errorAt, Input, Select, TextArea, type FieldError } from '../../shared/fields.tsx';
import { periodOf } from '../../shared/moment.ts';
import { RulesInShort } from '../../shared/terms-dates.tsx';
import { say, type View } from '../../view.ts';
import { BOOKING_FIELD, extraField, type BookingForm } from './booking-form.ts';

interface Props {
  view: View;
  form: BookingForm;
  errors: readonly FieldError[];
}

/** For what one uses the hall, where its regulation has more than one price for that. */
function PurposeField({ view, hall, form, errors }: Props & { hall: Hall }): JSX.Element | null {
  const period = periodOf(form.stay);
  const bookedOn = localDate(view.now);
  const purposes = purposesOf(hall, typeof period === 'string' ? bookedOn : localDate(period.start), bookedOn);
  if (purposes.length < 2) return null;
  return (
    <Select
      name={BOOKING_FIELD.purpose}
      label={view.t.book.purpose}
      hint={view.t.book.purposeHint}
      value={form.purpose}
      options={purposes.map(({ id, label }) => ({ value: id, text: say(view, label) }))}
      error={errorAt(errors, BOOKING_FIELD.purpose)}
    />
  );
}

export const ActivityFields = ({ view, hall, form, errors }: Props & { hall: Hall }): JSX.Element => {
  const { t } = view;
  return (
  <section class="oz-panel oz-stack" aria-labelledby="stap-activiteit">
    <h2 class="ds-heading" data-size="xs" id="stap-activiteit">
      {t.book.activity}
    </h2>
    <Input
      name={BOOKING_FIELD.activity}
      type="text"
      label={t.book.what}
      hint={t.book.whatHint}
      value={form.activity}
      maxLength={200}
      required
      error={errorAt(errors, BOOKING_FIELD.activity)}
    />
    <PurposeField view={view} hall={hall} form={form} errors={errors} />
    <TextArea
      name={BOOKING_FIELD.remarks}
      label={`${t.book.remarks} (${t.frame.optional})`}
      value={form.remarks}
      rows={3}
      maxLength={2_000}
      error={errorAt(errors, BOOKING_FIELD.remarks)}
    />
  </section>
  );
};

export const ExtraFields = ({ view, hall, form, errors }: Props & { hall: Hall }): JSX.Element => (
  <section class="oz-panel oz-stack" aria-labelledby="stap-extra">
    <div>
      <h2 class="ds-heading" data-size="xs" id="stap-extra">
        {view.t.book.extras}
      </h2>
      <p class="oz-muted">{view.t.book.extrasHint}</p>
    </div>
    <ul class="oz-extras oz-plain">
      {hall.extras.map((extra) => {
        const name = extraField(extra);
        const error = errorAt(errors, name);
        return (
          <li key={extra.id}>
            <label for={name}>
              <span class="oz-strong">{say(view, extra.name)}</span>
              <br />
              <span class="oz-small oz-muted">
                {extra.unitCents === 0 ? view.t.price.free : `${formatMoney(extra.unitCents, view.language)} ${say(view, UNIT_NAMES[extra.unit])}`},{' '}
                {view.t.book.available(formatNumber(Math.min(extra.perBookingMax, extra.stock ?? extra.perBookingMax), view.language))}
              </span>
            </label>
            <input
              class="ds-input"
              id={name}
              name={name}
              type="text"
              inputMode="numeric"
              size={4}
              value={form.extras[extra.id] ?? ''}
              {...(error ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-fout` } : {})}
            />
            {error && (
              <p class="ds-validation-message" id={`${name}-fout`}>
                {error}
              </p>
            )}
          </li>
        );
      })}
    </ul>
    <button class="ds-button" data-variant="secondary" type="submit" name="actie" value="bereken">
      {view.t.book.recalculate}
    </button>
  </section>
);

/** For oneself or for an organisation: choosing another one changes the price. */
export const BookerFields = ({ view: { t, actor, organisations } }: { view: View }): JSX.Element => {
  const acting = actor.kind === 'person' ? (actor.organisation?.id ?? '') : '';
  return (
    <section class="oz-panel oz-stack" aria-labelledby="stap-wie">
      <h2 class="ds-heading" data-size="xs" id="stap-wie">
        {t.book.who}
      </h2>
      <fieldset class="ds-fieldset">
        <legend class="oz-small oz-muted">{t.book.whoHint}</legend>
        <div class="oz-boxes">
          <Box kind="radio" name={BOOKING_FIELD.booker} value="" checked={acting === ''} label={t.book.forSelf} />
          {organisations.map(({ id, name }) => (
            <Box key={id} kind="radio" name={BOOKING_FIELD.booker} value={id} checked={acting === id} label={name} />
          ))}
        </div>
      </fieldset>
      <button class="ds-button" data-variant="secondary" type="submit" name="actie" value="bereken">
        {t.book.recalculate}
      </button>
    </section>
  );
};

/** The versions that are accepted travel with the form, so that nobody accepts what they did not read. */
export const TermsFields = ({ view, hall, form, errors }: Props & { hall: Hall }): JSX.Element => (
  <section class="oz-panel oz-stack" aria-labelledby="stap-voorwaarden">
    <h2 class="ds-heading" data-size="xs" id="stap-voorwaarden">
      {view.t.book.terms}
    </h2>
    <RulesInShort view={view} houseRules={hall.houseRules} cancellationTerms={hall.cancellationTerms} />
    <input type="hidden" name={BOOKING_FIELD.houseRules} value={form.houseRulesId} />
    <input type="hidden" name={BOOKING_FIELD.cancellationTerms} value={form.cancellationTermsId} />
    <div class="oz-boxes">
      <Box
        kind="checkbox"
        name={BOOKING_FIELD.acceptRules}
        value="ja"
        checked={form.acceptedRules}
        label={view.t.book.acceptRules}
        error={errorAt(errors, `${BOOKING_FIELD.acceptRules}-ja`)}
      />
      <Box
        kind="checkbox"
        name={BOOKING_FIELD.acceptTerms}
        value="ja"
        checked={form.acceptedTerms}
        label={view.t.book.acceptTerms}
        error={errorAt(errors, `${BOOKING_FIELD.acceptTerms}-ja`)}
      />
    </div>
  </section>
);
