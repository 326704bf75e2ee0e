import type { HallId, PersonId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { MOST_SAVED } from './saved-hall.ts';
import { insertSaved, lockSavedOf } from './store.ts';

/**
 * What a visitor saved before logging in, added to what they saved then, in the order given; as many as there is room for, since
 * nobody is kept from logging in by a full list.
 */
export async function takeOverSaved(tx: Transaction, personId: PersonId, hallIds: readonly HallId[], now: Date): Promise<void> {
  if (hallIds.length === 0) return;
  const count = await lockSavedOf(tx, personId);
  await insertSaved(tx, personId, hallIds, Math.max(0, MOST_SAVED - count), now);
}
