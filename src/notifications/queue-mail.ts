import { newId, type BookingId, type OpenerId, type PersonId } from '../kernel/ids.ts';
import type { Language } from '../kernel/text.ts';
import { addJob } from '../platform/jobs.ts';
import type { Transaction } from '../platform/db.ts';
import type { Template, TemplateFacts } from './mail.ts';

export interface MailAsk<Name extends Template> {
  /** What is said is said once: a second mail with the same key is not sent. */
  dedupeKey: string;
  template: Name;
  facts: TemplateFacts[Name];
  recipient: string;
  language: Language;
  bookingId?: BookingId;
  personId?: PersonId;
  openerId?: OpenerId;
  /** Written and sent then, not at once. */
  runAt?: Date;
}

/** The name of the job that sends one mail. */
export const SEND_MAIL = 'send-mail';

/**
 * Records a mail that we mean to send and, in the same transaction, the job that sends it. What it says is only written then, from
 * how things are at that moment.
 */
export async function queueMail<Name extends Template>(tx: Transaction, ask: MailAsk<Name>): Promise<void> {
  const id = newId<'mail'>();
  const inserted = await tx('mails').insert({
    id, dedupe_key: ask.dedupeKey, template: ask.template, facts: JSON.stringify(ask.facts), recipient: ask.recipient,
    language: ask.language, booking_id: ask.bookingId ?? null, person_id: ask.personId ?? null, opener_id: ask.openerId ?? null,
  }).onConflict('dedupe_key').ignore().returning('id');
  if (inserted.length > 0) await addJob(tx, SEND_MAIL, { mailId: id }, { key: `mail:${id}`, ...(ask.runAt ? { runAt: ask.runAt } : {}) });
}
