import { expect } from 'chai';
import { costsMoney } from '../../sandbox/demo/search.ts';
import { newVisitor } from '../../sandbox/demo/visitor.ts';
import { dayFromNow } from '../../sandbox/demo/setting.ts';
import { freeHalls } from './halls.ts';
import { PHONE, useStage } from './stage.ts';
import {
  acceptTerms, button, chooseWho, expectReadable, linkTo, NEXT_WEEK, payAtMollie, reloadUntil, searchSomewhere, SETTLED_MS,
} from './steps.ts';

const PERSONS = 14;
const DOOR_WORDS = /De code (volgt|is onderweg|is verstuurd|staat op het slot)|De deur gaat nu open/;

describe('somebody who needs a hall', function () {
  this.timeout(120_000);
  const stage = useStage();

  /** Halls that the search shows and that cost a resident something and open with a code. */
  const halls = async (): Promise<Set<string>> => {
    const hits = await freeHalls(newVisitor(stage.urls.site, 'anybody'), { hours: 3, fromDay: 7, untilDay: 14, persons: PERSONS, more: { instant: 'true' } },
      (hit) => hit.hall.access === 'door-code' && costsMoney(hit));
    return new Set(hits.map(({ hall }) => hall.slug));
  };

  it('finds three hours somewhere in a week on a phone, books, pays, and reads how the door will open', async () => {
    const { site, mollie } = stage.urls;
    const page = await stage.open(PHONE);
    await page.goto(site);
    await expectReadable(page);
    await searchSomewhere(page, { hours: '3 uur', day: NEXT_WEEK, persons: String(PERSONS) });
    await expectReadable(page);
    expect(await page.locator('#gevonden').innerText()).to.match(/^\d+ zalen gevonden$/);

    const wanted = await halls();
    const cards = page.locator('.oz-card h2 a');
    const slugs = await cards.evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname.split('/').at(-1) ?? ''));
    const chosen = slugs.findIndex((slug) => wanted.has(slug));
    expect(chosen, `a hall of ${slugs.join(', ')} with a door code`).to.be.at.least(0);
    await cards.nth(chosen).click();
    await page.waitForURL('**/zalen/*?*');
    await expectReadable(page);
    expect(await page.locator('#moment').innerText()).to.contain('Dit kan').and.contain('Te betalen');

    await page.getByLabel('Aantal personen').fill('9');
    await button(page, 'Bekijk prijs en mogelijkheid').click();
    await page.waitForURL('**personen=9**');
    expect(await page.locator('#moment').innerText()).to.contain('Dit kan');
    await linkTo(page, 'Reserveren').click();
    await page.waitForURL('**/reserveren?**');
    await expectReadable(page);

    await linkTo(page, 'Aanmelden en verder').click();
    await chooseWho(page, 'noor');
    await page.waitForURL(`${site}/zalen/*/reserveren?**`);
    await expectReadable(page);
    expect(await page.locator('#moment').innerText()).to.contain('9 personen');

    await page.getByLabel('Wat gaat u doen?').fill('Babyborrel van Lina');
    await button(page, 'Reserveren en betalen').click();
    await page.locator('.ds-error-summary').waitFor();
    expect(await page.locator('.ds-error-summary').innerText()).to.contain('Ga akkoord met het gebruiksreglement');
    expect(await page.getByLabel('Wat gaat u doen?').inputValue()).to.equal('Babyborrel van Lina');
    await acceptTerms(page);
    await button(page, 'Reserveren en betalen').click();
    await page.waitForURL('**/reservaties/*');
    await expectReadable(page);

    const clock = page.getByRole('timer');
    const left = await clock.innerText();
    expect(left).to.match(/^nog \d+:\d\d$/);
    await page.waitForFunction((then) => document.querySelector('[role=timer]')?.textContent !== then, left);
    await payAtMollie(page, mollie);
    await page.locator('#stand').getByText('Bevestigd').first().waitFor({ timeout: SETTLED_MS });
    await expectReadable(page);

    await linkTo(page, 'Mijn reservaties').first().click();
    await expectReadable(page);
    await linkTo(page, 'Babyborrel van Lina').first().click();
    await page.waitForURL('**/reservaties/*');
    expect(await page.locator('#deur').innerText()).to.match(DOOR_WORDS);
    expect(await page.locator('main').innerText()).to.contain('Betaald. Dank u wel.').and.not.match(/\b\d{6}\b/);
  });

  it('does the same without JavaScript on the smallest screen', async () => {
    const { site, mollie } = stage.urls;
    const page = await stage.open({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(site);
    await expectReadable(page);
    await searchSomewhere(page, { hours: '3 uur', day: dayFromNow(14), persons: String(PERSONS) });
    await expectReadable(page);
    await page.locator('.oz-card').filter({ hasText: '€' }).first().getByRole('link').click();
    await page.waitForURL('**/zalen/*?*');
    await expectReadable(page);
    await linkTo(page, 'Reserveren').click();
    await page.waitForURL('**/reserveren?**');
    await expectReadable(page);
    await linkTo(page, 'Aanmelden en verder').click();
    await chooseWho(page, 'noor');
    await page.waitForURL(`${site}/zalen/*/reserveren?**`);
    await page.getByLabel('Wat gaat u doen?').fill('Leesclub');
    await button(page, 'Reserveren en betalen').click();
    await expectReadable(page);
    expect(await page.locator('.ds-error-summary').innerText()).to.contain('Ga akkoord');
    expect(await page.getByLabel('Wat gaat u doen?').inputValue()).to.equal('Leesclub');
    await acceptTerms(page);
    await button(page, 'Reserveren en betalen').click();
    await page.waitForURL('**/reservaties/*');
    await expectReadable(page);
    expect(await page.getByRole('timer').innerText()).to.match(/^tot \d\d:\d\d$/);
    await payAtMollie(page, mollie);
    await reloadUntil(page, 'De zaal is van u.');
    await expectReadable(page);
    await linkTo(page, 'Mijn reservaties').first().click();
    await expectReadable(page);
    expect(await page.locator('main').innerText()).to.contain('Leesclub');
  });

  it('whose session ended while the form was open finds back what was typed, after logging in again', async () => {
    const { site } = stage.urls;
    const page = await stage.open(PHONE);
    const [hit] = await freeHalls(newVisitor(site, 'anybody'), { hours: 2, fromDay: 9, untilDay: 12, persons: 8, more: { instant: 'true' } }, costsMoney);
    const query = new URLSearchParams({ datum: hit.free.start.slice(0, 10), van: '19:00', tot: '21:00', personen: '8' });
    await page.goto(`${site}/zalen/${hit.hall.slug}/reserveren?${query}`);
    await linkTo(page, 'Aanmelden en verder').click();
    await chooseWho(page, 'noor');
    await page.getByLabel('Wat gaat u doen?').fill('Kwis van de wijk');
    await page.getByLabel(/^Vraag of opmerking/).fill('Mag er een springkasteel binnen?');
    await acceptTerms(page);
    await page.context().clearCookies({ name: 'session' });
    await button(page, /^Reserveren/).click();
    await chooseWho(page, 'noor');
    await page.waitForURL(`${site}/zalen/*/reserveren?**`);
    expect(await page.getByLabel('Wat gaat u doen?').inputValue()).to.equal('Kwis van de wijk');
    expect(await page.getByLabel(/^Vraag of opmerking/).inputValue()).to.equal('Mag er een springkasteel binnen?');
  });
});
