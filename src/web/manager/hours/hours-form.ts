import { createHash } from 'node:crypto';
import { faultsIn, MOST_EXCEPTIONS, MOST_STRETCHES, type Hours } from '../../../catalogue/hours.ts';
import type { ManagedSchedule } from '../../../catalogue/schedule-of-hall.ts';
import { isLocalDate, localDate, type Weekday } from '../../../kernel/time.ts';
import type { HoursScope } from '../../../management/change-hours.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';
import { readClock } from '../clock-text.ts';
import { readText, translatedOf, typedText, type TypedText } from '../translated-fields.tsx';

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** A stretch of opening hours, as typed. */
export interface TypedStretch {
  from: string;
  until: string;
}

export interface TypedException extends TypedStretch {
  day: string;
  reason: TypedText;
  drop: boolean;
}

/** What a manager filled in as opening hours, as typed. */
export interface HoursForm {
  /** Per weekday, Monday first: two stretches or more. */
  weekly: TypedStretch[][];
  openOnHolidays: boolean;
  exceptions: TypedException[];
  scope: HoursScope;
  version: number;
}

/** The names of fields: `d1-2-van` is the begin of Monday's second stretch, `u3-dag` the day of the third exception. */
export const stretchField = (weekday: number, number: number, end: 'van' | 'tot'): string => `d${weekday}-${number}-${end}`;
export const exceptionField = (number: number, what: 'dag' | 'van' | 'tot' | 'reden' | 'schrap'): string => `u${number}-${what}`;

const BLANK: TypedException = { day: '', from: '', until: '', reason: typedText(undefined), drop: false };

/** The form as it is before anybody types: what is kept now, with room for more. */
export function hoursFormOf({ schedule, version }: ManagedSchedule): HoursForm {
  const weekly = WEEKDAYS.map((weekday) => {
    const kept = schedule.weekly.filter((stretch) => stretch.weekday === weekday).map(({ opens, closes }) => ({ from: opens, until: closes }));
    return roomFor(kept, Math.min(MOST_STRETCHES, Math.max(2, kept.length)));
  });
  const exceptions = schedule.exceptions.map(({ day, opens, closes, reason }) => ({ day, from: opens ?? '', until: closes ?? '', reason: typedText(reason), drop: false }));
  return { weekly, openOnHolidays: schedule.openOnHolidays, exceptions: [...exceptions, BLANK], scope: 'all-halls', version };
}

const roomFor = (stretches: TypedStretch[], count: number): TypedStretch[] => [...stretches, ...Array.from({ length: Math.max(0, count - stretches.length) }, () => ({ from: '', until: '' }))];

export function readHoursForm(fields: URLSearchParams, more: 'as-sent' | 'another'): HoursForm {
  const time = (name: string): string => fieldOf(fields, name).slice(0, 10);
  const stretches = (weekday: number): TypedStretch[] => {
    const typed = Array.from({ length: MOST_STRETCHES }, (_, index) => ({ from: time(stretchField(weekday, index + 1, 'van')), until: time(stretchField(weekday, index + 1, 'tot')) }));
    const last = typed.findLastIndex(({ from, until }) => from !== '' || until !== '');
    return typed.slice(0, Math.max(2, last + 1));
  };
  const count = Math.min(MOST_EXCEPTIONS, Math.max(1, Number(fieldOf(fields, 'rijen')) || 1));
  const exceptions = Array.from({ length: count }, (_, index): TypedException => ({
    day: time(exceptionField(index + 1, 'dag')), from: time(exceptionField(index + 1, 'van')), until: time(exceptionField(index + 1, 'tot')),
    reason: readText(fields, exceptionField(index + 1, 'reden'), 200), drop: fields.has(exceptionField(index + 1, 'schrap')),
  }));
  return {
    weekly: WEEKDAYS.map(stretches),
    openOnHolidays: fields.has('feestdagen'),
    exceptions: more === 'another' && count < MOST_EXCEPTIONS ? [...exceptions, BLANK] : exceptions,
    scope: fieldOf(fields, 'voor') === 'this-hall' ? 'this-hall' : 'all-halls',
    version: Number(fieldOf(fields, 'versie')) || 0,
  };
}

/** A list of hours, each with the field in which it was typed. */
interface Typed<Item> {
  item: Item;
  field: string;
}

/** The hours that are meant, or which fields are not filled in well. */
export function hoursAsk(form: HoursForm, { t, now }: Pick<View, 't' | 'now'>): Hours | FieldError[] {
  const p = t.hours.problem;
  const errors: FieldError[] = [];
  const weekly: Typed<Hours['weekly'][number]>[] = [];
  const exceptions: Typed<Hours['exceptions'][number]>[] = [];
  const times = ({ from, until }: TypedStretch, fields: { from: string; until: string }) => {
    const [opens, closes] = [readClock(from, 'from'), readClock(until, 'until')];
    if (opens === 'wrong') errors.push({ name: fields.from, text: p.time });
    if (closes === 'wrong') errors.push({ name: fields.until, text: p.time });
    if ((opens === undefined) !== (closes === undefined)) errors.push({ name: opens === undefined ? fields.from : fields.until, text: p.half });
    return { opens: opens === 'wrong' ? undefined : opens, closes: closes === 'wrong' ? undefined : closes };
  };
  form.weekly.forEach((stretches, day) => stretches.forEach((stretch, index) => {
    const weekday = WEEKDAYS[day]!;
    const field = stretchField(weekday, index + 1, 'van');
    const { opens, closes } = times(stretch, { from: field, until: stretchField(weekday, index + 1, 'tot') });
    if (opens !== undefined && closes !== undefined) weekly.push({ item: { weekday, opens, closes }, field });
  }));
  form.exceptions.forEach((typed, index) => {
    const empty = typed.day === '' && typed.from === '' && typed.until === '' && Object.values(typed.reason).every((text) => text === '');
    if (typed.drop || empty) return;
    const field = exceptionField(index + 1, 'dag');
    const known = isLocalDate(typed.day) && typed.day.startsWith('20');
    if (!known) errors.push({ name: field, text: p.day });
    const { opens, closes } = times(typed, { from: exceptionField(index + 1, 'van'), until: exceptionField(index + 1, 'tot') });
    const reason = translatedOf(typed.reason);
    if (!reason && (typed.reason.en !== '' || typed.reason.fr !== '')) errors.push({ name: `${exceptionField(index + 1, 'reden')}-nl`, text: p.reason });
    if (known) exceptions.push({ item: { day: typed.day, ...(opens !== undefined && closes !== undefined ? { opens, closes } : {}), ...(reason ? { reason } : {}) }, field });
  });
  const hours = { openOnHolidays: form.openOnHolidays, weekly: weekly.map(({ item }) => item), exceptions: exceptions.map(({ item }) => item) };
  errors.push(...faultsIn(hours, localDate(now)).map(({ list, index, fault }) => ({ name: (list === 'weekly' ? weekly : exceptions)[index]!.field, text: p[fault] })));
  return errors.length > 0 ? errors : sorted(hours);
}

/** In the order of the week and of the calendar, as they are kept. */
const sorted = ({ weekly, exceptions, ...hours }: Hours): Hours => ({
  ...hours,
  weekly: weekly.toSorted((a, b) => a.weekday - b.weekday || a.opens.localeCompare(b.opens)),
  exceptions: exceptions.toSorted((a, b) => a.day.localeCompare(b.day)),
});

/** A word for exactly these hours for these halls: a manager saves what they looked at, not something else. */
export const hoursMark = (hours: Hours, scope: HoursScope): string => createHash('sha256').update(JSON.stringify([hours, scope])).digest('hex').slice(0, 20);
