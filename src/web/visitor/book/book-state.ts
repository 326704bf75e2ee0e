import type { EarlierBooking } from '../../../bookings/last-booking.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import { sayViolation } from '../../../contract/texts/refusal-texts.ts';
import type { SignedIn } from '../../../kernel/actor.ts';
import type { Cents } from '../../../kernel/money.ts';
import type { Violation } from '../../../kernel/refusal.ts';
import { localDate } from '../../../kernel/time.ts';
import type { Database } from '../../../platform/db.ts';
import type { Quote } from '../../../pricing/quote.ts';
import { explainStay, type Alternative } from '../../../search/explain-stay.ts';
import type { FieldError } from '../../shared/fields.tsx';
import { priced } from '../../shared/priced.ts';
import { fieldOfRule, stayOf } from '../../shared/stay-form.ts';
import { bookerOf, type View } from '../../view.ts';
import { extraField, extrasOf, type BookingForm } from './booking-form.ts';

/** Everything that the booking page shows besides the hall. */
export interface BookState {
  form: BookingForm;
  errors: readonly FieldError[];
  /** The price of what is filled in, as far as it can be had. */
  quote?: Quote;
  /** What can be had instead, when the moment itself is gone. */
  alternatives: readonly Alternative[];
  /** What the hall itself would cost, extras apart: to say how alternatives differ. */
  hireCents?: Cents;
  /** The earlier booking that was filled in for the reader. */
  remembered?: EarlierBooking;
  /** Something that changed since the reader last looked. */
  notice?: string;
}

/** The price and the state of a form as it is filled in, for this reader. */
export async function bookState(db: Database, hall: Hall, form: BookingForm, view: View, errors: readonly FieldError[] = []): Promise<BookState> {
  const booker = bookerOf(view.actor);
  const stay = stayOf(form.stay, view.t);
  if (Array.isArray(stay)) return { form, errors: merge(errors, stay), alternatives: [] };
  const extras = extrasOf(form, hall, view.t);
  const { violations, alternatives, quote } = await explainStay(db, hall, { ...stay, ...booker, extras: extras.orders, purpose: form.purpose || undefined }, view.now);
  const said = merge(errors, [...sayViolations(violations, hall, view), ...extras.errors]);
  const hire = priced(hall, { ...stay, ...booker, extras: [], bookedOn: localDate(view.now), purpose: form.purpose || undefined });
  return { form, errors: said, alternatives, ...(quote ? { quote } : {}), ...(hire ? { hireCents: hire.totalCents } : {}) };
}

/** Broken rules as errors at the fields of the form that they are about. */
export const sayViolations = (violations: readonly Violation[], hall: Hall, view: View): FieldError[] =>
  violations.map((violation) => ({ name: fieldFor(violation, hall), text: sayViolation(violation, view.language) }));

function fieldFor({ field, facts }: Violation, hall: Hall): string {
  const extra = hall.extras.find(({ id, name }) => id === facts['extraId'] || name.nl === facts['extra']);
  return extra ? extraField(extra) : fieldOfRule(field);
}

const merge = (first: readonly FieldError[], then: readonly FieldError[]): FieldError[] => [
  ...first,
  ...then.filter(({ name, text }) => !first.some((known) => known.name === name && known.text === text)),
];

/** True for somebody who is logged in, so that the form asks what only they can answer. */
export const isSignedIn = (view: View): view is View & { actor: SignedIn } => view.actor.kind === 'person';
