import type { JSX } from 'preact';
import type { FoundPerson } from '../../identity/find-persons.ts';
import { errorAt, ErrorSummary, Input, type FieldError } from '../shared/fields.tsx';
import { link, type View } from '../view.ts';
import { PersonLine } from './find-bar.tsx';
import { PERSON_FIELD as FIELD, type PersonForm } from './person-form.ts';
import { wishParams, type Wish } from './wish.ts';

interface FieldsProps {
  view: View;
  form: PersonForm;
  errors: readonly FieldError[];
}

/** The same four fields for somebody new and for a correction. */
export const PersonFields = ({ view: { t }, form, errors }: FieldsProps): JSX.Element => (
  <>
    <div class="oz-fields" data-few>
      <Input name={FIELD.given} type="text" label={t.desk.given} value={form.given} maxLength={100} autocomplete="off" error={errorAt(errors, FIELD.given)} />
      <Input name={FIELD.family} type="text" label={t.desk.family} value={form.family} maxLength={100} autocomplete="off" error={errorAt(errors, FIELD.family)} />
    </div>
    <div class="oz-fields" data-few>
      <Input name={FIELD.phone} type="tel" label={t.desk.phone} value={form.phone} maxLength={40} autocomplete="off" error={errorAt(errors, FIELD.phone)} />
      <Input name={FIELD.email} type="email" label={t.desk.email} value={form.email} maxLength={254} autocomplete="off" error={errorAt(errors, FIELD.email)} />
    </div>
  </>
);

interface Props extends FieldsProps {
  wish: Wish;
  /** Who might be meant; shown before anybody is made twice. */
  alike: readonly FoundPerson[];
  /** Those were shown already: the button now makes the person all the same. */
  asked: boolean;
}

/** Enters somebody whom nobody has found, with what was typed to find them. */
export const NewPersonForm = ({ view, form, errors, wish, alike, asked }: Props): JSX.Element => {
  const { t } = view;
  const kept = wishParams(wish, view);
  return (
    <section class="oz-panel oz-stack" data-gap="sm" id="nieuw" aria-labelledby="nieuwe-persoon">
      <h2 class="ds-heading" data-size="2xs" id="nieuwe-persoon">
        {t.desk.newPerson}
      </h2>
      <ErrorSummary title={t.frame.errorsTitle} errors={errors} />
      {alike.length > 0 && (
        <div class="oz-hint oz-stack" data-gap="xs" role="status">
          <p class="oz-strong">{t.desk.alike}</p>
          <ul class="oz-plain">
            {alike.map((person) => (
              <PersonLine key={person.id} view={view} person={person} href={link(`/kcc/persoon/${person.id}`, kept)} />
            ))}
          </ul>
        </div>
      )}
      <form method="post" action={link('/kcc/personen', kept)} class="oz-stack" data-gap="sm" noValidate>
        <PersonFields view={view} form={form} errors={errors} />
        <p class="oz-small oz-muted">{t.desk.oneOfBoth}</p>
        {asked && <input type="hidden" name="toch" value="ja" />}
        <button class="ds-button" type="submit">
          {asked && alike.length > 0 ? t.desk.createAnyway : t.desk.create}
        </button>
      </form>
    </section>
  );
};
