import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { isBooker, signedIn } from '../bookings/policy.ts';
import type { Database } from '../platform/db.ts';
import type { Opener } from './opener.ts';
import { knownOutside, openersOf } from './opener-store.ts';

export interface Openers {
  openers: Opener[];
  /** Those who were withdrawn and know the digits that the door now has. */
  knowOutside: Opener[];
}

/** Who opens the door, and who did and was withdrawn. For the booker alone: it is they who know these people. Refuses `not-signed-in` and `not-found`. */
export async function readOpeners(db: Database, bookingId: BookingId, actor: Actor, now: Date): Promise<Openers> {
  const person = signedIn(actor);
  if (!isBooker(await loadBooking(db, bookingId), person)) throw new Refusal('not-found');
  const [openers, known] = await Promise.all([openersOf(db, bookingId), knownOutside(db, bookingId, now)]);
  return { openers, knowOutside: openers.filter(({ id }) => known?.openerIds.includes(id)) };
}
