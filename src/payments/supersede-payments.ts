import type { BookingId } from '../kernel/ids.ts';
import { loadBooking } from '../bookings/load-booking.ts';
import { dueCents } from '../bookings/booking.ts';
import type { Transaction } from '../platform/db.ts';
import { addJob } from '../platform/jobs.ts';
import { undecidedPayments, markSuperseded } from './store.ts';

/** A job stops at the provider what is open there for a price that no longer counts; meanwhile another checkout may be opened. */
export const stopSuperseded = (tx: Transaction, bookingId: BookingId): Promise<void> =>
  addJob(tx, 'cancel-payments', { bookingId, only: 'superseded' }, { key: `superseded:${bookingId}` });

/** After a move: whatever may still be paid for the booking at another price than its present one is no longer wanted. The caller has locked the booking. */
export async function supersedePayments(tx: Transaction, bookingId: BookingId, now: Date): Promise<void> {
  const booking = await loadBooking(tx, bookingId);
  const wanted = booking.status === 'held' ? dueCents(booking) : 0;
  const stale = (await undecidedPayments(tx, bookingId)).filter(({ amountCents }) => amountCents !== wanted);
  if (stale.length === 0) return;
  await markSuperseded(tx, stale.map(({ id }) => id), now);
  await stopSuperseded(tx, bookingId);
}
