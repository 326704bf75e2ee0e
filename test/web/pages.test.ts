import { expect } from 'chai';
import fc from 'fast-check';
import { aWednesday } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe('the pages', function () {
  this.timeout(30_000);
  const site = useSite();

  describe('what everybody sees', () => {
    const paths = [
      '/',
      '/zalen',
      '/zalen?zoek=podium&personen=100',
      `/zalen/${HALL}`,
      `/zalen/${HALL}?datum=${aWednesday()}&van=19:00&tot=21:00&personen=12`,
      `/zalen/${HALL}/reserveren?datum=${aWednesday()}&van=19:00&tot=21:00`,
      '/bewaard',
      `/vergelijken?zaal=${HALL}&zaal=de-bosstraat-grote-zaal`,
      '/toegankelijkheid',
    ];

    it('answers in Dutch, with a title and one main heading', async () => {
      for (const path of paths) {
        const { status, text } = await site.get(path);
        expect(status, path).to.equal(200);
        expect(text)
          .to.match(/^<!doctype html><html lang="nl"/)
          .and.match(/<title>[^<]+ – Openzaal Leuven<\/title>|<title>Openzaal Leuven<\/title>/);
        expect(text.match(/<h1/g), path).to.have.length(1);
      }
    });

    it('holds no script or style of its own in any page, so that a strict policy can forbid them', async () => {
      for (const path of [...paths, '/nergens']) {
        const { text, headers } = await site.get(path);
        expect(text, path).not.to.match(/<style| style="| on\w+="|<script(?![^>]* src=)/i);
        expect(headers.get('content-security-policy')).to.contain("script-src 'self'").and.not.contain('unsafe');
      }
    });

    it('speaks the language of the browser, or else the one that was chosen', async () => {
      expect((await site.get('/', undefined, { 'accept-language': 'fr-BE,fr;q=0.9' })).text).to.contain('Trouvez une salle à Leuven');
      const chosen = await site.get('/taal?kies=en&terug=/zalen');
      expect([chosen.status, chosen.location]).to.deep.equal([303, '/zalen']);
      const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? '';
      expect((await site.get('/', undefined, { 'accept-language': 'fr', cookie })).text).to.contain('Find a hall in Leuven');
    });

    it('leads nowhere else after choosing a language', async () => {
      expect((await site.get('/taal?kies=en&terug=https://elders.example')).location).to.equal('/');
      expect((await site.get('/taal?kies=en&terug=//elders.example')).location).to.equal('/');
    });

    it('serves the style sheet for ever, under a name that changes with it', async () => {
      const style = /href="(\/assets\/[^"]+\.css)"/.exec((await site.get('/')).text)?.[1] ?? '';
      const { status, headers } = await site.get(style, undefined, { 'accept-encoding': 'br' });
      expect(status).to.equal(200);
      expect(headers.get('cache-control')).to.contain('immutable');
      expect(headers.get('content-encoding')).to.equal('br');
    });

    it('shows a page of its own for what does not exist', async () => {
      for (const path of ['/nergens', '/zalen/geen-zaal', '/zalen/geen-zaal/reserveren', '/zalen/geen-zaal/plattegrond.svg', '/assets/weg.css']) {
        const { status, text } = await site.get(path, undefined, { accept: 'text/html' });
        expect(status, path).to.equal(404);
        expect(text, path).to.contain('Deze pagina bestaat niet');
      }
    });

    it('never fails on an address, however strange', async () => {
      const names = [
        'zoek',
        'wanneer',
        'datum',
        'van',
        'tot',
        'einde',
        'uren',
        'binnen',
        'personen',
        'opstelling',
        'soort',
        'faciliteit',
        'toegankelijk',
        'wijk',
        'aanbieder',
        'prijs',
        'meteen',
        'bij',
        'gebouw',
        'zaal',
        'volgorde',
        'vanaf',
        'week',
      ];
      const words = fc.oneof(
        fc.string({ maxLength: 30, unit: 'binary' }),
        fc.constantFrom(
          'vast',
          'vrij',
          '2027-02-30',
          '2026-13-01',
          '9999-12-31',
          '0001-01-01',
          '25:00',
          '24:00',
          '00:00',
          '-1',
          '1e9',
          'NaN',
          'theatre',
          '__proto__',
          '%00',
          "'; --",
          '<b>',
        ),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('/zalen', `/zalen/${HALL}`, `/zalen/${HALL}/reserveren`, '/vergelijken', `/vergelijken?zaal=${HALL}&zaal=de-bosstraat-grote-zaal`),
          fc.array(fc.tuple(fc.constantFrom(...names), words), { maxLength: 6 }),
          async (path, fields) => {
            const { status } = await site.get(`${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(fields)}`);
            expect(status).to.be.oneOf([200, 422]);
          },
        ),
        { numRuns: 60 },
      );
    });
  });

  describe('what only some see', () => {
    it('asks strangers to log in first, and remembers where they were going', async () => {
      for (const path of ['/reservaties', '/reservaties/ABC-DEF', '/organisaties', '/beheer/aanvragen', '/kcc/organisaties']) {
        const { status, location } = await site.get(path);
        expect([status, location], path).to.deep.equal([303, `/aanmelden?terug=${encodeURIComponent(path)}`]);
      }
    });

    it('keeps residents out of what is for staff', async () => {
      const els = await site.tokenOf('els');
      for (const path of ['/beheer/aanvragen', '/kcc/organisaties']) expect((await site.get(path, els, { accept: 'text/html' })).status, path).to.equal(403);
    });

    it('refuses a form that another site sends', async () => {
      const els = await site.tokenOf('els');
      const answer = await fetch(`${site.origin}/afmelden`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: `session=${els}`, 'sec-fetch-site': 'cross-site' },
      });
      expect(answer.status).to.equal(403);
      expect((await site.get('/reservaties', els)).status).to.equal(200);
    });
  });
});
