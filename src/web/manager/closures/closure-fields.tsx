import type { JSX } from 'preact';
import { REPEATS, type Repeat } from '../../../availability/closure-plan.ts';
import type { ManagedHall } from '../../../catalogue/managed-halls.ts';
import { localDate } from '../../../kernel/time.ts';
import { Box, errorAt, Input, Select, type FieldError } from '../../shared/fields.tsx';
import { say, type View } from '../../view.ts';
import { TranslatedFields } from '../translated-fields.tsx';
import { CLOSURE_FIELD, type ClosureForm } from './closure-form.ts';

interface Props {
  view: View;
  halls: readonly ManagedHall[];
  form: ClosureForm;
  errors: readonly FieldError[];
}

/** Which halls, when, why, and how often. */
export const ClosureFields = (props: Props): JSX.Element => (
  <>
    <WhichHalls {...props} />
    <WhenFields {...props} />
    <fieldset class="ds-fieldset oz-stack" data-gap="sm">
      <legend class="ds-label">{props.view.t.closures.form.why}</legend>
      <TranslatedFields
        view={props.view}
        name={CLOSURE_FIELD.reason}
        labels={props.view.t.closures.form.reasonIn}
        hint={props.view.t.closures.form.whyHint}
        value={props.form.reason}
        errors={props.errors}
        maxLength={200}
      />
    </fieldset>
    <RepeatFields {...props} />
  </>
);

function WhichHalls({ view, halls, form, errors }: Props): JSX.Element {
  const { t } = view;
  const venues = [...new Map(halls.map(({ venue }) => [venue.slug, venue])).values()];
  const error = errorAt(errors, 'zalen');
  const chosen = (one: ManagedHall): boolean => form.halls.includes(one.slug);
  return (
    <fieldset class="ds-fieldset oz-stack" data-gap="sm" id="zalen" tabIndex={-1} aria-describedby={error ? 'zalen-fout' : undefined}>
      <legend class="ds-label">{t.closures.form.which}</legend>
      {error && (
        <p class="ds-validation-message" id="zalen-fout">
          {error}
        </p>
      )}
      {venues.map((venue) => {
        const here = halls.filter((hall) => hall.venue.slug === venue.slug);
        const whole = form.venues.includes(venue.slug);
        return (
          <details key={venue.slug} class="oz-more" open={venues.length === 1 || whole || here.some(chosen)}>
            <summary>{say(view, venue.name)}</summary>
            <div class="oz-choices">
              {here.length > 1 && (
                <Box kind="checkbox" name={CLOSURE_FIELD.venue} value={venue.slug} checked={whole} label={<strong>{t.closures.form.wholeVenue(say(view, venue.name))}</strong>} />
              )}
              {here.map((hall) => (
                <Box key={hall.slug} kind="checkbox" name={CLOSURE_FIELD.hall} value={hall.slug} checked={chosen(hall)} label={say(view, hall.name)} />
              ))}
            </div>
          </details>
        );
      })}
    </fieldset>
  );
}

function WhenFields({ view: { t, now }, form, errors }: Props): JSX.Element {
  const f = t.closures.form;
  const field = (name: 'firstDay' | 'from' | 'lastDay' | 'until') => ({ name: CLOSURE_FIELD[name], value: form[name], error: errorAt(errors, CLOSURE_FIELD[name]) });
  return (
    <fieldset class="ds-fieldset oz-stack" data-gap="sm">
      <legend class="ds-label">{f.when}</legend>
      <p class="oz-small oz-muted">{f.wholeDayHint}</p>
      <div class="oz-fields">
        <Input {...field('firstDay')} label={f.from} type="date" min={localDate(now)} />
        <Input {...field('from')} label={f.fromTime} type="text" placeholder="00:00" autocomplete="off" />
        <Input {...field('lastDay')} label={f.until} type="date" min={localDate(now)} />
        <Input {...field('until')} label={f.untilTime} type="text" placeholder="24:00" autocomplete="off" />
      </div>
    </fieldset>
  );
}

function RepeatFields({ view: { t }, form, errors }: Props): JSX.Element {
  const f = t.closures.form;
  const options = [{ value: '', text: f.repeats.never }, ...(Object.keys(REPEATS) as Repeat[]).map((value) => ({ value, text: f.repeats[value] }))];
  return (
    <div class="oz-fields">
      <Select name={CLOSURE_FIELD.repeat} label={f.repeat} value={form.repeat} options={options} error={errorAt(errors, CLOSURE_FIELD.repeat)} />
      <Input
        name={CLOSURE_FIELD.repeatLast}
        label={f.repeatUntil}
        hint={f.repeatUntilHint}
        type="date"
        value={form.repeatLast}
        error={errorAt(errors, CLOSURE_FIELD.repeatLast)}
      />
    </div>
  );
}
