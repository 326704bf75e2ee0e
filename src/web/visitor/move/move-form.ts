import type { BookingDetail } from '../../../bookings/views.ts';
import type { MoveAsk } from '../../../bookings/move.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import { isId, type ExtraId } from '../../../kernel/ids.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import { momentOf } from '../../shared/moment.ts';
import { asksForMoment, readStayForm, stayOf, stayParams, type StayForm } from '../../shared/stay-form.ts';
import type { Texts } from '../../texts/nl.ts';

export const MOVE_FIELD = {
  hall: 'zaal', activity: 'activiteit', remarks: 'opmerking', without: 'zonder', version: 'versie', shown: 'bedrag', accept: 'akkoord', reason: 'reden', houseRules: 'reglement', cancellationTerms: 'annulatie',
} as const;

/** What somebody filled in to move a booking: text as typed. */
export interface MoveForm {
  stay: StayForm;
  activity: string;
  remarks: string;
  /** Extras that are given up. */
  without: readonly ExtraId[];
  accepted: boolean;
  /** Why staff changes it: the booker reads it. */
  reason: string;
  houseRulesId: string;
  cancellationTermsId: string;
  version: number;
  /** What the reader saw that it would cost and give back. */
  shown: string;
}

const LONGEST_ACTIVITY = 200;
const LONGEST_REMARKS = 2_000;
const LONGEST_REASON = 500;
const MOST_EXTRAS = 50;

/** The form as it was sent; before anything was asked, the booking as it is. */
export function readMoveForm(fields: URLSearchParams, booking: BookingDetail, hall: Hall, now: Date): MoveForm {
  const text = (name: keyof typeof MOVE_FIELD): string => fieldOf(fields, MOVE_FIELD[name]);
  const asked = asksForMoment(fields);
  return {
    stay: asked ? readStayForm(fields, hall, now) : { ...momentOf(booking.period), layout: booking.layout, persons: String(booking.attendance) },
    activity: fields.has(MOVE_FIELD.activity) ? text('activity') : booking.activity,
    remarks: fields.has(MOVE_FIELD.remarks) ? text('remarks') : booking.remarks ?? '',
    without: fields.getAll(MOVE_FIELD.without).filter(isId).slice(0, MOST_EXTRAS) as ExtraId[],
    accepted: text('accept') === 'ja',
    reason: text('reason').slice(0, LONGEST_REASON),
    houseRulesId: text('houseRules'),
    cancellationTermsId: text('cancellationTerms'),
    version: Number(text('version')) || booking.version,
    shown: text('shown'),
  };
}

/** What the form asks for, or everything that is wrong with how it was filled in. */
export function moveAsk(form: MoveForm, hall: Hall, t: Texts): MoveAsk | FieldError[] {
  const stay = stayOf(form.stay, t);
  const wrong: FieldError[] = [
    ...(Array.isArray(stay) ? stay : []),
    ...(form.activity === '' ? [{ name: MOVE_FIELD.activity, text: t.book.activityRequired }] : []),
    ...(form.activity.length > LONGEST_ACTIVITY ? [{ name: MOVE_FIELD.activity, text: t.book.tooLong(LONGEST_ACTIVITY) }] : []),
    ...(form.remarks.length > LONGEST_REMARKS ? [{ name: MOVE_FIELD.remarks, text: t.book.tooLong(LONGEST_REMARKS) }] : []),
  ];
  if (wrong.length > 0 || Array.isArray(stay)) return wrong;
  return {
    hallId: hall.id, ...stay, activity: form.activity, without: form.without,
    ...(form.remarks === '' ? {} : { remarks: form.remarks }),
    ...(form.accepted ? { houseRulesId: form.houseRulesId, cancellationTermsId: form.cancellationTermsId } : {}),
  };
}

/** The form as the parameters of an address, or as hidden fields. */
export const moveParams = (form: MoveForm, hall: Pick<Hall, 'slug'>): [string, string][] => [
  [MOVE_FIELD.hall, hall.slug], ...Object.entries(stayParams(form.stay)), [MOVE_FIELD.activity, form.activity], [MOVE_FIELD.remarks, form.remarks],
  ...form.without.map((id): [string, string] => [MOVE_FIELD.without, id]),
];
