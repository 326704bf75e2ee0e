import { formatInstant, formatMoney, formatPeriod } from '../contract/texts/format.ts';
import { inLanguage, type Language } from '../kernel/text.ts';
import { doorStatus } from '../access/door-status.ts';
import type { BookingFacts } from './booking-facts.ts';
import { moveFacts, type MoveFacts } from './move-facts.ts';
import { sayBooking } from './say-booking.ts';
import type { SaidMove } from './texts/change-texts.ts';
import { aboutBooking, bookingOf, bookingPage, texts, type Write } from './writing.ts';

/** What was and what is now, as long as the booking is that. */
export const bookingMoved: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  const move = booking && await moveFacts(writing.db, booking.id, Number(mail.facts['number']));
  if (!booking || !move?.newest || !isLive(booking, writing.now)) return undefined;
  const { language } = mail;
  const words = texts(mail).moved(sayBooking(booking, language), {
    before: beforeMove(move, language), place: move.placeChanged ? 'changed' : 'same', status: booking.status, reason: move.reason ?? '',
    refund: move.refundCents > 0 ? formatMoney(move.refundCents, language) : '', door: doorOf(booking, move),
  });
  const written = aboutBooking(words, booking, mail, bookingPage(writing, booking));
  const was = beforeMove(move, language);
  return move.placeChanged ? { ...written, facts: [[texts(mail).changeLabels.was, `${was.hall}, ${was.when}`], ...(written.facts ?? [])] } : written;
};

const beforeMove = ({ hall, period }: MoveFacts, language: Language): SaidMove['before'] =>
  ({ hall: inLanguage(hall, language), when: formatPeriod(period, language) });

type Live = BookingFacts & { status: SaidMove['status'] };

const isLive = (booking: BookingFacts, now: Date): booking is Live =>
  booking.status === 'confirmed' || ((booking.status === 'held' || booking.status === 'requested') && booking.heldUntil !== null && now < booking.heldUntil);

/** What of the door is to be told: nothing where no place changed, or nobody gets in yet. */
function doorOf({ status, access }: BookingFacts, { placeChanged, movedAt, grantedAt, codeChangedAt }: MoveFacts): SaidMove['door'] {
  if (status !== 'confirmed' || !placeChanged) return undefined;
  if (access !== 'door-code') return access;
  if (!grantedAt || grantedAt >= movedAt) return 'first-code';
  return codeChangedAt && codeChangedAt >= movedAt ? 'new-code' : 'same-code';
}

/** The day before, with all that one needs to get there and get in. */
export const reminder: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  if (booking?.status !== 'confirmed' || booking.period.start.toISOString() !== mail.facts['start'] || booking.period.start <= writing.now) return undefined;
  const { shownFrom } = await doorStatus(writing.db, booking.id, writing.now);
  const directions = inLanguage(booking.directions, mail.language);
  const words = texts(mail).reminder(sayBooking(booking, mail.language), {
    access: booking.access === 'door-code' && !shownFrom ? 'staff' : booking.access, shownFrom: shownFrom ? formatInstant(shownFrom, mail.language) : '',
    phone: writing.city.phone,
  });
  const { changeLabels } = texts(mail);
  const written = aboutBooking(words, booking, mail, `${bookingPage(writing, booking)}#deur`);
  return { ...written, facts: [...(written.facts ?? []), ...(directions ? [[changeLabels.directions, directions] as const] : []), [changeLabels.problem, writing.city.phone]] };
};

export const managerTold: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  if (!booking) return undefined;
  const said = sayBooking(booking, mail.language);
  if (mail.facts['what'] === 'cancelled') {
    return booking.status === 'cancelled' ? aboutBooking(texts(mail).managerTold(said, { kind: 'cancelled' }), booking, mail, bookingPage(writing, booking)) : undefined;
  }
  const move = await moveFacts(writing.db, booking.id, Number(mail.facts['number']));
  if (!move?.newest || booking.status !== 'confirmed') return undefined;
  return aboutBooking(texts(mail).managerTold(said, { kind: 'moved', before: beforeMove(move, mail.language) }), booking, mail, bookingPage(writing, booking));
};
