import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { createMollie } from '../../src/payments/mollie-client.ts';
import { mollieProvider } from '../../src/payments/mollie-provider.ts';
import { pollPayments } from '../../src/payments/poll-payments.ts';
import { createLog } from '../../src/platform/log.ts';
import { axeFaults, complaintsOf, useBrowser } from '../support/browser.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const WITH_APPROVAL = '30cc-schouwburg-foyer';

describe('pages that change while one looks', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  const windowOf = async (persona: string | undefined, options: Parameters<typeof browser.open>[0] = {}): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await browser.open(options);
    if (persona) await context.addCookies([{ name: 'session', value: await site.tokenOf(persona), url: site.origin, httpOnly: true }]);
    return { context, page: await context.newPage() };
  };
  /** Opens a page and waits until its stream is open. */
  const look = async (page: Page, path: string): Promise<void> => {
    const streaming = page.waitForResponse((answer) => answer.url().includes('/live?') && answer.status() === 200);
    await page.goto(site.origin + path);
    await streaming;
    await page.evaluate(() => Object.assign(window, { here: 'not loaded anew' }));
  };
  const wasNotReloaded = async (page: Page): Promise<boolean> => (await page.evaluate(() => (window as { here?: string }).here)) === 'not loaded anew';

  /** Books as this persona would from another device; answers the code. */
  const book = async (persona: string, hall: string, weeks: number, [from, to] = ['19:00', '21:00']): Promise<string> => {
    const token = await site.tokenOf(persona);
    const fields = await filledIn(site, hall, { day: aWednesday(weeks), from, to }, token);
    const { location } = await site.post(`/zalen/${hall}/reserveren`, fields, token);
    const code = /reservaties\/([^?]+)/.exec(location)?.[1];
    if (!code) throw new Error('it could not be booked');
    return code;
  };

  it('a free evening is taken in every open window when somebody books it', async () => {
    const { page } = await windowOf(undefined);
    const complaints = complaintsOf(page);
    const day = aWednesday(11);
    await look(page, `/zalen/${HALL}?bekijk=week&week=${day}`);
    const before = await page.locator('#kalender').innerText();
    await book('els', HALL, 11);
    await page.waitForFunction((old) => document.querySelector<HTMLElement>('#kalender')?.innerText !== old, before);
    expect((await page.locator('#kalender [data-live-changed]').allTextContents()).join(' ')).to.contain('bezet');
    expect(await page.locator('p[role=status]').innerText()).to.match(/: Vrij \d\d:\d\d/);
    expect(await wasNotReloaded(page)).to.equal(true);
    expect(complaints).to.deep.equal([]);
  });

  it('whoever fills in the form learns at once that the moment was taken, with what can be had instead, and keeps what they typed', async () => {
    const { page } = await windowOf('jan');
    const day = aWednesday(18);
    await look(page, `/zalen/${HALL}/reserveren?datum=${day}&van=19:00&tot=21:00&personen=10`);
    await page.fill('[name=activiteit]', 'Statutaire vergadering');
    await page.check('[name=akkoord-reglement]');
    await book('els', HALL, 18);
    await page.waitForSelector('#kan-het-nog .ds-error-summary');
    expect(await page.locator('#kan-het-nog').innerText()).to.contain('Dit kan wel');
    expect([await page.inputValue('[name=activiteit]'), await page.isChecked('[name=akkoord-reglement]')]).to.deep.equal(['Statutaire vergadering', true]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).to.equal('akkoord-reglement');
    expect(await axeFaults(page)).to.deep.equal([]);
  });

  it('without JavaScript a reload shows it', async () => {
    const { page } = await windowOf(undefined, { javaScriptEnabled: false });
    await page.goto(`${site.origin}/zalen/${HALL}?bekijk=week&week=${aWednesday(12)}`);
    const before = await page.locator('#kalender').innerText();
    await book('els', HALL, 12);
    await page.reload();
    expect(await page.locator('#kalender').innerText()).to.not.equal(before);
  });

  it('a request appears for the manager, who loses nothing of what they type, nor their place', async () => {
    const { page } = await windowOf('an');
    const first = await book('els', WITH_APPROVAL, 8);
    await look(page, '/beheer/aanvragen');
    await page.fill(`#reden-${first}`, 'De zaal is die avond');
    await page.evaluate(() => document.querySelector('textarea')?.setSelectionRange(3, 7));
    const second = await book('noor', WITH_APPROVAL, 9);
    await page.waitForSelector(`#aanvraag-${second}`);
    expect(await page.inputValue(`#reden-${first}`)).to.equal('De zaal is die avond');
    expect(await page.evaluate(() => document.activeElement?.id)).to.equal(`reden-${first}`);
    expect(await page.evaluate(() => (document.activeElement as HTMLTextAreaElement).selectionStart)).to.equal(3);
    expect(await page.locator('p[role=status]').innerText()).to.contain('aanvragen wachten op u');
    await site.post(`/reservaties/${first}/annuleren`, { versie: '1', bevestig: 'ja' }, await site.tokenOf('els'));
    await site.post(`/reservaties/${second}/annuleren`, { versie: '1', bevestig: 'ja' }, await site.tokenOf('noor'));
    await page.waitForSelector(`#aanvraag-${second}`, { state: 'detached' });
    expect(await page.inputValue(`#reden-${first}`), 'what was typed about a request that is gone').to.equal('De zaal is die avond');
    expect(await wasNotReloaded(page)).to.equal(true);
    expect(await axeFaults(page)).to.deep.equal([]);
  });

  it('a booking that is paid in one window is confirmed in the other, on its page and in the list', async () => {
    const code = await book('jan', HALL, 13);
    const { page: list, context } = await windowOf('jan');
    const detail = await context.newPage();
    await look(list, '/reservaties');
    await look(detail, `/reservaties/${code}`);
    const { page: payer } = await windowOf('jan');
    await payer.goto(`${site.origin}/reservaties/${code}`);
    await payer.click('text=/^Betaal €/');
    await payer.click('button:has-text("Betalen")');
    await payer.waitForURL('**/reservaties/*');
    await detail.waitForSelector('text=De zaal is van u.');
    await list.waitForSelector(`#reservatie-${code} [data-color=success]`);
    expect(await list.locator('p[role=status]').innerText()).to.contain('Bevestigd');
    expect([await wasNotReloaded(list), await wasNotReloaded(detail)]).to.deep.equal([true, true]);
  });

  it('a payment survives a closed tab: the other windows turn, and whoever comes back finds it confirmed', async () => {
    const code = await book('jan', HALL, 16);
    const { page: list } = await windowOf('jan');
    await look(list, '/reservaties');
    const { page: payer, context: paying } = await windowOf('jan');
    await payer.goto(`${site.origin}/reservaties/${code}`);
    await payer.click('text=/^Betaal €/');
    await payer.waitForSelector('button:has-text("Betalen")');
    const paid = payer.waitForRequest((request) => request.method() === 'POST');
    await paying.route(`${site.origin}/**`, (route) => route.abort());
    await payer.click('button:has-text("Betalen")', { noWaitAfter: true });
    await (await paid).response();
    await paying.close();
    await list.waitForSelector(`#reservatie-${code} [data-color=success]`);
    const { page: later } = await windowOf('jan');
    await later.goto(`${site.origin}/reservaties`);
    expect(await later.locator(`#reservatie-${code}`).innerText()).to.contain('Bevestigd');
    await later.click(`#reservatie-${code} a`);
    expect(await later.locator('main').innerText()).to.contain('De zaal is van u.').and.contain('Betaald. Dank u wel.');
  });

  it('and a lost webhook: coming back has us ask how the payment stands, polling does so too, and the open page turns', async () => {
    const code = await book('jan', HALL, 17);
    const { page: payer } = await windowOf('jan');
    await payer.goto(`${site.origin}/reservaties/${code}`);
    await payer.click('text=/^Betaal €/');
    await payer.waitForSelector('button:has-text("Betalen")');
    const mollie = new URL(payer.url()).origin;
    await fetch(`${mollie}/sandbox/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ dropWebhooks: 5 }) });
    await payer.click('button:has-text("Betalen")');
    await payer.waitForURL('**/reservaties/*');
    expect(await payer.locator('main').innerText()).to.contain('De betaling is gestart. Zodra ze rond is, ziet u dat hier.');
    const { rows: jobs } = await site.db.raw<{ rows: { key: string }[] }>(`SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'settle-payment'`);
    expect(jobs.map(({ key }) => key.split(':')[0])).to.include('look-again');
    const provider = mollieProvider(createMollie({ apiKey: 'test_0123456789abcdefghijklmnopqrst', apiEndpoint: `${mollie}/v2/` }));
    await pollPayments(site.db, provider, new Date(Date.now() + 120_000), createLog('poll', 'silent'));
    await payer.waitForSelector('text=De zaal is van u.');
    await fetch(`${mollie}/sandbox/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  });

  it('a window in the background holds no stream, and catches up when it is shown', async () => {
    const { page } = await windowOf(undefined);
    await look(page, `/zalen/${HALL}?bekijk=week&week=${aWednesday(14)}`);
    const before = await page.locator('#kalender').innerText();
    const show = (hidden: boolean): Promise<void> => page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { value: now, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    const closed = page.waitForEvent('requestfailed', (request) => request.url().includes('/live?'));
    await show(true);
    await closed;
    await book('els', HALL, 14);
    expect(await page.locator('#kalender').innerText()).to.equal(before);
    await show(false);
    await page.waitForFunction((old) => document.querySelector<HTMLElement>('#kalender')?.innerText !== old, before);
    expect(await wasNotReloaded(page)).to.equal(true);
  });

  it('where no stream can be had the page asks again by itself', async () => {
    const { page, context } = await windowOf('noor');
    await context.route('**/live?**', (route) => route.abort());
    const code = await book('noor', HALL, 15);
    await page.goto(`${site.origin}/reservaties/${code}`);
    await page.evaluate(() => document.querySelector('#stand')?.setAttribute('data-live', '1'));
    await site.post(`/reservaties/${code}/annuleren`, { versie: '1', bevestig: 'ja' }, await site.tokenOf('noor'));
    await page.waitForSelector('text=Deze reservatie is geannuleerd.', { timeout: 40_000 });
  });
});
