import { randomBytes } from 'node:crypto';
import { loadContract } from '../../src/contract/document.ts';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import { createApp, routesOf } from '../../src/http/app.ts';
import { listen } from '../../src/http/listen.ts';
import type { LoginProvider } from '../../src/identity/login.ts';
import { operationsOf } from '../../src/operations.ts';
import { createMollie } from '../../src/payments/mollie-client.ts';
import { mollieProvider } from '../../src/payments/mollie-provider.ts';
import { openDatabase, type Database } from '../../src/platform/db.ts';
import { createLog } from '../../src/platform/log.ts';
import { createReactions } from '../../src/reactions.ts';
import { buildAssets } from '../../src/web/build-assets.ts';
import { webRoutes } from '../../src/web/router.ts';

/** The server as it runs, but for what it never reaches here, on a port of its own. */
export interface Site {
  port: number;
  db: Database;
  /** How many connections it has at most. */
  poolSize: number;
  stop(): Promise<void>;
}

const clock = (): Date => new Date();
const STOP_MS = 5_000;
const ORIGIN = 'http://localhost';

const unreachable = (): Promise<never> => Promise.reject(new Error('nobody logs in at the government here'));
const NO_LOGIN: LoginProvider = { start: unreachable, finish: unreachable, endUrl: async () => undefined };

/** Starts the pages and the whole API in this process, with their real operations and reactions, no limit of requests, and a log that only says what broke. */
export async function startSite(databaseUrl: string): Promise<Site> {
  const doorKeys = parseDoorKeys(`bench:${randomBytes(32).toString('base64')}`);
  const payments = mollieProvider(createMollie({ apiKey: `test_${'0'.repeat(30)}`, apiEndpoint: 'http://127.0.0.1:9/v2/' }));
  const db = openDatabase({ url: databaseUrl, name: 'bench', reactions: createReactions({ keys: doorKeys, clock }) });
  const log = createLog('bench', 'warn');
  const [contract] = await Promise.all([loadContract(), buildAssets()]);
  const web = { db, login: NO_LOGIN, payments, doorKeys, clock, origin: ORIGIN, city: { name: 'Leuven', phone: '016 27 20 00', email: 'zalen@leuven.example' } };
  const listening = await listen(0, log, (isDraining) => createApp({
    db, log, clock, contract, isDraining, operations: operationsOf({ payments, doorKeys }), pages: routesOf(webRoutes(web)), publicUrl: ORIGIN, trustedProxies: 0,
    requestsPerMinute: 0, formTargets: [], hearPayment: async () => {},
  }).callback());
  const stop = async (): Promise<void> => {
    await listening.drain(STOP_MS);
    await db.destroy();
  };
  return { port: listening.port, db, poolSize: mostConnections(db), stop };
}

/** As knex's pool was told: the application has no other name for it. */
function mostConnections(db: Database): number {
  const { pool }: { pool: { max: number } } = db.client;
  return pool.max;
}
