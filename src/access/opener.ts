import type { OpenerId } from '../kernel/ids.ts';
import { Refusal, type Violation } from '../kernel/refusal.ts';
import { parseEmail, parsePhone } from '../identity/contact.ts';

/** Somebody who opens the door for a booking with a link of their own, without logging in. */
export interface Opener {
  id: OpenerId;
  name: string;
  email: string;
  phone?: string;
  namedAt: Date;
  /** Since when their link opens nothing any more. */
  withdrawnAt?: Date;
  /** When they last looked at digits. */
  sawCodeAt?: Date;
  /** What became of the newest mail to them. */
  mail?: 'waiting' | 'sent' | 'failed';
}

/** An opener as the booker types one. */
export interface OpenerDraft {
  name: string;
  email: string;
  phone?: string | undefined;
}

/** At one time. */
export const MOST_OPENERS = 5;
/** Also with those who were withdrawn: nobody mails half a town by naming one after another. */
export const MOST_EVER = 20;
export const LONGEST_NAME = 80;

/** A name stands in a mail of the city: it may be any name, but not an address to follow. */
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\p{N} .,'’()-]*$/u;
const LEADS_SOMEWHERE = /\.\p{L}{2,}/u;

/** What was typed, as we keep it. Refuses `invalid-request` that names every field that is wrong. */
export function readOpener({ name, email, phone = '' }: OpenerDraft): { name: string; email: string; phone: string | undefined } {
  const [known, address, number] = [name.trim().replace(/\s+/g, ' '), parseEmail(email), phone.trim() === '' ? '' : parsePhone(phone)];
  const wrong = [
    ...(known.length <= LONGEST_NAME && NAME.test(known) && !LEADS_SOMEWHERE.test(known) ? [] : ['name']), ...(address === undefined ? ['email'] : []), ...(number === undefined ? ['phone'] : []),
  ];
  if (wrong.length > 0) throw new Refusal('invalid-request', { violations: wrong.map((field): Violation => ({ code: 'schema', field: `body/${field}`, facts: {} })) });
  return { name: known, email: address!, phone: number === '' ? undefined : number };
}
