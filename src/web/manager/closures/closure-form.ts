import { createHash } from 'node:crypto';
import { periodsOf, REPEATS, type Repeat } from '../../../availability/closure-plan.ts';
import type { HallsClosing } from '../../../availability/close-halls.ts';
import type { ManagedHall } from '../../../catalogue/managed-halls.ts';
import { isId, newId, type ClosureId } from '../../../kernel/ids.ts';
import { isLocalDate } from '../../../kernel/time.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';
import { readClock } from '../clock-text.ts';
import { readText, translatedOf, type TypedText } from '../translated-fields.tsx';

export const CLOSURE_FIELD = {
  hall: 'zaal', venue: 'gebouw', firstDay: 'van-dag', from: 'van-uur', lastDay: 'tot-dag', until: 'tot-uur',
  reason: 'reden', repeat: 'herhaal', repeatLast: 'herhaal-tot', number: 'nummer',
} as const;

/** What a manager filled in to close halls, as typed. */
export interface ClosureForm {
  /** Slugs. */
  halls: readonly string[];
  /** Slugs of venues that are closed whole. */
  venues: readonly string[];
  firstDay: string;
  from: string;
  lastDay: string;
  until: string;
  reason: TypedText;
  repeat: Repeat | '';
  repeatLast: string;
  /** Of the closure to be, so that a form that is sent twice makes one. */
  number: ClosureId;
}

export function readClosureForm(fields: URLSearchParams): ClosureForm {
  const text = (name: keyof typeof CLOSURE_FIELD): string => fieldOf(fields, CLOSURE_FIELD[name]).slice(0, 20);
  const number = fieldOf(fields, CLOSURE_FIELD.number);
  return {
    halls: fields.getAll(CLOSURE_FIELD.hall).slice(0, 500),
    venues: fields.getAll(CLOSURE_FIELD.venue).slice(0, 200),
    firstDay: text('firstDay'), from: text('from'), lastDay: text('lastDay'), until: text('until'),
    reason: readText(fields, CLOSURE_FIELD.reason, 200),
    repeat: (Object.keys(REPEATS) as Repeat[]).find((one) => one === text('repeat')) ?? '',
    repeatLast: text('repeatLast'),
    number: isId(number) ? (number as ClosureId) : newId<'closure'>(),
  };
}

const MOST_HALLS = 50;

/** The closure that is meant, or which fields are not filled in well. */
export function closureAsk(form: ClosureForm, managed: readonly ManagedHall[], { t, now }: View): HallsClosing | FieldError[] {
  const f = t.closures.form;
  const chosen = managed.filter(({ slug, venue }) => form.halls.includes(slug) || form.venues.includes(venue.slug));
  const [from, until] = [readClock(form.from, 'from'), readClock(form.until, 'until')];
  const lastDay = form.lastDay || form.firstDay;
  const reason = translatedOf(form.reason);
  const day = (typed: string, name: string): FieldError[] => (isLocalDate(typed) ? [] : [{ name, text: f.dayWrong }]);
  const errors: FieldError[] = [
    ...(chosen.length === 0 ? [{ name: 'zalen', text: f.whichRequired }] : chosen.length > MOST_HALLS ? [{ name: 'zalen', text: f.tooMany }] : []),
    ...day(form.firstDay, CLOSURE_FIELD.firstDay),
    ...(from === 'wrong' ? [{ name: CLOSURE_FIELD.from, text: f.timeWrong }] : []),
    ...(form.lastDay === '' ? [] : day(form.lastDay, CLOSURE_FIELD.lastDay)),
    ...(until === 'wrong' ? [{ name: CLOSURE_FIELD.until, text: f.timeWrong }] : []),
    ...(form.repeat === '' ? [] : day(form.repeatLast, CLOSURE_FIELD.repeatLast)),
    ...(reason ? [] : [{ name: `${CLOSURE_FIELD.reason}-nl`, text: f.reasonRequired }]),
  ];
  if (errors.length > 0 || from === 'wrong' || until === 'wrong' || !reason) return errors;
  const repeat = form.repeat === '' ? {} : { repeat: { every: form.repeat, last: form.repeatLast } };
  const periods = periodsOf({ firstDay: form.firstDay, from: from ?? '00:00', lastDay, until: until ?? '24:00', ...repeat });
  if (typeof periods === 'string') return [{ name: PROBLEM_FIELD[periods], text: f.problem[periods] }];
  if (periods.at(-1)!.end <= now) return [{ name: CLOSURE_FIELD.firstDay, text: f.problem.past }];
  return { hallIds: chosen.map(({ id }) => id), periods, reason, id: form.number };
}

const PROBLEM_FIELD = {
  order: CLOSURE_FIELD.lastDay, 'too-long': CLOSURE_FIELD.lastDay, 'repeat-order': CLOSURE_FIELD.repeatLast,
  'too-many': CLOSURE_FIELD.repeatLast, overlap: CLOSURE_FIELD.repeat,
} as const;

/** A word for exactly this closure: a manager confirms what they looked at, not something else. */
export const closureMark = ({ hallIds, periods }: HallsClosing): string =>
  createHash('sha256').update(JSON.stringify([[...hallIds].sort(), periods])).digest('hex').slice(0, 20);
