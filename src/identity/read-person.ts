import { roleOf, type Actor } from '../kernel/actor.ts';
import type { PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { auditRead } from './audit.ts';
import { mustBeAgent } from './standing.ts';
import { findPerson, type Person } from './views.ts';

/** A caller, for agents; whom was looked at is logged. Refuses `not-signed-in`, `not-allowed` and `not-found`. */
export async function readPerson(tx: Transaction, id: PersonId, actor: Actor): Promise<Person> {
  const agent = mustBeAgent(actor);
  const person = await findPerson(tx, id);
  if (!person) throw new Refusal('not-found');
  await auditRead(tx, { actor: agent, as: roleOf(agent, 'agent'), action: 'read', subjectKind: 'person', subjectId: id, persons: [id] });
  return person;
}
