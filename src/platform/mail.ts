import { createTransport } from 'nodemailer';

export interface Attachment {
  filename: string;
  contentType: string;
  content: string;
}

export interface Mail {
  /** Ours, the same at every attempt: a mail that arrives twice is recognised as one. */
  id: string;
  /** One address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  language: string;
  attachments?: readonly Attachment[];
}

/** Port to the mail server, which is not ours. */
export interface Mailer {
  /** Hands a mail over. Throws `MailRefused` when trying again is of no use, and anything else when it may be. */
  send(mail: Mail): Promise<void>;
}

/** The server will never take this mail: the address does not exist, or it finds something wrong with it. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

export interface MailOptions {
  /** `smtp://…` or `smtps://…`, with user and password where the server asks for them. */
  url: string;
  /** `Zalen van Leuven <zalen@leuven.be>` */
  from: string;
}

const CONNECT_MS = 5_000;
const ANSWER_MS = 15_000;

/** One address and nothing else: a line end or a comma in it would add recipients or headers. */
const ONE_ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+$/;

/** Speaks SMTP to one server, with time-outs; opens a connection per mail and reads neither files nor addresses named in a mail. */
export function smtpMailer({ url, from }: MailOptions): Mailer {
  const transport = createTransport({
    url, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, dnsTimeout: CONNECT_MS, socketTimeout: ANSWER_MS,
    disableFileAccess: true, disableUrlAccess: true,
  });
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    async send({ id, to, subject, text, html, language, attachments = [] }) {
      if (!ONE_ADDRESS.test(to)) throw new MailRefused('not one plain address');
      await transport.sendMail({
        from, to: { name: '', address: to }, subject: oneLine(subject), text, html, attachments: [...attachments],
        messageId: `<${id}@${domain}>`,
        // RFC 3834: an answering machine must not answer us.
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
      }).catch((thrown: unknown) => {
        throw isFinal(thrown) ? new MailRefused(thrown.message, { cause: thrown }) : thrown;
      });
    },
  };
}

// oxlint-disable-next-line no-control-regex
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();

const FINAL_CODES = ['EENVELOPE', 'EMESSAGE'];

/** SMTP answers 5xx for good and 4xx for now (RFC 5321 §4.2.1); a refused login is for the operator to mend, and worth another try. */
const isFinal = (thrown: unknown): thrown is Error =>
  thrown instanceof Error && 'code' in thrown && FINAL_CODES.includes(String(thrown.code))
  && 'responseCode' in thrown && Number(thrown.responseCode) >= 500;
