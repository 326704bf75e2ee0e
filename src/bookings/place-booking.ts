import type { SignedIn, Actor } from '../kernel/actor.ts';
import { newId, type HallId } from '../kernel/ids.ts';
import { widen, type Period } from '../kernel/period.ts';
import { Refusal, type Violation } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import { checkStay } from '../availability/check-stay.ts';
import type { Stay } from '../availability/rules.ts';
import { claimSpaces, lockSpaces } from '../availability/claim-spaces.ts';
import type { Language } from '../kernel/text.ts';
import type { Hall, LayoutKind } from '../catalogue/hall.ts';
import { loadHall } from '../catalogue/load-hall.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { earlierBookings } from '../pricing/earlier-bookings.ts';
import { quoteStay, type Quote } from '../pricing/quote.ts';
import { dueCents, lapsesAt, type Booking, type ExtraOrder } from './booking.ts';
import { extraViolations, lockExtras } from './extra-stock.ts';
import { auditAgreed, callerAsBooker, type Booker, type Caller } from './caller.ts';
import { signedIn } from './policy.ts';
import { changeBy, freeCode, insertBooking } from './store.ts';

export interface BookingAsk {
  hallId: HallId;
  period: Period;
  layout: LayoutKind;
  attendance: number;
  activity: string;
  /** Of the mails about it. */
  language: Language;
  remarks?: string;
  extras: readonly ExtraOrder[];
  /** For what it is used, in the words of the hall's regulation; absent: what counts when nobody says. */
  purpose?: string | undefined;
  /** The versions that the booker read and accepted. */
  houseRulesId: string;
  cancellationTermsId: string;
  caller?: Caller;
}

/**
 * Places a booking. It is confirmed at once when nothing is to be paid, `requested` when a manager decides first, and
 * otherwise `held` until it is paid. The price is frozen onto it.
 *
 * Refuses `not-signed-in`, what `callerAsBooker` refuses when an agent books for somebody else, `not-found` (no such hall),
 * `terms-outdated` (other versions are in force) and `stay-refused` with every rule that the stay breaks.
 */
export async function placeBooking(tx: Transaction, ask: BookingAsk, actor: Actor, now: Date): Promise<Booking> {
  const person = signedIn(actor);
  const booker = ask.caller ? await callerAsBooker(tx, person, ask.caller) : ownBooker(person);
  const hall = await loadHall(tx, ask.hallId, now);
  if (!hall) throw new Refusal('not-found', { facts: { hall: ask.hallId } });
  mustAcceptTermsInForce(hall, ask);
  await lockSpaces(tx, hall.spaceIds);
  await lockExtras(tx, ask.extras);
  await mustBePossible(tx, hall, ask, booker, now);
  const stay = { ...ask, bookerKind: booker.bookerKind, bookedOn: localDate(now) };
  const quote = quoteStay(hall, { ...stay, earlier: await earlierBookings(tx, hall, stay, booker.organisationId ?? booker.personId) });
  const booking = newBooking(await freeCode(tx), hall, ask, booker, quote, person, now);
  await insertBooking(tx, booking, quote, ask.extras, changeBy({ ...person, channel: booking.channel }, now, ask.caller?.reason));
  await claimSpaces(tx, {
    holder: { kind: 'booking', id: booking.id },
    spaceIds: hall.spaceIds,
    period: widen(ask.period, hall.setupMinutes, hall.teardownMinutes),
    ...('heldUntil' in booking ? { heldUntil: booking.heldUntil } : {}),
  });
  if (ask.caller) await auditAgreed(tx, 'place-booking', booking, { agent: person, reason: ask.caller.reason });
  await announcePlaced(tx, booking);
  return booking;
}

const ownBooker = ({ personId, bookerKind, organisation }: SignedIn): Booker =>
  ({ personId, bookerKind, ...(organisation === undefined ? {} : { organisationId: organisation.id }) });

/** Refuses `terms-outdated` when other versions were read than those in force. */
export function mustAcceptTermsInForce(hall: Hall, ask: { houseRulesId: string; cancellationTermsId: string }): void {
  if (hall.houseRules.id !== ask.houseRulesId || hall.cancellationTerms.id !== ask.cancellationTermsId) {
    throw new Refusal('terms-outdated', { help: { houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id } });
  }
}

/** Refuses `stay-refused` with every rule that the stay breaks. The hall's spaces and the extras are locked by the caller. */
export async function mustBePossible(
  tx: Transaction, hall: Hall, ask: Stay & { extras: readonly ExtraOrder[] }, booker: Pick<Booker, 'personId' | 'organisationId'>, now: Date,
): Promise<void> {
  const violations: Violation[] = [
    ...await checkStay(tx, hall, ask, { bookerId: booker.organisationId ?? booker.personId }, now),
    ...await extraViolations(tx, hall, ask.period, ask.extras),
  ];
  if (violations.length > 0) throw new Refusal('stay-refused', { violations });
}

function newBooking(code: string, hall: Hall, ask: BookingAsk, booker: Booker, quote: Quote, person: SignedIn, now: Date): Booking {
  const { period, layout, attendance, activity, language, remarks, houseRulesId, cancellationTermsId } = ask;
  const facts = {
    ...booker, id: newId<'booking'>(now), code, hallId: hall.id, period, layout, attendance, activity, language, houseRulesId, cancellationTermsId,
    ...(remarks === undefined ? {} : { remarks }), placedBy: person.personId, channel: ask.caller ? 'phone' as const : person.channel,
    totalCents: quote.totalCents, depositCents: quote.depositCents, tariff: quote.tariff, version: 1, createdAt: now,
  };
  if (hall.approval) return { ...facts, status: 'requested', heldUntil: lapsesAt('requested', hall, period.start, now) };
  if (dueCents(facts) > 0) return { ...facts, status: 'held', heldUntil: lapsesAt('held', hall, period.start, now) };
  return { ...facts, status: 'confirmed' };
}

/** What follows depends on what it became: a mail with the way to pay, a question to the manager, or a confirmation. */
export async function announcePlaced(tx: Transaction, booking: Booking): Promise<void> {
  const bookingId = booking.id;
  if (booking.status === 'held') await announce(tx, { type: 'booking-held', bookingId, heldUntil: booking.heldUntil.toISOString() });
  else if (booking.status === 'requested') await announce(tx, { type: 'booking-requested', bookingId });
  else await announce(tx, { type: 'booking-confirmed', bookingId });
}
