import type { SpaceId } from '../kernel/ids.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { lockSpaces } from './claim-spaces.ts';
import type { Holder } from './holder.ts';
import { passToClosures } from './pass-to-closures.ts';
import { deleteClaims, spacesHeldBy } from './store.ts';

/**
 * Gives back everything that a holder has claimed; harmless when that is nothing. A closure that was waiting for one of the
 * places gets it in the same transaction. Announces `spaces-released` and answers the spaces.
 */
export async function releaseSpaces(tx: Transaction, holder: Holder): Promise<SpaceId[]> {
  const held = await spacesHeldBy(tx, holder);
  await lockSpaces(tx, held);
  const places = await deleteClaims(tx, holder, held);
  if (places.length === 0) return [];
  await passToClosures(tx, places);
  const spaceIds = [...new Set(places.map(({ spaceId }) => spaceId))].toSorted();
  await announce(tx, { type: 'spaces-released', spaceIds });
  return spaceIds;
}
