import type { BookingId } from '../kernel/ids.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { fitWindows } from './fit-windows.ts';
import { grantsBeside, lockDoors, markGrantRevoked, notifyWorker } from './grant-store.ts';
import { retireSpares } from './stand-in.ts';

/**
 * Takes back the right to open the doors of a booking: from this transaction on its code is to be gone from every lock. Harmless
 * when there is none. Neighbours whose windows it had shortened get them back. Announces `grant-changed`. The caller has locked
 * the spaces and the booking.
 */
export async function revokeGrant(tx: Transaction, bookingId: BookingId, now: Date): Promise<void> {
  const beside = await grantsBeside(tx, [bookingId], now);
  await lockDoors(tx, [bookingId], beside);
  await retireSpares(tx, bookingId, now);
  const revoked = await markGrantRevoked(tx, { bookingId }, now);
  if (revoked) {
    await announce(tx, { type: 'grant-changed', ...revoked });
    await notifyWorker(tx);
  }
  await fitWindows(tx, beside, now);
}
