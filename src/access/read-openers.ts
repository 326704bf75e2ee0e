import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { isBooker, signedIn } from '../bookings/policy.ts';
import type { Database } from '../platform/db.ts';
import type { Opener } from './opener.ts';
import { grantKnownOutside, openersOf } from './opener-store.ts';

export interface Openers {
  openers: Opener[];
  /** Somebody who was withdrawn knows the digits that the door now has. */
  codeKnownOutside: boolean;
}

/** Who opens the door, and who did and was withdrawn. For the booker alone: it is they who know these people. Refuses `not-signed-in` and `not-found`. */
export async function readOpeners(db: Database, bookingId: BookingId, actor: Actor, now: Date): Promise<Openers> {
  const person = signedIn(actor);
  if (!isBooker(await loadBooking(db, bookingId), person)) throw new Refusal('not-found');
  const [openers, known] = await Promise.all([openersOf(db, bookingId), grantKnownOutside(db, bookingId, now)]);
  return { openers, codeKnownOutside: known !== undefined };
}
