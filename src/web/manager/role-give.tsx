import type { JSX } from 'preact';
import type { Colleague } from '../../identity/find-colleagues.ts';
import type { RolePlace } from '../../identity/list-roles.ts';
import { STAFF_ROLES } from '../../identity/role.ts';
import { localDate } from '../../kernel/time.ts';
import { Box, errorAt, ErrorSummary, Input, Select, type FieldError, type Option } from '../shared/fields.tsx';
import { say, type View } from '../view.ts';
import { placeValue, type RoleForm } from './role-form.ts';

interface Props {
  view: View;
  form: RoleForm;
  errors: readonly FieldError[];
  places: readonly RolePlace[];
  found: readonly Colleague[];
}

/** Gives a role in two steps that stand below each other: find the person, then say which role and where. */
export const GiveRole = (props: Props): JSX.Element => {
  const { view: { t }, form, found } = props;
  return (
    <section class="oz-panel oz-stack" aria-labelledby="rol-geven">
      <h2 class="ds-heading" data-size="xs" id="rol-geven">
        {t.roles.give}
      </h2>
      <form method="get" action="/beheer/rollen" class="oz-row" data-end>
        <div class="oz-grow">
          <Input name="zoek" type="search" label={t.roles.find} hint={t.roles.findHint} value={form.search} autocomplete="off" maxLength={200} />
        </div>
        <button class="ds-button" data-variant={found.length > 0 ? 'secondary' : undefined} type="submit">
          {t.roles.search}
        </button>
      </form>
      {form.search !== '' && found.length === 0 && <p role="status">{t.roles.nobody}</p>}
      {found.length > 0 && <RoleFields {...props} />}
    </section>
  );
};

const RoleFields = ({ view, form, errors, places, found }: Props): JSX.Element => {
  const { t, now } = view;
  const nobody = errorAt(errors, 'persoon');
  return (
    <form method="post" action="/beheer/rollen" class="oz-stack" noValidate>
      <ErrorSummary title={t.frame.errorsTitle} errors={errors} />
      <input type="hidden" name="zoek" value={form.search} />
      <fieldset class="ds-fieldset" id="persoon" tabIndex={-1} aria-describedby={nobody ? 'persoon-fout' : undefined}>
        <legend class="ds-label">{t.roles.who}</legend>
        <div class="oz-choices">
          {found.map(({ id, name, email }) => (
            <Box key={id} kind="radio" name="persoon" value={id} checked={form.person === id || found.length === 1} label={<Named name={name} email={email} />} />
          ))}
        </div>
        {nobody && (
          <p class="ds-validation-message" id="persoon-fout">
            {nobody}
          </p>
        )}
      </fieldset>
      <fieldset class="ds-fieldset" id="rol" tabIndex={-1} aria-describedby={errorAt(errors, 'rol') ? 'rol-fout' : undefined}>
        <legend class="ds-label">{t.roles.role}</legend>
        <div class="oz-boxes">
          {STAFF_ROLES.filter((role) => role !== 'agent' || places.some(({ city }) => city)).map((role) => (
            <Box key={role} kind="radio" name="rol" value={role} checked={form.role === role} label={t.roles.names[role]} hint={t.roles.may[role]} />
          ))}
        </div>
        {errorAt(errors, 'rol') && (
          <p class="ds-validation-message" id="rol-fout">
            {errorAt(errors, 'rol')}
          </p>
        )}
      </fieldset>
      <div class="oz-fields">
        <Select name="waar" label={t.roles.place} value={form.place} options={placeOptions(view, places)} error={errorAt(errors, 'waar')} />
        <Input
          name="laatste"
          type="date"
          label={t.roles.lastDay}
          hint={t.roles.lastDayHint}
          value={form.lastDay}
          min={localDate(now)}
          error={errorAt(errors, 'laatste')}
        />
      </div>
      <div class="oz-row">
        <button class="ds-button" type="submit">
          {t.roles.submit}
        </button>
      </div>
    </form>
  );
};

/** A shortened address stays on one line: it is there to tell namesakes apart. */
const Named = ({ name, email }: { name: string; email: string | undefined }): JSX.Element => (
  <>
    {name} {email && <span class={email.includes('…') ? 'oz-together oz-muted' : 'oz-muted'}>{email}</span>}
  </>
);

/** Each organisation that the reader administers, and below it each of its venues. */
const placeOptions = (view: View, places: readonly RolePlace[]): Option[] =>
  places.flatMap(({ organisationId, organisation, whole, city, venues }) => [
    ...(whole
      ? [{ value: placeValue(organisationId), text: city && places.length > 1 ? view.t.roles.city(organisation) : view.t.roles.wholeOf(organisation) }]
      : []),
    ...venues.map(({ id, name }) => ({ value: placeValue(organisationId, id), text: `– ${say(view, name)}` })),
  ]);
