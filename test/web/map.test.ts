import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { groupPins, type Pin } from '../../src/web/assets/map-pins.ts';
import { useSite } from './site.ts';

describe('the pins of the map', () => {
  const pin = (latitude: number, longitude: number, halls: number): Pin => ({ latitude, longitude, halls });
  const at = ({ latitude, longitude }: Pin) => ({ x: longitude, y: latitude });

  it('become one where two of them could not both be hit, and lose nobody', () => {
    const pins = [pin(0, 0, 1), pin(10, 10, 5), pin(0, 200, 2), pin(300, 0, 4)];
    const groups = groupPins(pins, at, 'gather');
    expect(groups.map((group) => group.pins.length)).to.deep.equal([1, 2, 1]);
    expect(groups.flatMap((group) => group.pins)).to.have.members(pins);
    for (const [index, one] of groups.entries()) for (const other of groups.slice(index + 1)) expect(Math.hypot(one.x - other.x, one.y - other.y)).to.be.at.least(46);
  });

  it('stand around their place when one cannot zoom in further', () => {
    const pins = Array.from({ length: 7 }, (_, index) => pin(5, 5, index + 1));
    const groups = groupPins(pins, at, 'spread');
    expect(groups).to.have.length(7);
    for (const [index, one] of groups.entries()) for (const other of groups.slice(index + 1)) expect(Math.hypot(one.x - other.x, one.y - other.y)).to.be.at.least(40);
  });
});

describe('the map beside the results', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  async function openMap(path: string, size = { width: 1280, height: 900 }): Promise<{ page: Page; complaints: string[]; strange: string[] }> {
    const page = await (await browser.open({ viewport: size })).newPage();
    const complaints = complaintsOf(page);
    const strange: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(site.origin) && !request.url().startsWith('data:')) strange.push(request.url());
    });
    await page.goto(site.origin + path);
    return { page, complaints, strange };
  }

  const hallsOnPins = (page: Page): Promise<number> =>
    page.locator('.oz-pin').evaluateAll((pins) => pins.reduce((sum, one) => sum + Number(/^\d+/.exec(one.textContent ?? '')?.[0]), 0));

  it('shows every hall that was found, asks nobody else for anything, and neither the policy nor axe complains', async () => {
    const { page, complaints, strange } = await openMap('/zalen');
    await page.waitForSelector('.oz-pin');
    const found = Number(/^\d+/.exec(await page.locator('#gevonden').innerText())?.[0]);
    expect(await hallsOnPins(page)).to.equal(found);
    expect(await page.locator('.oz-map-place').allInnerTexts()).to.include.members(['Heverlee', 'Kessel-Lo']);
    expect(await page.locator('.leaflet-control-scale').innerText()).to.match(/\d+ k?m/);
    expect(await axeFaults(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    expect(strange).to.deep.equal([]);
  });

  it('can be used with the keyboard alone: into a group of buildings, and on to the halls of one of them', async () => {
    const { page, complaints } = await openMap('/zalen');
    await page.waitForSelector('.oz-pin[data-many]');
    const before = await page.locator('.oz-pin').count();
    await page.locator('.oz-pin[data-many]').first().focus();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).to.match(/^\d+ zalen in \d+ gebouwen: inzoomen$/);
    await page.keyboard.press('Enter');
    await page.waitForFunction((count) => document.querySelectorAll('.oz-pin').length !== count, before);
    expect(await page.evaluate(() => document.activeElement?.classList.contains('oz-pin')), 'the focus goes along').to.equal(true);
    const link = page.locator('a.oz-pin').first();
    await link.focus();
    const said = await link.locator('.oz-pin-name').innerText();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/zalen?gebouw=*');
    expect(said).to.match(/^.+: \d+ za(al|len)$/);
    expect(await page.locator('.oz-chip-text').innerText()).to.equal(said.replace(/: \d+ .*$/, ''));
    expect(Number(/^\d+/.exec(await page.locator('#gevonden').innerText())?.[0])).to.equal(Number(/(\d+) za/.exec(said)?.[1]));
    expect(complaints).to.deep.equal([]);
  });

  it('is folded away on a phone until somebody asks for it, and fits', async () => {
    const { page, complaints } = await openMap('/zalen', { width: 390, height: 800 });
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.oz-pin').count()).to.equal(0);
    expect(await page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('leaflet'))), 'nothing was fetched for it').to.equal(false);
    await page.click('.oz-map summary');
    await page.waitForSelector('.oz-pin');
    expect(await overflowOf(page)).to.equal(0);
    expect(await axeFaults(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
  });

  it('has a ground where the installation has tiles of its own, and names who made it', async () => {
    const { page, complaints, strange } = await openMap('/zalen', { width: 390, height: 800 });
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const asked: string[] = [];
    await page.route('**/tegels/**', (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.fulfill({ contentType: 'image/png', body: pixel });
    });
    await page.locator('.oz-map').evaluate((part) => Object.assign(part.dataset, { tiles: '/tegels/{z}/{x}/{y}.png', attribution: '© De <b>kaartenmakers</b>' }));
    await page.click('.oz-map summary');
    await page.waitForSelector('.leaflet-tile-loaded');
    expect(asked[0]).to.match(/^\/tegels\/1\d\/\d+\/\d+\.png$/);
    expect(await page.locator('.leaflet-control-attribution').innerText()).to.equal('© De <b>kaartenmakers</b>');
    expect([complaints, strange]).to.deep.equal([[], []]);
  });

  it('is a list of buildings without script, each with its halls', async () => {
    const page = await (await browser.open({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })).newPage();
    await page.goto(`${site.origin}/zalen?personen=20`);
    await page.click('.oz-map summary');
    const first = page.locator('.oz-map-venues a').first();
    const halls = Number(/(\d+) za/.exec(await first.innerText())?.[1]);
    await first.click();
    await page.waitForURL('**gebouw=**');
    expect(page.url()).to.contain('personen=20');
    expect(await page.locator('.oz-card').count()).to.equal(Math.min(20, halls));
  });
});

describe('saving and comparing in a browser', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  it('saves without leaving the page, keeps it after logging in, and has nothing left in the browser then', async () => {
    const context = await browser.open();
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(`${site.origin}/zalen?zoek=gele+zaal`);
    const card = page.locator('#zaal-tweebronnen-gele-zaal');
    await card.locator('button[value=bewaar]:visible').click();
    await card.locator('button[value=vergeet]:visible').waitFor();
    expect(page.url()).to.contain('zoek=gele');
    await card.locator('button[value=vergeet]:visible').click();
    await card.locator('button[value=bewaar]:visible').click();
    await card.locator('button[value=vergeet]:visible').waitFor();
    await page.goto(`${site.origin}/bewaard`);
    expect(await page.locator('.oz-card h2').allInnerTexts()).to.deep.equal(['Gele zaal']);
    await page.click('text=Meld u aan om ze overal terug te vinden.');
    await page.click('button[value=els]');
    await page.waitForURL('**/bewaard');
    expect(await page.locator('.oz-card h2').allInnerTexts()).to.deep.equal(['Gele zaal']);
    expect((await context.cookies()).map(({ name }) => name)).to.not.include('saved');
    expect(complaints).to.deep.equal([]);
  });

  it('compares what was ticked, without script too, in a frame that scrolls by itself', async () => {
    const page = await (await browser.open({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } })).newPage();
    await page.goto(`${site.origin}/zalen?soort=meeting`);
    for (const index of [0, 1, 2]) await page.locator('.oz-compare-box input').nth(index).check();
    await page.click('text=Vergelijk gekozen zalen');
    await page.waitForURL('**/vergelijken?**');
    expect(await page.locator('.oz-compare thead th').count()).to.equal(3);
    expect(await overflowOf(page)).to.equal(0);
    expect(await page.locator('.oz-compare').evaluate((frame) => frame.scrollWidth > frame.clientWidth)).to.equal(true);
  });

  it('finds no accessibility fault and no sideways scrolling in the pages for saving and comparing', async () => {
    const context = await browser.open();
    await context.addCookies([{ name: 'saved', value: 'tweebronnen-gele-zaal.de-bosstraat-grote-zaal', url: site.origin, httpOnly: true }]);
    const page = await context.newPage();
    const wrong: string[] = [];
    for (const path of ['/bewaard', '/bewaard?vol=ja', '/vergelijken', '/vergelijken?zaal=tweebronnen-gele-zaal&zaal=de-bosstraat-grote-zaal&datum=x&van=1&tot=2', '/vergelijken?zaal=tweebronnen-gele-zaal&zaal=de-bosstraat-grote-zaal&zaal=30cc-schouwburg-foyer']) {
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(site.origin + path);
        if ((await overflowOf(page)) > 0) wrong.push(`${path} at ${width}: wider than the window`);
        wrong.push(...(await axeFaults(page)).map((fault) => `${path} at ${width}: ${fault}`));
      }
    }
    expect(wrong.join('\n')).to.equal('');
  });
});
