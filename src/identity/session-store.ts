import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import type { Transaction } from '../platform/db.ts';
import { hashToken, LOGIN_MINUTES, newToken, sessionEnds, type SessionData } from './session.ts';

export interface NewSession {
  personId: PersonId;
  organisationId?: OrganisationId;
  vouchedOrganisationId?: OrganisationId;
  /** What the visitor typed before they logged in. */
  data?: SessionData;
}

/** Opens a session for somebody who has just logged in. Answers its token, which is kept nowhere else. */
export async function insertSession(tx: Transaction, session: NewSession, now: Date): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = sessionEnds(now, now);
  await tx('sessions').insert({
    token_hash: hashToken(token), person_id: session.personId, organisation_id: session.organisationId ?? null,
    vouched_organisation_id: session.vouchedOrganisationId ?? null, data: JSON.stringify(session.data ?? {}), created_at: now, seen_at: now, expires_at: expiresAt,
  });
  return { token, expiresAt };
}

/** Opens a short session for a visitor who is about to log in. */
export async function insertVisit(tx: Transaction, data: SessionData, now: Date): Promise<string> {
  const token = newToken();
  await tx('sessions').insert({
    token_hash: hashToken(token), data: JSON.stringify(data), created_at: now, seen_at: now, expires_at: addMinutes(now, LOGIN_MINUTES),
  });
  return token;
}

/** What a session that has not ended keeps, locked. */
export async function lockSessionData(tx: Transaction, token: string, now: Date): Promise<SessionData | undefined> {
  const row = await tx<{ token_hash: Buffer; expires_at: Date; data: SessionData }>('sessions')
    .where({ token_hash: hashToken(token) }).where('expires_at', '>', now).forUpdate().first('data');
  return row?.data;
}

/** A visit that only logs in lives on with each attempt; a session of somebody keeps its own end. */
export async function saveSessionData(tx: Transaction, token: string, data: SessionData, now: Date): Promise<void> {
  await tx.raw(
    `UPDATE sessions SET data = ?, expires_at = CASE WHEN person_id IS NULL THEN ?::timestamptz ELSE expires_at END WHERE token_hash = ?`,
    [JSON.stringify(data), addMinutes(now, LOGIN_MINUTES), hashToken(token)],
  );
}

export async function deleteSession(tx: Transaction, token: string): Promise<void> {
  await tx('sessions').where({ token_hash: hashToken(token) }).delete();
}

