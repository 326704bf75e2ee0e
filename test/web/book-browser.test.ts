import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const LONG = 'Graag de stoelen in een kring. '.repeat(50).trim();

describe('filling in a booking in a real browser', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();
  const address = (week: number): string => `${site.origin}/zalen/${HALL}/reserveren?datum=${aWednesday(week)}&van=19:00&tot=21:00`;

  const loggedIn = async (context: BrowserContext, token: string): Promise<Page> => {
    await context.addCookies([{ name: 'session', value: token, url: site.origin, httpOnly: true }]);
    return context.newPage();
  };
  const type = async (page: Page): Promise<void> => {
    await page.fill('[name=activiteit]', 'Lezing');
    await page.fill('[name=opmerking]', LONG);
  };
  const typed = async (page: Page): Promise<unknown> => [await page.inputValue('[name=activiteit]'), await page.inputValue('[name=opmerking]')];

  for (const javaScriptEnabled of [true, false]) {
    it(`keeps what was typed when one goes back with the browser’s own button ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const page = await loggedIn(await browser.open({ javaScriptEnabled }), await site.tokenOf('els'));
      await page.goto(address(3));
      await type(page);
      await page.click('.oz-crumbs a');
      await page.waitForURL(`**/zalen/${HALL}?**`);
      await page.goBack();
      expect(await typed(page)).to.deep.equal(['Lezing', LONG]);
      await page.click('button[value=bevestig]');
      expect(await page.locator('.ds-error-summary').innerText()).to.contain('Ga akkoord');
      expect(await typed(page)).to.deep.equal(['Lezing', LONG]);
      await page.goBack();
      expect(await typed(page)).to.deep.equal(['Lezing', LONG]);
    });
  }

  it('keeps a long remark over the login, when the session ended while one was typing', async () => {
    const els = await site.tokenOf('els');
    const page = await loggedIn(await browser.open({ viewport: { width: 390, height: 844 } }), els);
    await page.goto(address(4));
    await type(page);
    await site.db('sessions').update({ expires_at: new Date(Date.now() - 1_000) });
    await page.click('button[value=bevestig]');
    await page.click('button[value=els]');
    await page.waitForURL(`**/zalen/${HALL}/reserveren?**`);
    expect(await typed(page)).to.deep.equal(['Lezing', LONG]);
  });

  it('keeps what was typed when one chooses above the page for whom one acts', async () => {
    await site.tokenOf('pieter');
    await site.db.raw(`WITH made AS (INSERT INTO organisations (id, kind, name) VALUES (gen_random_uuid(), 'association', 'Leesclub Vaartkom') RETURNING id)
      INSERT INTO memberships (organisation_id, person_id, role, source) SELECT made.id, p.id, 'member', 'agent' FROM made, persons p WHERE p.given_name = 'Pieter'`);
    const page = await loggedIn(await browser.open(), await site.tokenOf('pieter'));
    await page.goto(address(5));
    await type(page);
    await page.selectOption('#handelen-voor', { index: 1 });
    await page.click('.oz-acting button');
    await page.waitForURL('**concept=**');
    expect(await typed(page)).to.deep.equal(['Lezing', LONG]);
    expect(await page.locator('#handelen-voor option:checked').innerText()).to.contain('Leesclub Vaartkom');
  });

  it('takes an alternative with one tap, and Enter in a field takes none', async () => {
    const [els, jan] = [await site.tokenOf('els'), await site.tokenOf('jan')];
    await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day: aWednesday(6), from: '19:00', to: '21:00' }, jan), jan);
    const page = await loggedIn(await browser.open({ viewport: { width: 390, height: 844 } }), els);
    const complaints = complaintsOf(page);
    await page.goto(address(6));
    await type(page);
    await page.focus('[name=activiteit]');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(new URL(page.url()).pathname, 'Enter calculates').to.equal(`/zalen/${HALL}/reserveren`);
    expect(await typed(page)).to.deep.equal(['Lezing', LONG]);
    for (const width of [320, 390, 1_280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await overflowOf(page), `${width}`).to.be.at.most(0);
      expect(await axeFaults(page)).to.deep.equal([]);
    }
    await page.click('button.oz-alternative >> nth=0');
    await page.waitForURL(/\/reserveren\?.*concept=/);
    expect(await typed(page)).to.deep.equal(['Lezing', LONG]);
    expect(await page.locator('.oz-alternative').count()).to.equal(0);
    await page.check('[name=akkoord-reglement]');
    await page.check('[name=akkoord-annulatie]');
    await page.click('button[value=bevestig]');
    await page.waitForURL('**/reservaties/*');
    expect(complaints).to.deep.equal([]);
  });

  it('goes from a month to a day to the booking form, by keyboard', async () => {
    const page = await loggedIn(await browser.open(), await site.tokenOf('els'));
    const day = aWednesday(8);
    await page.goto(`${site.origin}/zalen/${HALL}?bekijk=maand&maand=${day.slice(0, 7)}`);
    await page.focus(`#dag-${day} a`);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**dag=${day}**`);
    await page.selectOption('[name=duur]', '180');
    await page.click('#kalender button:has-text("Toon")');
    await page.waitForURL('**duur=180**');
    await page.focus('.oz-offer >> nth=0');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/reserveren?**');
    expect(await page.locator('#moment').innerText()).to.match(/09:00 – 12:00/);
  });
});
