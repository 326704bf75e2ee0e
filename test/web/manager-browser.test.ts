import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe('the pages of a manager in a real browser', function () {
  this.timeout(180_000);
  const browser = useBrowser();
  const site = useSite();

  const asPersona = async (context: BrowserContext, persona: string): Promise<void> =>
    context.addCookies([{ name: 'session', value: await site.tokenOf(persona), url: site.origin, httpOnly: true }]);
  const bookAs = async (persona: string, day: string, from: string, to: string): Promise<string> => {
    const token = await site.tokenOf(persona);
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day, from, to }, token), token);
    return /\/reservaties\/([0-9A-Z-]+)/.exec(location)?.[1] ?? '';
  };

  /** Looks at what the page shows now, at a small and a large window, with everything that folds open; answers what is wrong. */
  async function faultsOf(page: Page, what: string): Promise<string[]> {
    const wrong: string[] = [];
    await page.evaluate(() => document.querySelectorAll('details').forEach((part) => part.setAttribute('open', '')));
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      if ((await overflowOf(page)) > 0) wrong.push(`${what} at ${width}: wider than the window`);
      wrong.push(...(await axeFaults(page)).map((fault) => `${what} at ${width}: ${fault}`));
    }
    return wrong;
  }

  it('have no accessibility fault and no sideways scrolling: as they open, with a preview, and with faults', async () => {
    const context = await browser.open();
    await asPersona(context, 'an');
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await bookAs('els', aWednesday(3), '19:00', '21:00');
    const wrong: string[] = [];
    const look = (): Promise<void> => page.click('button[value=bekijk]:not(.oz-unseen)');
    const visit = async (path: string, fill: () => Promise<void>): Promise<void> => {
      await page.goto(site.origin + path);
      wrong.push(...(await faultsOf(page, path)));
      await fill();
      await look();
      await page.waitForSelector('#gevolg, #fouten');
      wrong.push(...(await faultsOf(page, `${path} after looking`)));
    };
    for (const path of ['/beheer/sluitingen', '/beheer/sluitingen?lijst=voorbij', '/beheer/zalen', `/beheer/zalen/${HALL}/reglement`]) {
      await page.goto(site.origin + path);
      wrong.push(...(await faultsOf(page, path)));
    }
    await visit('/beheer/sluitingen/nieuw', async () => page.fill('[name=van-dag]', aWednesday(3)));
    await visit('/beheer/sluitingen/nieuw', async () => {
      await page.check(`[value=${HALL}]`);
      await page.fill('[name=van-dag]', aWednesday(3));
      await page.fill('[name=reden-nl]', 'Schilderwerken');
    });
    await page.click('button[value=sluit]');
    await page.waitForURL('**gelukt=gesloten');
    wrong.push(...(await faultsOf(page, 'the page of a closure')));
    await visit(`/beheer/zalen/${HALL}/openingsuren`, async () => page.fill('[name=d3-1-tot]', '17u'));
    await visit(`/beheer/zalen/${HALL}/openingsuren`, async () => page.fill('[name=d3-1-tot]', 'laat'));
    await visit(`/beheer/zalen/${HALL}`, async () => page.fill('[name=zit-theatre]', '8'));
    await visit(`/beheer/zalen/${HALL}`, async () => page.fill('[name=naam-nl]', ''));
    await visit(`/beheer/zalen/${HALL}/gebouw`, async () => page.fill('[name=telefoon]', '016 27 20 99'));
    await visit(`/beheer/zalen/${HALL}/annulatie`, async () => page.fill('[name=stap-1-uren]', '240'));
    expect([...wrong, ...complaints].join('\n')).to.equal('');
  });

  it('look when Enter is pressed, and close nothing until the button is', async () => {
    const context = await browser.open();
    await asPersona(context, 'an');
    const page = await context.newPage();
    await page.goto(`${site.origin}/beheer/sluitingen/nieuw?zaal=${HALL}&van-dag=${aWednesday(5)}`);
    await page.fill('[name=reden-nl]', 'Met Enter');
    await page.press('[name=reden-nl]', 'Enter');
    await page.waitForSelector('#gevolg');
    await page.press('[name=reden-nl]', 'Enter');
    await page.waitForLoadState();
    expect(await page.locator('#gevolg').count(), 'it looked again').to.equal(1);
    expect(await site.db('closures').whereRaw("reason ->> 'nl' = 'Met Enter'")).to.have.length(0);
    await page.focus('button[value=sluit]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**gelukt=gesloten');
    expect(await site.db('closures').whereRaw("reason ->> 'nl' = 'Met Enter'")).to.have.length(1);
  });

  it('close halls and handle what is in the way without JavaScript, on a small screen', async () => {
    const context = await browser.open({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await asPersona(context, 'an');
    const day = aWednesday(7);
    const code = await bookAs('noor', day, '10:00', '12:00');
    const page = await context.newPage();
    await page.goto(`${site.origin}/beheer/sluitingen/nieuw?zaal=${HALL}`);
    await page.fill('[name=van-dag]', day);
    await page.fill('[name=reden-nl]', 'Waterschade');
    await page.click('button[value=bekijk]:not(.oz-unseen)');
    expect(await page.locator('#gevolg').count()).to.equal(1);
    await page.click('button[value=sluit]');
    await page.waitForURL('**gelukt=gesloten');
    await page.click('summary:has-text("Annuleer namens de stad")');
    await page.click('details[open] button:has-text("Annuleer namens de stad")');
    await page.waitForURL('**gelukt=geannuleerd');
    expect(await page.locator('#in-de-weg').innerText()).to.contain('Er staat niets meer in de weg');
    expect(await site.db('bookings').where({ code }).first('status', 'decision_reason')).to.deep.equal({ status: 'cancelled', decision_reason: 'Waterschade' });
  });

  it('keep the list of what is in the way up to date while somebody looks', async () => {
    const context = await browser.open();
    await asPersona(context, 'an');
    const day = aWednesday(9);
    const code = await bookAs('els', day, '10:00', '12:00');
    const page = await context.newPage();
    await page.goto(`${site.origin}/beheer/sluitingen/nieuw?zaal=${HALL}&van-dag=${day}&reden-nl=Live`);
    await page.click('button[value=bekijk]:not(.oz-unseen)');
    await page.click('button[value=sluit]');
    await page.waitForURL('**gelukt=gesloten');
    expect(await page.locator('#in-de-weg').innerText()).to.contain('Els Peeters');
    const els = await site.tokenOf('els');
    await site.post(`/reservaties/${code}/annuleren`, {}, els);
    await page.locator('#in-de-weg').getByText('Er staat niets meer in de weg').waitFor({ timeout: 15_000 });
  });
});
