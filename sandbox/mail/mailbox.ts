import { isTo, type CaughtMail } from './caught-mail.ts';

const KEPT = 500;

/** The last five hundred mails, and how many of the next ones will be refused for now. */
export class Mailbox {
  refuseNext = 0;
  private readonly mails: CaughtMail[] = [];

  add(mail: CaughtMail): void {
    this.mails.unshift(mail);
    this.mails.length = Math.min(this.mails.length, KEPT);
  }

  /** Newest first; of one addressee when an address is given. */
  list(to?: string): CaughtMail[] {
    return to === undefined ? [...this.mails] : this.mails.filter((mail) => isTo(mail, to));
  }

  find(id: string): CaughtMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  clear(): void {
    this.mails.length = 0;
  }
}
