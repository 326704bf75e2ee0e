import { lastBooking } from '../../../bookings/last-booking.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import type { Cents } from '../../../kernel/money.ts';
import { localDate } from '../../../kernel/time.ts';
import type { Database } from '../../../platform/db.ts';
import type { Quote } from '../../../pricing/quote.ts';
import { explainStay, type StayExplanation } from '../../../search/explain-stay.ts';
import type { FieldError } from '../../shared/fields.tsx';
import { priced } from '../../shared/priced.ts';
import { asksForMoment, readStayForm, STAY_FIELD, stayOf, stayParams, type AskedStay, type StayForm } from '../../shared/stay-form.ts';
import { bookerOf, type View } from '../../view.ts';
import { stayAsBefore } from '../book/remember.ts';
import { carriedIn } from './carried.ts';

/** What the page of a hall answers to the moment that somebody asks for; without one it only proposes. */
export interface MomentAnswer {
  form: StayForm;
  errors: readonly FieldError[];
  /** The form as parameters and what was typed elsewhere, for links that keep what was chosen. */
  kept: Readonly<Record<string, string>>;
  /** What the booking form already knows: activity, remarks, extras. */
  carried: Readonly<Record<string, string>>;
  asked?: { stay: AskedStay; explanation: StayExplanation; quote?: Quote; wouldCost?: Cents };
}

/** The stay in the address; with how many and in which layout is as it was the reader's last time, where they did not say. */
async function stayForm(db: Database, hall: Hall, fields: URLSearchParams, { actor, now }: View): Promise<StayForm> {
  const form = readStayForm(fields, hall, now);
  if (actor.kind !== 'person' || (fields.has(STAY_FIELD.persons) && fields.has(STAY_FIELD.layout))) return form;
  const before = await lastBooking(db, actor, hall.id);
  return before ? stayAsBefore(form, hall, fields, before) : form;
}

/** Whether the hall can be had at the moment in the address, why not, what instead, and what it costs this reader. */
export async function answerFor(db: Database, hall: Hall, fields: URLSearchParams, view: View): Promise<MomentAnswer> {
  const form = await stayForm(db, hall, fields, view);
  const carried = carriedIn(fields);
  const chosen = [STAY_FIELD.layout, STAY_FIELD.persons].flatMap((name) => (fields.has(name) ? [[name, stayParams(form)[name] ?? '']] : []));
  const kept = { ...carried, ...(asksForMoment(fields) ? stayParams(form) : (Object.fromEntries(chosen) as Record<string, string>)) };
  if (!asksForMoment(fields)) return { form, errors: [], kept, carried };
  const stay = stayOf(form, view.t);
  if (Array.isArray(stay)) return { form, errors: stay, kept, carried };
  const booker = bookerOf(view.actor);
  const explanation = await explainStay(db, hall, { ...stay, ...booker }, view.now);
  const quote = explanation.possible ? explanation.quote : undefined;
  const wouldCost = priced(hall, { ...stay, ...booker, extras: [], bookedOn: localDate(view.now) })?.totalCents;
  return { form, errors: [], kept, carried, asked: { stay, explanation, ...(quote ? { quote } : {}), ...(wouldCost === undefined ? {} : { wouldCost }) } };
}
