import type { PersonId } from '../../src/kernel/ids.ts';
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
export async function logIn(db: Database, count: number): Promise<Visitor[]> {
  const now = new Date();
  return Promise.all(Array.from({ length: count }, (_, index) => transact(db, async (tx) => {
    const session = await signIn(tx, { subject: `bench-${index}`, givenName: 'Els', familyName: `Peeters ${index}`, email: `els${index}@leuven.example`, roles: [] }, now);
    const { token } = await insertSession(tx, session, now);
    return {
      personId: session.personId, tokenHash: hashToken(token),
      headers: { Cookie: `session=${token}`, 'Sec-Fetch-Site': 'same-origin', 'Accept-Language': 'nl', Accept: 'application/json' },
    };
  })));
}
