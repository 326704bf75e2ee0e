import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { releaseSpaces } from '../availability/release-spaces.ts';
import { announce, type Transaction } from '../platform/db.ts';
import type { Decision } from './approve-booking.ts';
import { close, type Closed } from './booking.ts';
import { loadForChange, mustBe, mustBeVersion } from './load-for-change.ts';
import { mustManage } from './policy.ts';
import { changeBy, saveBooking } from './store.ts';

/**
 * A manager of the venue declines a request, with a reason that the booker reads; the spaces are free at once.
 * Refuses `not-found`, `not-allowed`, `wrong-state` and `version-outdated`.
 */
export async function declineBooking(
  tx: Transaction, id: BookingId, decision: Decision & { reason: string }, actor: Actor, now: Date,
): Promise<Closed> {
  const { booking, hall } = await loadForChange(tx, id, now);
  mustManage(actor, hall);
  mustBeVersion(booking, decision.expectedVersion);
  mustBe(booking, 'requested');
  await releaseSpaces(tx, { kind: 'booking', id });
  const declined = await saveBooking(tx, close(booking, 'declined', decision.reason), changeBy(actor, now, decision.reason));
  await announce(tx, { type: 'booking-declined', bookingId: id });
  return declined;
}
