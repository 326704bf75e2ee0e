import type { Actor } from '../kernel/actor.ts';
import type { OrganisationId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import { standingIn } from './standing.ts';
import { findOrganisation, type Organisation } from './views.ts';

/** An organisation for its members and for agents, whose reading it is logged. Refuses `not-signed-in` and `not-found`. */
export async function readOrganisation(tx: Transaction, id: OrganisationId, actor: Actor): Promise<Organisation> {
  const { person, standing } = await standingIn(tx, id, actor);
  const organisation = await findOrganisation(tx, id);
  if (!organisation) throw new Refusal('not-found');
  if (standing === 'agent') await audit(tx, { actor: person, action: 'read', subjectKind: 'organisation', subjectId: id });
  return organisation;
}
