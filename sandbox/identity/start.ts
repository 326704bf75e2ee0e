import { createServer } from 'node:http';
import type { Context, Next } from 'koa';
import { errors } from 'oidc-provider';
import { closeHttp, listenOnLoopback } from '../loopback.ts';
import { interactionRouter } from './interaction.ts';
import { providerKeys } from './keys.ts';
import { errorPage } from './pages.ts';
import { createProvider, showPage, type CapacityOfGrant, type IdentityClient } from './provider.ts';

export interface IdentityOptions {
  /** 0 for any free port */
  port: number;
  clients: IdentityClient[];
  /** Where to keep the provider's keys; without it every start makes new ones. */
  dataDir?: string | undefined;
}

export interface IdentityProvider {
  /** The issuer, also the address of a page that names the personas. */
  url: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts an OpenID provider on loopback that looks like ACM/IDM to an application and asks a developer only who they
 * want to be. See `personas.ts` for the people, `login-hint.ts` for how to skip the pages.
 */
export async function startIdentity({ port, clients, dataDir }: IdentityOptions): Promise<IdentityProvider> {
  const keys = await providerKeys(dataDir);
  const server = createServer();
  const bound = await listenOnLoopback(server, port);
  const url = `http://127.0.0.1:${bound}`;

  const capacities: CapacityOfGrant = new Map();
  const provider = createProvider(url, clients, keys, capacities);
  provider.use(explainLostInteraction);
  provider.use(interactionRouter(provider, capacities).routes());
  const callback = provider.callback();
  server.on('request', (request, response) => void callback(request, response));
  return { url, port: bound, stop: () => closeHttp(server) };
}

/** After a restart, or an hour, the page of an interaction has nothing behind it any more. */
const explainLostInteraction = (ctx: Context, next: Next): Promise<void> =>
  next().catch((error: unknown) => {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    showPage(ctx, 400, errorPage(error.error, error.error_description ?? ''));
  });
