import { expect } from 'chai';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

describe('bookings in one’s own calendar', function () {
  this.timeout(120_000);
  const site = useSite();

  const makeLink = async (token: string): Promise<string> => {
    const { text, headers } = await site.post('/reservaties/agenda/maken', { van: 'own' }, token);
    expect(headers.get('cache-control')).to.equal('no-store');
    return /value="(http[^"]+\/agenda\/[^"]+\.ics)"/.exec(text)?.[1]?.slice(site.origin.length) ?? 'no link';
  };

  it('a link is shown once, opens without logging in, and answers 304 when nothing changed', async () => {
    const token = await site.tokenOf('noor');
    await site.post('/zalen/tweebronnen-gele-zaal/reserveren', await filledIn(site, 'tweebronnen-gele-zaal', { day: aWednesday(5), from: '19:00', to: '21:00' }, token), token);
    const link = await makeLink(token);
    const first = await site.get(link);
    expect([first.status, first.headers.get('content-type'), first.headers.get('cache-control')]).to.deep.equal([200, 'text/calendar; charset=utf-8', 'private, max-age=300']);
    expect(first.text).to.match(/^BEGIN:VCALENDAR/).and.contain('STATUS:TENTATIVE').and.not.contain('METHOD');
    const again = await site.get(link, undefined, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, again.text]).to.deep.equal([304, '']);
    const page = await site.get('/reservaties/agenda', token);
    expect(page.text).to.contain('Laatst opgehaald').and.not.contain(link);
    expect((await site.get('/reservaties/agenda/maken', token)).location).to.equal('/reservaties/agenda');
  });

  it('answers every secret that opens nothing alike: renewed, stopped, unknown, misspelt', async () => {
    const token = await site.tokenOf('els');
    const old = await makeLink(token);
    const link = await makeLink(token);
    expect((await site.get(link)).status).to.equal(200);
    const stopped = await site.post('/reservaties/agenda/stoppen', { van: 'own' }, token);
    expect([stopped.status, stopped.location]).to.deep.equal([303, '/reservaties/agenda?gelukt=gestopt']);
    expect((await site.post('/reservaties/agenda/stoppen', { van: 'own' }, token)).status).to.equal(303);
    for (const path of [old, link, `/agenda/${'x'.repeat(43)}.ics`, '/agenda/x.ics', '/agenda/x']) {
      const { status, text, headers } = await site.get(path, undefined, { accept: 'text/html' });
      expect([status, text, headers.get('content-type')], path).to.deep.equal([404, 'Not found\n', 'text/plain; charset=utf-8']);
    }
  });

  it('is for whoever logged in, and makes none for an organisation of others', async () => {
    expect((await site.get('/reservaties/agenda')).location).to.contain('/aanmelden');
    expect((await site.post('/reservaties/agenda/maken', { van: 'own' })).location).to.contain('/aanmelden');
    const token = await site.tokenOf('noor');
    const { id } = (await site.db<{ id: string }>('organisations').where('kind', 'directorate').first('id')) ?? { id: '' };
    expect((await site.post('/reservaties/agenda/maken', { van: id }, token)).status).to.equal(403);
    expect((await site.post('/reservaties/agenda/maken', { van: 'iets' }, token)).status).to.equal(404);
  });

  describe('in a browser', () => {
    const browser = useBrowser();

    it('is made, copied and stopped, without an accessibility fault at any width', async () => {
      const context = await browser.open({ permissions: ['clipboard-read', 'clipboard-write'] });
      await context.addCookies([{ name: 'session', value: await site.tokenOf('jan'), url: site.origin, httpOnly: true }]);
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto(`${site.origin}/reservaties`);
      await page.click('text=In uw agenda volgen');
      await page.click('section:has-text("Uw eigen reservaties") button');
      for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect([await overflowOf(page), await axeFaults(page)]).to.deep.equal([0, []]);
      }
      expect(await page.getAttribute('a:has-text("Openen in uw agenda")', 'href')).to.match(/^webcal:\/\/.+\.ics$/);
      await page.click('button:has-text("Kopiëren")');
      await page.waitForSelector('button:has-text("Gekopieerd")');
      expect(await page.evaluate(() => navigator.clipboard.readText())).to.equal(await page.inputValue('#adres'));
      await page.click('button:has-text("Link stoppen")');
      await page.waitForSelector('text=De link is gestopt.');
      expect(complaints).to.deep.equal([]);
    });
  });
});
