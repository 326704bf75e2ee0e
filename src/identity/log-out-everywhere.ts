import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';

/** Ends every session of the person who asks, this one included: whoever holds an old cookie of theirs is logged out. Answers how many. Refuses `not-signed-in`. */
export async function logOutEverywhere(tx: Transaction, actor: Actor): Promise<number> {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  const ended = await tx('sessions').where({ person_id: actor.personId }).delete();
  await audit(tx, { actor, action: 'log-out-everywhere', subjectKind: 'person', subjectId: actor.personId, details: { sessions: ended } });
  return ended;
}
