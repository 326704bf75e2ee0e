import { importJWK, type CryptoKey, type JWK } from 'jose';
import * as oidc from 'openid-client';
import { Refusal } from '../kernel/refusal.ts';
import { readClaims } from './oidc-claims.ts';
import type { LoginAttempt, LoginClaims, LoginHint, LoginProvider } from './login.ts';
import { loginRefusal } from './oidc-failure.ts';

export interface OidcOptions {
  /** For instance `https://authenticatie.vlaanderen.be/op`. Plain http only on the loopback interface, for development. */
  issuer: string;
  clientId: string;
  /** Our private RSA key (JWK with `kid`); the provider knows the public half. */
  clientKey: JWK;
  /** Where the browser comes back, exactly as registered with the provider; without a query. */
  redirectUri: string;
  /** Where the browser goes after logging out at the provider, as registered. */
  loggedOutUri: string;
  /** The scopes of our registration: ACM/IDM refuses a request with one scope too many. */
  scope?: string;
}

const SCOPE = 'openid profile email phone vo openzaal';
const ROLE_CLAIM = 'openzaal_rol_3d';
const TIMEOUT_SECONDS = 5;
const DISCOVERY_KEPT_MS = 3_600_000;

/**
 * The government login ACM/IDM through OpenID Connect: authorization code with PKCE, state and nonce; we prove who we are with a
 * signed assertion (`private_key_jwt`), and check the RS256 signature of what we are told. Nothing is fetched before it is needed.
 * Source: authenticatie.vlaanderen.be/docs, OIDC "Technische info".
 */
export function oidcLogin(options: OidcOptions): LoginProvider {
  const configuration = keptFor(DISCOVERY_KEPT_MS, () => discover(options));
  return {
    start: async (hint) => start(await configuration(), options, hint),
    finish: async (attempt, query) => finish(await configuration(), options, attempt, query),
    endUrl: async () => endUrl(await configuration().catch(() => undefined), options),
  };
}

async function discover({ issuer, clientId, clientKey }: OidcOptions): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  const key = (await importJWK(clientKey, 'RS256')) as CryptoKey;
  const execute = [oidc.enableNonRepudiationChecks, ...(isLoopback(url) ? [oidc.allowInsecureRequests] : [])];
  const metadata = { id_token_signed_response_alg: 'RS256' };
  const proof = oidc.PrivateKeyJwt(clientKey.kid === undefined ? key : { key, kid: clientKey.kid });
  return oidc.discovery(url, clientId, metadata, proof, { execute, timeout: TIMEOUT_SECONDS }).catch(() => {
    throw new Refusal('login-unavailable');
  });
}

async function start(configuration: oidc.Configuration, options: OidcOptions, hint?: LoginHint) {
  const attempt: LoginAttempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: options.redirectUri,
    scope: options.scope ?? SCOPE,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    ...(hint ? { login_hint: spell(hint) } : {}),
  });
  return { url: url.href, attempt };
}

/** "Gericht aanmelden" and "Switch identiteit": the wished identity as base64 of a JSON object. */
const spell = (hint: LoginHint): string => Buffer.from(JSON.stringify(wishOf(hint))).toString('base64');

function wishOf(hint: LoginHint): object {
  if (hint.as === 'themselves') return { cap_hint: 'BUR' };
  if (hint.as === 'organisation') return { cap_hint: hint.group, code_hint: hint.code };
  return { switch_id: true };
}

async function finish(configuration: oidc.Configuration, options: OidcOptions, attempt: LoginAttempt, query: string): Promise<LoginClaims> {
  const answer = new URL(options.redirectUri);
  answer.search = query;
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
      expectedState: attempt.state, expectedNonce: attempt.nonce, pkceCodeVerifier: attempt.verifier, idTokenExpected: true,
    });
    const claims = { ...tokens.claims() };
    const elsewhere = 'family_name' in claims ? {} : await profile(configuration, tokens.access_token, String(claims['sub']));
    return readClaims({ ...elsewhere, ...claims }, ROLE_CLAIM);
  } catch (thrown) {
    throw loginRefusal(thrown);
  }
}

/** ACM/IDM puts every claim into the ID token; others keep the profile at their userinfo endpoint. */
async function profile(configuration: oidc.Configuration, accessToken: string, subject: string): Promise<object> {
  if (!configuration.serverMetadata().userinfo_endpoint) return {};
  return oidc.fetchUserInfo(configuration, accessToken, subject);
}

/** ACM/IDM wants our client id and a registered address to return to; no token travels through the browser. */
function endUrl(configuration: oidc.Configuration | undefined, { loggedOutUri }: OidcOptions): string | undefined {
  if (!configuration?.serverMetadata().end_session_endpoint) return undefined;
  return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: loggedOutUri }).href;
}

const isLoopback = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);

/** Asks once for everybody who asks at the same time, keeps a good answer so long and a bad one not at all. */
function keptFor<Answer>(milliseconds: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let kept: { answer: Promise<Answer>; until: number } | undefined;
  return () => {
    if (kept && performance.now() < kept.until) return kept.answer;
    const asked = { answer: ask(), until: performance.now() + milliseconds };
    asked.answer.catch(() => {
      if (kept === asked) kept = undefined;
    });
    kept = asked;
    return asked.answer;
  };
}
