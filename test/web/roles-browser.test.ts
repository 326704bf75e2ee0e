import { expect } from 'chai';
import type { BrowserContext } from 'playwright-core';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { useSite } from './site.ts';

describe('roles and personal data in a real browser', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  const asPersona = async (persona: string, options = {}): Promise<BrowserContext> => {
    const context = await browser.open(options);
    await context.addCookies([{ name: 'session', value: await site.tokenOf(persona), url: site.origin, httpOnly: true }]);
    return context;
  };

  before(async () => {
    for (const persona of ['els', 'an', 'karim']) await site.tokenOf(persona);
  });

  it('has no accessibility fault and no sideways scrolling, at any width and in any language', async () => {
    const wrong: string[] = [];
    // So that there is something to show: an agent looked.
    await site.get('/kcc/organisaties?persoon=els+peeters', await site.tokenOf('karim'));
    for (const [persona, paths] of [['ria', ['/beheer/rollen', '/beheer/rollen?zoek=peeters']], ['els', ['/mijn-gegevens', '/privacy', '/toegankelijkheid']]] as const) {
      const context = await asPersona(persona);
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      for (const path of paths) for (const language of ['nl', 'fr']) {
        await context.addCookies([{ name: 'language', value: language, url: site.origin }]);
        for (const width of [320, 390, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(site.origin + path);
          if ((await overflowOf(page)) > 0) wrong.push(`${path} at ${width} in ${language}: wider than the window`);
          if (width !== 390) wrong.push(...(await axeFaults(page)).map((fault) => `${path} at ${width} in ${language}: ${fault}`));
        }
      }
      wrong.push(...complaints);
    }
    expect(wrong).to.deep.equal([]);
  });

  it('gives and takes a role with the keyboard alone, and the colleague has and loses it at once', async () => {
    const page = await (await asPersona('ria')).newPage();
    const els = await site.tokenOf('els');
    await page.goto(`${site.origin}/beheer/rollen`);
    await page.focus('[name=zoek]');
    await page.keyboard.type('els peeters');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/beheer/rollen?zoek=*');
    expect(await page.isChecked('[name=persoon]'), 'the only one found is chosen').to.equal(true);
    await page.focus('[name=rol]');
    await page.keyboard.press('Space');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
    expect(await page.inputValue('[name=rol]:checked')).to.equal('reader');
    for (const field of ['waar', 'laatste']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).to.equal(field);
    }
    await page.focus('button:has-text("Rol geven")');
    await page.keyboard.press('Enter');
    await page.waitForURL('**gelukt=gegeven');
    expect((await site.get('/beheer/vandaag', els)).status).to.equal(200);
    await page.focus('button:has-text("Afnemen")');
    await page.keyboard.press('Enter');
    await page.waitForURL('**gelukt=afgenomen');
    expect((await site.get('/beheer/vandaag', els, { accept: 'text/html' })).status).to.equal(403);
  });

  it('works without script: the file of one’s own data comes down, and logging out everywhere does', async () => {
    const context = await asPersona('els', { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.origin}/mijn-gegevens`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[download]')]);
    expect(download.suggestedFilename()).to.match(/^mijn-gegevens-.*\.json$/);
    await page.click('button:has-text("Overal afmelden")');
    await page.goto(`${site.origin}/mijn-gegevens`);
    expect(page.url()).not.to.contain('/mijn-gegevens?').and.not.match(/\/mijn-gegevens$/);
  });
});
