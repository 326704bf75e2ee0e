import type { SpaceId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Transaction } from '../platform/db.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { toRange } from '../platform/range.ts';
import { placesOf, type Holder } from './holder.ts';

export interface ClaimToWrite {
  holder: Holder;
  spaceIds: readonly SpaceId[];
  /** With setup and teardown. */
  period: Period;
  heldUntil?: Date;
}

/**
 * Writes many claims at once, for a city that is filled from elsewhere. It locks nothing and looks at nothing: the database
 * refuses the whole (23P01) when two of them overlap.
 */
export async function writeClaims(tx: Transaction, claims: readonly ClaimToWrite[]): Promise<void> {
  await insertRows(tx, 'claims', claims.flatMap(({ holder, spaceIds, period, heldUntil }) =>
    placesOf(spaceIds, period).map((place) => ({
      ...place, period: toRange(place.period), holderKind: holder.kind, holderId: holder.id, ...(heldUntil ? { heldUntil } : {}),
    }))));
}
