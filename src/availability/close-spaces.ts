import { newId, type BookingId, type ClosureId, type PersonId, type SpaceId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { Transaction } from '../platform/db.ts';
import { clearLapsed, lockSpaces } from './claim-spaces.ts';
import { placesOf } from './holder.ts';
import { bookingsHolding, insertClosure, insertWhatIsFree } from './store.ts';

export interface Closing {
  id?: ClosureId;
  spaceIds: readonly SpaceId[];
  period: Period;
  reason: Translated;
  madeBy?: PersonId;
  /** The closures that were made together. */
  setId?: string;
}

/**
 * Closes spaces for a period. A closure cannot cover a booking: it claims what is free and answers the bookings in its way;
 * each place that these give back later passes to the closure.
 */
export async function closeSpaces(tx: Transaction, closing: Closing, now: Date): Promise<{ closureId: ClosureId; inTheWay: { bookingIds: BookingId[] } }> {
  const closureId = closing.id ?? newId<'closure'>(now);
  const places = placesOf(closing.spaceIds, closing.period);
  await lockSpaces(tx, closing.spaceIds);
  await clearLapsed(tx, closing.spaceIds);
  await insertClosure(tx, { ...closing, id: closureId, createdAt: now });
  await insertWhatIsFree(tx, closureId, places);
  return { closureId, inTheWay: { bookingIds: await bookingsHolding(tx, places) } };
}
