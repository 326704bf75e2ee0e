import type { JSX } from 'preact';
import { addDays, localDate } from '../../../kernel/time.ts';
import { errorAt, ErrorSummary, Input, Select, type FieldError } from '../../shared/fields.tsx';
import { periodOf, timesOfDay, type Moment } from '../../shared/moment.ts';
import { asksForMoment, STAY_FIELD, wholeNumber } from '../../shared/stay-form.ts';
import type { View } from '../../view.ts';
import type { AskedMoment } from './compared.ts';

/** The moment for which halls are compared, as typed. */
export interface CompareForm extends Moment {
  persons: string;
}

export function readCompareForm(fields: URLSearchParams): CompareForm {
  const text = (name: Exclude<keyof typeof STAY_FIELD, 'layout'>): string => (fields.get(STAY_FIELD[name]) ?? '').trim().slice(0, 20);
  return { day: text('day'), from: text('from'), to: text('to'), lastDay: text('lastDay'), persons: text('persons') };
}

/** The moment that is meant, nothing when none is asked for, or what is wrong with how it was filled in. */
export function momentAsked(fields: URLSearchParams, form: CompareForm, { t, now }: View): AskedMoment | undefined | FieldError[] {
  if (!asksForMoment(fields)) return undefined;
  const period = periodOf(form);
  const persons = form.persons === '' ? 1 : wholeNumber(form.persons);
  const errors: FieldError[] = [
    ...(period === 'date' ? [{ name: STAY_FIELD.day, text: t.search.problem.date }] : []),
    ...(period === 'times' ? [{ name: STAY_FIELD.from, text: t.search.problem.times }] : []),
    ...(period === 'order' ? [{ name: STAY_FIELD.to, text: t.search.problem.order }] : []),
    ...(typeof period !== 'string' && form.day < localDate(now) ? [{ name: STAY_FIELD.day, text: t.search.problem.past }] : []),
    ...(persons === undefined ? [{ name: STAY_FIELD.persons, text: t.search.problem.persons }] : []),
  ];
  return errors.length > 0 || typeof period === 'string' || persons === undefined ? errors : { period, persons };
}

interface Props {
  view: View;
  slugs: readonly string[];
  form: CompareForm;
  errors: readonly FieldError[];
}

/** Asks the same moment of every hall in the comparison. */
export function CompareMoment({ view: { t, now }, slugs, form, errors }: Props): JSX.Element {
  const times = (kind: 'from' | 'to', chosen: string): { value: string; text: string }[] => {
    const all = timesOfDay(30, kind);
    return (chosen === '' || all.includes(chosen) ? all : [...all, chosen].sort()).map((value) => ({ value, text: value }));
  };
  const field = (name: Exclude<keyof typeof STAY_FIELD, 'layout'>) => ({ name: STAY_FIELD[name], error: errorAt(errors, STAY_FIELD[name]) });
  const today = localDate(now);
  return (
    <form method="get" action="/vergelijken" class="oz-panel oz-stack" data-gap="sm">
      <ErrorSummary title={t.frame.errorsTitle} errors={errors} />
      {slugs.map((slug) => (
        <input key={slug} type="hidden" name="zaal" value={slug} />
      ))}
      <div class="oz-fields" data-few data-end>
        <Input {...field('day')} label={t.search.date} type="date" value={form.day || today} min={today} max={addDays(today, 1_095)} />
        <Select {...field('from')} label={t.search.from} value={form.from || '19:00'} options={times('from', form.from)} />
        <Select {...field('to')} label={t.search.to} value={form.to || '22:00'} options={times('to', form.to)} />
        <Input {...field('persons')} label={t.search.persons} type="text" inputMode="numeric" value={form.persons} autocomplete="off" />
        <button class="ds-button" data-variant="secondary" type="submit">
          {t.choosing.compareMoment}
        </button>
      </div>
    </form>
  );
}
