import type { Hall } from '../../../catalogue/hall.ts';
import type { Database } from '../../../platform/db.ts';
import { quoteStay, type Quote } from '../../../pricing/quote.ts';
import { explainStay, type StayExplanation } from '../../../search/explain-stay.ts';
import type { FieldError } from '../../shared/fields.tsx';
import { asksForMoment, readStayForm, stayOf, stayParams, type AskedStay, type StayForm } from '../../shared/stay-form.ts';
import { bookerOf, type View } from '../../view.ts';

/** What the page of a hall answers to the moment that somebody asks for; without one it only proposes. */
export interface MomentAnswer {
  form: StayForm;
  errors: readonly FieldError[];
  /** The form as parameters, for links that keep what was chosen. */
  kept: Readonly<Record<string, string>>;
  asked?: { stay: AskedStay; explanation: StayExplanation; quote?: Quote };
}

/** Whether the hall can be had at the moment in the address, why not, what instead, and what it costs this reader. */
export async function answerFor(db: Database, hall: Hall, fields: URLSearchParams, view: View): Promise<MomentAnswer> {
  const form = readStayForm(fields, hall, view.now);
  const kept = asksForMoment(fields) ? stayParams(form) : {};
  if (!asksForMoment(fields)) return { form, errors: [], kept };
  const stay = stayOf(form, view.t);
  if (Array.isArray(stay)) return { form, errors: stay, kept };
  const booker = bookerOf(view.actor);
  const explanation = await explainStay(db, hall, { ...stay, ...booker }, view.now);
  const quote = explanation.possible ? quoteStay(hall, { ...stay, ...booker, extras: [] }) : undefined;
  return { form, errors: [], kept, asked: { stay, explanation, ...(quote ? { quote } : {}) } };
}
