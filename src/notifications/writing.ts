import { formatMoney } from '../contract/texts/format.ts';
import type { Language } from '../kernel/text.ts';
import type { Database } from '../platform/db.ts';
import { bookingFacts, type BookingFacts } from './booking-facts.ts';
import type { MailRow, Words } from './mail.ts';
import { listBooking } from './say-booking.ts';
import { MAIL_TEXTS, type Said } from './texts/mail-texts.ts';

/** What writing a mail needs besides its record. */
export interface Writing {
  db: Database;
  /** The address of our pages, without a slash at its end. */
  origin: string;
  now: Date;
  /** Whom one calls when all else fails. */
  city: { phone: string };
}

export type Write = (writing: Writing, mail: MailRow) => Promise<Words | undefined>;

export const texts = ({ language }: { language: Language }) => MAIL_TEXTS[language];
export const euro = (cents: number, { language }: MailRow): string => formatMoney(cents, language);

/** A text about a booking, with the booking's facts listed and a button to the page where one goes on. */
export function aboutBooking(said: Said, booking: BookingFacts, mail: MailRow, url: string): Words {
  const { action, ...words } = said;
  return { ...words, facts: listBooking(booking, mail.language, texts(mail)), ...(action === undefined ? {} : { action: { label: action, url } }) };
}

export const bookingPage = ({ origin }: Writing, { code }: BookingFacts): string => `${origin}/reservaties/${code}`;
export const searchPage = ({ origin }: Writing): string => `${origin}/zalen`;

export const bookingOf = async ({ db }: Writing, { booking_id: id }: MailRow): Promise<BookingFacts | undefined> => (id === null ? undefined : bookingFacts(db, id));
