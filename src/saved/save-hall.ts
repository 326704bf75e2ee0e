import type { HallId, PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { MOST_SAVED } from './saved-hall.ts';
import { insertSaved, lockSavedOf, standingOf } from './store.ts';

/** Keeps a hall at hand; one that is there already stays where it is. Refuses `not-found`, and `too-many-saved` (`limit`). */
export async function saveHall(tx: Transaction, personId: PersonId, hallId: HallId, now: Date): Promise<void> {
  const count = await lockSavedOf(tx, personId);
  const standing = await standingOf(tx, personId, hallId);
  if (!standing) throw new Refusal('not-found', { facts: { hall: hallId } });
  if (standing.saved) return;
  if (count >= MOST_SAVED) throw new Refusal('too-many-saved', { facts: { limit: MOST_SAVED } });
  await insertSaved(tx, personId, [hallId], 1, now);
}
