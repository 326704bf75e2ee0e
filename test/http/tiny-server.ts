import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { AnyOperation } from '../../src/contract/check-operations.ts';
import { createApp, type AppOptions } from '../../src/http/app.ts';
import { signIn } from '../../src/identity/sign-in.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { TINY } from '../contract/tiny-contract.ts';

export interface TinyServer {
  url: string;
  db: Database;
  /** Every line that was logged, as it would be written. */
  logged: string[];
  close(): Promise<void>;
}

/** A real server with the tiny contract, on a port of its own. */
export async function startTiny(databaseUrl: string, operations: Readonly<Record<string, AnyOperation>>, options: Partial<AppOptions> = {}): Promise<TinyServer> {
  const db = openDatabase({ url: databaseUrl });
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const app = createApp({
    db, log, operations, contract: TINY, clock: () => new Date(), publicUrl: 'http://localhost:3000', trustedProxies: 0,
    requestsPerMinute: 0, formTargets: [], hearPayment: async () => {}, strict: true, ...options,
  });
  const server: Server = app.listen(0);
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await db.destroy();
  };
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, db, logged, close };
}

/** Logs somebody in; answers the headers that a browser of theirs would send. */
export async function browserOf(db: Database, subject: string, cookie = 'session'): Promise<Record<string, string>> {
  const token = await transact(db, async (tx) => {
    const session = await signIn(tx, { subject, givenName: 'An', familyName: subject, roles: [] }, new Date());
    return (await insertSession(tx, session, new Date())).token;
  });
  return { Cookie: `${cookie}=${token}`, 'Sec-Fetch-Site': 'same-origin' };
}
