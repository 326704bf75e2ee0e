import type { BookingId } from '../kernel/ids.ts';
import { releaseSpaces } from '../availability/release-spaces.ts';
import { announce, transact, type Database, type Transaction } from '../platform/db.ts';
import { close, hasLapsed, isActive } from './booking.ts';
import { loadForChange } from './load-for-change.ts';
import { lapsedBookingIds, lockLapsed, saveBooking } from './store.ts';

/**
 * Marks bookings expired whose claims gave way to somebody else, in the transaction of that somebody. Only the spaces that
 * somebody asked for are locked: claims of these bookings on other spaces are left to lapse there, for who takes a lock out
 * of order deadlocks. A booking that was settled meanwhile is left as it is.
 */
export async function expireBookings(tx: Transaction, ids: readonly BookingId[], now: Date): Promise<void> {
  for (const booking of await lockLapsed(tx, ids)) {
    if (!isActive(booking)) continue;
    await saveBooking(tx, close(booking, 'expired'), { actor: 'system', at: now });
    await announce(tx, { type: 'booking-expired', bookingId: booking.id });
  }
}

const BATCH = 100;

/**
 * Hygiene: marks every lapsed hold that nobody stumbled upon. Each in a transaction of its own, spaces first; one that fails keeps the
 * others waiting for nothing, and makes the whole fail at the end.
 */
export async function expireLapsedHolds(db: Database, now: Date): Promise<number> {
  const ids = await lapsedBookingIds(db, BATCH);
  const failures: unknown[] = [];
  for (const id of ids) await transact(db, (tx) => expireOne(tx, id, now)).catch((thrown: unknown) => failures.push(thrown));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${ids.length} lapsed holds could not be marked`);
  return ids.length;
}

async function expireOne(tx: Transaction, id: BookingId, now: Date): Promise<void> {
  const { booking } = await loadForChange(tx, id, now);
  if (!hasLapsed(booking, now)) return;
  await releaseSpaces(tx, { kind: 'booking', id });
  await expireBookings(tx, [id], now);
}
