import type { Refusal } from '../../../kernel/refusal.ts';
import { sayRefusal } from '../../../contract/texts/refusal-texts.ts';
import { fieldOf } from '../../form.ts';
import type { FieldError } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';

/** What the booker typed of somebody who is to open the door. */
export interface OpenerForm {
  name: string;
  email: string;
  phone: string;
}

export const NO_OPENER: OpenerForm = { name: '', email: '', phone: '' };

export const readOpenerForm = (form: URLSearchParams): OpenerForm =>
  ({ name: fieldOf(form, 'naam').slice(0, 200), email: fieldOf(form, 'email').slice(0, 300), phone: fieldOf(form, 'telefoon').slice(0, 60) });

const FIELDS: Record<string, 'naam' | 'email' | 'telefoon'> = { 'body/name': 'naam', 'body/email': 'email', 'body/phone': 'telefoon' };

/** What is wrong with it, at its field. */
export function openerErrors({ t, language }: View, refusal: Refusal): FieldError[] {
  if (refusal.code !== 'invalid-request') return [{ name: 'email', text: sayRefusal(refusal, language) }];
  return refusal.violations.flatMap(({ field = '' }) => {
    const name = FIELDS[field];
    return name ? [{ name, text: t.openers.wrong[name] }] : [];
  });
}
