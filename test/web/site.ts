import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { assembleCatalogue } from '../../sandbox/city/assemble-catalogue.ts';
import { startIdentity, type IdentityProvider } from '../../sandbox/identity/start.ts';
import { startMollie, type SimulatedMollie } from '../../sandbox/mollie/start.ts';
import { personas } from '../../sandbox/personas.ts';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import { writeCatalogue } from '../../src/catalogue/write-catalogue.ts';
import { loadContract } from '../../src/contract/document.ts';
import { createApp, routesOf } from '../../src/http/app.ts';
import type { LoginClaims } from '../../src/identity/login.ts';
import { oidcLogin } from '../../src/identity/oidc-login.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import { signIn } from '../../src/identity/sign-in.ts';
import { createHub } from '../../src/live/hub.ts';
import { operationsOf } from '../../src/operations.ts';
import { createMollie } from '../../src/payments/mollie-client.ts';
import { mollieProvider } from '../../src/payments/mollie-provider.ts';
import { settlePayment } from '../../src/payments/settle-payment.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { hear } from '../../src/platform/hear.ts';
import { createLog } from '../../src/platform/log.ts';
import { createReactions } from '../../src/reactions.ts';
import { buildAssets } from '../../src/web/build-assets.ts';
import { problemPage } from '../../src/web/problem-page.tsx';
import { webRoutes } from '../../src/web/router.ts';
import { useDatabase } from '../support/database.ts';

export interface Site {
  readonly origin: string;
  readonly db: Database;
  /** Logs a persona in past the login pages; answers the token for the cookie `session`. */
  tokenOf(persona: string, group?: string): Promise<string>;
  get(path: string, token?: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a form as a browser does from one of our own pages. */
  post(path: string, fields: Record<string, string>, token?: string): Promise<Answer>;
}

export interface Answer {
  status: number;
  text: string;
  location: string;
  headers: Headers;
}

/** The whole site over the demo city, on a port of its own, with the development login and the simulated Mollie. */
export function useSite(): Site {
  const database = useDatabase();
  let running: { origin: string; db: Database; stop(): Promise<void> } | undefined;
  const site = (): NonNullable<typeof running> => {
    if (!running) throw new Error('the site runs only inside hooks and tests of the describe that calls useSite()');
    return running;
  };
  before('start the site', async function () {
    this.timeout(60_000);
    running = await startSite(database.url);
  });
  after('stop the site', async () => running?.stop());

  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await fetch(site().origin + path, { redirect: 'manual', signal: AbortSignal.timeout(15_000), ...init });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '', headers: answer.headers };
  };
  const cookie = (token?: string): Record<string, string> => (token ? { cookie: `session=${token}` } : {});
  return {
    get origin() {
      return site().origin;
    },
    get db() {
      return site().db;
    },
    tokenOf: (persona, group) => tokenOf(site().db, persona, group),
    get: (path, token, headers = {}) => ask(path, { headers: { ...cookie(token), ...headers } }),
    post: (path, fields, token) =>
      ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: { ...cookie(token), 'sec-fetch-site': 'same-origin' } }),
  };
}

async function startSite(url: string): Promise<{ origin: string; db: Database; stop(): Promise<void> }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = (): Date => new Date();
  const doorKeys = parseDoorKeys(`test:${Buffer.alloc(32, 7).toString('base64')}`);
  const [identity, mollie] = await Promise.all([startLogin(origin), startMollie({ port: 0, refundAfterMs: 20 })]);
  const db = openDatabase({ url, name: 'site', reactions: createReactions({ keys: doorKeys, clock }) });
  const payments = mollieProvider(createMollie({ apiKey: 'test_0123456789abcdefghijklmnopqrst', apiEndpoint: mollie.apiEndpoint }));
  await Promise.all([buildAssets(), transact(db, (tx) => writeCatalogue(tx, assembleCatalogue(clock())))]);
  const web = { db, login: identity.login, payments, doorKeys, clock, origin, city: { name: 'Leuven', phone: '016 27 20 00', email: 'zalen@leuven.example' } };
  const hub = createHub({ clock });
  const hearing = hear({ url, channel: 'live', log: createLog('site', 'silent'), onWord: hub.hear, onListening: hub.listening, onLost: hub.lost });
  const app = createApp({
    db,
    log: createLog('site', 'silent'),
    clock,
    publicUrl: origin,
    trustedProxies: 0,
    requestsPerMinute: 0,
    formTargets: [identity.provider.url, mollie.url],
    contract: await loadContract(),
    operations: operationsOf({ payments, doorKeys }),
    live: hub,
    hearPayment: (id) => settlePayment(db, payments, String(id), clock()),
    pages: routesOf(webRoutes(web)),
    problemPage: problemPage(web),
  });
  const handle = app.callback();
  server.on('request', (request, response) => void handle(request, response));
  return { origin, db, async stop() {
    hub.close();
    await hearing.stop();
    await stopAll(server, identity.provider, mollie, db);
  } };
}

async function startLogin(origin: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kty: 'RSA', kid: 'app', alg: 'RS256', use: 'sig' }] };
  const [redirectUri, loggedOutUri] = [`${origin}/aanmelden/terug`, `${origin}/`];
  const provider = await startIdentity({
    port: 0,
    clients: [{ clientId: 'openzaal', jwks, redirectUris: [redirectUri], postLogoutRedirectUris: [loggedOutUri] }],
  });
  const clientKey = { ...(await exportJWK(privateKey)), kid: 'app' };
  return { provider, login: oidcLogin({ issuer: provider.url, clientId: 'openzaal', clientKey, redirectUri, loggedOutUri }) };
}

async function stopAll(server: ReturnType<typeof createServer>, identity: IdentityProvider, mollie: SimulatedMollie, db: Database): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await Promise.all([identity.stop(), mollie.stop(), db.destroy()]);
}

async function tokenOf(db: Database, key: string, group?: string): Promise<string> {
  const persona = personas.find((one) => one.key === key);
  const capacity = persona?.capacities.find((one) => one.group === group) ?? persona?.capacities.at(-1);
  if (!persona || !capacity) throw new Error(`there is no persona ${key}`);
  const claims: LoginClaims = {
    subject: persona.sub,
    givenName: persona.givenName,
    familyName: persona.familyName,
    email: persona.email,
    phone: persona.phone,
    ...(capacity.organisation && capacity.group !== 'BUR'
      ? { organisation: { group: capacity.group, code: capacity.organisation.orgCode, name: capacity.organisation.name } }
      : {}),
    roles: (capacity.roles ?? []).map((given) => {
      const [role = '', organisationCode = ''] = given.split(':');
      return { role, organisationCode };
    }),
  };
  const now = new Date();
  const { token } = await transact(db, async (tx) => insertSession(tx, await signIn(tx, claims, now), now));
  return token;
}
