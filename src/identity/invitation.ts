import { createHash, randomBytes } from 'node:crypto';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import type { MembershipRole } from './organisation.ts';

const DAYS_VALID = 14;
const SECRET_BYTES = 32;

export interface InvitationRow {
  id: string;
  organisation_id: OrganisationId;
  email: string;
  role: MembershipRole;
  token_hash: Buffer;
  invited_by: PersonId;
  created_at: Date;
  expires_at: Date;
  accepted_by: PersonId | null;
  accepted_at: Date | null;
}

/** The secret in the link of an invitation. It exists in that mail only; we keep its hash. */
export const newInvitationToken = (): string => randomBytes(SECRET_BYTES).toString('base64url');

export const hashInvitation = (token: string): Buffer => createHash('sha256').update(`invitation ${token}`).digest();

export const invitationExpires = (now: Date): Date => addMinutes(now, DAYS_VALID * 24 * 60);

/** The page on which an invitation is accepted: the only place where its secret appears. Pages there send no referrer. */
export const invitationPath = (token: string): string => `/organisaties/uitnodiging/${token}`;
