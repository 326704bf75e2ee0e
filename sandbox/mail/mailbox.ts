import { isTo, type CaughtMail } from './caught-mail.ts';

const KEPT = 500;

/** The last five hundred mails, newest first, and how many of the next ones will be refused for now. */
export interface Mailbox {
  mails: CaughtMail[];
  refuseNext: number;
}

export const emptyMailbox = (): Mailbox => ({ mails: [], refuseNext: 0 });

export function keepMail(mailbox: Mailbox, mail: CaughtMail): void {
  mailbox.mails = [mail, ...mailbox.mails].slice(0, KEPT);
}

/** All mails, or those to one address. */
export const mailsTo = ({ mails }: Mailbox, address: string | undefined): CaughtMail[] =>
  address === undefined ? mails : mails.filter((mail) => isTo(mail, address));

export const findMail = ({ mails }: Mailbox, id: string): CaughtMail | undefined => mails.find((mail) => mail.id === id);
