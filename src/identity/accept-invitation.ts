import type { Actor } from '../kernel/actor.ts';
import type { OrganisationId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import { hashInvitation, type InvitationRow } from './invitation.ts';
import { upsertMembership } from './store.ts';

/**
 * Whoever is logged in accepts an invitation with the secret from its mail, and may act for the organisation from then on. The
 * address they log in with may be another one: the secret is the proof. Accepting again as the same person changes nothing.
 * Refuses `not-signed-in`, `not-found` for a secret that was never or is no longer right, and `invitation-lapsed`.
 */
export async function acceptInvitation(tx: Transaction, token: string, actor: Actor, now: Date): Promise<OrganisationId> {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  const invitation = await tx<InvitationRow>('invitations').where({ token_hash: hashInvitation(token) }).forUpdate().first();
  if (!invitation) throw new Refusal('not-found');
  const { id, organisation_id: organisationId, role } = invitation;
  if (invitation.accepted_by === actor.personId) return organisationId;
  if (invitation.accepted_at !== null || invitation.expires_at <= now) throw new Refusal('invitation-lapsed');
  await tx<InvitationRow>('invitations').where({ id }).update({ accepted_by: actor.personId, accepted_at: now });
  await upsertMembership(tx, { organisationId, personId: actor.personId, role, source: 'invitation', confirmedBy: invitation.invited_by }, now);
  await audit(tx, { actor, action: 'accept-invitation', subjectKind: 'organisation', subjectId: organisationId, details: { invitationId: id, role } });
  if (role === 'representative') await announce(tx, { type: 'representative-confirmed', organisationId, personId: actor.personId });
  return organisationId;
}
