import type { Database } from '../platform/db.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 1_000;

/**
 * Wipes digits a day after their last window, or after they were taken back; a month after that also the fingerprints, so that the same
 * digits are not drawn again soon. At most a thousand of each at a time.
 */
export async function wipeCodes(db: Database, now: Date): Promise<void> {
  await db.raw(
    `UPDATE grants SET code_sealed = NULL, wiped_at = ? WHERE id IN (
       SELECT id FROM grants WHERE wiped_at IS NULL AND coalesce(revoked_at, upper(windows)) <= ? LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)`,
    [now, new Date(now.getTime() - DAY_MS)]);
  await db.raw(
    `UPDATE lock_codes SET code_fingerprint = NULL WHERE id IN (
       SELECT id FROM lock_codes WHERE code_fingerprint IS NOT NULL AND act_at IS NULL AND upper(windows) <= ? LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)`,
    [new Date(now.getTime() - 30 * DAY_MS)]);
}
