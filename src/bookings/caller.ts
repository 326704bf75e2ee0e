import { hasRole, type BookerKind, type SignedIn } from '../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { audit } from '../identity/audit.ts';
import { findOrganisation } from '../identity/views.ts';
import type { Transaction } from '../platform/db.ts';
import type { Booking, BookingFacts } from './booking.ts';

/** Somebody else for whom a contact-centre agent books. */
export interface Caller {
  personId: PersonId;
  organisationId?: OrganisationId;
  bookerKind: BookerKind;
  reason: string;
}

export type Booker = Pick<BookingFacts, 'personId' | 'organisationId' | 'bookerKind'>;

/**
 * For whom an agent books; nobody merges that person with another until the transaction ends. Refuses `not-allowed` to anybody but an agent, and `invalid-request`, naming the field, for somebody whom we
 * do not know and for a kind of booker that they are not: the tariff is theirs, not the agent's choice.
 */
export async function callerAsBooker(tx: Transaction, agent: SignedIn, { personId, organisationId, bookerKind }: Caller): Promise<Booker> {
  if (!hasRole(agent, 'agent')) throw new Refusal('not-allowed');
  if (!(await tx<{ id: string }>('persons').where({ id: personId }).whereNull('merged_into').forShare().first('id'))) throw invalid(fault('body/caller/personId', 'unknown-value'));
  const organisation = organisationId && await findOrganisation(tx, organisationId);
  if (organisationId && !organisation) throw invalid(fault('body/caller/organisationId', 'unknown-value'));
  const kind = organisation ? organisation.kind : 'resident';
  if (bookerKind !== kind) throw invalid(fault('body/caller/bookerKind', 'one-of', { allowed: kind }));
  return { personId, bookerKind, ...(organisationId === undefined ? {} : { organisationId }) };
}

/** Writes down that an agent agreed this with a caller: why, and which terms were accepted on the caller's word. */
export const auditAgreed = (
  tx: Transaction, action: string, { id, personId, houseRulesId, cancellationTermsId }: Booking, { agent, reason }: { agent: SignedIn; reason: string },
): Promise<void> => audit(tx, {
  actor: agent, channel: 'phone', action, subjectKind: 'booking', subjectId: id, reason,
  persons: [personId], details: { personId, houseRulesId, cancellationTermsId, accepted: 'spoken' },
});
