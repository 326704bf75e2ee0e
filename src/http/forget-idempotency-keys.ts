import type { Database } from '../platform/db.ts';

/** Forgets keys after a day. For the clockwork; answers how many. */
export async function forgetIdempotencyKeys(db: Database): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(`DELETE FROM idempotency_keys WHERE created_at < clock_timestamp() - interval '1 day'`);
  return rowCount;
}
