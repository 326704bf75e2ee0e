import type { Agreement } from '../../bookings/complete-hold.ts';
import type { BookingDetail } from '../../bookings/views.ts';
import type { Hall, LayoutKind } from '../../catalogue/hall.ts';
import type { ExtraOrder } from '../../pricing/quote.ts';
import { LANGUAGES, type Language } from '../../kernel/text.ts';
import { fieldOf } from '../form.ts';
import type { FieldError } from '../shared/fields.tsx';
import { wholeNumber } from '../shared/stay-form.ts';
import type { Texts } from '../texts/nl.ts';
import { extraField } from '../visitor/book/booking-form.ts';

export const HOLD_FIELD = {
  activity: 'activiteit', purpose: 'gebruik', remarks: 'opmerking', attendance: 'personen', layout: 'opstelling', language: 'taal', reason: 'reden', accepted: 'akkoord',
  houseRules: 'reglement', cancellationTerms: 'annulatie', version: 'versie',
} as const;

/** What an agent typed to make a booking of a hold. */
export interface HoldForm {
  activity: string;
  /** In the words of the hall's regulation; empty: what counts when nobody says. */
  purpose: string;
  remarks: string;
  attendance: string;
  layout: LayoutKind;
  language: Language;
  reason: string;
  accepted: boolean;
  extras: Readonly<Record<string, string>>;
  houseRulesId: string;
  cancellationTermsId: string;
  version: string;
}

const LONGEST = { activity: 200, remarks: 2_000, reason: 500 };

/** A hold as the form begins: with what the wish said, and the terms in force. */
export const newHoldForm = (booking: BookingDetail, hall: Hall, language: Language): HoldForm => ({
  activity: '', purpose: '', remarks: '', attendance: String(booking.attendance), layout: booking.layout, language, reason: '', accepted: false, extras: {},
  houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id, version: String(booking.version),
});

export function readHoldForm(fields: URLSearchParams, booking: BookingDetail, hall: Hall): HoldForm {
  const text = (name: keyof typeof HOLD_FIELD): string => fieldOf(fields, HOLD_FIELD[name]);
  return {
    activity: text('activity'), purpose: text('purpose').slice(0, 80), remarks: text('remarks'), attendance: text('attendance').slice(0, 6), reason: text('reason'), accepted: text('accepted') === 'ja',
    layout: hall.layouts.find(({ kind }) => kind === text('layout'))?.kind ?? booking.layout,
    language: LANGUAGES.find((language) => language === text('language')) ?? 'nl',
    extras: Object.fromEntries(hall.extras.map((extra) => [extra.id, fieldOf(fields, extraField(extra)).slice(0, 6)])),
    houseRulesId: text('houseRules'), cancellationTermsId: text('cancellationTerms'), version: text('version'),
  };
}

export function holdExtras(form: Pick<HoldForm, 'extras'>, hall: Hall, t: Texts): { orders: ExtraOrder[]; errors: FieldError[] } {
  const typed = hall.extras.map((extra) => ({ extra, text: form.extras[extra.id] ?? '' })).filter(({ text }) => text !== '' && text !== '0');
  return {
    orders: typed.flatMap(({ extra, text }) => (/^\d{1,5}$/.test(text) ? [{ extraId: extra.id, quantity: Number(text) }] : [])),
    errors: typed.flatMap(({ extra, text }) => (/^\d{1,5}$/.test(text) ? [] : [{ name: extraField(extra), text: t.book.whole }])),
  };
}

/** What was agreed, or everything that is not filled in well. */
export function agreementOf(form: HoldForm, hall: Hall, t: Texts): Agreement | FieldError[] {
  const { orders, errors } = holdExtras(form, hall, t);
  const attendance = wholeNumber(form.attendance);
  const required = (name: 'activity' | 'reason', text: string): FieldError[] => (form[name] === '' ? [{ name: HOLD_FIELD[name], text }] : []);
  const tooLong = (name: keyof typeof LONGEST): FieldError[] => (form[name].length > LONGEST[name] ? [{ name: HOLD_FIELD[name], text: t.book.tooLong(LONGEST[name]) }] : []);
  const wrong = [
    ...required('activity', t.book.activityRequired), ...tooLong('activity'), ...(attendance === undefined ? [{ name: HOLD_FIELD.attendance, text: t.search.problem.persons }] : []),
    ...tooLong('remarks'), ...errors, ...required('reason', t.desk.reasonRequired), ...tooLong('reason'),
    ...(form.accepted ? [] : [{ name: `${HOLD_FIELD.accepted}-ja`, text: t.desk.mustAccept }]),
  ];
  if (wrong.length > 0 || attendance === undefined) return wrong;
  const { activity, layout, language, reason, houseRulesId, cancellationTermsId } = form;
  return {
    activity, layout, language, reason, houseRulesId, cancellationTermsId, attendance, extras: orders, remarks: form.remarks || undefined, purpose: form.purpose || undefined,
    expectedVersion: Number(form.version) || undefined,
  };
}
