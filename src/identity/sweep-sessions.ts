import type { Transaction } from '../platform/db.ts';

/** Removes sessions that have ended, and with them the logins that were never finished: hygiene only, nobody can use them. Answers how many. */
export async function sweepSessions(tx: Transaction, now: Date): Promise<number> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `DELETE FROM sessions WHERE token_hash IN (SELECT token_hash FROM sessions WHERE expires_at <= ? LIMIT 10000 FOR UPDATE SKIP LOCKED)`, [now]);
  return rowCount;
}
