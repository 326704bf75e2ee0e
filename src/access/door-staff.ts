import { hasRole, roleAt, roleOf, VENUE_MANAGERS, type Actor, type RoleGiven, type SignedIn } from '../kernel/actor.ts';
import type { BookingId, LockId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Booking } from '../bookings/booking.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { managesVenue, signedIn, throughChannel } from '../bookings/policy.ts';
import { loadHall } from '../catalogue/load-hall.ts';
import type { Transaction } from '../platform/db.ts';
import { lockToAsk, type LockToAsk } from './errand-store.ts';

/** Whoever deals with the door of a booking that is not theirs. */
export interface Helper {
  person: SignedIn;
  /** Somebody of the contact centre helps a caller; a manager is answerable for the building. */
  as: 'agent' | 'manager';
  /** In which they do. */
  role: RoleGiven | undefined;
  booking: Booking;
}

/** Managers of the venue and agents help at the door of a booking. Refuses `not-signed-in`, and `not-found` to everybody else, its booker too. */
export async function mustHelpAtDoor(tx: Transaction, bookingId: BookingId, actor: Actor, now: Date): Promise<Helper> {
  const own = signedIn(actor);
  const booking = await loadBooking(tx, bookingId);
  const hall = await loadHall(tx, booking.hallId, now);
  if (hall && managesVenue(own, hall.venue)) return { person: own, as: 'manager', role: roleAt(own, VENUE_MANAGERS, hall.venue), booking };
  if (!hasRole(own, 'agent')) throw new Refusal('not-found');
  return { person: throughChannel(booking, own) as SignedIn, as: 'agent', role: roleOf(own, 'agent'), booking };
}

/** A lock is for the managers of its venue. Refuses `not-signed-in` and `not-found`. The lock is locked until the transaction ends. */
export async function mustManageLock(tx: Transaction, lockId: LockId, actor: Actor): Promise<{ person: SignedIn; role: RoleGiven | undefined; lock: LockToAsk }> {
  const person = signedIn(actor);
  const lock = await lockToAsk(tx, lockId);
  if (!lock || !managesVenue(person, lock.venue)) throw new Refusal('not-found');
  return { person, role: roleAt(person, VENUE_MANAGERS, lock.venue), lock };
}
