import { transact, type Database } from '../platform/db.ts';
import type { OpenerId } from '../kernel/ids.ts';

const KEPT_DAYS = 30;
const AT_ONCE = 1_000;

/**
 * Wipes who opened a door a month after the stay: their names, their addresses, also in what was mailed to them, and their links. That somebody
 * opened, and when they looked at the code, stays. At most a thousand at a time.
 */
export async function wipeOpeners(db: Database, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    const { rows } = await tx.raw<{ rows: { id: OpenerId }[] }>(
      `UPDATE openers SET name = '', email = NULL, phone = NULL, wiped_at = :now, withdrawn_at = coalesce(withdrawn_at, :now) WHERE id IN (
         SELECT o.id FROM openers o JOIN bookings b ON b.id = o.booking_id WHERE o.wiped_at IS NULL AND upper(b.period) < CAST(:now AS timestamptz) - interval '${KEPT_DAYS} days'
         ORDER BY o.id LIMIT ${AT_ONCE} FOR UPDATE OF o SKIP LOCKED) RETURNING id`, { now });
    const ids = rows.map(({ id }) => id);
    await tx.raw('DELETE FROM opener_links WHERE opener_id = ANY(?::uuid[])', [ids]);
    await tx.raw("UPDATE mails SET recipient = '' WHERE opener_id = ANY(?::uuid[])", [ids]);
  });
}
