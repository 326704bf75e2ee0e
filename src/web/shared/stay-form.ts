import { capacityIn, type Hall, type LayoutKind } from '../../catalogue/hall.ts';
import { addMinutes, type Period } from '../../kernel/period.ts';
import { localDate } from '../../kernel/time.ts';
import type { Texts } from '../texts/nl.ts';
import type { FieldError } from './fields.tsx';
import { periodOf, type Moment } from './moment.ts';

/** The fields by which one asks for a stay, as typed. The same names on the hall's page and in the booking form. */
export interface StayForm extends Moment {
  layout: LayoutKind | '';
  persons: string;
}

export const STAY_FIELD = { day: 'datum', from: 'van', to: 'tot', lastDay: 'einde', layout: 'opstelling', persons: 'personen' } as const;

/** Reads a stay from a form or an address, with the hall's first layout and this day where nothing was chosen. */
export function readStayForm(fields: URLSearchParams, hall: Hall, now: Date): StayForm {
  const text = (name: keyof typeof STAY_FIELD): string => (fields.get(STAY_FIELD[name]) ?? '').trim().slice(0, 20);
  const layout = hall.layouts.find(({ kind }) => kind === text('layout'))?.kind ?? hall.layouts[0]?.kind ?? '';
  const persons = fields.has(STAY_FIELD.persons) ? text('persons') : proposedPersons(hall, layout);
  return { day: text('day') || localDate(addMinutes(now, hall.noticeMinutes)), from: text('from'), to: text('to'), lastDay: text('lastDay'), persons, layout };
}

/** How many come when nobody has said so yet: a small company, or fewer where fewer fit. */
const proposedPersons = (hall: Hall, layout: LayoutKind | ''): string => String(layout ? Math.min(10, capacityIn(hall, layout)) : 10);

/** True once a moment was asked for: before that a page only proposes one. */
export const asksForMoment = (fields: URLSearchParams): boolean => fields.has(STAY_FIELD.from) && fields.has(STAY_FIELD.to);

export interface AskedStay {
  period: Period;
  layout: LayoutKind;
  attendance: number;
}

/** What a form means, or what is wrong with how it was filled in. Whether the hall can be had so is another question. */
export function stayOf(form: StayForm, t: Texts): AskedStay | FieldError[] {
  const period = periodOf(form);
  const attendance = wholeNumber(form.persons);
  const errors: FieldError[] = [
    ...(period === 'date' ? [{ name: STAY_FIELD.day, text: t.search.problem.date }] : []),
    ...(period === 'times' ? [{ name: STAY_FIELD.from, text: t.search.problem.times }] : []),
    ...(period === 'order' ? [{ name: STAY_FIELD.lastDay, text: t.search.problem.order }] : []),
    ...(attendance === undefined ? [{ name: STAY_FIELD.persons, text: t.search.problem.persons }] : []),
    ...(form.layout === '' ? [{ name: STAY_FIELD.layout, text: t.hall.layout }] : []),
  ];
  if (errors.length > 0 || typeof period === 'string' || attendance === undefined || form.layout === '') return errors;
  return { period, attendance, layout: form.layout };
}

/** A whole number from 1 to 100,000; anything else is `undefined`. */
export function wholeNumber(text: string): number | undefined {
  const number = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return number >= 1 && number <= 100_000 ? number : undefined;
}

/** The same stay as the parameters of an address. */
export const stayParams = (form: StayForm): Record<string, string> => ({
  [STAY_FIELD.day]: form.day,
  [STAY_FIELD.from]: form.from,
  [STAY_FIELD.to]: form.to,
  [STAY_FIELD.lastDay]: form.lastDay,
  [STAY_FIELD.layout]: form.layout,
  [STAY_FIELD.persons]: form.persons,
});

const RULE_FIELDS: Readonly<Record<string, string>> = { start: STAY_FIELD.from, end: STAY_FIELD.to, layout: STAY_FIELD.layout, attendance: STAY_FIELD.persons, purpose: 'gebruik' };

/** The field of the form that a broken rule is about: rules name the fields of a request, such as `body/period/start`. */
export const fieldOfRule = (field: string | undefined): string => RULE_FIELDS[field?.split('/').at(-1) ?? ''] ?? 'moment';
