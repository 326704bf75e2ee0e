import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { lockSpaces } from '../availability/claim-spaces.ts';
import type { Hall } from '../catalogue/hall.ts';
import { loadHall } from '../catalogue/load-hall.ts';
import { TryAgain, type Transaction } from '../platform/db.ts';
import type { Booking, BookingStatus, ExtraOrder } from './booking.ts';
import { lockExtras } from './extra-stock.ts';
import { loadBooking, lockBooking } from './load-booking.ts';

/**
 * A booking and its hall, ready to be changed: its spaces are locked first, then these extras, and the booking after them, which is
 * the order of every writer, and then it is read again; when it was moved to another hall in between, the transaction
 * starts anew. Refuses `not-found`.
 */
export async function loadForChange(tx: Transaction, id: BookingId, now: Date, extras: readonly ExtraOrder[] = []): Promise<{ booking: Booking; hall: Hall }> {
  const { hallId } = await loadBooking(tx, id);
  const hall = await loadHall(tx, hallId, now);
  if (!hall) throw new Refusal('not-found');
  await lockSpaces(tx, hall.spaceIds);
  await lockExtras(tx, extras);
  const booking = await lockBooking(tx, id);
  if (booking.hallId !== hallId) throw new TryAgain();
  return { booking, hall };
}

/**
 * Refuses `version-outdated` when it is no longer the version that the caller saw. Ask it after whether they may see the booking at all:
 * to strangers it does not exist, in no version.
 */
export function mustBeVersion({ version }: Booking, expected: number | undefined): void {
  if (expected !== undefined && version !== expected) throw new Refusal('version-outdated', { facts: { version } });
}

/** Refuses `wrong-state` unless the booking is in one of these states. */
export function mustBe<Status extends BookingStatus>(booking: Booking, ...statuses: Status[]): asserts booking is Extract<Booking, { status: Status }> {
  if (!(statuses as BookingStatus[]).includes(booking.status)) throw new Refusal('wrong-state', { facts: { status: booking.status } });
}
