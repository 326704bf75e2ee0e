import type { JSX } from 'preact';
import { formatWeekday } from '../../../contract/texts/format.ts';
import { addDays, localDate } from '../../../kernel/time.ts';
import type { Colleague } from '../../../watch/places.ts';
import { errorAt, Input, Select, type FieldError, type Option } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';
import { OUTSIDE, WEEK, type RotaForm } from './rota-form.ts';

interface Props {
  view: View;
  form: RotaForm;
  errors: readonly FieldError[];
  colleagues: readonly Colleague[];
}

/** Who there is, who has it when, and who stands in for whom. */
export function RotaFields({ view, form, errors, colleagues }: Props): JSX.Element {
  const { t } = view;
  const error = (name: string) => ({ name, error: errorAt(errors, name) });
  const rows = (prefix: string, count: number): JSX.Element => <input type="hidden" name={`${prefix}-rijen`} value={count} />;
  const watchers: Option[] = [{ value: '', text: t.watch.choose }, ...form.watchers.map((row, index) => ({ value: String(index + 1), text: `${index + 1}. ${nameOf(view, row, colleagues)}` }))];
  const whoOptions: Option[] = [{ value: '', text: t.watch.nobody }, ...colleagues.map(({ id, name }) => ({ value: id, text: name })), { value: OUTSIDE, text: t.watch.outside }];
  return (
    <>
      <fieldset class="ds-fieldset oz-stack" data-gap="sm" id="wie">
        <legend class="ds-label">{t.watch.watchers}</legend>
        <p class="oz-small oz-muted">{t.watch.watchersHint}</p>
        {rows('w', form.watchers.length)}
        {form.watchers.map((row, index) => {
          const at = (field: string): string => `w${index + 1}-${field}`;
          return (
            <div key={String(index)} class="oz-fields oz-rota-row" data-few role="group" aria-label={`${t.watch.watcher} ${index + 1}`}>
              <Select {...error(at('wie'))} label={`${index + 1}. ${t.watch.who}`} value={row.who} options={whoOptions} />
              <Input {...error(at('tel'))} type="tel" label={t.watch.phone} value={row.phone} autocomplete="off" maxLength={30} />
              <Input {...error(at('naam'))} type="text" label={t.watch.outsideName} value={row.name} autocomplete="off" maxLength={100} />
              <Input {...error(at('mail'))} type="email" label={t.watch.outsideMail} value={row.email} autocomplete="off" maxLength={254} />
            </div>
          );
        })}
        <More view={view} />
      </fieldset>
      <fieldset class="ds-fieldset oz-stack" data-gap="sm" id="beurten">
        <legend class="ds-label">{t.watch.turns}</legend>
        <p class="oz-small oz-muted">{t.watch.turnsHint}</p>
        {rows('b', form.turns.length)}
        {form.turns.map((row, index) => {
          const at = (field: string): string => `b${index + 1}-${field}`;
          return (
            <div key={String(index)} class="oz-rota-row oz-stack" data-gap="xs" role="group" aria-label={`${t.watch.turn} ${index + 1}`}>
              <Days view={view} name={at('dag')} chosen={row.days} wrong={errorAt(errors, at('dag'))} />
              <div class="oz-fields" data-few>
                <Input {...error(at('van'))} type="text" label={t.watch.from} value={row.from} autocomplete="off" maxLength={10} />
                <Input {...error(at('tot'))} type="text" label={t.watch.until} value={row.until} autocomplete="off" maxLength={10} />
                <Select {...error(at('wie'))} label={t.watch.who} value={row.watcher} options={watchers} />
              </div>
            </div>
          );
        })}
        <More view={view} />
      </fieldset>
      <fieldset class="ds-fieldset oz-stack" data-gap="sm" id="vervangingen">
        <legend class="ds-label">{t.watch.replacements}</legend>
        <p class="oz-small oz-muted">{t.watch.replacementsHint}</p>
        {rows('v', form.replacements.length)}
        {form.replacements.map((row, index) => {
          const at = (field: string): string => `v${index + 1}-${field}`;
          return (
            <div key={String(index)} class="oz-fields oz-rota-row" data-few role="group" aria-label={`${t.watch.replacement} ${index + 1}`}>
              <Input {...error(at('van'))} type="date" label={t.watch.firstDay} value={row.first} />
              <Input {...error(at('tot'))} type="date" label={t.watch.lastDay} value={row.last} min={localDate(view.now)} />
              <Select {...error(at('wie'))} label={t.watch.absent} value={row.absent} options={watchers} />
              <Select {...error(at('door'))} label={t.watch.substitute} value={row.substitute} options={[{ value: '', text: t.watch.nobody }, ...watchers.slice(1)]} />
            </div>
          );
        })}
        <More view={view} />
      </fieldset>
    </>
  );
}

const nameOf = ({ t }: View, { who, name }: RotaForm['watchers'][number], colleagues: readonly Colleague[]): string =>
  (who === OUTSIDE ? name : colleagues.find(({ id }) => id === who)?.name) || t.watch.nobodyYet;

const More = ({ view }: { view: View }): JSX.Element => (
  <div>
    <button class="ds-button" data-variant="tertiary" data-size="sm" type="submit" name="actie" value="rij">
      {view.t.watch.another}
    </button>
  </div>
);

/** 5 January 2026 was a Monday. */
const Days = ({ view, name, chosen, wrong }: { view: View; name: string; chosen: readonly number[]; wrong: string | undefined }): JSX.Element => (
  <fieldset class="ds-fieldset" id={name} tabIndex={-1} aria-describedby={wrong ? `${name}-fout` : undefined}>
    <legend class="ds-sr-only">{view.t.watch.days}</legend>
    <div class="oz-row oz-rota-days">
      {WEEK.map((day) => (
        <label key={day} class="oz-rota-day">
          <input class="ds-input" type="checkbox" name={name} value={day} checked={chosen.includes(day)} /> {formatWeekday(addDays('2026-01-04', day), view.language, 'short')}
        </label>
      ))}
    </div>
    {wrong && (
      <p class="ds-validation-message" id={`${name}-fout`}>
        {wrong}
      </p>
    )}
  </fieldset>
);
