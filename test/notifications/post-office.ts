import { startMailCatcher, type MailCatcher } from '../../sandbox/mail/start.ts';
import { openDatabase, type Database, type Reactions } from '../../src/platform/db.ts';
import { createLog } from '../../src/platform/log.ts';
import { smtpMailer } from '../../src/platform/mail.ts';
import { sendMail, type MailServices } from '../../src/notifications/send-mail.ts';
import type { TestDatabase } from '../support/database.ts';

export interface CaughtMail {
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  attachments: { filename: string; contentType: string; href: string }[];
}

export interface PostOffice {
  db: Database;
  services: MailServices;
  catcher: MailCatcher;
  /** Sends everything that waits, as the worker does, at this moment. */
  deliver(now?: Date): Promise<void>;
  /** Takes what has arrived for one address, the newest first, and empties nothing. */
  mailsTo(address: string): Promise<CaughtMail[]>;
}

export const ORIGIN = 'https://zalen.leuven.example';

/** A database that reacts to events, the development mail server, and our SMTP adapter between them. */
export function usePostOffice(database: TestDatabase, reactions: Reactions): PostOffice {
  const office = {} as PostOffice;
  before('open the post office', async () => {
    office.db = openDatabase({ url: database.url, reactions });
    office.catcher = await startMailCatcher({ smtpPort: 0, webPort: 0 });
    office.services = {
      db: office.db, origin: ORIGIN, log: createLog('test', 'silent'), city: { name: 'Leuven', phone: '016 27 20 00', email: 'zalen@leuven.example' },
      mailer: smtpMailer({ url: office.catcher.smtpUrl, from: 'Zalen van Leuven <zalen@leuven.example>' }),
    };
    office.deliver = async (now = new Date()) => {
      const waiting = await office.db('mails').where({ status: 'waiting' }).orderBy('id').select('id');
      for (const { id } of waiting) await sendMail(office.services, String(id), { number: 1, last: 12 }, now);
    };
    office.mailsTo = async (address) => {
      const answer = await fetch(`${office.catcher.url}/api/messages?to=${encodeURIComponent(address)}`);
      const { items } = await answer.json() as { items: CaughtMail[] };
      return items.map((mail) => ({ ...mail, text: plain(mail.text), subject: plain(mail.subject) }));
    };
  });
  after('close the post office', async () => {
    await office.catcher.stop();
    await office.db.destroy();
  });
  return office;
}

/** Amounts are written with spaces that do not break: here they may be ordinary ones. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
