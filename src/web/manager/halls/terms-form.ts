import type { RefundStep } from '../../../catalogue/hall.ts';
import type { DocumentVersion, ManagedDocument } from '../../../catalogue/renew-document.ts';
import { formatDate } from '../../../contract/texts/format.ts';
import { addDays, isLocalDate, localDate } from '../../../kernel/time.ts';
import { faultsInTerms, MOST_STEPS } from '../../../management/renew-terms.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';
import { readText, translatedOf, typedText, type TypedText } from '../translated-fields.tsx';

/** A new version of house rules or cancellation terms, as typed. */
export interface TermsForm {
  body: TypedText;
  /** Always six: the empty ones count for nothing. */
  steps: { hours: string; percent: string }[];
  validFrom: string;
  /** The number of the newest version that was seen. */
  number: number;
}

const sixSteps = (steps: readonly RefundStep[]): TermsForm['steps'] =>
  Array.from({ length: MOST_STEPS }, (_, index) => ({ hours: String(steps[index]?.hoursBefore ?? ''), percent: String(steps[index]?.percent ?? '') }));

/** The form before anybody types: the newest version, from tomorrow on. */
export function termsFormOf({ versions: [newest] }: ManagedDocument, now: Date): TermsForm {
  const tomorrow = addDays(localDate(now), 1);
  return {
    body: typedText(newest?.body), steps: sixSteps(newest?.refundSteps ?? []), number: newest?.number ?? 0,
    validFrom: newest && newest.validFrom > tomorrow ? newest.validFrom : tomorrow,
  };
}

export function readTermsForm(fields: URLSearchParams): TermsForm {
  const text = (name: string): string => fieldOf(fields, name).slice(0, 12);
  return {
    body: readText(fields, 'tekst', 20_000), validFrom: text('vanaf'), number: Number(text('versie')) || 0,
    steps: Array.from({ length: MOST_STEPS }, (_, index) => ({ hours: text(`stap-${index + 1}-uren`), percent: text(`stap-${index + 1}-deel`) })),
  };
}

/** The version that is meant, or which fields are not filled in well. */
export function termsAsk(form: TermsForm, document: ManagedDocument, { t, now, language }: View): Omit<DocumentVersion, 'id' | 'number'> | FieldError[] {
  const p = t.hallData.problem;
  const body = translatedOf(form.body);
  const steps = document.kind === 'house-rules' ? [] : form.steps.filter(({ hours, percent }) => hours !== '' || percent !== '');
  const refundSteps = steps.map(({ hours, percent }) => ({ hoursBefore: wholeNumber(hours), percent: wholeNumber(percent) }));
  const day = isLocalDate(form.validFrom) && form.validFrom.startsWith('20');
  const errors: FieldError[] = [
    ...(body ? [] : [{ name: 'tekst-nl', text: p.nl }]),
    ...(day ? [] : [{ name: 'vanaf', text: p.day }]),
    ...faultsInTerms(document, { body: body ?? { nl: '-' }, refundSteps, validFrom: day ? form.validFrom : '2099-12-31' }, localDate(now)).map(({ field, facts }) =>
      (field === 'body/validFrom' ? { name: 'vanaf', text: p.validFrom(formatDate(String(facts['limit']), language)) } : { name: 'stap-1-uren', text: p.steps })),
  ];
  return errors.length > 0 || !body ? errors : { body, refundSteps, validFrom: form.validFrom };
}

const wholeNumber = (typed: string): number => (/^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN);
