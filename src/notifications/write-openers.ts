import { formatInstant } from '../contract/texts/format.ts';
import { inLanguage } from '../kernel/text.ts';
import type { OpenerId } from '../kernel/ids.ts';
import { doorLinkPath, mintDoorSecret } from '../access/door-link.ts';
import { doorStatus } from '../access/door-status.ts';
import { transact } from '../platform/db.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { MailRow, Words } from './mail.ts';
import { moveFacts } from './move-facts.ts';
import { openerFacts } from './opener-facts.ts';
import { sayBooking } from './say-booking.ts';
import type { Said } from './texts/mail-texts.ts';
import { bookingOf, texts, type Write, type Writing } from './writing.ts';
import { helpFor, withSpare } from './write-door.ts';

/** Who opens a door needs where, when and a way in; not what it costs nor how many come. */
function facts({ address, hall, venue, ...booking }: BookingFacts, mail: MailRow): NonNullable<Words['facts']> {
  const { labels } = texts(mail);
  const said = sayBooking({ address, hall, venue, ...booking }, mail.language);
  return [[labels.hall, `${said.hall}, ${said.venue}`], [labels.address, address], [labels.when, said.when], [labels.booker, said.booker]];
}

/** As with a link to pay, the secret exists from here on, in this mail alone. Nothing is written to somebody whose link would be dead. */
async function withLink(writing: Writing, mail: MailRow, booking: BookingFacts, { action, ...words }: Said): Promise<Words | undefined> {
  const secret = await transact(writing.db, (tx) => mintDoorSecret(tx, (mail.facts['openerId'] ?? '') as OpenerId, writing.now));
  if (secret === undefined) return undefined;
  return { ...words, facts: facts(booking, mail), action: { label: action ?? '', url: writing.origin + doorLinkPath(secret) } };
}

const confirmed = async (writing: Writing, mail: MailRow): Promise<BookingFacts | undefined> => {
  const booking = await bookingOf(writing, mail);
  return booking?.status === 'confirmed' && booking.period.end > writing.now ? booking : undefined;
};

/** From when on the code is shown; `now` when it is past, empty where there is none. */
const shownFrom = async ({ db, now }: Writing, { id }: BookingFacts, { language }: MailRow): Promise<string> => {
  const from = (await doorStatus(db, id, now)).shownFrom;
  if (!from) return '';
  return from <= now ? 'now' : formatInstant(from, language);
};

export const openerNamed: Write = async (writing, mail) => {
  const booking = await confirmed(writing, mail);
  return booking && withLink(writing, mail, booking, texts(mail).openerNamed(sayBooking(booking, mail.language), await shownFrom(writing, booking, mail), await helpFor(writing, booking)));
};

export const openerReminder: Write = async (writing, mail) => {
  const booking = await confirmed(writing, mail);
  if (!booking || booking.period.start.toISOString() !== mail.facts['start'] || booking.period.start <= writing.now) return undefined;
  const words = await withLink(writing, mail, booking, texts(mail).openerReminder(sayBooking(booking, mail.language), await shownFrom(writing, booking, mail), await helpFor(writing, booking)));
  const directions = inLanguage(booking.directions, mail.language);
  return words && { ...words, facts: [...(words.facts ?? []), ...(directions ? [[texts(mail).changeLabels.directions, directions] as const] : [])] };
};

export const openerMoved: Write = async (writing, mail) => {
  const booking = await confirmed(writing, mail);
  const move = booking && await moveFacts(writing.db, booking.id, Number(mail.facts['number']));
  if (!booking || !move?.newest) return undefined;
  return withLink(writing, mail, booking, texts(mail).openerMoved(sayBooking(booking, mail.language), await shownFrom(writing, booking, mail)));
};

/** Nobody is told that it is over who was never told of it. */
export const openerEnded: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  const opener = await openerFacts(writing.db, (mail.facts['openerId'] ?? '') as OpenerId);
  const why = mail.facts['why'] === 'cancelled' ? 'cancelled' : 'withdrawn';
  if (!booking || !opener?.knows || (why === 'cancelled' ? booking.status !== 'cancelled' : !opener.withdrawn)) return undefined;
  const { action: _none, ...words } = texts(mail).openerEnded[why](sayBooking(booking, mail.language));
  return { ...words, facts: facts(booking, mail) };
};

export const openerCodeChanged: Write = async (writing, mail) => {
  const booking = await confirmed(writing, mail);
  return booking && withLink(writing, mail, booking, texts(mail).openerCodeChanged(sayBooking(booking, mail.language), await helpFor(writing, booking)));
};

/** As long as the door is in that very state, as for the booker. */
export const openerAtRisk: Write = async (writing, mail) => {
  const booking = await confirmed(writing, mail);
  if (!booking || booking.period.start.toISOString() !== mail.facts['start']) return undefined;
  const { state, spare } = await doorStatus(writing.db, booking.id, writing.now);
  if ((state !== 'at-risk' && state !== 'fallback') || state !== mail.facts['state']) return undefined;
  return withLink(writing, mail, booking, withSpare(texts(mail).openerAtRisk[state](sayBooking(booking, mail.language), await helpFor(writing, booking)), spare && texts(mail).spareReady));
};
