import { EXTRA_UNITS, MOST_EXTRAS, VAT_RATES, VENUE_BOUNDS, type ExtraRecord, type ManagedVenue, type VenueRecord } from '../../../catalogue/venue-record.ts';
import { ACCESSIBILITY_NAMES } from '../../../catalogue/vocabulary.ts';
import { parseEmail, parsePhone } from '../../../identity/contact.ts';
import type { ExtraId } from '../../../kernel/ids.ts';
import type { Language } from '../../../kernel/text.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';
import { readMinutes, writeMinutes } from '../duration-text.ts';
import { readText, translatedOf, typedText, type TypedText } from '../translated-fields.tsx';

/** Something to be ordered, as typed. */
export interface TypedExtra {
  /** Empty: a new one. */
  id: string;
  name: TypedText;
  unit: string;
  price: string;
  vat: string;
  stock: string;
  most: string;
}

/** The facts of a venue as a manager typed them. */
export interface VenueForm {
  name: TypedText;
  description: TypedText;
  directions: TypedText;
  email: string;
  phone: string;
  accessibility: readonly string[];
  before: string;
  after: string;
  shown: string;
  extras: TypedExtra[];
  version: number;
}

const BLANK: TypedExtra = { id: '', name: typedText(undefined), unit: 'piece', price: '', vat: '2100', stock: '', most: '10' };

export const extraField = (number: number, what: 'id' | 'naam' | 'eenheid' | 'prijs' | 'btw' | 'voorraad' | 'max'): string => `x${number}-${what}`;

/** `1250` → `12,50`, as one types it here. */
export const writeEuros = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',').replace(',00', '');
const readEuros = (typed: string): number | undefined => (/^\d{1,6}(?:[.,]\d{1,2})?$/.test(typed) ? Math.round(Number(typed.replace(',', '.')) * 100) : undefined);

/** The form before anybody types: what is kept now, with room for one more extra. */
export function venueFormOf({ record, version }: ManagedVenue, language: Language): VenueForm {
  const extras = record.extras.map((extra): TypedExtra => ({
    id: extra.id ?? '', name: typedText(extra.name), unit: extra.unit, price: writeEuros(extra.unitCents), vat: String(extra.vatRate),
    stock: extra.stock === null ? '' : String(extra.stock), most: String(extra.perBookingMax),
  }));
  return {
    name: typedText(record.name), description: typedText(record.description ?? undefined), directions: typedText(record.directions),
    email: record.email, phone: record.phone, accessibility: record.accessibility, before: writeMinutes(record.doorBeforeMinutes, language),
    after: writeMinutes(record.doorAfterMinutes, language), shown: String(record.codeShownHours), extras: [...extras, BLANK], version,
  };
}

export function readVenueForm(fields: URLSearchParams, more: 'as-sent' | 'another'): VenueForm {
  const text = (name: string): string => fieldOf(fields, name).slice(0, 254);
  const count = Math.min(MOST_EXTRAS, Math.max(1, Number(text('rijen')) || 1));
  const extras = Array.from({ length: count }, (_, index): TypedExtra => {
    const of = (what: Parameters<typeof extraField>[1]): string => text(extraField(index + 1, what)).slice(0, 40);
    return { id: of('id'), name: readText(fields, extraField(index + 1, 'naam'), 120), unit: of('eenheid'), price: of('prijs'), vat: of('btw'), stock: of('voorraad'), most: of('max') };
  });
  return {
    name: readText(fields, 'naam', 120), description: readText(fields, 'beschrijving', 4_000), directions: readText(fields, 'weg', 2_000),
    email: text('email'), phone: text('telefoon').slice(0, 40), accessibility: fields.getAll('toegankelijk').slice(0, 50),
    before: text('doorBeforeMinutes').slice(0, 30), after: text('doorAfterMinutes').slice(0, 30), shown: text('codeShownHours').slice(0, 10),
    extras: more === 'another' && count < MOST_EXTRAS ? [...extras, BLANK] : extras, version: Number(text('versie')) || 0,
  };
}

/** The record that is meant, or which fields are not filled in well. */
export function venueAsk(form: VenueForm, { record }: ManagedVenue, view: View): VenueRecord | FieldError[] {
  const p = view.t.hallData.problem;
  const errors: FieldError[] = [];
  const [name, directions, description] = [translatedOf(form.name), translatedOf(form.directions), translatedOf(form.description)];
  const email = parseEmail(form.email);
  if (!name) errors.push({ name: 'naam-nl', text: p.nl });
  if (!directions) errors.push({ name: 'weg-nl', text: p.nl });
  if (!description && (form.description.en !== '' || form.description.fr !== '')) errors.push({ name: 'beschrijving-nl', text: p.nl });
  if (!email) errors.push({ name: 'email', text: p.email });
  if (!parsePhone(form.phone)) errors.push({ name: 'telefoon', text: p.phone });
  const number = (field: keyof typeof VENUE_BOUNDS, value: number | undefined): number => {
    const [least, most] = VENUE_BOUNDS[field];
    const length = field !== 'codeShownHours';
    if (value === undefined || value < least || value > most) {
      errors.push({ name: field, text: length ? p.minutes(writeMinutes(least, view.language), writeMinutes(most, view.language)) : p.number(String(least), String(most)) });
    }
    return value ?? least;
  };
  const after: VenueRecord = {
    name: name ?? record.name, description: description ?? null, directions: directions ?? record.directions, email: email ?? record.email, phone: form.phone,
    accessibility: Object.keys(ACCESSIBILITY_NAMES).filter((word) => form.accessibility.includes(word)),
    doorBeforeMinutes: number('doorBeforeMinutes', readMinutes(form.before)), doorAfterMinutes: number('doorAfterMinutes', readMinutes(form.after)),
    codeShownHours: number('codeShownHours', wholeNumber(form.shown)),
    extras: form.extras.flatMap((typed, index) => readExtra(typed, index + 1, record, view, errors)),
  };
  return errors.length > 0 ? errors : after;
}

function readExtra(typed: TypedExtra, number: number, record: VenueRecord, view: View, errors: FieldError[]): ExtraRecord[] {
  const p = view.t.hallData.problem;
  const known = record.extras.find(({ id }) => id === typed.id);
  if (!known && Object.values(typed.name).every((text) => text === '') && typed.price === '') return [];
  const name = translatedOf(typed.name);
  const [unitCents, stock, most] = [readEuros(typed.price), typed.stock === '' ? null : wholeNumber(typed.stock), wholeNumber(typed.most)];
  if (!name) errors.push({ name: `${extraField(number, 'naam')}-nl`, text: p.nl });
  if (unitCents === undefined || unitCents > 10_000_000) errors.push({ name: extraField(number, 'prijs'), text: p.price });
  if (stock === undefined || (stock !== null && (stock < 1 || stock > 100_000))) errors.push({ name: extraField(number, 'voorraad'), text: p.number('1', '100000') });
  if (most === undefined || most < 1 || most > 10_000) errors.push({ name: extraField(number, 'max'), text: p.number('1', '10000') });
  return [{
    ...(known?.id === undefined ? {} : { id: known.id satisfies ExtraId }), name: name ?? { nl: '' }, unit: EXTRA_UNITS.find((unit) => unit === typed.unit) ?? 'piece',
    unitCents: unitCents ?? 0, vatRate: VAT_RATES.find((rate) => String(rate) === typed.vat) ?? 2_100, stock: stock ?? null, perBookingMax: most ?? 1,
  }];
}

const wholeNumber = (typed: string): number | undefined => (/^\d{1,6}$/.test(typed) ? Number(typed) : undefined);
