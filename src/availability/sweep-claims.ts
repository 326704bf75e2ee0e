import type { SpaceId } from '../kernel/ids.ts';
import { transact, type Database } from '../platform/db.ts';
import { clearLapsed, lockSpaces } from './claim-spaces.ts';

const BATCH = 200;

/**
 * Hygiene: takes away lapsed claims that nobody stumbled upon, so that the table does not grow. They block nobody meanwhile.
 * Answers on how many spaces there were some.
 */
export async function sweepClaims(db: Database): Promise<number> {
  const { rows } = await db.raw<{ rows: { space_id: SpaceId }[] }>(
    `SELECT DISTINCT space_id FROM claims WHERE held_until <= clock_timestamp() - interval '5 minutes' LIMIT ?`, [BATCH]);
  for (const { space_id: spaceId } of rows) {
    await transact(db, async (tx) => {
      await lockSpaces(tx, [spaceId]);
      await clearLapsed(tx, [spaceId]);
    });
  }
  return rows.length;
}
