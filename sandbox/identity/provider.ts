import type { Context } from 'koa';
import { interactionPolicy, Provider, type Configuration, type JWKS, type KoaContextWithOIDC } from 'oidc-provider';
import { PAGE_POLICY } from '../page.ts';
import { personaBySub, type Capacity } from '../personas.ts';
import { memoryAdapter } from './adapter.ts';
import { CLAIMS_OF_SCOPE, claimsOf } from './claims.ts';
import type { ProviderKeys } from './keys.ts';
import { errorPage } from './pages.ts';

/** An application that may log people in. It proves itself with the private half of one of these keys. */
export interface IdentityClient {
  clientId: string;
  jwks: JWKS;
  redirectUris: string[];
  postLogoutRedirectUris?: string[];
}

const DAY_SECONDS = 24 * 60 * 60;

/** For which capacity a grant was given: the subject alone does not say it. */
export type CapacityOfGrant = Map<string, Capacity>;

/**
 * The provider as ACM/IDM configures itself for an application: code flow with PKCE, `private_key_jwt`, RS256, all
 * claims also in the ID token. Source: authenticatie.vlaanderen.be/docs.
 */
export function createProvider(issuer: string, clients: IdentityClient[], keys: ProviderKeys, capacities: CapacityOfGrant): Provider {
  const configuration: Configuration = {
    clients: clients.map(clientMetadata),
    adapter: memoryAdapter(),
    jwks: keys.jwks,
    cookies: { keys: keys.cookieKeys },
    scopes: ['openid', 'profile', 'vo', 'openzaal', 'email', 'phone'],
    claims: CLAIMS_OF_SCOPE,
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientAuthMethods: ['private_key_jwt'],
    pkce: { required: () => true },
    findAccount: (_ctx, sub, token) => {
      const persona = personaBySub(sub);
      if (!persona) return undefined;
      const capacity = token && 'grantId' in token ? capacities.get(token.grantId ?? '') : persona.capacities[0];
      return capacity && { accountId: sub, claims: () => claimsOf(persona, capacity) };
    },
    interactions: { policy: alwaysAsk(), url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource: (ctx) => { ctx.body = ''; } } },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 3600, Session: 14 * DAY_SECONDS, Grant: 14 * DAY_SECONDS },
    renderError: (ctx, { error, error_description: detail }) => showPage(ctx, ctx.status, errorPage(error, detail ?? '')),
  };
  const provider = new Provider(issuer, configuration);
  provider.use((ctx, next) => next().then(() => logOutAtOnce(ctx)));
  return provider;
}

/** Where ACM/IDM logs out at once, the library asks first; its checks (who may be sent where) have been made by then. */
async function logOutAtOnce(ctx: Context): Promise<void> {
  const oidc: KoaContextWithOIDC['oidc'] | undefined = ctx['oidc'];
  if (oidc?.route !== 'end_session' || ctx.status !== 200) return;
  const { post_logout_redirect_uri: target, state } = oidc.params ?? {};
  await oidc.session?.destroy();
  const url = new URL(typeof target === 'string' ? target : '/logged-out', oidc.issuer);
  if (typeof target === 'string' && typeof state === 'string') url.searchParams.set('state', state);
  ctx.status = 303;
  ctx.redirect(url.href);
}

const clientMetadata = (client: IdentityClient): NonNullable<Configuration['clients']>[number] => ({
  client_id: client.clientId,
  redirect_uris: client.redirectUris,
  post_logout_redirect_uris: client.postLogoutRedirectUris ?? [],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'RS256',
  id_token_signed_response_alg: 'RS256',
  jwks: client.jwks,
});

/** Every login asks who it is, unless the hint says it: in a development environment one wants to change person easily. */
function alwaysAsk(): interactionPolicy.DefaultPolicy {
  const { Check, base } = interactionPolicy;
  const policy = base();
  policy.get('login')?.checks.add(
    new Check('choose_persona', 'a persona must be chosen', (ctx) =>
      ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT),
  );
  return policy;
}

export function showPage(ctx: Pick<Context, 'status' | 'type' | 'body' | 'set'>, status: number, body: string): void {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set({ 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-store' });
  ctx.body = body;
}
