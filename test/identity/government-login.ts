import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { startIdentity, type IdentityProvider } from '../../sandbox/identity/start.ts';
import { oidcLogin } from '../../src/identity/oidc-login.ts';
import type { LoginProvider } from '../../src/identity/login.ts';

const APPLICATION = 'http://127.0.0.1:3999';
export const REDIRECT_URI = `${APPLICATION}/aanmelden/terug`;
export const LOGGED_OUT_URI = `${APPLICATION}/afgemeld`;

export interface GovernmentLogin {
  identity: IdentityProvider;
  provider: LoginProvider;
  /** Our half of the key that the provider knows. */
  clientKey: JWK;
}

/** The development identity provider, and our adapter speaking to it over HTTP. */
export async function startGovernmentLogin(): Promise<GovernmentLogin> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kty: 'RSA', kid: 'app', alg: 'RS256', use: 'sig' }] };
  const clients = [{ clientId: 'openzaal', jwks, redirectUris: [REDIRECT_URI], postLogoutRedirectUris: [LOGGED_OUT_URI] }];
  const identity = await startIdentity({ port: 0, clients });
  const clientKey = { ...(await exportJWK(privateKey)), kid: 'app' };
  return { identity, clientKey, provider: providerAt(identity.url, clientKey) };
}

export const providerAt = (issuer: string, clientKey: JWK): LoginProvider =>
  oidcLogin({ issuer, clientId: 'openzaal', clientKey, redirectUri: REDIRECT_URI, loggedOutUri: LOGGED_OUT_URI });

/** A browser without scripts: keeps cookies and follows redirects until it is sent back to the application. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** Opens a page, or sends a form to it; answers where it ended, and there the query string if that is the application. */
  async open(url: string, form?: Record<string, string>): Promise<{ url: string; status: number; query: string }> {
    let next: { url: string; form?: Record<string, string> | undefined } = { url, form };
    for (let hop = 0; hop < 12; hop += 1) {
      if (next.url.startsWith(APPLICATION)) return { url: next.url, status: 0, query: new URL(next.url).search.slice(1) };
      const answer = await fetch(next.url, {
        redirect: 'manual',
        headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(next.form && { method: 'POST', body: new URLSearchParams(next.form) }),
      });
      answer.headers.getSetCookie().forEach((cookie) => this.#keep(cookie));
      const location = answer.headers.get('location');
      if (!location) return { url: next.url, status: answer.status, query: '' };
      await answer.body?.cancel();
      next = { url: new URL(location, next.url).href };
    }
    throw new Error('too many redirects');
  }

  /** Logs in at the page that the provider shows, as one of the personas and in the capacity with this number. */
  async logIn(url: string, persona: string, capacity?: number): Promise<string> {
    const chooser = await this.open(url);
    if (chooser.status === 0) return chooser.query;
    const chosen = await this.open(chooser.url, { persona });
    if (chosen.status === 0 || capacity === undefined) return chosen.query;
    return (await this.open(chosen.url.split('?')[0]!, { persona, capacity: String(capacity) })).query;
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    if (value === '' || /expires=thu, 01 jan 1970/i.test(cookie)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
