import { createServer } from 'node:http';
import { closeHttp, listenOnLoopback } from '../loopback.ts';
import { emptyMailbox } from './mailbox.ts';
import { createSmtp } from './smtp.ts';
import { createWeb } from './web.ts';

export interface MailCatcher {
  /** For people, and for programs at `/api/messages`. */
  url: string;
  /** What to give the product as its SMTP server. */
  smtpUrl: string;
  smtpPort: number;
  webPort: number;
  stop(): Promise<void>;
}

/**
 * Starts a mail server on loopback that delivers nothing and shows everything.
 * @param options ports; 0 for any free one
 */
export async function startMailCatcher(options: { smtpPort: number; webPort: number }): Promise<MailCatcher> {
  const mailbox = emptyMailbox();
  const smtp = createSmtp(mailbox);
  // A sender that hangs up halfway is that sender's trouble; without a listener it would end the process.
  smtp.on('error', () => {});
  const smtpPort = await listenOnLoopback(smtp.server, options.smtpPort);
  const closeSmtp = (): Promise<void> => new Promise((resolve) => smtp.close(() => resolve()));

  const handle = createWeb(mailbox).callback();
  const web = createServer((request, response) => void handle(request, response));
  const webPort = await listenOnLoopback(web, options.webPort).catch(async (error: unknown) => {
    await closeSmtp();
    throw error;
  });

  let stopped: Promise<unknown> | undefined;
  return {
    url: `http://127.0.0.1:${webPort}`,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    smtpPort,
    webPort,
    stop: async () => {
      await (stopped ??= Promise.all([closeSmtp(), closeHttp(web)]));
    },
  };
}
