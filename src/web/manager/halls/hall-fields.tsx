import type { JSX } from 'preact';
import { ACCESS_KINDS, HALL_TYPES, LAYOUTS } from '../../../catalogue/hall.ts';
import type { HallNumber } from '../../../catalogue/hall-record.ts';
import type { ManagedHallDetail } from '../../../catalogue/managed-hall.ts';
import { ACCESS_NAMES, FEATURE_NAMES, LAYOUT_NAMES, TYPE_NAMES } from '../../../catalogue/vocabulary.ts';
import type { Translated } from '../../../kernel/text.ts';
import { localDate } from '../../../kernel/time.ts';
import { Box, errorAt, Input, Select, type FieldError } from '../../shared/fields.tsx';
import { say, type View } from '../../view.ts';
import { TranslatedFields } from '../translated-fields.tsx';
import { isLength, type HallForm } from './hall-form.ts';
import { hallPath } from './hall-tabs.tsx';

interface Props {
  view: View;
  hall: ManagedHallDetail;
  form: HallForm;
  errors: readonly FieldError[];
}

/** Everything that a manager may change of a hall. */
export const HallFields = (props: Props): JSX.Element => (
  <>
    <Told {...props} />
    <LayoutFields {...props} />
    <Words {...props} />
    <Rules {...props} />
    <AccessFields {...props} />
    <ExtraBoxes {...props} />
  </>
);

const labelsFor = ({ t }: View, field: string): Record<'nl' | 'en' | 'fr', string> => ({
  nl: `${field} (${t.hallData.languages.nl})`, en: `${field} (${t.hallData.languages.en})`, fr: `${field} (${t.hallData.languages.fr})`,
});

const Told = ({ view, form, errors }: Props): JSX.Element => {
  const { t } = view;
  const f = t.hallData.fields;
  return (
    <fieldset class="ds-fieldset oz-stack" data-gap="sm">
      <legend class="ds-label">{t.hallData.groups.told}</legend>
      <TranslatedFields view={view} name="naam" labels={labelsFor(view, f.name)} value={form.name} errors={errors} maxLength={120} />
      <TranslatedFields view={view} name="beschrijving" labels={labelsFor(view, f.description)} value={form.description} errors={errors} rows={4} maxLength={4_000} />
      <div class="oz-fields" data-few>
        <Select name="soort" label={f.type} value={form.type} options={HALL_TYPES.map((type) => ({ value: type, text: say(view, TYPE_NAMES[type]) }))} />
        <NumberField view={view} field="areaM2" form={form} errors={errors} />
      </div>
      <Box kind="checkbox" name="reserveerbaar" value="ja" checked={form.bookable} label={t.hallData.bookableYes} />
    </fieldset>
  );
};

const NumberField = ({ view: { t }, field, form, errors, hint }: Pick<Props, 'view' | 'form' | 'errors'> & { field: HallNumber; hint?: string }): JSX.Element => (
  <Input name={field} label={t.hallData.fields[field]} type="text" value={form.numbers[field]} error={errorAt(errors, field)} autocomplete="off" maxLength={30}
    {...(hint ? { hint } : {})} {...(isLength(field) ? {} : { inputMode: 'numeric' as const })} />
);

function LayoutFields({ view, form, errors }: Props): JSX.Element {
  const { t } = view;
  const count = (name: string, label: string, value: string): JSX.Element => {
    const error = errorAt(errors, name);
    return (
      <>
        <input class="ds-input oz-clock" type="text" inputMode="numeric" id={name} name={name} value={value} maxLength={6} autocomplete="off" aria-label={label}
          aria-invalid={error ? 'true' : undefined} aria-describedby={error ? `${name}-fout` : undefined} />
        {error && (
          <p class="ds-validation-message" id={`${name}-fout`}>
            {error}
          </p>
        )}
      </>
    );
  };
  return (
    <fieldset class="ds-fieldset oz-stack" data-gap="sm">
      <legend class="ds-label">{t.hallData.groups.layouts}</legend>
      <p class="oz-small oz-muted">{t.hallData.hints.layouts}</p>
      <table class="oz-table oz-narrow">
        <caption class="ds-sr-only">{t.hallData.groups.layouts}</caption>
        <thead>
          <tr>
            <th scope="col">{t.hall.layout}</th>
            <th scope="col">{t.hallData.seated}</th>
            <th scope="col">{t.hallData.standing}</th>
          </tr>
        </thead>
        <tbody>
          {LAYOUTS.map((kind) => (
            <tr key={kind}>
              <th scope="row">{say(view, LAYOUT_NAMES[kind])}</th>
              <td>{count(`zit-${kind}`, `${say(view, LAYOUT_NAMES[kind])}, ${t.hallData.seated}`, form.layouts[kind].seated)}</td>
              <td>{count(`sta-${kind}`, `${say(view, LAYOUT_NAMES[kind])}, ${t.hallData.standing}`, form.layouts[kind].standing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}

const Words = ({ view, form }: Props): JSX.Element => (
  <fieldset class="ds-fieldset oz-stack" data-gap="sm">
    <legend class="ds-label">{view.t.hallData.groups.features}</legend>
    <div class="oz-choices">
      {Object.entries(FEATURE_NAMES as Readonly<Record<string, Translated>>).map(([word, name]) => (
        <Box key={word} kind="checkbox" name="faciliteit" value={word} checked={form.features.includes(word)} label={say(view, name)} />
      ))}
    </div>
  </fieldset>
);

const Rules = (props: Props): JSX.Element => {
  const { t } = props.view;
  return (
    <>
      <fieldset class="ds-fieldset oz-stack" data-gap="sm">
        <legend class="ds-label">{t.hallData.groups.rules}</legend>
        <p class="oz-small oz-muted">{t.hallData.hints.minutes}</p>
        <div class="oz-fields" data-end>
          {(['setupMinutes', 'teardownMinutes', 'startStepMinutes', 'shortestMinutes', 'longestMinutes', 'noticeMinutes', 'windowDays'] as const).map((field) => (
            <NumberField key={field} {...props} field={field} />
          ))}
        </div>
      </fieldset>
      <fieldset class="ds-fieldset oz-stack" data-gap="sm">
        <legend class="ds-label">{t.hallData.groups.approval}</legend>
        <Box kind="checkbox" name="goedkeuring" value="ja" checked={props.form.approval} label={t.hallData.approvalYes} />
        <div class="oz-fields" data-end>
          <NumberField {...props} field="approvalHours" />
          <NumberField {...props} field="payLinkHours" />
          <NumberField {...props} field="holdMinutes" />
          <NumberField {...props} field="quotaBookings" hint={t.hallData.hints.quota} />
        </div>
      </fieldset>
    </>
  );
};

function AccessFields({ view, hall, form, errors }: Props): JSX.Element {
  const { t, now } = view;
  const options = ACCESS_KINDS.map((kind) => ({ value: kind, text: say(view, ACCESS_NAMES[kind]) }));
  return (
    <fieldset class="ds-fieldset oz-stack" data-gap="sm">
      <legend class="ds-label">{t.hallData.groups.access}</legend>
      <p>{t.hallData.hints.accessNow(say(view, ACCESS_NAMES[hall.accessNow]))}</p>
      <p class="oz-small oz-muted">
        {t.hallData.hints.access} {hall.lockCount === 0 && t.hallData.hints.noLock}
      </p>
      <input type="hidden" name="toegangen" value={form.access.length} />
      {form.access.map((rule, index) => (
        <div key={String(index)} class="oz-fields" data-few>
          <Input name={`toegang-${index + 1}-dag`} label={t.hallData.accessFrom} type="date" value={rule.day} min={localDate(now)} error={errorAt(errors, `toegang-${index + 1}-dag`)} />
          <Select name={`toegang-${index + 1}`} label={t.hallData.accessKind} value={rule.kind} options={options} />
          {rule.day !== '' && <Box kind="checkbox" name={`toegang-${index + 1}-schrap`} value="ja" checked={rule.drop} label={t.hallData.drop} />}
        </div>
      ))}
    </fieldset>
  );
}

const ExtraBoxes = ({ view, hall, form }: Props): JSX.Element => (
  <fieldset class="ds-fieldset oz-stack" data-gap="sm">
    <legend class="ds-label">{view.t.hallData.groups.extras}</legend>
    {hall.venueExtras.length === 0 && <p>{view.t.hallData.noExtras}</p>}
    <div class="oz-choices">
      {hall.venueExtras.map(({ id, name }) => (
        <Box key={id} kind="checkbox" name="extra" value={id} checked={form.extraIds.includes(id)} label={say(view, name)} />
      ))}
    </div>
    <p class="oz-small">
      <a href={hallPath(hall.slug, 'venue')}>{view.t.hallData.hints.extras}</a>
    </p>
  </fieldset>
);
