import { audit } from '../identity/audit.ts';
import type { Actor } from '../kernel/actor.ts';
import type { ClosureId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { lockSpaces } from './claim-spaces.ts';
import { mustManageAll } from './close-halls.ts';
import type { ClosureSummary } from './closure-views.ts';
import { releaseSpaces } from './release-spaces.ts';
import { markLifted, spacesOfClosure } from './store.ts';

/**
 * Ends closures before their time, all of them or none. Refuses `not-allowed` unless the actor manages every venue that they close, and
 * `not-found` when one was lifted before.
 */
export async function liftClosures(tx: Transaction, closures: readonly Pick<ClosureSummary, 'id' | 'venues'>[], actor: Actor, now: Date): Promise<void> {
  for (const { id, venues } of closures) {
    mustManageAll(actor, venues);
    await liftClosure(tx, id, now);
    await audit(tx, { actor, action: 'lift-closure', subjectKind: 'closure', subjectId: id });
  }
}

/**
 * Ends a closure before its time. What it held comes free, or passes to another closure that wants it.
 * Refuses with `not-found` when there is no such closure or it was lifted before.
 */
export async function liftClosure(tx: Transaction, closureId: ClosureId, now: Date): Promise<void> {
  await lockSpaces(tx, await spacesOfClosure(tx, closureId));
  if (!(await markLifted(tx, closureId, now))) throw new Refusal('not-found');
  await releaseSpaces(tx, { kind: 'closure', id: closureId });
}
