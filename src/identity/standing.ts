import { hasRole, type Actor, type SignedIn } from '../kernel/actor.ts';
import type { OrganisationId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { MembershipRole } from './organisation.ts';
import { currentMembership } from './store.ts';

export type Standing = MembershipRole | 'agent';

/**
 * In what capacity somebody deals with an organisation: as its representative or member, or as an agent of the contact centre.
 * Refuses `not-signed-in`, and `not-found` to everybody else: to them the organisation does not exist.
 */
export async function standingIn(
  db: Database | Transaction, organisationId: OrganisationId, actor: Actor,
): Promise<{ person: SignedIn; standing: Standing }> {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  const own = actor.memberOf.includes(organisationId) ? await currentMembership(db, organisationId, actor.personId) : undefined;
  if (own?.role === 'representative') return { person: actor, standing: own.role };
  if (hasRole(actor, 'agent')) return { person: actor, standing: 'agent' };
  if (own) return { person: actor, standing: own.role };
  throw new Refusal('not-found');
}

/** Only its representatives and agents change who is a member. Refuses `not-signed-in`, `not-found`, `not-allowed`. */
export async function mustManageMembers(tx: Transaction, organisationId: OrganisationId, actor: Actor): Promise<SignedIn> {
  const { person, standing } = await standingIn(tx, organisationId, actor);
  if (standing === 'member') throw new Refusal('not-allowed');
  return person;
}

/** Refuses `not-signed-in`, and `not-allowed` to anybody but an agent. */
export function mustBeAgent(actor: Actor): SignedIn {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  if (!hasRole(actor, 'agent')) throw new Refusal('not-allowed');
  return actor;
}
