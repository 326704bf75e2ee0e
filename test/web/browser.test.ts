import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const WIDTHS = [320, 390, 1280];

describe('the pages in a real browser', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();
  const day = aWednesday();

  const asPersona = async (context: BrowserContext, persona: string): Promise<void> =>
    context.addCookies([{ name: 'session', value: await site.tokenOf(persona), url: site.origin, httpOnly: true }]);

  /** Looks at pages at every width, with everything that folds open, and answers all that is wrong with them. */
  async function look(context: BrowserContext, paths: readonly string[]): Promise<string[]> {
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    const wrong: string[] = [];
    for (const path of paths) {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(site.origin + path);
        await page.evaluate(() => document.querySelectorAll('details').forEach((part) => part.setAttribute('open', '')));
        if ((await overflowOf(page)) > 0) wrong.push(`${path} at ${width}: wider than the window`);
        if (width !== 390) wrong.push(...(await axeFaults(page)).map((fault) => `${path} at ${width}: ${fault}`));
      }
    }
    return [...wrong, ...complaints];
  }

  const membersPage = async (): Promise<string> => {
    const { id } = (await site.db<{ id: string; name: string }>('organisations').where('name', 'like', 'Harmonie%').first('id')) ?? { id: '' };
    return `/organisaties/${id}`;
  };

  /** Books through the pages; answers the booking's own page. */
  async function bookAt(page: Page, hall: string, on: string): Promise<string> {
    await page.goto(`${site.origin}/zalen/${hall}/reserveren?datum=${on}&van=19:00&tot=22:00&personen=20`);
    await page.fill('[name=activiteit]', 'Repetitie van het gemengd koor Sint-Kwinten en de harmonie');
    await page.check('[name=akkoord-reglement]');
    await page.check('[name=akkoord-annulatie]');
    await page.click('button[value=bevestig]');
    await page.waitForURL('**/reservaties/*');
    return page.url().slice(site.origin.length).split('?')[0] ?? '';
  }

  it('finds no accessibility fault and no sideways scrolling in what everybody sees', async () => {
    const wrong = await look(await browser.open(), [
      '/',
      '/zalen',
      '/zalen?wanneer=vrij&uren=3&binnen=week&personen=50',
      '/zalen?zoek=xyzzy',
      '/zalen?wanneer=vast&datum=gisteren',
      `/zalen/${HALL}`,
      `/zalen/${HALL}?datum=${day}&van=19:00&tot=21:00&personen=12`,
      `/zalen/${HALL}?bekijk=maand&maand=${day.slice(0, 7)}`,
      `/zalen/${HALL}?bekijk=dag&dag=${day}`,
      `/zalen/${HALL}?datum=${day}&van=03:00&tot=21:10&personen=9000`,
      `/zalen/${HALL}/reserveren?datum=${day}&van=19:00&tot=21:00`,
      '/toegankelijkheid',
      '/nergens',
    ]);
    expect(wrong.join('\n')).to.equal('');
  });

  it('finds none in what a booker sees', async () => {
    const context = await browser.open();
    await asPersona(context, 'jan');
    const page = await context.newPage();
    const booking = await bookAt(page, HALL, aWednesday(4));
    const wrong = await look(context, [
      `/zalen/${HALL}/reserveren?datum=${day}&van=19:00&tot=21:00`,
      '/reservaties',
      '/reservaties?lijst=voorbij',
      booking,
      `${booking}/annuleren`,
      '/organisaties',
      await membersPage(),
    ]);
    expect(wrong.join('\n')).to.equal('');
  });

  it('finds none in what staff see', async () => {
    const [els, an, karim] = [await browser.open(), await browser.open(), await browser.open()];
    await Promise.all([asPersona(els, 'els'), asPersona(an, 'an'), asPersona(karim, 'karim')]);
    await bookAt(await els.newPage(), '30cc-schouwburg-foyer', aWednesday(9)).catch(() => undefined);
    expect((await look(an, ['/beheer/aanvragen'])).join('\n')).to.equal('');
    expect((await look(karim, ['/kcc', '/kcc?wie=peeters', '/kcc?wie=jef+quackelbeen', '/kcc/organisaties', '/kcc/organisaties?zoek=harmonie'])).join('\n')).to.equal('');
  });

  it('lets somebody find a hall with the keyboard alone', async () => {
    const context = await browser.open({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await page.goto(site.origin);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal('Naar de inhoud');
    await page.fill('[name=datum]', aWednesday(4));
    await page.focus('[name=zoek]');
    await page.keyboard.type('tweebronnen');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/zalen?**');
    await page.focus('.oz-card h2 a');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/zalen/*');
    expect(await page.locator('h1').count()).to.equal(1);
  });

  it('takes a visitor through the login and back to the moment that was chosen, and on to the checkout', async () => {
    const page = await (await browser.open({ viewport: { width: 390, height: 844 } })).newPage();
    const complaints = complaintsOf(page);
    await page.goto(`${site.origin}/zalen/${HALL}?datum=${aWednesday(5)}&van=19:00&tot=22:00&personen=25`);
    await page.click('a:has-text("Reserveren")');
    await page.click('text=Aanmelden en verder');
    await page.click('button[value=els]');
    await page.waitForURL(`${site.origin}/zalen/${HALL}/reserveren**`);
    expect(await page.locator('#moment').innerText()).to.contain('25 personen');
    await page.fill('[name=activiteit]', 'Kwis');
    await page.check('[name=akkoord-reglement]');
    await page.check('[name=akkoord-annulatie]');
    await page.click('button[value=bevestig]');
    await page.waitForURL('**/reservaties/*');
    expect(await page.locator('time[data-countdown]').innerText()).to.match(/^nog 1[45]:\d\d$/);
    await page.click('text=/^Betaal €/');
    await page.click('button:has-text("Betalen")');
    await page.waitForURL('**/reservaties/*');
    await page.waitForSelector('text=De zaal is van u.', { timeout: 20_000 });
    expect(complaints).to.deep.equal([]);
  });

  it('does all of that without JavaScript', async () => {
    const context = await browser.open({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await asPersona(context, 'noor');
    const page = await context.newPage();
    await page.goto(`${site.origin}/zalen?zoek=gele+zaal`);
    await page.click('.oz-card h2 a');
    await page.goto(`${page.url().split('?')[0]}?datum=${aWednesday(6)}&van=19:00&tot=22:00&personen=25`);
    await page.click('a:has-text("Reserveren")');
    await page.fill('[name=activiteit]', 'Leesclub');
    await page.click('button[value=bevestig]');
    expect(await page.locator('.ds-error-summary').innerText()).to.contain('Ga akkoord');
    expect(await page.inputValue('[name=activiteit]')).to.equal('Leesclub');
    await page.check('[name=akkoord-reglement]');
    await page.check('[name=akkoord-annulatie]');
    await page.click('button[value=bevestig]');
    await page.waitForURL('**/reservaties/*');
    expect(await page.locator('main').innerText())
      .to.contain('Nog te betalen')
      .and.contain('tot ');
  });

  it('shows the price of an extra at once, and the same price after sending the form', async () => {
    const context = await browser.open();
    await asPersona(context, 'jan');
    const page = await context.newPage();
    await page.goto(`${site.origin}/zalen/de-bosstraat-grote-zaal/reserveren?datum=${aWednesday(5)}&van=19:00&tot=22:00&personen=20`);
    const before = await page.locator('#prijs-deel [data-total]').innerText();
    await page.locator('.oz-extras input').first().fill('2');
    await page.waitForFunction(
      (old) => document.querySelector('#prijs-deel [data-total]')?.textContent?.replaceAll(/\s/g, '') !== old.replaceAll(/\s/g, ''),
      before,
    );
    const live = await page.locator('#prijs-deel [data-total]').innerText();
    await page.locator('.oz-extras ~ button').click();
    await page.waitForLoadState();
    expect(await page.locator('#prijs-deel [data-total]').innerText()).to.equal(live);
  });
});
