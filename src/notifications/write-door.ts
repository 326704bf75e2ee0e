import { formatInstant } from '../contract/texts/format.ts';
import { doorStatus } from '../access/door-status.ts';
import type { WhyChanged } from '../kernel/events.ts';
import { helpAt } from '../watch/views.ts';
import type { BookingFacts } from './booking-facts.ts';
import { sayBooking } from './say-booking.ts';
import { revealOf } from './views.ts';
import type { SaidHelp } from './texts/door-texts.ts';
import type { Said } from './texts/mail-texts.ts';
import { aboutBooking, bookingOf, bookingPage, texts, type Write, type Writing } from './writing.ts';

/** As long as there is a code at all, and a moment left at which it opens something. */
export const codeChanged: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  if (booking?.status !== 'confirmed') return undefined;
  const { windows } = await doorStatus(writing.db, booking.id, writing.now);
  if (!windows.some(({ end }) => end > writing.now)) return undefined;
  const why = (mail.facts['why'] ?? 'refused-by-lock') as WhyChanged;
  return aboutBooking(texts(mail).codeChanged(sayBooking(booking, mail.language), await helpFor(writing, booking), why), booking, mail, doorPage(writing, booking));
};

/** As long as the door is in that very state: one that is well again is left in peace, one that got worse is told of by the next mail. */
export const doorAtRisk: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  if (booking?.status !== 'confirmed' || booking.period.start.toISOString() !== mail.facts['start']) return undefined;
  const { state, spare } = await doorStatus(writing.db, booking.id, writing.now);
  if ((state !== 'at-risk' && state !== 'fallback') || state !== mail.facts['state']) return undefined;
  return aboutBooking(withSpare(texts(mail).doorAtRisk[state](sayBooking(booking, mail.language), await helpFor(writing, booking)), spare && texts(mail).spareReady), booking, mail, doorPage(writing, booking));
};

/** A spare code is said after what is wrong. */
export const withSpare = ({ lines: [first, ...others], ...said }: Said, ready: string | undefined): Said => ({ ...said, lines: [...(first === undefined ? [] : [first]), ...(ready ? [ready] : []), ...others] });

/** Whether it was they who called: only the booker knows. */
export const codeReadAloud: Write = async (writing, mail) => {
  const [booking, reveal] = [await bookingOf(writing, mail), await revealOf(writing.db, mail.facts['revealId'] ?? '')];
  if (booking?.status !== 'confirmed' || !reveal) return undefined;
  return aboutBooking(texts(mail).codeReadAloud(sayBooking(booking, mail.language), formatInstant(reveal.at, mail.language), writing.city.phone), booking, mail, doorPage(writing, booking));
};

const doorPage = (writing: Writing, booking: BookingFacts): string => `${bookingPage(writing, booking)}#deur`;

/** No code could be drawn, and none was since. */
export const doorWithoutCode: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  if (booking?.status !== 'confirmed' || booking.access !== 'door-code' || booking.period.start.toISOString() !== mail.facts['start'] || booking.period.end <= writing.now) return undefined;
  if ((await doorStatus(writing.db, booking.id, writing.now)).state !== 'none') return undefined;
  return aboutBooking(texts(mail).doorWithoutCode(sayBooking(booking, mail.language), await helpFor(writing, booking)), booking, mail, doorPage(writing, booking));
};

/** Whoever has the watch when they come. */
export const helpFor = async ({ db, city, now }: Writing, { venueId, venuePhone, period: { start } }: BookingFacts): Promise<SaidHelp> => {
  const { phone, otherwise = '' } = await helpAt(db, { id: venueId, phone: venuePhone }, now > start ? now : start, city.phone);
  return { first: phone, otherwise };
};
