import { parseEmail, parsePhone } from '../../identity/contact.ts';
import type { NewPerson } from '../../identity/create-person.ts';
import { fieldOf } from '../form.ts';
import type { FieldError } from '../shared/fields.tsx';
import type { Texts } from '../texts/nl.ts';

export const PERSON_FIELD = { given: 'voornaam', family: 'familienaam', phone: 'telefoon', email: 'email' } as const;

/** What an agent typed of a person. */
export interface PersonForm {
  given: string;
  family: string;
  phone: string;
  email: string;
}

const LONGEST_NAME = 100;

export function readPersonForm(fields: URLSearchParams): PersonForm {
  const text = (name: keyof typeof PERSON_FIELD): string => fieldOf(fields, PERSON_FIELD[name]).slice(0, 254);
  return { given: text('given').slice(0, LONGEST_NAME), family: text('family').slice(0, LONGEST_NAME), phone: text('phone'), email: text('email') };
}

/** What was typed to find somebody, as the beginning of who they are: an address, a number, or a name whose first word is the given one. */
export function guessPerson(text: string): PersonForm {
  const typed = text.trim().slice(0, 200);
  const nobody = { given: '', family: '', phone: '', email: '' };
  if (parseEmail(typed) !== undefined || typed.includes('@')) return { ...nobody, email: typed };
  if (parsePhone(typed) !== undefined || /^[+\d][\d ./()-]+$/.test(typed)) return { ...nobody, phone: typed };
  const [given = '', ...family] = typed.split(/\s+/);
  return { ...nobody, given: capital(given), family: family.map(capital).join(' ') };
}

const PARTICLES = new Set(['de', 'den', 'der', 'van', 'von', 'ter', 'te', 'ten', 'du', 'la', 'le', 'el', 'al', 'ben']);

/** Nobody types capitals with a caller on the line; whether `de` and `van` have one is left to the agent. */
const capital = (word: string): string => (word === word.toLowerCase() && !PARTICLES.has(word) ? word.charAt(0).toUpperCase() + word.slice(1) : word);

/** The person that is meant, or which fields are not filled in well. */
export function personAsk({ given, family, phone, email }: PersonForm, { desk: { problem } }: Texts): NewPerson | FieldError[] {
  const errors: FieldError[] = [
    ...(given === '' ? [{ name: PERSON_FIELD.given, text: problem.given }] : []),
    ...(family === '' ? [{ name: PERSON_FIELD.family, text: problem.family }] : []),
    ...(phone !== '' && parsePhone(phone) === undefined ? [{ name: PERSON_FIELD.phone, text: problem.phone }] : []),
    ...(email !== '' && parseEmail(email) === undefined ? [{ name: PERSON_FIELD.email, text: problem.email }] : []),
    ...(phone === '' && email === '' ? [{ name: PERSON_FIELD.phone, text: problem.contact }] : []),
  ];
  return errors.length > 0 ? errors : { givenName: given, familyName: family, phone: phone || undefined, email: email || undefined };
}
