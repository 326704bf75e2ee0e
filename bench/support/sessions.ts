import type { PersonId } from '../../src/kernel/ids.ts';
import type { LoginClaims } from '../../src/identity/login.ts';
import { hashToken } from '../../src/identity/session.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import { signIn } from '../../src/identity/sign-in.ts';
import { transact, type Database } from '../../src/platform/db.ts';

/** Somebody with a browser that is logged in. */
export interface Visitor {
  personId: PersonId;
  tokenHash: Buffer;
  /** What that browser sends with every request. */
  headers: Readonly<Record<string, string>>;
}

/** Logs in so many residents, without the government's login in between. */
export const logIn = (db: Database, count: number): Promise<Visitor[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => logInAs(db, `bench-${index}`)));

/** Logs somebody in, with their roles in this application. */
export function logInAs(db: Database, subject: string, roles: LoginClaims['roles'] = []): Promise<Visitor> {
  const now = new Date();
  return transact(db, async (tx) => {
    const session = await signIn(tx, { subject, givenName: 'Els', familyName: `Peeters ${subject}`, email: `${subject}@leuven.example`, roles }, now);
    const { token } = await insertSession(tx, session, now);
    return {
      personId: session.personId, tokenHash: hashToken(token),
      headers: { Cookie: `session=${token}`, 'Sec-Fetch-Site': 'same-origin', 'Accept-Language': 'nl', Accept: 'application/json' },
    };
  });
}
