import { roleOf, type Actor } from '../kernel/actor.ts';
import { newId, type BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { dueCents, hasLapsed, lapsesAt, type Booking, type Held } from '../bookings/booking.ts';
import { extendHold } from '../bookings/extend-hold.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { loadForChange, mustBe } from '../bookings/load-for-change.ts';
import { isStillTalkedAbout } from '../bookings/views.ts';
import { audit } from '../identity/audit.ts';
import { mustBeAgent } from '../identity/standing.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { addressToPay, hashPaySecret, newPaySecret, revokePayLinks, type PayLinkRow } from './pay-link.ts';

export interface SentPayLink {
  recipient: string;
  /** Until when the hall is held, and the link works. */
  expiresAt: Date;
}

/**
 * An agent mails the booker a link by which whoever has it pays without logging in. The hold then lasts as long as the hall gives such a
 * link, never past the start; an earlier link of the booking is void.
 * Refuses `not-signed-in`, `not-allowed`, `not-found`, `wrong-state`, `hold-lapsed`, `payment-not-needed`, and `no-email-address` when neither
 * the booker nor their organisation has one.
 */
export async function sendPayLink(tx: Transaction, bookingId: BookingId, actor: Actor, now: Date): Promise<SentPayLink> {
  const agent = mustBeAgent(actor);
  const sent = await makeLink(tx, bookingId, agent, now);
  // The answer names the booker's address.
  const { personId } = await loadBooking(tx, bookingId);
  await audit(tx, { actor: agent, as: roleOf(agent, 'agent'), channel: 'phone', action: 'send-pay-link', subjectKind: 'booking', subjectId: bookingId, persons: [personId] });
  return sent;
}

/**
 * The same by itself, for a hold that came in by phone: placed by an agent, or approved by a manager later. Answers false where the
 * booker booked online, or has no address.
 */
export async function linkForCaller(tx: Transaction, bookingId: BookingId, now: Date): Promise<boolean> {
  const { channel, status } = await loadBooking(tx, bookingId);
  if (channel !== 'phone' || status !== 'held' || (await addressToPay(tx, bookingId)) === undefined) return false;
  await makeLink(tx, bookingId, 'system', now);
  return true;
}

async function makeLink(tx: Transaction, bookingId: BookingId, by: Actor | 'system', now: Date): Promise<SentPayLink> {
  const { booking, hall } = await loadForChange(tx, bookingId, now);
  const recipient = await addressToPay(tx, bookingId);
  if (recipient === undefined) throw new Refusal('no-email-address');
  const { heldUntil } = await extendHold(tx, await mustBePayable(tx, booking, now), lapsesAt('pay-link', hall, booking.period.start, now), by, now);
  await revokePayLinks(tx, bookingId, now);
  const id = newId<'pay-link'>(now);
  await tx<PayLinkRow>('pay_links').insert({
    id, booking_id: bookingId, token_hash: hashPaySecret(newPaySecret()), recipient, created_at: now, expires_at: heldUntil,
    made_by: by !== 'system' && by.kind === 'person' ? by.personId : null,
  });
  await announce(tx, { type: 'pay-link-made', payLinkId: id, bookingId });
  return { recipient, expiresAt: heldUntil };
}

async function mustBePayable(tx: Transaction, booking: Booking, now: Date): Promise<Held> {
  if (booking.status === 'confirmed' || dueCents(booking) === 0) throw new Refusal('payment-not-needed');
  mustBe(booking, 'held');
  if (hasLapsed(booking, now)) throw new Refusal('hold-lapsed', { facts: { heldUntil: booking.heldUntil.toISOString() } });
  if (await isStillTalkedAbout(tx, booking.id)) throw new Refusal('wrong-state', { facts: { status: booking.status } });
  return booking;
}
