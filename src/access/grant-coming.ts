import type { BookingId, HallId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import type { DoorKeys } from './door-keys.ts';
import { issueGrants } from './issue-grant.ts';

/**
 * Gives the confirmed bookings of a hall that are still to come the right to open its doors, where they now need it and have none: the hall
 * got a lock after they were confirmed. Grants that are there stay, also when one gets in otherwise. The caller has locked the spaces.
 */
export async function grantComing(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, hallId: HallId, now: Date): Promise<void> {
  const { rows } = await tx.raw<{ rows: { id: BookingId }[] }>(
    `SELECT id FROM bookings WHERE hall_id = ? AND status = 'confirmed' AND upper(period) > ? AND NOT EXISTS (SELECT FROM grants WHERE booking_id = bookings.id)
     ORDER BY id`, [hallId, now]);
  if (rows.length > 0) await issueGrants(tx, keys, rows.map(({ id }) => id), now);
}
