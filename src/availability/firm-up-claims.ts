import type { Transaction } from '../platform/db.ts';
import type { Holder } from './holder.ts';
import { lockSpaces } from './claim-spaces.ts';
import { spacesHeldBy, updateHeldUntil } from './store.ts';

/**
 * Lets a holder's claims stand for good, also when their time had passed and nobody came. Answers false when there are none
 * left: they lapsed and gave way.
 */
export const firmUpClaims = (tx: Transaction, holder: Holder): Promise<boolean> => changeHeldUntil(tx, holder, null);

/** Lets a holder's claims stand until a later (or earlier) instant. Answers false when there are none left. */
export const extendClaims = (tx: Transaction, holder: Holder, heldUntil: Date): Promise<boolean> => changeHeldUntil(tx, holder, heldUntil);

async function changeHeldUntil(tx: Transaction, holder: Holder, heldUntil: Date | null): Promise<boolean> {
  const held = await spacesHeldBy(tx, holder);
  await lockSpaces(tx, held);
  return (await updateHeldUntil(tx, holder, heldUntil, held)) > 0;
}
