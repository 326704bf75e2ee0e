import type { JSX } from 'preact';
import { EXTRA_UNITS, VAT_RATES } from '../../../catalogue/venue-record.ts';
import { ACCESSIBILITY_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatVatRate } from '../../../contract/texts/format.ts';
import type { Translated } from '../../../kernel/text.ts';
import { Box, errorAt, Input, Select, type FieldError } from '../../shared/fields.tsx';
import { say, type View } from '../../view.ts';
import { TranslatedFields } from '../translated-fields.tsx';
import { extraField, type TypedExtra, type VenueForm } from './venue-form.ts';

interface Props {
  view: View;
  form: VenueForm;
  errors: readonly FieldError[];
}

/** Everything that a manager may change of a venue, and what can be ordered there. */
export const VenueFields = (props: Props): JSX.Element => (
  <>
    <Told {...props} />
    <Contact {...props} />
    <Door {...props} />
    <Extras {...props} />
  </>
);

const labelsFor = ({ t }: View, field: string): Record<'nl' | 'en' | 'fr', string> => ({
  nl: `${field} (${t.hallData.languages.nl})`, en: `${field} (${t.hallData.languages.en})`, fr: `${field} (${t.hallData.languages.fr})`,
});

const Told = ({ view, form, errors }: Props): JSX.Element => (
  <fieldset class="ds-fieldset oz-stack" data-gap="sm">
    <legend class="ds-label">{view.t.hallData.groups.told}</legend>
    <TranslatedFields view={view} name="naam" labels={labelsFor(view, view.t.hallData.fields.name)} value={form.name} errors={errors} maxLength={120} />
    <TranslatedFields view={view} name="beschrijving" labels={labelsFor(view, view.t.hallData.fields.description)} value={form.description} errors={errors} rows={3} maxLength={4_000} />
  </fieldset>
);

const Contact = ({ view, form, errors }: Props): JSX.Element => {
  const { hallData } = view.t;
  return (
    <fieldset class="ds-fieldset oz-stack" data-gap="sm">
      <legend class="ds-label">{hallData.venue.contact}</legend>
      <TranslatedFields view={view} name="weg" labels={labelsFor(view, hallData.fields.directions)} value={form.directions} errors={errors} rows={3} maxLength={2_000} />
      <div class="oz-fields">
        <Input name="email" label={hallData.fields.email} type="email" value={form.email} autocomplete="off" error={errorAt(errors, 'email')} />
        <Input name="telefoon" label={hallData.fields.phone} type="tel" value={form.phone} autocomplete="off" error={errorAt(errors, 'telefoon')} />
      </div>
      <p class="oz-strong">{hallData.fields.accessibility}</p>
      <div class="oz-choices">
        {Object.entries(ACCESSIBILITY_NAMES as Readonly<Record<string, Translated>>).map(([word, name]) => (
          <Box key={word} kind="checkbox" name="toegankelijk" value={word} checked={form.accessibility.includes(word)} label={say(view, name)} />
        ))}
      </div>
    </fieldset>
  );
};

const Door = ({ view: { t }, form, errors }: Props): JSX.Element => (
  <fieldset class="ds-fieldset oz-stack" data-gap="sm">
    <legend class="ds-label">{t.hallData.venue.door}</legend>
    <p class="oz-small oz-muted">
      {t.hallData.hints.minutes} {t.hallData.venue.doorHint}
    </p>
    <div class="oz-fields" data-end>
      <Input name="doorBeforeMinutes" label={t.hallData.fields.doorBeforeMinutes} type="text" value={form.before} autocomplete="off" error={errorAt(errors, 'doorBeforeMinutes')} />
      <Input name="doorAfterMinutes" label={t.hallData.fields.doorAfterMinutes} type="text" value={form.after} autocomplete="off" error={errorAt(errors, 'doorAfterMinutes')} />
      <Input name="codeShownHours" label={t.hallData.fields.codeShownHours} type="text" inputMode="numeric" value={form.shown} autocomplete="off" error={errorAt(errors, 'codeShownHours')} />
    </div>
  </fieldset>
);

const Extras = ({ view, form, errors }: Props): JSX.Element => {
  const { t } = view;
  return (
    <fieldset class="ds-fieldset oz-stack" data-gap="sm" id="extras">
      <legend class="ds-label">{t.hallData.fields.extras}</legend>
      <p class="oz-small oz-muted">{t.hallData.venue.extrasHint}</p>
      <input type="hidden" name="rijen" value={form.extras.length} />
      {form.extras.map((extra, index) => (
        <ExtraFields key={String(index)} view={view} number={index + 1} extra={extra} errors={errors} />
      ))}
      <div>
        <button class="ds-button" data-variant="tertiary" data-size="sm" type="submit" name="actie" value="rij" formAction="#extras">
          {t.hallData.venue.another}
        </button>
      </div>
    </fieldset>
  );
};

function ExtraFields({ view, number, extra, errors }: { view: View; number: number; extra: TypedExtra; errors: readonly FieldError[] }): JSX.Element {
  const { t, language } = view;
  const v = t.hallData.venue;
  const field = (what: 'prijs' | 'voorraad' | 'max') => ({ name: extraField(number, what), error: errorAt(errors, extraField(number, what)) });
  const title = extra.name[language] || extra.name.nl;
  return (
    <details class="oz-more" open={extra.id === '' || errors.some(({ name }) => name.startsWith(`x${number}-`))}>
      <summary>{title || (extra.id === '' ? v.newExtra : v.extra(number))}</summary>
      <div class="oz-stack" data-gap="sm">
        <input type="hidden" name={extraField(number, 'id')} value={extra.id} />
        <TranslatedFields view={view} name={extraField(number, 'naam')} labels={labelsFor(view, t.hallData.fields.name)} value={extra.name} errors={errors} maxLength={120} />
        <div class="oz-fields" data-few>
          <Select name={extraField(number, 'eenheid')} label={v.unit} value={extra.unit} options={EXTRA_UNITS.map((unit) => ({ value: unit, text: v.units[unit] }))} />
          <Input {...field('prijs')} label={v.price} type="text" inputMode="decimal" value={extra.price} autocomplete="off" />
          <Select name={extraField(number, 'btw')} label={v.vat} value={extra.vat} options={VAT_RATES.map((rate) => ({ value: String(rate), text: formatVatRate(rate, language) }))} />
          <Input {...field('voorraad')} label={v.stock} hint={v.stockHint} type="text" inputMode="numeric" value={extra.stock} autocomplete="off" />
          <Input {...field('max')} label={v.most} type="text" inputMode="numeric" value={extra.most} autocomplete="off" />
        </div>
      </div>
    </details>
  );
}
