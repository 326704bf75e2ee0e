import type { PersonId } from '../kernel/ids.ts';
import { isRefusal, Refusal } from '../kernel/refusal.ts';
import { transact, type Database } from '../platform/db.ts';
import type { LoginProvider } from './login.ts';
import { takeLogin, type LoginUnderWay, type SessionData } from './session.ts';
import { deleteSession, insertSession, lockSessionData, saveSessionData } from './session-store.ts';
import { signIn } from './sign-in.ts';

export interface LoginAnswer {
  /** The token in the browser's cookie. */
  token: string | undefined;
  /** The query string with which the provider sent the browser back. */
  query: string;
}

export interface LoggedIn {
  /** The new token for the cookie: the one from before the login is void. */
  token: string;
  expiresAt: Date;
  personId: PersonId;
  returnTo: string;
}

/**
 * Finishes a login. Each one counts once, only in the browser that began it, and only for half an hour.
 * Refuses `login-failed` (its fact `reason` says why; its help holds `returnTo`) and `login-unavailable`.
 */
export async function finishLogin(db: Database, provider: LoginProvider, answer: LoginAnswer, now: Date): Promise<LoggedIn> {
  const { token: visit } = answer;
  const taken = visit === undefined ? undefined : await transact(db, (tx) => takeFrom(tx, visit, answer.query, now));
  if (visit === undefined || !taken?.login) throw new Refusal('login-failed', { facts: { reason: 'stale' } });
  const { login, drafts } = taken;
  const claims = await provider.finish(login, answer.query).catch((thrown: unknown) => {
    throw isRefusal(thrown) ? thrown.with({ returnTo: login.returnTo }) : thrown;
  });
  return transact(db, async (tx) => {
    const session = await signIn(tx, claims, now);
    await deleteSession(tx, visit);
    return { ...(await insertSession(tx, { ...session, ...(drafts ? { data: { drafts } } : {}) }, now)), personId: session.personId, returnTo: login.returnTo };
  });
}

async function takeFrom(tx: Parameters<typeof lockSessionData>[0], token: string, query: string, now: Date): Promise<{ login: LoginUnderWay | undefined; drafts: SessionData['drafts'] } | undefined> {
  const data = await lockSessionData(tx, token, now);
  if (!data) return undefined;
  const { login, rest } = takeLogin(data, new URLSearchParams(query).get('state') ?? '', now);
  await saveSessionData(tx, token, rest, now);
  return { login, drafts: rest.drafts };
}
