import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import type { Language } from '../kernel/text.ts';
import type { Transaction } from '../platform/db.ts';
import { queueMail } from './queue-mail.ts';
import { invitationEmail, personEmail } from './views.ts';

/** Sends somebody the link with which they accept an invitation. */
export async function mailInvitation(tx: Transaction, invitationId: string, language: Language = 'nl'): Promise<void> {
  const found = await invitationEmail(tx, invitationId);
  if (!found) return;
  await queueMail(tx, { template: 'invitation', facts: { invitationId }, dedupeKey: `invitation:${invitationId}`, recipient: found.email, language });
}

/** Sends the code that proves that whoever logged in is whoever booked by phone, to the address that was given then. */
export async function mailProofCode(
  tx: Transaction, { personId, phonePersonId, number, language }: { personId: PersonId; phonePersonId: PersonId; number: number; language: Language },
): Promise<void> {
  const found = await personEmail(tx, phonePersonId);
  if (!found) return;
  await queueMail(tx, {
    template: 'proof-code', facts: { personId, number: String(number) }, dedupeKey: `proof-code:${personId}:${phonePersonId}:${number}`,
    recipient: found.email, language, personId: phonePersonId,
  });
}

/** Tells somebody that they represent an organisation now. */
export async function mailRepresentativeConfirmed(
  tx: Transaction, { organisationId, personId }: { organisationId: OrganisationId; personId: PersonId }, language: Language = 'nl',
): Promise<void> {
  const found = await personEmail(tx, personId);
  if (!found) return;
  const { rows: [membership] } = await tx.raw<{ rows: { since: string }[] }>(
    'SELECT since::text AS since FROM memberships WHERE organisation_id = ? AND person_id = ? AND ended_at IS NULL', [organisationId, personId]);
  if (!membership) return;
  await queueMail(tx, {
    template: 'representative-confirmed', facts: { organisationId }, recipient: found.email, language, personId,
    dedupeKey: `representative-confirmed:${organisationId}:${personId}:${membership.since}`,
  });
}

/** Tells somebody which role they have been given, where, and until when. */
export async function mailRoleGiven(
  tx: Transaction, { staffRoleId, personId }: { staffRoleId: string; personId: PersonId }, language: Language = 'nl',
): Promise<void> {
  const found = await personEmail(tx, personId);
  if (!found) return;
  await queueMail(tx, { template: 'role-given', facts: { staffRoleId }, recipient: found.email, language, personId, dedupeKey: `role-given:${staffRoleId}` });
}
