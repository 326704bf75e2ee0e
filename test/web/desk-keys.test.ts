import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday } from './booking-form.ts';
import { useSite } from './site.ts';

describe('the keys of the contact centre\'s screen', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  before(async () => {
    await site.tokenOf('els');
    await site.tokenOf('jan', 'VER');
  });

  async function desk(path = '/kcc'): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.open({ viewport: { width: 1280, height: 900 } });
    await context.addCookies([{ name: 'session', value: await site.tokenOf('karim'), url: site.origin, httpOnly: true }]);
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(site.origin + path);
    return { page, complaints };
  }
  const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || '');

  it('find while one types, walk through what was found, and clear it again', async () => {
    const { page, complaints } = await desk();
    await page.keyboard.press('/');
    expect(await focused(page)).to.equal('wie');
    await page.keyboard.type('peters');
    await page.locator('#gevonden').getByText('Els Peeters').waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).to.contain('Els Peeters');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).to.equal('wie');
    await page.keyboard.press('Escape');
    expect([await page.inputValue('#wie'), await page.locator('#gevonden a').count()]).to.deep.equal(['', 0]);
    await page.keyboard.type('harmonie');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/kcc/organisatie/*');
    expect(complaints).to.deep.equal([]);
  });

  it('open the one that was typed, not the one that was found before', async () => {
    const { page } = await desk('/kcc?wie=harmonie');
    await page.keyboard.press('/');
    await page.keyboard.type('els peeters');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/kcc/persoon/*');
    expect(await page.locator('#beller').innerText()).to.contain('Els Peeters');
  });

  it('do nothing within a field without Alt, and nothing at all once they are turned off', async () => {
    const { page } = await desk();
    await page.keyboard.press('z');
    expect(await focused(page)).to.equal('datum');
    await page.focus('#zoek');
    await page.keyboard.type('z/n');
    expect([await focused(page), await page.inputValue('#zoek')]).to.deep.equal(['zoek', 'z/n']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sneltoetsen uitzetten' }).click();
    await page.keyboard.press('/');
    expect(await focused(page)).not.to.equal('wie');
    await page.reload();
    await page.keyboard.press('/');
    expect(await focused(page), 'also tomorrow').not.to.equal('wie');
    await page.getByRole('button', { name: 'Sneltoetsen aanzetten' }).click();
    await page.keyboard.press('/');
    expect(await focused(page)).to.equal('wie');
  });

  it('show what is free while one types the wish, and the address keeps it', async () => {
    const { page } = await desk();
    await page.fill('#datum', aWednesday(4));
    await page.selectOption('#van', '19:00');
    await page.selectOption('#tot', '21:00');
    await page.locator('#aanbod').getByText('Vul in met hoeveel ze komen.').first().waitFor();
    await page.fill('#personen', '12');
    await page.locator('#aanbod li').first().waitFor();
    await page.waitForFunction(() => location.search.includes('personen=12'));
    await page.reload();
    expect(await page.locator('#aanbod li').count()).to.be.above(1);
    expect(await page.locator('#aanbod button').count(), 'nobody is on the line yet').to.equal(0);
  });

  it('are on a screen without fault, from a phone to the agent\'s own', async () => {
    const { page, complaints } = await desk(`/kcc?datum=${aWednesday(4)}&van=19:00&tot=21:00&personen=12&wie=peeters`);
    const wrong: string[] = [];
    for (const width of [320, 390, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      if ((await overflowOf(page)) > 0) wrong.push(`wider than ${width}`);
      wrong.push(...(await axeFaults(page)).map((fault) => `at ${width}: ${fault}`));
    }
    expect([...wrong, ...complaints]).to.deep.equal([]);
  });
});
