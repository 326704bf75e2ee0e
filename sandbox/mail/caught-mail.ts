import { randomUUID } from 'node:crypto';
import { simpleParser } from 'mailparser';

export interface Attachment {
  filename: string;
  contentType: string;
  content: Buffer;
}

/** A mail that went nowhere. The addresses are those of the envelope: where it would really have gone. */
export interface CaughtMail {
  id: string;
  receivedAt: Date;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string | undefined;
  headers: Record<string, string>;
  attachments: Attachment[];
}

export async function readMail(source: Buffer, envelope: { from: string; to: string[] }, receivedAt: Date): Promise<CaughtMail> {
  const mail = await simpleParser(source, { skipImageLinks: true, skipTextToHtml: true });
  return {
    id: randomUUID(),
    receivedAt,
    ...envelope,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || undefined,
    headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()])),
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({ filename: filename ?? 'bijlage', contentType, content })),
  };
}

export const isTo = (mail: CaughtMail, address: string): boolean => mail.to.some((to) => to.toLowerCase() === address.toLowerCase());

/** A mail for programs; the content of attachments has an address of its own. */
export const presentMail = (mail: CaughtMail): Record<string, unknown> => ({
  ...mail,
  attachments: mail.attachments.map(({ filename, contentType, content }, index) => ({
    filename, contentType, bytes: content.length, href: `/messages/${mail.id}/attachments/${index}`,
  })),
});
