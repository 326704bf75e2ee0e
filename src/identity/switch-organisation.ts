import type { OrganisationId } from '../kernel/ids.ts';
import { isRefusal, Refusal } from '../kernel/refusal.ts';
import { transact, type Database, type Transaction } from '../platform/db.ts';
import { beginLogin } from './begin-login.ts';
import type { LoginProvider } from './login.ts';
import { hashToken, newToken } from './session.ts';
import { loginHintFor } from './views.ts';

export interface ActingFor {
  /** The new token for the cookie: the old one is void. */
  token: string;
  expiresAt: Date;
}

/**
 * Lets the person of a session act for an organisation of theirs, or with `null` for themselves again.
 * Refuses `not-signed-in`, `not-a-member`, and `new-login-needed` where only the government login knows of the membership and this
 * login did not vouch for it: it may have ended there since.
 */
export async function actFor(tx: Transaction, token: string, organisationId: OrganisationId | null, now: Date): Promise<ActingFor> {
  const next = newToken();
  const { rows: [switched] } = await tx.raw<{ rows: { expires_at: Date }[] }>(SWITCH, {
    next: hashToken(next), hash: hashToken(token), organisationId, now: now.toISOString(),
  });
  if (switched) return { token: next, expiresAt: switched.expires_at };
  throw await whyNot(tx, token, organisationId, now);
}

const SWITCH = `
UPDATE sessions s SET token_hash = :next, organisation_id = CAST(:organisationId AS uuid)
WHERE s.token_hash = :hash AND s.expires_at > CAST(:now AS timestamptz) AND s.person_id IS NOT NULL
  AND (CAST(:organisationId AS uuid) IS NULL OR EXISTS (
    SELECT FROM memberships m WHERE m.organisation_id = CAST(:organisationId AS uuid) AND m.person_id = s.person_id AND m.ended_at IS NULL
      AND (m.source <> 'login' OR m.organisation_id = s.vouched_organisation_id)))
RETURNING s.expires_at`;

async function whyNot(tx: Transaction, token: string, organisationId: OrganisationId | null, now: Date): Promise<Refusal> {
  const { rows: [session] } = await tx.raw<{ rows: { member: boolean }[] }>(
    `SELECT EXISTS (SELECT FROM memberships m WHERE m.organisation_id = ? AND m.person_id = s.person_id AND m.ended_at IS NULL) AS member
     FROM sessions s WHERE s.token_hash = ? AND s.expires_at > ? AND s.person_id IS NOT NULL`, [organisationId, hashToken(token), now]);
  if (!session) return new Refusal('not-signed-in');
  return new Refusal(session.member ? 'new-login-needed' : 'not-a-member');
}

export interface SwitchAsk {
  token: string;
  organisationId: OrganisationId | null;
  returnTo?: string | undefined;
}

/**
 * Switches as `actFor` does; where a new login is needed it begins one that asks for that organisation at once. `url` is then
 * where the browser goes, and `token` what its cookie must hold in either case.
 * Refuses `not-signed-in`, `not-a-member`, `login-unavailable`.
 */
export async function switchOrganisation(
  db: Database, provider: LoginProvider, { token, organisationId, returnTo }: SwitchAsk, now: Date,
): Promise<{ token: string; expiresAt?: Date; url?: string }> {
  try {
    return await transact(db, (tx) => actFor(tx, token, organisationId, now));
  } catch (thrown) {
    if (!isRefusal(thrown, 'new-login-needed') || organisationId === null) throw thrown;
    return beginLogin(db, provider, { token, returnTo, hint: await loginHintFor(db, organisationId) }, now);
  }
}
