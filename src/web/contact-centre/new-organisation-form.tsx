import type { JSX } from 'preact';
import { errorAt, ErrorSummary, Input, Select, type FieldError } from '../shared/fields.tsx';
import type { View } from '../view.ts';
import { KINDS, ORGANISATION_FIELD as FIELD, type OrganisationForm } from './organisation-form.ts';

/** Enters an organisation that nobody has logged in for yet, for instance an association without a KBO number. */
export const NewOrganisationForm = ({ view: { t }, form, errors }: { view: View; form: OrganisationForm; errors: readonly FieldError[] }): JSX.Element => (
  <section class="oz-panel oz-stack" aria-labelledby="nieuwe-organisatie">
    <h2 class="ds-heading" data-size="xs" id="nieuwe-organisatie">
      {t.agent.create}
    </h2>
    <ErrorSummary title={t.frame.errorsTitle} errors={errors} />
    <form method="post" action="/kcc/organisaties" class="oz-stack" noValidate>
      <div class="oz-fields">
        <Input
          name={FIELD.name}
          type="text"
          label={t.agent.name}
          value={form.name}
          required
          maxLength={200}
          autocomplete="off"
          error={errorAt(errors, FIELD.name)}
        />
        <Select name={FIELD.kind} label={t.agent.kind} value={form.kind} options={KINDS.map((kind) => ({ value: kind, text: t.bookerKinds[kind] }))} />
      </div>
      <div class="oz-fields">
        <Input name={FIELD.kbo} type="text" label={t.agent.kbo} hint={t.agent.kboHint} value={form.kbo} autocomplete="off" error={errorAt(errors, FIELD.kbo)} />
        <Input
          name={FIELD.vCode}
          type="text"
          label={t.agent.vCode}
          hint={t.frame.optional}
          value={form.vCode}
          autocomplete="off"
          error={errorAt(errors, FIELD.vCode)}
        />
      </div>
      <div class="oz-fields">
        <Input
          name={FIELD.email}
          type="email"
          label={t.agent.email}
          hint={t.frame.optional}
          value={form.email}
          autocomplete="off"
          error={errorAt(errors, FIELD.email)}
        />
        <Input
          name={FIELD.phone}
          type="tel"
          label={t.agent.phone}
          hint={t.frame.optional}
          value={form.phone}
          autocomplete="off"
          error={errorAt(errors, FIELD.phone)}
        />
        <Input
          name={FIELD.municipality}
          type="text"
          label={t.agent.municipality}
          hint={t.frame.optional}
          value={form.municipality}
          maxLength={100}
          autocomplete="off"
        />
      </div>
      <button class="ds-button" type="submit">
        {t.agent.submit}
      </button>
    </form>
  </section>
);
