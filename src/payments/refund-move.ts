import type { BookingId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { refundBooking } from './refund-booking.ts';

/** Gives back what a move made cheaper. Nothing, when it made nothing so. */
export async function refundMoved(tx: Transaction, bookingId: BookingId, number: number, now: Date): Promise<void> {
  const move = await tx<{ booking_id: string; number: number; refund_cents: number }>('booking_moves').where({ booking_id: bookingId, number }).first('refund_cents');
  if (move && move.refund_cents > 0) await refundBooking(tx, bookingId, move.refund_cents, 'moved', now);
}
