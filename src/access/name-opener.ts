import type { Actor, SignedIn } from '../kernel/actor.ts';
import { newId, type BookingId, type OpenerId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Booking } from '../bookings/booking.ts';
import { lockBooking } from '../bookings/load-booking.ts';
import { isBooker, signedIn } from '../bookings/policy.ts';
import { audit } from '../identity/audit.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { doorStatus } from './door-status.ts';
import { MOST_EVER, MOST_OPENERS, readOpener, type OpenerDraft } from './opener.ts';
import { insertOpener, openersOf } from './opener-store.ts';

/**
 * The booker, or a member of the organisation for which it is booked, names somebody who will open the door. They are mailed a link of their own.
 * Refuses `not-signed-in`, `not-found` (not theirs: staff name nobody), `invalid-request` (which fields), `wrong-state` (not confirmed, or over), `no-code-for-this-hall`,
 * `already-exists` (the address) and `too-many-openers` (`limit`).
 */
export async function nameOpener(tx: Transaction, bookingId: BookingId, draft: OpenerDraft, actor: Actor, now: Date): Promise<OpenerId> {
  const { booking, person } = await lockAsBooker(tx, bookingId, actor);
  const { name, email, phone } = readOpener(draft);
  if (booking.status !== 'confirmed') throw new Refusal('wrong-state', { facts: { status: booking.status } });
  if (booking.period.end <= now) throw new Refusal('wrong-state', { facts: { status: 'ended' } });
  if ((await doorStatus(tx, bookingId, now)).access !== 'door-code') throw new Refusal('no-code-for-this-hall');
  const known = await openersOf(tx, bookingId);
  const live = known.filter(({ withdrawnAt }) => !withdrawnAt);
  if (live.some((one) => one.email.toLowerCase() === email.toLowerCase())) throw new Refusal('already-exists');
  if (live.length >= MOST_OPENERS || known.length >= MOST_EVER) throw new Refusal('too-many-openers', { facts: { limit: MOST_OPENERS } });
  const id = newId<'opener'>(now);
  await insertOpener(tx, { id, bookingId, name, email, phone, namedBy: person.personId }, now);
  await audit(tx, { actor: person, action: 'name-opener', subjectKind: 'booking', subjectId: bookingId, details: { openerId: id } });
  await announce(tx, { type: 'opener-named', openerId: id, bookingId });
  return id;
}

/** The booking, locked, for whoever decides who opens its door. Refuses `not-signed-in` and `not-found`. */
export async function lockAsBooker(tx: Transaction, bookingId: BookingId, actor: Actor): Promise<{ booking: Booking; person: SignedIn }> {
  const person = signedIn(actor);
  const booking = await lockBooking(tx, bookingId);
  if (!isBooker(booking, person)) throw new Refusal('not-found');
  return { booking, person };
}
