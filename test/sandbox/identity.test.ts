import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import * as oidc from 'openid-client';
import { startIdentity, type IdentityProvider } from '../../sandbox/identity/start.ts';
import { personas } from '../../sandbox/personas.ts';

const CALLBACK = 'http://127.0.0.1:3999/login/callback';
const GOODBYE = 'http://127.0.0.1:3999/goodbye';
const EVERYTHING = 'openid profile vo openzaal email phone';

/** A browser without scripts: keeps cookies and follows redirects by hand, up to the application's own address. */
class Browser {
  private readonly cookies = new Map<string, string>();
  readonly visited: string[] = [];

  async open(url: string, form?: Record<string, string>): Promise<{ url: string; status: number; text: string }> {
    let next: { url: string; form: Record<string, string> | undefined } = { url, form };
    for (let hop = 0; hop < 12; hop++) {
      if (next.url.startsWith('http://127.0.0.1:3999')) return { url: next.url, status: 0, text: '' };
      this.visited.push(next.url);
      const answer = await fetch(next.url, {
        redirect: 'manual',
        headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(next.form && { method: 'POST', body: new URLSearchParams(next.form) }),
      });
      for (const cookie of answer.headers.getSetCookie()) this.keep(cookie);
      const location = answer.headers.get('location');
      if (!location) return { url: next.url, status: answer.status, text: await answer.text() };
      next = { url: new URL(location, next.url).href, form: undefined };
    }
    throw new Error('too many redirects');
  }

  private keep(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    if (value === '' || /expires=thu, 01 jan 1970/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

describe('development identity provider', () => {
  let provider: IdentityProvider;
  let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
  let app: oidc.Configuration;
  let browser: Browser;

  const start = async (port = 0, dataDir?: string): Promise<void> => {
    const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kty: 'RSA', kid: 'app', alg: 'RS256', use: 'sig' }] };
    const clients = [{ clientId: 'openzaal', jwks, redirectUris: [CALLBACK], postLogoutRedirectUris: [GOODBYE] }];
    provider = await startIdentity({ port, clients, dataDir });
    app = await discover(keys.privateKey);
  };
  const discover = async (key: CryptoKey): Promise<oidc.Configuration> =>
    oidc.discovery(new URL(provider.url), 'openzaal', { id_token_signed_response_alg: 'RS256' }, oidc.PrivateKeyJwt({ key, kid: 'app' }), { execute: [oidc.allowInsecureRequests] });

  /** Starts a login and answers where the browser ends up, and how to exchange what it brings back for claims. */
  const begin = async (more: Record<string, string> = {}): Promise<{ seen: Awaited<ReturnType<Browser['open']>>; claims: (url: string) => Promise<oidc.IDToken>; tokens: (url: string) => Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers> }> => {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()];
    const url = oidc.buildAuthorizationUrl(app, {
      redirect_uri: CALLBACK, scope: EVERYTHING, state: expectedState, nonce: expectedNonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256', ...more,
    });
    const tokens = (back: string): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers> =>
      oidc.authorizationCodeGrant(app, new URL(back), { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true });
    const claims = async (back: string): Promise<oidc.IDToken> => (await tokens(back)).claims()!;
    return { seen: await browser.open(url.href), claims, tokens };
  };

  const keyIds = async (): Promise<string> => (await fetch(app.serverMetadata().jwks_uri!)).text();

  before(async () => {
    keys = await generateKeyPair('RS256', { extractable: true });
  });
  beforeEach(async () => {
    browser = new Browser();
    await start();
  });
  afterEach(() => provider.stop());

  it('announces itself as ACM/IDM does: code flow, PKCE, private_key_jwt, RS256', () => {
    const metadata = app.serverMetadata();
    expect(metadata.issuer).to.equal(provider.url);
    expect(metadata.response_types_supported).to.deep.equal(['code']);
    expect(metadata.code_challenge_methods_supported).to.deep.equal(['S256']);
    expect(metadata.token_endpoint_auth_methods_supported).to.deep.equal(['private_key_jwt']);
    expect(metadata.id_token_signing_alg_values_supported).to.include('RS256');
    expect(metadata.end_session_endpoint).to.be.a('string');
    expect(metadata.scopes_supported).to.not.include('rrn');
  });

  it('logs a resident in in one step, on a Dutch page without scripts that says what it is', async () => {
    const { seen, claims } = await begin();
    expect(seen.text).to.contain('lang="nl"').and.contain('Ontwikkelomgeving').and.contain('Els Peeters').and.not.contain('<script');
    const back = await browser.open(seen.url, { persona: 'els' });
    const token = await claims(back.url);
    expect(token).to.include({ given_name: 'Els', family_name: 'Peeters', vo_doelgroepcode: 'BUR', email: 'els.peeters@example.com', phone_number: '+32470000001' });
    expect(token.sub).to.match(/^[0-9a-f]{40}$/);
    expect(token).to.not.have.any.keys('vo_orgcode', 'openzaal_rol_3d', 'rrn');
  });

  it('asks a member of an association for whom', async () => {
    const { seen, claims } = await begin();
    const choice = await browser.open(seen.url, { persona: 'jan' });
    expect(choice.text).to.contain('Voor wie meldt u zich aan, Jan?').and.contain('Harmonie De Eendracht Wilsele');
    const back = await browser.open(choice.url.split('?')[0]!, { persona: 'jan', capacity: '1' });
    expect(await claims(back.url)).to.include({ vo_doelgroepcode: 'VER', vo_orgcode: 'V0012345', vo_orgnaam: 'Harmonie De Eendracht Wilsele' });
  });

  it('gives every persona a login of their own, with the roles of the staff', async () => {
    const subs = new Set<string>();
    for (const persona of personas) {
      const { seen, claims } = await begin(hint({ persona: persona.key, vo_doelgroepcode: persona.capacities.at(-1)!.group }));
      const token = await claims(seen.url);
      expect(token['vo_orgcode'], persona.key).to.equal(persona.capacities.at(-1)!.organisation?.orgCode);
      expect(token['openzaal_rol_3d'], persona.key).to.deep.equal(persona.capacities.at(-1)!.roles);
      subs.add(token.sub);
    }
    expect(subs.size).to.equal(personas.length);
  });

  it('tells only what the scopes ask for, also at the userinfo endpoint', async () => {
    const { seen, tokens } = await begin({ scope: 'openid profile rrn' });
    const back = await browser.open(seen.url, { persona: 'sofie' });
    const response = await tokens(back.url);
    const info = await oidc.fetchUserInfo(app, response.access_token, response.claims()!.sub);
    for (const told of [response.claims()!, info]) {
      expect(told).to.include({ given_name: 'Sofie' });
      expect(told).to.not.have.any.keys('vo_orgcode', 'email', 'phone_number', 'rrn');
    }
  });

  it('comes back with access_denied when the person cancels', async () => {
    const { seen, claims } = await begin();
    const back = await browser.open(seen.url, { cancel: 'yes' });
    expect(new URL(back.url).searchParams.get('error')).to.equal('access_denied');
    const refused = await claims(back.url).then(() => undefined, (error: unknown) => error);
    expect(refused).to.be.instanceOf(oidc.AuthorizationResponseError);
  });

  it('switches membership in one redirect, without a page', async () => {
    const first = await begin(hint({ persona: 'jan', vo_doelgroepcode: 'BUR' }));
    const citizen = await first.claims(first.seen.url);
    expect(citizen['vo_orgcode']).to.equal(undefined);
    const second = await begin(hint({ vo_doelgroepcode: 'VER', vo_orgcode: 'V0012345' }));
    const member = await second.claims(second.seen.url);
    expect(member).to.include({ sub: citizen.sub, vo_orgcode: 'V0012345' });
    const third = await begin(hint({ vo_doelgroepcode: 'BUR' }));
    expect((await third.claims(third.seen.url))['vo_doelgroepcode']).to.equal('BUR');
  });

  it('lets another person log in in the same browser', async () => {
    const first = await begin(hint({ persona: 'els' }));
    const els = await first.claims(first.seen.url);
    const { seen, claims } = await begin();
    const back = await browser.open(seen.url, { persona: 'karim' });
    const karim = await claims(back.url);
    expect(karim.sub).to.not.equal(els.sub);
    expect(karim['openzaal_rol_3d']).to.deep.equal(['Agent:OVO900001']);
  });

  it('asks when the hint cannot be read, is unknown or not of that person', async () => {
    for (const more of [{ login_hint: '%%%' }, hint({ persona: 'nobody' }), hint([1]), {}]) {
      expect((await begin(more)).seen.text, JSON.stringify(more)).to.contain('Aanmelden als');
    }
    const wrong = await begin(hint({ persona: 'els', vo_doelgroepcode: 'VER', vo_orgcode: 'V0012345' }));
    expect(wrong.seen.text).to.contain('Voor wie meldt u zich aan, Els?');
    const other = await browser.open(`${wrong.seen.url}?persona=nobody`);
    expect(other.text).to.contain('Aanmelden als');
    expect((await browser.open(wrong.seen.url, { persona: 'zorro' })).status).to.equal(400);
  });

  it('refuses an address, a flow and a key that were not agreed', async () => {
    const elsewhere = await begin({ redirect_uri: 'http://127.0.0.1:3999/elsewhere' });
    expect(elsewhere.seen.status).to.equal(400);
    expect(elsewhere.seen.text).to.contain('Aanmelden lukt niet').and.contain('invalid_redirect_uri');

    const withoutPkce = oidc.buildAuthorizationUrl(app, { redirect_uri: CALLBACK, scope: 'openid', state: 's' });
    expect(new URL((await browser.open(withoutPkce.href)).url).searchParams.get('error')).to.equal('invalid_request');

    const { seen, claims } = await begin(hint({ persona: 'els' }));
    app = await discover((await generateKeyPair('RS256')).privateKey);
    const refused = await claims(seen.url).then(() => undefined, (error: unknown) => error);
    expect(refused).to.be.instanceOf(oidc.ResponseBodyError).with.property('error', 'invalid_client');
  });

  it('logs out at once, sends the browser back and forgets who it was', async () => {
    const { seen, tokens } = await begin(hint({ persona: 'jan', vo_doelgroepcode: 'BUR' }));
    const { id_token } = await tokens(seen.url);
    const goodbye = oidc.buildEndSessionUrl(app, { post_logout_redirect_uri: GOODBYE, id_token_hint: id_token!, state: 'bye' });
    expect((await browser.open(goodbye.href)).url).to.equal(`${GOODBYE}?state=bye`);
    expect((await begin(hint({ vo_doelgroepcode: 'VER' }))).seen.text).to.contain('Aanmelden als');
    expect((await browser.open(goodbye.href)).url, 'also when nobody is logged in').to.equal(`${GOODBYE}?state=bye`);

    const elsewhere = oidc.buildEndSessionUrl(app, { post_logout_redirect_uri: 'http://127.0.0.1:3999/evil' });
    expect((await browser.open(elsewhere.href)).status).to.equal(400);
    expect((await browser.open(`${provider.url}/session/end`)).text).to.contain('U bent afgemeld');
  });

  it('explains itself on its own page, and on the page of a login that is lost', async () => {
    expect((await browser.open(provider.url)).text).to.contain('<code>ria</code>');
    const lost = await browser.open(`${provider.url}/interaction/lost`);
    expect([lost.status, lost.text.includes('verlopen')]).to.deep.equal([400, true]);
  });

  it('keeps its keys over a restart when it has a folder, and makes new ones without', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'identity-'));
    try {
      const without = await keyIds();
      await provider.stop();
      await start(provider.port, folder);
      const kept = await keyIds();
      expect(kept).to.not.equal(without);
      const { seen, tokens } = await begin(hint({ persona: 'els' }));
      const { id_token } = await tokens(seen.url);
      await provider.stop();
      await start(provider.port, folder);
      expect(await keyIds()).to.equal(kept);
      const goodbye = oidc.buildEndSessionUrl(app, { post_logout_redirect_uri: GOODBYE, id_token_hint: id_token! });
      expect((await browser.open(goodbye.href)).url).to.equal(GOODBYE);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('personas', () => {
  it('have KBO numbers with the right check digits and codes in the right form', () => {
    for (const { organisation } of personas.flatMap(({ capacities }) => capacities)) {
      if (!organisation) continue;
      const kbo = 'kbo' in organisation ? organisation.kbo : undefined;
      if (kbo) expect(97 - (Number(kbo.slice(0, 8)) % 97), kbo).to.equal(Number(kbo.slice(8)));
      expect(organisation.orgCode).to.match(/^(OVO\d{6}|V\d{7}|[01]\d{9})$/);
    }
    expect(new Set(personas.map(({ key }) => key)).size).to.equal(11);
  });
});

const hint = (content: object): { login_hint: string } => ({ login_hint: Buffer.from(JSON.stringify(content)).toString('base64') });
