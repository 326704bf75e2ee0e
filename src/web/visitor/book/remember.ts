import { isBooker } from '../../../bookings/policy.ts';
import { earlierBooking, lastBooking, type EarlierBooking } from '../../../bookings/last-booking.ts';
import { bookingDetail } from '../../../bookings/views.ts';
import { capacityIn, type Hall } from '../../../catalogue/hall.ts';
import type { Database } from '../../../platform/db.ts';
import { STAY_FIELD, type StayForm } from '../../shared/stay-form.ts';
import type { View } from '../../view.ts';
import { BOOKING_FIELD, extraField, readBookingForm, type BookingForm } from './booking-form.ts';
import { nextMoment } from './next-moment.ts';

/** `?opnieuw=K7M-4QX`: this booking once more. `?leeg=ja`: do not fill in anything. */
export const AGAIN_FIELD = 'opnieuw';
export const EMPTY_FIELD = 'leeg';

/** A form in which what the address leaves open is as it was before. */
export interface RememberedForm {
  form: BookingForm;
  /** Where that comes from; absent when nothing was filled in for the reader. */
  from?: EarlierBooking;
}

/** The booking form for an address: what it says, and for the rest what this booker filled in before, but never remarks. */
export async function rememberedForm(db: Database, hall: Hall, fields: URLSearchParams, view: View): Promise<RememberedForm> {
  const form = readBookingForm(fields, hall, view.now);
  if (view.actor.kind !== 'person' || fields.get(EMPTY_FIELD) === 'ja') return { form };
  const asked = fields.get(AGAIN_FIELD);
  if (asked === null && fields.has(BOOKING_FIELD.activity)) return { form };
  const from = asked === null ? await lastBooking(db, view.actor, hall.id) : await ownBooking(db, asked, view);
  if (!from) return { form };
  const extras = from.hallId === hall.id && !hall.extras.some((extra) => fields.has(extraField(extra)))
    ? Object.fromEntries(hall.extras.map(({ id }) => [id, String(from.extras.find(({ extraId }) => extraId === id)?.quantity ?? '')]))
    : form.extras;
  const moment = asked !== null && !fields.has(STAY_FIELD.from) ? await nextMoment(db, hall, from, view.now) : {};
  const stay = { ...stayAsBefore(form.stay, hall, fields, from), ...moment };
  return { from, form: { ...form, stay, extras, activity: fields.has(BOOKING_FIELD.activity) ? form.activity : from.activity } };
}

const CODE = /^[0-9a-z]{3}-[0-9a-z]{3}$/i;

async function ownBooking(db: Database, code: string, { actor }: View): Promise<EarlierBooking | undefined> {
  const booking = CODE.test(code) ? await bookingDetail(db, code) : undefined;
  if (!booking) return undefined;
  const { personId, organisation } = booking;
  return isBooker({ personId, ...(organisation ? { organisationId: organisation.id } : {}) }, actor) ? earlierBooking(db, booking.id) : undefined;
}

/** Layout and persons as before, where the address does not say and they fit in this hall. */
export function stayAsBefore(stay: StayForm, hall: Hall, fields: URLSearchParams, before: Pick<EarlierBooking, 'layout' | 'attendance'>): StayForm {
  const layout = !fields.has(STAY_FIELD.layout) && capacityIn(hall, before.layout) > 0 ? before.layout : stay.layout;
  const fits = layout !== '' && before.attendance <= capacityIn(hall, layout);
  return { ...stay, layout, persons: !fields.has(STAY_FIELD.persons) && fits ? String(before.attendance) : stay.persons };
}
