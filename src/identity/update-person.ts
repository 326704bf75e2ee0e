import type { Actor } from '../kernel/actor.ts';
import type { PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import type { NewPerson } from './create-person.ts';
import { readContact } from './create-person.ts';
import { mustBeAgent } from './standing.ts';
import type { PersonRow } from './store.ts';

export interface PersonChange extends NewPerson {
  expectedVersion?: number | undefined;
}

/**
 * An agent corrects what is known of a caller who has never logged in. What the government profile says is changed there, not here.
 * Refuses `not-signed-in`, `not-found`, `not-allowed` (somebody who has logged in), `version-outdated` and `invalid-request` (naming
 * the field; somebody must stay reachable).
 */
export async function updatePerson(tx: Transaction, id: PersonId, change: PersonChange, actor: Actor): Promise<void> {
  const agent = mustBeAgent(actor);
  const known = await tx<PersonRow>('persons').where('id', id).whereNull('merged_into').forUpdate().first();
  if (!known) throw new Refusal('not-found');
  if (known.subject !== null) throw new Refusal('not-allowed', { facts: { reason: 'own-profile' } });
  if (change.expectedVersion !== undefined && change.expectedVersion !== known.version) throw new Refusal('version-outdated', { facts: { version: known.version } });
  const next = { given_name: change.givenName.trim(), family_name: change.familyName.trim(), ...readContact(change) };
  const changed = (Object.keys(next) as (keyof typeof next)[]).filter((field) => next[field] !== known[field]);
  if (changed.length === 0) return;
  await tx<PersonRow>('persons').where('id', id).update({ ...next, version: known.version + 1 });
  await audit(tx, { actor: agent, action: 'update-person', subjectKind: 'person', subjectId: id, persons: [id], details: { changed } });
  if (known.email !== null && changed.includes('email')) await announce(tx, { type: 'contact-changed', personId: id });
}
