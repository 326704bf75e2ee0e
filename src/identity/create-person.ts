import type { Actor } from '../kernel/actor.ts';
import { newId, type PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import { readEmail, readPhone } from './fields.ts';
import { mustBeAgent } from './standing.ts';
import type { PersonRow } from './store.ts';

export interface NewPerson {
  givenName: string;
  familyName: string;
  email?: string | undefined;
  phone?: string | undefined;
}

/**
 * An agent enters a caller who has never logged in. Somebody must be reachable: an address or a phone number is needed.
 * Refuses `not-signed-in`, `not-allowed`, `invalid-request` (naming the field).
 */
export async function createPerson(tx: Transaction, ask: NewPerson, actor: Actor, now: Date): Promise<PersonId> {
  const agent = mustBeAgent(actor);
  const row = {
    id: newId<'person'>(now), given_name: ask.givenName.trim(), family_name: ask.familyName.trim(),
    ...readContact(ask), created_at: now,
  };
  await tx<PersonRow>('persons').insert(row);
  await audit(tx, { actor: agent, action: 'create-person', subjectKind: 'person', subjectId: row.id, persons: [row.id] });
  return row.id;
}

/** How somebody can be reached. Refuses `invalid-request`, naming the field, when they cannot be or when it is none. */
export function readContact(ask: Pick<NewPerson, 'email' | 'phone'>): { email: string | null; phone: string | null } {
  const contact = { email: readEmail(ask.email) ?? null, phone: readPhone(ask.phone) ?? null };
  if (contact.email === null && contact.phone === null) throw new Refusal('invalid-request', { violations: [{ code: 'schema', field: 'body/phone', facts: {} }] });
  return contact;
}
