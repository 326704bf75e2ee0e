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

/** The fields of a stay: day, from, to, layout and with how many. A last day only where one may stay longer than a day. */
export function StayFields({ view: { t, now, ...view }, hall, form, errors }: Props): JSX.Element {
  const last = addDays(localDate(now), hall.windowDays);
  const times = (kind: 'from' | 'to', chosen: string): { value: string; text: string }[] => {
    const all = timesOfDay(hall.startStepMinutes, kind);
    return (chosen === '' || all.includes(chosen) ? all : [...all, chosen].sort()).map((value) => ({ value, text: value }));
  };
  return (
    <>
      <Input name={STAY_FIELD.day} label={t.search.date} type="date" value={form.day} min={localDate(now)} max={last} required error={errorAt(errors, STAY_FIELD.day)} />
      <div class="oz-fields" data-few>
        <Select name={STAY_FIELD.from} label={t.search.from} value={form.from || '19:00'} options={times('from', form.from)} error={errorAt(errors, STAY_FIELD.from)} />
        <Select name={STAY_FIELD.to} label={t.search.to} value={form.to || '22:00'} options={times('to', form.to)} error={errorAt(errors, STAY_FIELD.to)} />
      </div>
      <p class="oz-small oz-muted">{t.hall.nextDay}</p>
      {hall.longestMinutes > DAY_MINUTES && <Input name={STAY_FIELD.lastDay} label={t.hall.lastDate} hint={t.hall.lastDateHint} type="date" value={form.lastDay} min={form.day} error={errorAt(errors, STAY_FIELD.lastDay)} />}
      <Select name={STAY_FIELD.layout} label={t.search.layout} value={form.layout} error={errorAt(errors, STAY_FIELD.layout)}
        options={hall.layouts.map(({ kind }) => ({ value: kind, text: `${say({ t, now, ...view }, LAYOUT_NAMES[kind])} (${t.hall.persons(String(capacityIn(hall, kind)))})` }))} />
      <Input name={STAY_FIELD.persons} label={t.hall.attendance} type="text" inputMode="numeric" value={form.persons} required autocomplete="off" error={errorAt(errors, STAY_FIELD.persons)} />
    </>
  );
}
