import type { Transaction } from '../platform/db.ts';
import type { Place } from './holder.ts';
import { closuresWanting, insertWhatIsFree } from './store.ts';

/** Gives places that have come free, on spaces that are locked, to the closures that want them: the oldest first. */
export async function passToClosures(tx: Transaction, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  for (const closureId of await closuresWanting(tx, places)) await insertWhatIsFree(tx, closureId, places);
}
