import { transact, type Database } from '../platform/db.ts';
import type { LoginHint, LoginProvider } from './login.ts';
import { localPath } from './return-path.ts';
import { withLogin } from './session.ts';
import { insertVisit, lockSessionData, saveSessionData } from './session-store.ts';

export interface LoginAsk {
  /** The token in the browser's cookie, if it has one. */
  token?: string | undefined;
  /** Where the visitor wants to be afterwards; anything but a path of ours becomes `/`. */
  returnTo?: string | undefined;
  hint?: LoginHint | undefined;
}

/**
 * Starts a login: `url` is where the browser goes, `token` what its cookie must hold. What the answer must match stays on
 * the server, in the session. Refuses `login-unavailable`.
 */
export async function beginLogin(db: Database, provider: LoginProvider, ask: LoginAsk, now: Date): Promise<{ url: string; token: string }> {
  const { url, attempt } = await provider.start(ask.hint);
  const login = { ...attempt, returnTo: localPath(ask.returnTo), begunAt: now.toISOString() };
  const token = await transact(db, async (tx) => {
    const kept = ask.token === undefined ? undefined : await lockSessionData(tx, ask.token, now);
    if (ask.token === undefined || !kept) return insertVisit(tx, withLogin({}, login), now);
    await saveSessionData(tx, ask.token, withLogin(kept, login), now);
    return ask.token;
  });
  return { url, token };
}
