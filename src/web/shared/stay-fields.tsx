import type { JSX } from 'preact';
import { capacityIn, type Hall } from '../../catalogue/hall.ts';
import { LAYOUT_NAMES } from '../../catalogue/vocabulary.ts';
import { addDays, localDate } from '../../kernel/time.ts';
import { say, type View } from '../view.ts';
import { errorAt, Input, Select, type FieldError } from './fields.tsx';
import { timesOfDay } from './moment.ts';
import { STAY_FIELD, type StayForm } from './stay-form.ts';

interface Props {
  view: View;
  hall: Hall;
  form: StayForm;
  errors: readonly FieldError[];
}

const DAY_MINUTES = 1_440;

/** The fields of a stay: day, from, to, layout and with how many. */
export function StayFields(props: Props): JSX.Element {
  const { view, hall, form, errors } = props;
  const { t } = view;
  const layouts = hall.layouts.map(({ kind }) => ({
    value: kind,
    text: `${say(view, LAYOUT_NAMES[kind])} (${t.hall.persons(String(capacityIn(hall, kind)))})`,
  }));
  const persons = { value: form.persons, error: errorAt(errors, STAY_FIELD.persons) };
  return (
    <>
      <WhenFields {...props} />
      <Select name={STAY_FIELD.layout} label={t.search.layout} value={form.layout} options={layouts} error={errorAt(errors, STAY_FIELD.layout)} />
      <Input name={STAY_FIELD.persons} label={t.hall.attendance} type="text" inputMode="numeric" required {...persons} />
    </>
  );
}

/** A day and two times; a last day only where one may stay longer than a day. */
function WhenFields({ view: { t, now }, hall, form, errors }: Props): JSX.Element {
  const field = (name: 'day' | 'from' | 'to' | 'lastDay') => ({ name: STAY_FIELD[name], error: errorAt(errors, STAY_FIELD[name]) });
  const [first, last] = [localDate(now), addDays(localDate(now), hall.windowDays)];
  return (
    <>
      <Input {...field('day')} label={t.search.date} type="date" value={form.day} min={first} max={last} required />
      <div class="oz-fields" data-few>
        <Select {...field('from')} label={t.search.from} value={form.from || '19:00'} options={times(hall, 'from', form.from)} />
        <Select {...field('to')} label={t.search.to} value={form.to || '22:00'} options={times(hall, 'to', form.to)} />
      </div>
      <p class="oz-small oz-muted">{t.hall.nextDay}</p>
      {hall.longestMinutes > DAY_MINUTES && (
        <Input {...field('lastDay')} label={t.hall.lastDate} hint={t.hall.lastDateHint} type="date" value={form.lastDay} min={form.day} />
      )}
    </>
  );
}

/** The hall's own steps, and what was chosen even when it is not one of them. */
function times(hall: Hall, kind: 'from' | 'to', chosen: string): { value: string; text: string }[] {
  const all = timesOfDay(hall.startStepMinutes, kind);
  return (chosen === '' || all.includes(chosen) ? all : [...all, chosen].sort()).map((value) => ({ value, text: value }));
}
