import type { BookerKind, RoleGiven, SignedIn } from '../../src/kernel/actor.ts';
import { newId, type OrganisationId, type PersonId } from '../../src/kernel/ids.ts';
import type { Database } from '../../src/platform/db.ts';

let made = 0;

/** Writes a person and answers them as somebody who is logged in, acting for themselves unless an organisation is named. */
export async function aPerson(db: Database, own: { roles?: RoleGiven[]; organisation?: { id: OrganisationId; name: string }; bookerKind?: BookerKind } = {}): Promise<SignedIn> {
  made += 1;
  const personId: PersonId = newId();
  await db('persons').insert({ id: personId, given_name: 'Els', family_name: `Peeters ${made}`, email: `els${made}@leuven.example` });
  return {
    kind: 'person', personId, name: `Els Peeters ${made}`, channel: 'web', roles: own.roles ?? [],
    bookerKind: own.bookerKind ?? (own.organisation ? 'association' : 'resident'),
    memberOf: own.organisation ? [own.organisation.id] : [],
    ...(own.organisation ? { organisation: { ...own.organisation, representative: false } } : {}),
  };
}

/** Writes an association. */
export async function anAssociation(db: Database): Promise<{ id: OrganisationId; name: string }> {
  made += 1;
  const organisation = { id: newId<'organisation'>(), name: `Harmonie ${made}` };
  await db('organisations').insert({ ...organisation, kind: 'association' });
  return organisation;
}
