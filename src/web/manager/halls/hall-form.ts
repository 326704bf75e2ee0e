import { createHash } from 'node:crypto';
import { ACCESS_KINDS, LAYOUTS, type AccessKind, type Layout, type LayoutKind } from '../../../catalogue/hall.ts';
import { faultsInHall, HALL_BOUNDS, isHallType, type HallNumber, type HallRecord } from '../../../catalogue/hall-record.ts';
import type { ManagedHallDetail } from '../../../catalogue/managed-hall.ts';
import { FEATURE_NAMES } from '../../../catalogue/vocabulary.ts';
import type { ExtraId } from '../../../kernel/ids.ts';
import type { Language } from '../../../kernel/text.ts';
import { isLocalDate, localDate } from '../../../kernel/time.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';
import { readMinutes, writeMinutes } from '../duration-text.ts';
import { readText, translatedOf, typedText, type TypedText } from '../translated-fields.tsx';

/** The numbers that are lengths of time in minutes: typed as one says them. */
const LENGTHS: ReadonlySet<HallNumber> = new Set(['setupMinutes', 'teardownMinutes', 'startStepMinutes', 'shortestMinutes', 'longestMinutes', 'noticeMinutes', 'holdMinutes']);
export const isLength = (field: HallNumber): boolean => LENGTHS.has(field);
export const NUMBERS = Object.keys(HALL_BOUNDS) as HallNumber[];

/** The facts of a hall as a manager typed them. */
export interface HallForm {
  name: TypedText;
  description: TypedText;
  type: string;
  numbers: Record<HallNumber, string>;
  features: readonly string[];
  layouts: Record<LayoutKind, { seated: string; standing: string }>;
  approval: boolean;
  bookable: boolean;
  access: { day: string; kind: AccessKind; drop: boolean }[];
  extraIds: readonly string[];
  version: number;
}

const BLANK_ACCESS = { day: '', kind: 'door-code', drop: false } as const;

/** The form before anybody types: what is kept now. */
export function hallFormOf({ record, version }: ManagedHallDetail, language: Language): HallForm {
  const number = (field: HallNumber): string => {
    const value = record[field];
    return value === null ? '' : isLength(field) ? writeMinutes(value, language) : String(value);
  };
  return {
    name: typedText(record.name), description: typedText(record.description), type: record.type, version,
    numbers: Object.fromEntries(NUMBERS.map((field) => [field, number(field)])) as HallForm['numbers'],
    features: record.features, approval: record.approval, bookable: record.bookable, extraIds: record.extraIds,
    layouts: Object.fromEntries(LAYOUTS.map((kind) => {
      const layout = record.layouts.find((one) => one.kind === kind);
      return [kind, { seated: layout?.seated ? String(layout.seated) : '', standing: layout?.standing ? String(layout.standing) : '' }];
    })) as HallForm['layouts'],
    access: [...record.access.map(({ fromOn, kind }) => ({ day: fromOn, kind, drop: false })), BLANK_ACCESS],
  };
}

const MOST_ACCESS = 12;

export function readHallForm(fields: URLSearchParams): HallForm {
  const text = (name: string): string => fieldOf(fields, name).slice(0, 40);
  return {
    name: readText(fields, 'naam', 120), description: readText(fields, 'beschrijving', 4_000), type: text('soort'),
    numbers: Object.fromEntries(NUMBERS.map((field) => [field, text(field)])) as HallForm['numbers'],
    features: fields.getAll('faciliteit').slice(0, 100),
    layouts: Object.fromEntries(LAYOUTS.map((kind) => [kind, { seated: text(`zit-${kind}`), standing: text(`sta-${kind}`) }])) as HallForm['layouts'],
    approval: fields.has('goedkeuring'), bookable: fields.has('reserveerbaar'), extraIds: fields.getAll('extra').slice(0, 100),
    access: Array.from({ length: Math.min(MOST_ACCESS, Math.max(1, Number(text('toegangen')) || 1)) }, (_, index) => ({
      day: text(`toegang-${index + 1}-dag`), kind: ACCESS_KINDS.find((kind) => kind === text(`toegang-${index + 1}`)) ?? 'staff', drop: fields.has(`toegang-${index + 1}-schrap`),
    })),
    version: Number(text('versie')) || 0,
  };
}

/** The record that is meant, or which fields are not filled in well. */
export function hallAsk(form: HallForm, hall: ManagedHallDetail, view: View): HallRecord | FieldError[] {
  const p = view.t.hallData.problem;
  const errors: FieldError[] = [];
  const [name, description] = [translatedOf(form.name), translatedOf(form.description)];
  if (!name) errors.push({ name: 'naam-nl', text: p.nl });
  if (!description) errors.push({ name: 'beschrijving-nl', text: p.nl });
  const numbers = Object.fromEntries(NUMBERS.map((field) => [field, readNumber(form.numbers[field], field)])) as Record<HallNumber, number>;
  const layouts = LAYOUTS.flatMap((kind): Layout[] => {
    const [seated, standing] = [readCount(form.layouts[kind].seated), readCount(form.layouts[kind].standing)];
    if (seated === undefined || standing === undefined) errors.push({ name: seated === undefined ? `zit-${kind}` : `sta-${kind}`, text: p.layout });
    return (seated ?? 0) + (standing ?? 0) > 0 ? [{ kind, seated: seated ?? 0, standing: standing ?? 0 }] : [];
  });
  const access = form.access.filter(({ day, drop }) => day !== '' && !drop);
  access.forEach(({ day }) => {
    if (!isLocalDate(day)) errors.push({ name: `toegang-${form.access.findIndex((one) => one.day === day) + 1}-dag`, text: p.day });
  });
  const record: HallRecord = {
    name: name ?? hall.record.name, description: description ?? hall.record.description, type: isHallType(form.type) ? form.type : hall.record.type,
    ...numbers, quotaBookings: form.numbers.quotaBookings === '' ? null : numbers.quotaBookings,
    features: form.features.filter((word) => word in FEATURE_NAMES), layouts, approval: form.approval, bookable: form.bookable,
    access: access.map(({ day, kind }) => ({ fromOn: day, kind })).toSorted((a, b) => a.fromOn.localeCompare(b.fromOn)),
    extraIds: hall.venueExtras.map(({ id }) => id).filter((id: ExtraId) => form.extraIds.includes(id)),
  };
  const layoutsTyped = errors.some(({ name: field }) => field.startsWith('zit-') || field.startsWith('sta-'));
  for (const { field, fault } of faultsInHall(record, localDate(view.now))) {
    if (fault === 'bounds') errors.push({ name: field, text: sayBounds(view, field as HallNumber) });
    else if (fault === 'order') errors.push({ name: field, text: p.order });
    else if (fault === 'layouts' && !layoutsTyped) errors.push({ name: `zit-${LAYOUTS[0]}`, text: p.layouts });
    else if (fault === 'access' && access.every(({ day }) => isLocalDate(day))) errors.push({ name: 'toegang-1-dag', text: p.access });
  }
  return errors.length > 0 ? errors : record;
}

/** Not a number for what cannot be read: out of every bound. */
const readNumber = (typed: string, field: HallNumber): number => (isLength(field) ? readMinutes(typed) : /^\d{1,7}$/.test(typed) ? Number(typed) : undefined) ?? Number.NaN;
const readCount = (typed: string): number | undefined => (typed === '' ? 0 : /^\d{1,6}$/.test(typed) && Number(typed) <= 100_000 ? Number(typed) : undefined);

function sayBounds({ t, language }: View, field: HallNumber): string {
  const [least, most] = HALL_BOUNDS[field];
  return isLength(field) ? t.hallData.problem.minutes(writeMinutes(least, language), writeMinutes(most, language)) : t.hallData.problem.number(String(least), String(most));
}

/** A word for exactly these facts: a manager saves what they looked at, not something else. */
export const markOf = (record: object): string => createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 20);
