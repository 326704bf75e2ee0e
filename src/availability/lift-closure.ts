import type { ClosureId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { lockSpaces } from './claim-spaces.ts';
import { releaseSpaces } from './release-spaces.ts';
import { markLifted, spacesOfClosure } from './store.ts';

/**
 * Ends a closure before its time. What it held comes free, or passes to another closure that wants it.
 * Refuses with `not-found` when there is no such closure or it was lifted before.
 */
export async function liftClosure(tx: Transaction, closureId: ClosureId, now: Date): Promise<void> {
  await lockSpaces(tx, await spacesOfClosure(tx, closureId));
  if (!(await markLifted(tx, closureId, now))) throw new Refusal('not-found');
  await releaseSpaces(tx, { kind: 'closure', id: closureId });
}
