import type { Actor } from '../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import { mustManageMembers } from './standing.ts';
import { currentMembership, lockOrganisation, type MembershipRow } from './store.ts';

/**
 * Ends somebody's membership: by a representative, an agent, or the member themselves. What was booked stays with the
 * organisation. The organisation is locked first, so that two representatives cannot remove each other at once.
 * Refuses `not-signed-in`, `not-found`, `not-allowed`, and `last-representative`: somebody must be left to look after it.
 */
export async function removeMember(
  tx: Transaction, { organisationId, personId }: { organisationId: OrganisationId; personId: PersonId }, actor: Actor, now: Date,
): Promise<void> {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  await lockOrganisation(tx, organisationId);
  if (actor.personId !== personId) await mustManageMembers(tx, organisationId, actor);
  const membership = await currentMembership(tx, organisationId, personId);
  if (!membership) throw new Refusal('not-found');
  if (membership.role === 'representative' && await isLast(tx, organisationId)) throw new Refusal('last-representative');
  await tx<MembershipRow>('memberships').where({ organisation_id: organisationId, person_id: personId } as Partial<MembershipRow>)
    .whereNull('ended_at').update({ ended_at: now });
  await audit(tx, { actor, action: 'remove-member', subjectKind: 'organisation', subjectId: organisationId, persons: [personId], details: { personId } });
}

/** A member leaves. Refuses as `removeMember` does. */
export async function endOwnMembership(tx: Transaction, organisationId: OrganisationId, actor: Actor, now: Date): Promise<void> {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  await removeMember(tx, { organisationId, personId: actor.personId }, actor, now);
}

async function isLast(tx: Transaction, organisationId: OrganisationId): Promise<boolean> {
  const representatives = await tx<MembershipRow>('memberships').where('organisation_id', organisationId)
    .where('role', 'representative').whereNull('ended_at').limit(2).select('person_id');
  return representatives.length < 2;
}
