import type { Actor } from '../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import { parseEmail } from './contact.ts';
import { mustBeAgent } from './standing.ts';
import { currentMembership, lockOrganisation, upsertMembership, type PersonRow } from './store.ts';

/**
 * An agent confirms that somebody represents an organisation: from then on they invite and remove its members. Whom the agent
 * cannot find here gets an invitation by mail instead (`invite-member.ts`).
 * Refuses `not-signed-in`, `not-allowed`, `not-found`, and `already-exists` for somebody who represents it already.
 */
export async function confirmRepresentative(
  tx: Transaction, { organisationId, personId }: { organisationId: OrganisationId; personId: PersonId }, actor: Actor, now: Date,
): Promise<void> {
  const agent = mustBeAgent(actor);
  if (!(await lockOrganisation(tx, organisationId))) throw new Refusal('not-found');
  if (!(await tx<PersonRow>('persons').where('id', personId).whereNull('merged_into').forShare().first('id'))) throw new Refusal('not-found');
  const known = await currentMembership(tx, organisationId, personId);
  if (known?.role === 'representative' && known.source !== 'login') throw new Refusal('already-exists');
  await upsertMembership(tx, { organisationId, personId, role: 'representative', source: 'agent', confirmedBy: agent.personId }, now);
  await audit(tx, {
    actor: agent, action: 'confirm-representative', subjectKind: 'organisation', subjectId: organisationId, persons: [personId], details: { personId },
  });
  await announce(tx, { type: 'representative-confirmed', organisationId, personId });
}

/**
 * The one person who has logged in here with this address. `undefined` when there is none, and when several share it: then the
 * address does not say who is meant.
 */
export async function personWithEmail(tx: Transaction, email: string): Promise<PersonId | undefined> {
  const address = parseEmail(email);
  if (address === undefined) return undefined;
  const found = await tx<PersonRow>('persons').whereRaw('lower(email) = lower(?)', [address]).whereNotNull('subject').limit(2).select('id');
  return found.length === 1 ? found[0]!.id : undefined;
}
