import { randomBytes } from 'node:crypto';
import { transact, type Database } from '../platform/db.ts';
import { hashToken, withDraft, type SessionData } from './session.ts';
import { insertVisit, lockSessionData, saveSessionData } from './session-store.ts';

/**
 * Keeps what somebody typed while they are away logging in or switching organisation, when it is too long for an address. It lives in their
 * session and goes with it; nobody else can ask for it. Answers the token that the browser's cookie must hold, and the name of the draft.
 */
export async function keepDraft(db: Database, token: string | undefined, fields: Readonly<Record<string, string>>, now: Date): Promise<{ token: string; id: string }> {
  const draft = { id: randomBytes(9).toString('base64url'), fields, keptAt: now.toISOString() };
  return transact(db, async (tx) => {
    const data = token === undefined ? undefined : await lockSessionData(tx, token, now);
    if (token === undefined || !data) return { id: draft.id, token: await insertVisit(tx, withDraft({}, draft), now) };
    await saveSessionData(tx, token, withDraft(data, draft), now);
    return { id: draft.id, token };
  });
}

/** What was kept under this name in this session; `undefined` when it is not there, or no longer. */
export async function readDraft(db: Database, token: string | undefined, id: string, now: Date): Promise<Readonly<Record<string, string>> | undefined> {
  if (token === undefined || id === '') return undefined;
  const row = await db<{ token_hash: Buffer; expires_at: Date; data: SessionData }>('sessions').where({ token_hash: hashToken(token) }).where('expires_at', '>', now).first('data');
  return row?.data.drafts?.find((draft) => draft.id === id)?.fields;
}
