import type { Extra, Hall } from '../../../catalogue/hall.ts';
import type { BookingAsk } from '../../../bookings/place-booking.ts';
import type { ExtraOrder } from '../../../pricing/quote.ts';
import type { FieldError } from '../../shared/fields.tsx';
import { readStayForm, stayOf, type StayForm } from '../../shared/stay-form.ts';
import { fieldOf } from '../../form.ts';
import type { Texts } from '../../texts/nl.ts';
import type { View } from '../../view.ts';

export const BOOKING_FIELD = {
  activity: 'activiteit',
  purpose: 'gebruik',
  remarks: 'opmerking',
  booker: 'voor',
  acceptRules: 'akkoord-reglement',
  acceptTerms: 'akkoord-annulatie',
  houseRules: 'reglement',
  cancellationTerms: 'annulatie',
  shownCents: 'bedrag',
} as const;

export const extraField = (extra: Pick<Extra, 'id'>): string => `extra-${extra.id}`;

/** What somebody filled in to book a hall: text as typed. */
export interface BookingForm {
  stay: StayForm;
  activity: string;
  /** For what, in the words of the hall's regulation; empty: what counts when nobody says. */
  purpose: string;
  remarks: string;
  /** Typed quantities by the id of the extra; empty text for none. */
  extras: Readonly<Record<string, string>>;
  /** The id of an organisation, or empty for oneself; `undefined` when the form does not say. */
  booker: string | undefined;
  acceptedRules: boolean;
  acceptedTerms: boolean;
  houseRulesId: string;
  cancellationTermsId: string;
  /** What the reader saw that they would pay; empty when they saw no price yet. */
  shownCents: string;
}

const LONGEST_ACTIVITY = 200;
export const LONGEST_REMARKS = 2_000;

export function readBookingForm(fields: URLSearchParams, hall: Hall, now: Date): BookingForm {
  const text = (name: keyof typeof BOOKING_FIELD): string => fieldOf(fields, BOOKING_FIELD[name]);
  return {
    stay: readStayForm(fields, hall, now),
    activity: text('activity'),
    purpose: text('purpose').slice(0, 80),
    remarks: text('remarks'),
    extras: Object.fromEntries(hall.extras.map((extra) => [extra.id, fieldOf(fields, extraField(extra)).slice(0, 6)])),
    booker: fields.has(BOOKING_FIELD.booker) ? text('booker') : undefined,
    acceptedRules: text('acceptRules') === 'ja',
    acceptedTerms: text('acceptTerms') === 'ja',
    houseRulesId: text('houseRules') || hall.houseRules.id,
    cancellationTermsId: text('cancellationTerms') || hall.cancellationTerms.id,
    shownCents: text('shownCents'),
  };
}

/** What of the form its other pages pass on, as parameters: not the remarks, which may be long. */
export const carriedFrom = (form: BookingForm): Record<string, string> => ({
  [BOOKING_FIELD.activity]: form.activity,
  ...(form.purpose === '' ? {} : { [BOOKING_FIELD.purpose]: form.purpose }),
  ...Object.fromEntries(Object.entries(form.extras).map(([id, quantity]) => [`extra-${id}`, quantity])),
  ...(form.remarks.length <= 300 ? { [BOOKING_FIELD.remarks]: form.remarks } : {}),
});

/** True when the fields ask for extras that this hall does not offer: those of another hall, from which one came. */
export const losesExtras = (fields: URLSearchParams, hall: Hall): boolean =>
  [...fields].some(([name, value]) => name.startsWith('extra-') && !['', '0'].includes(value.trim()) && !hall.extras.some((extra) => extraField(extra) === name));

/** The extras that were ordered, or the fields that hold no whole number. */
export function extrasOf(form: BookingForm, hall: Hall, t: Texts): { orders: ExtraOrder[]; errors: FieldError[] } {
  const orders: ExtraOrder[] = [];
  const errors: FieldError[] = [];
  for (const extra of hall.extras) {
    const typed = form.extras[extra.id] ?? '';
    if (typed === '' || typed === '0') continue;
    if (!/^\d{1,5}$/.test(typed)) errors.push({ name: extraField(extra), text: t.book.whole });
    else orders.push({ extraId: extra.id, quantity: Number(typed) });
  }
  return { orders, errors };
}

/** What the form asks for, or everything that is wrong with how it was filled in. */
export function bookingAsk(form: BookingForm, hall: Hall, { t, language }: Pick<View, 't' | 'language'>): BookingAsk | FieldError[] {
  const stay = stayOf(form.stay, t);
  const { orders, errors } = extrasOf(form, hall, t);
  const wrong: FieldError[] = [
    ...(Array.isArray(stay) ? stay : []),
    ...(form.activity === '' ? [{ name: BOOKING_FIELD.activity, text: t.book.activityRequired }] : []),
    ...(form.activity.length > LONGEST_ACTIVITY ? [{ name: BOOKING_FIELD.activity, text: t.book.tooLong(LONGEST_ACTIVITY) }] : []),
    ...(form.remarks.length > LONGEST_REMARKS ? [{ name: BOOKING_FIELD.remarks, text: t.book.tooLong(LONGEST_REMARKS) }] : []),
    ...errors,
    ...(form.acceptedRules ? [] : [{ name: `${BOOKING_FIELD.acceptRules}-ja`, text: t.book.mustAcceptRules }]),
    ...(form.acceptedTerms ? [] : [{ name: `${BOOKING_FIELD.acceptTerms}-ja`, text: t.book.mustAcceptTerms }]),
  ];
  if (wrong.length > 0 || Array.isArray(stay)) return wrong;
  return {
    hallId: hall.id,
    ...stay,
    language,
    activity: form.activity,
    extras: orders,
    ...(form.purpose === '' ? {} : { purpose: form.purpose }),
    houseRulesId: form.houseRulesId,
    cancellationTermsId: form.cancellationTermsId,
    ...(form.remarks === '' ? {} : { remarks: form.remarks }),
  };
}
