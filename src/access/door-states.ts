import type { BookingId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { codeState, mostPressing, type CodeState } from './code-state.ts';
import { LOCK_CODE, toLockCode, type LockCodeRow } from './code-store.ts';

/** For each of these bookings that has a code: the state of the lock that needs most attention, of those where it now is. In one statement, however many there are. */
export async function doorStates(db: Database | Transaction, bookingIds: readonly BookingId[], now: Date): Promise<Map<BookingId, CodeState>> {
  if (bookingIds.length === 0) return new Map();
  const { rows } = await db.raw<{ rows: (LockCodeRow & { booking_id: BookingId })[] }>(
    `SELECT ${LOCK_CODE}, g.booking_id FROM grants g JOIN lock_codes c ON c.grant_id = g.id WHERE g.booking_id = ANY(?::uuid[]) AND c.taken_off_at IS NULL`, [[...bookingIds]]);
  const found = new Map<BookingId, CodeState>();
  for (const row of rows) {
    const state = codeState(toLockCode(row), now);
    found.set(row.booking_id, mostPressing([state, found.get(row.booking_id) ?? state])!);
  }
  return found;
}
