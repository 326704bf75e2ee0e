import { Refusal } from '../kernel/refusal.ts';
import { parseKbo } from './company-number.ts';
import { parseEmail, parsePhone } from './contact.ts';

const wrong = (field: string): Refusal => new Refusal('invalid-request', { violations: [{ code: 'schema', field: `body/${field}`, facts: {} }] });

/** Reads one field, or refuses `invalid-request` naming it; what was not filled in stays so. */
function optional(field: string, parse: (text: string) => string | undefined) {
  return (text: string | undefined): string | undefined => {
    if (text === undefined || text.trim() === '') return undefined;
    const value = parse(text);
    if (value === undefined) throw wrong(field);
    return value;
  };
}

export const readEmail = optional('email', parseEmail);
export const readPhone = optional('phone', parsePhone);
export const readKbo = optional('kbo', parseKbo);

/** An address that must be there. */
export function mustReadEmail(text: string): string {
  const email = readEmail(text);
  if (email === undefined) throw wrong('email');
  return email;
}
