import type { Task } from 'graphile-worker';
import { bookingCalendar } from '../bookings/calendar.ts';
import { bookingDetail } from '../bookings/views.ts';
import { transact, type Database } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { MailRefused, type Attachment, type Mailer } from '../platform/mail.ts';
import { mailPage, type Frame } from './mail-page.tsx';
import { mailText } from './mail-text.ts';
import type { MailRow, MailStatus, Template } from './mail.ts';
import { MAIL_TEXTS } from './texts/mail-texts.ts';
import { openerFacts } from './opener-facts.ts';
import { nameOf } from './views.ts';
import { writeMail } from './write-mail.ts';

export interface MailServices {
  db: Database;
  mailer: Mailer;
  /** The address of our pages, without a slash at its end. */
  origin: string;
  city: { name: string; phone: string; email: string };
  log: Log;
}

/** How often a mail was tried, this time included, and how often it may be. */
export interface Attempt {
  number: number;
  last: number;
}

/** The job `send-mail`, with the payload `{ mailId }`. */
export const sendMailTask = (services: MailServices): Task => async (payload, { job }) => {
  const { mailId } = payload as { mailId: string };
  await sendMail(services, mailId, { number: job.attempts, last: job.max_attempts }, new Date());
};

/**
 * Writes one mail from how things are now, and hands it over; what is no longer true is not sent. Throws when it should be tried
 * again; what can never be delivered, or was tried for the last time, ends as `failed`, where people see it.
 */
export async function sendMail(services: MailServices, mailId: string, attempt: Attempt, now: Date): Promise<void> {
  const { db, mailer, origin, log } = services;
  const mail = await db<MailRow>('mails').where({ id: mailId, status: 'waiting' }).first();
  if (!mail) return;
  const words = await writeMail({ db, origin, now, city: services.city }, mail);
  if (!words) return record(db, mail, { status: 'no-longer-true' });
  const frame = await frameOf(services, mail);
  const attachments = await attachmentsOf(services, mail);
  try {
    await mailer.send({ id: mail.id, to: mail.recipient, subject: words.subject, text: mailText(words, frame), html: mailPage(words, frame), language: mail.language, attachments });
  } catch (thrown) {
    const given = thrown instanceof MailRefused || attempt.number >= attempt.last;
    await record(db, mail, { status: given ? 'failed' : 'waiting', attempts: attempt.number, last_error: reasonOf(thrown) });
    if (!given) throw thrown;
    log.error({ mailId, template: mail.template, attempts: attempt.number }, 'a mail could not be delivered');
    return;
  }
  await record(db, mail, { status: 'sent', attempts: attempt.number, last_error: null, sent_at: now });
}

/** A mail that was sent in the meantime stays so. */
const record = (db: Database, { id }: MailRow, change: Partial<MailRow> & { status: MailStatus }): Promise<void> =>
  transact(db, async (tx) => void await tx<MailRow>('mails').where({ id, status: 'waiting' }).update(change));

const LONGEST_REASON = 500;
const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, LONGEST_REASON);

async function frameOf({ db, city }: MailServices, { language, person_id: personId, opener_id: openerId }: MailRow): Promise<Frame> {
  const texts = MAIL_TEXTS[language];
  const person = openerId === null ? personId === null ? undefined : await nameOf(db, personId) : await openerFacts(db, openerId);
  return {
    language, greeting: person ? texts.greeting(person.name) : texts.greetingAll,
    closing: texts.closing, sender: texts.sender(city.name), footer: texts.footer(city.phone, city.email),
  };
}

/** A calendar takes over what these say: the event appears, or is struck. */
const WITH_CALENDAR: readonly Template[] = ['booking-confirmed', 'booking-cancelled', 'booking-moved'];

async function attachmentsOf({ db, origin }: MailServices, mail: MailRow): Promise<Attachment[]> {
  if (mail.booking_id === null || !WITH_CALENDAR.includes(mail.template)) return [];
  const booking = await bookingDetail(db, mail.booking_id);
  if (!booking || (mail.template === 'booking-moved' && booking.status !== 'confirmed')) return [];
  return [{ filename: `${booking.code}.ics`, contentType: 'text/calendar; charset=utf-8', content: bookingCalendar(booking, origin, mail.language) }];
}
