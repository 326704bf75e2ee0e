import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { about } from '../../src/web/texts/nl/about.ts';
import { useSite } from './site.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

describe('the pages about personal data and accessibility', function () {
  this.timeout(30_000);
  const site = useSite();

  it('shows somebody what we know of them, and who of the staff looked', async () => {
    const [els, karim] = [await site.tokenOf('els'), await site.tokenOf('karim')];
    expect((await site.get('/mijn-gegevens', els)).text).to.contain('Nog niemand bekeek uw gegevens');
    await site.get('/kcc/organisaties?persoon=els+peeters', karim);
    const { status, text, headers } = await site.get('/mijn-gegevens', els);
    expect([status, headers.get('cache-control')]).to.deep.equal([200, 'no-store']);
    expect(text).to.contain('els.peeters@example.com').and.contain('Zocht u op').and.contain('Medewerker klantcontactcentrum, Stad Leuven').and.not.contain('El Amrani');
    for (const language of ['en', 'fr']) expect((await site.get('/mijn-gegevens', els, { cookie: `session=${els}; language=${language}` })).status).to.equal(200);
  });

  it('gives all of it as a file, to that person alone', async () => {
    const els = await site.tokenOf('els');
    const { text, headers } = await site.get('/mijn-gegevens/download', els);
    expect(headers.get('content-disposition')).to.match(/^attachment; filename="mijn-gegevens-\d{4}-\d\d-\d\d\.json"$/);
    expect([headers.get('cache-control'), headers.get('content-type')]).to.deep.equal(['no-store', 'application/json; charset=utf-8']);
    const { sections } = JSON.parse(text) as { sections: Record<string, Record<string, unknown>[]> };
    expect(sections['profile']![0]).to.include({ givenName: 'Els', email: 'els.peeters@example.com' });
    expect((await site.get('/mijn-gegevens/download')).location).to.equal('/aanmelden?terug=%2Fmijn-gegevens%2Fdownload');
  });

  it('logs out everywhere: every cookie of that person is void', async () => {
    const [phone, library, karim] = [await site.tokenOf('els'), await site.tokenOf('els'), await site.tokenOf('karim')];
    const answer = await site.post('/mijn-gegevens/overal-afmelden', {}, phone);
    expect(answer.status).to.equal(303);
    for (const token of [phone, library]) expect((await site.get('/mijn-gegevens', token)).status).to.equal(303);
    expect((await site.get('/mijn-gegevens', karim)).status).to.equal(200);
  });

  it('survives whatever is in its address', async () => {
    const els = await site.tokenOf('els');
    for (const cursor of ['x', '%00', Buffer.from('{"before":"a"}').toString('base64url'), Buffer.from('{"before":1e300}').toString('base64url')]) {
      expect((await site.get(`/mijn-gegevens?vanaf=${cursor}`, els)).status, cursor).to.equal(400);
    }
  });

  it('states in every language what the law asks of an accessibility statement', async () => {
    const asked = [/EN 301 549/, /WCAG\) 2\.2/, /gedeeltelijk|partially|partiellement/, /2026/, /tel:016272000/, /mailto:zalen@leuven\.example/, /Leuvenseweg 86/, /mailto:klachten@vlaamseombudsdienst\.be/];
    for (const language of ['nl', 'en', 'fr']) {
      const { text } = await site.get('/toegankelijkheid', undefined, { 'accept-language': language });
      for (const what of asked) expect(text, `${language} ${what}`).to.match(what);
    }
  });

  it('says in every language what is kept, and is reached from every page', async () => {
    for (const language of ['nl', 'en', 'fr']) {
      const { text } = await site.get('/privacy', undefined, { 'accept-language': language });
      expect(text).to.contain('__Host-session').and.contain('mailto:zalen@leuven.example').and.contain('/mijn-gegevens').and.not.match(/\{phone\}|\{email\}/);
    }
    expect((await site.get('/')).text).to.contain('href="/privacy"').and.contain('href="/toegankelijkheid"');
  });

  it('names every cookie that our code sets', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
    const setting = files.filter((file) => /cookies\.set\(|document\.cookie\s*=/.test(readFileSync(join(SRC, file), 'utf8')));
    expect(setting.toSorted(), 'a new place that sets a cookie: name it in src/web/texts/*/about.ts, then here').to.deep.equal(['http/session.ts', 'web/language.ts', 'web/visitor/saved/saved-cookie.ts']);
    expect(about.privacyStatement.cookies.rows.map(({ name }) => name)).to.deep.equal(['__Host-session', 'language', 'saved']);
  });
});
