import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { readMail } from './caught-mail.ts';
import { keepMail, type Mailbox } from './mailbox.ts';

const LARGEST_MAIL_BYTES = 1024 * 1024;

/** An SMTP server that accepts every mail, and every password, and delivers nothing. */
export function createSmtp(mailbox: Mailbox): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    // Its certificate would be self-signed, which a careful sender rightly refuses.
    disabledCommands: ['STARTTLS'],
    size: LARGEST_MAIL_BYTES,
    disableReverseLookup: true,
    closeTimeout: 200,
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anyone' }),
    onMailFrom: (_address, _session, done) => {
      if (mailbox.refuseNext === 0) return done();
      mailbox.refuseNext -= 1;
      done(refusal(451, 'Try again later'));
    },
    onData: (stream, session, done) => {
      receive(mailbox, stream, session).then(() => done(), done);
    },
  });
}

async function receive(mailbox: Mailbox, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes <= LARGEST_MAIL_BYTES) chunks.push(part);
  }
  if (bytes > LARGEST_MAIL_BYTES) throw refusal(552, 'The mail is larger than 1 MB');
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
  keepMail(mailbox, await readMail(Buffer.concat(chunks), envelope, new Date()));
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
