import type { Actor, RoleGiven, SignedIn } from '../kernel/actor.ts';
import type { OrganisationId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import type { OrganisationKind } from './organisation.ts';
import type { RoleScope } from './role.ts';

/** An organisation with the whole that it is part of: itself when it is part of none. */
export interface Whole {
  id: OrganisationId;
  kind: OrganisationKind;
  wholeId: OrganisationId;
}

/**
 * Locks the whole of an organisation, so that giving and taking roles within one city happens one after the other: two administrators
 * cannot take each other's role at once. `undefined`: there is no such organisation.
 */
export async function lockWhole(tx: Transaction, id: OrganisationId): Promise<Whole | undefined> {
  const { rows: [found] } = await tx.raw<{ rows: Whole[] }>(
    `SELECT o.id, o.kind, whole.id AS "wholeId" FROM organisations o JOIN organisations whole ON whole.id = coalesce(o.part_of, o.id)
     WHERE o.id = ? FOR NO KEY UPDATE OF whole`, [id]);
  return found;
}

/**
 * Whoever gives or takes a role administers all of where it counts, at this very moment and not only when their page was made.
 * Refuses `not-signed-in` and `not-allowed`.
 */
export async function mustAdminister(tx: Transaction, { organisationId, venueId }: RoleScope, actor: Actor): Promise<SignedIn> {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT FROM roles_in_force WHERE person_id = :personId AND role = 'administrator' AND organisation_id = :organisationId
       AND (venue_id IS NULL OR venue_id = CAST(:venueId AS uuid)) LIMIT 1`,
    { personId: actor.personId, organisationId, venueId: venueId ?? null });
  if (rows.length === 0) throw new Refusal('not-allowed');
  return actor;
}

/** In which role an administrator looks at what is theirs to administer: where it was given, the whole before a part. */
export async function administratorRole(tx: Transaction, { personId }: SignedIn): Promise<RoleGiven | undefined> {
  const { rows: [given] } = await tx.raw<{ rows: RoleGiven[] }>(
    `SELECT r.role, r.organisation_id AS "organisationId" FROM staff_roles r JOIN organisations o ON o.id = r.organisation_id
     WHERE r.person_id = ? AND r.role = 'administrator' AND (r.ends_at IS NULL OR r.ends_at > clock_timestamp())
     ORDER BY o.part_of IS NOT NULL, r.since, r.id LIMIT 1`, [personId]);
  return given;
}
