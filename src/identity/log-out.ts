import { transact, type Database } from '../platform/db.ts';
import type { LoginProvider } from './login.ts';
import { deleteSession } from './session-store.ts';

/**
 * Ends the session here, and answers where the browser goes to log out at the government login too; `undefined` when that
 * cannot be reached: the visitor is logged out here all the same.
 */
export async function logOut(db: Database, provider: LoginProvider, token: string | undefined): Promise<string | undefined> {
  if (token === undefined) return undefined;
  await endSession(db, token);
  return provider.endUrl();
}

/** Ends one session; an unknown token is no matter. */
export const endSession = (db: Database, token: string): Promise<void> => transact(db, (tx) => deleteSession(tx, token));
