import type { Actor } from '../kernel/actor.ts';
import { newId, type OrganisationId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import { mustReadEmail } from './fields.ts';
import { hashInvitation, invitationExpires, newInvitationToken, type InvitationRow } from './invitation.ts';
import type { MembershipRole } from './organisation.ts';
import { mustManageMembers } from './standing.ts';
import { lockOrganisation } from './store.ts';

const OPEN_AT_ONCE = 50;

export interface Invitation {
  id: string;
  email: string;
  role: MembershipRole;
  createdAt: Date;
  expiresAt: Date;
}

/**
 * A representative, or an agent for an organisation that has none, invites somebody by mail; the invitation holds for fourteen
 * days and replaces an earlier one to the same address.
 * Refuses `not-signed-in`, `not-found`, `not-allowed`, `invalid-request`, `already-exists` when a member has that address, and
 * `too-many-requests` when fifty invitations are open.
 */
export async function inviteMember(
  tx: Transaction, ask: { organisationId: OrganisationId; email: string; role: MembershipRole }, actor: Actor, now: Date,
): Promise<Invitation> {
  const person = await mustManageMembers(tx, ask.organisationId, actor);
  const { organisationId, role } = ask;
  const email = mustReadEmail(ask.email);
  if (!(await lockOrganisation(tx, organisationId))) throw new Refusal('not-found');
  if (await isMember(tx, organisationId, email)) throw new Refusal('already-exists');
  await withdrawOpen(tx, organisationId, email, now);
  const invitation = { id: newId<'invitation'>(now), email, role, createdAt: now, expiresAt: invitationExpires(now) };
  await tx<InvitationRow>('invitations').insert({
    id: invitation.id, organisation_id: organisationId, email, role, invited_by: person.personId, created_at: now,
    expires_at: invitation.expiresAt, token_hash: hashInvitation(newInvitationToken()),
  });
  await audit(tx, { actor: person, action: 'invite-member', subjectKind: 'organisation', subjectId: organisationId, details: { invitationId: invitation.id, role } });
  await announce(tx, { type: 'member-invited', invitationId: invitation.id, organisationId });
  return invitation;
}

async function isMember(tx: Transaction, organisationId: OrganisationId, email: string): Promise<boolean> {
  const found = await tx('memberships as m').join('persons as p', 'p.id', 'm.person_id')
    .where('m.organisation_id', organisationId).whereNull('m.ended_at').whereRaw('lower(p.email) = lower(?)', [email]).first('p.id');
  return found !== undefined;
}

async function withdrawOpen(tx: Transaction, organisationId: OrganisationId, email: string, now: Date): Promise<void> {
  const open = tx<InvitationRow>('invitations').where('organisation_id', organisationId).whereNull('accepted_at').where('expires_at', '>', now);
  await open.clone().whereRaw('lower(email) = lower(?)', [email]).update({ expires_at: now });
  const others = await open.clone().limit(OPEN_AT_ONCE).select('id');
  if (others.length >= OPEN_AT_ONCE) throw new Refusal('too-many-requests');
}

/**
 * Makes the secret for the link, at the moment that the mail is written, so that it never lies in a table or a queue. An earlier
 * secret of the same invitation is void. `undefined` when the invitation has lapsed or was accepted.
 */
export async function mintInvitationToken(tx: Transaction, invitationId: string, now: Date): Promise<string | undefined> {
  const token = newInvitationToken();
  const changed = await tx<InvitationRow>('invitations').where({ id: invitationId }).whereNull('accepted_at').where('expires_at', '>', now)
    .update({ token_hash: hashInvitation(token) });
  return changed === 1 ? token : undefined;
}
