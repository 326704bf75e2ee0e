import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { costsMoney } from '../../sandbox/demo/search.ts';
import { newVisitor } from '../../sandbox/demo/visitor.ts';
import { waitUntil } from '../../sandbox/demo/wait-until.ts';
import { personaByKey } from '../../sandbox/personas.ts';
import { freeHalls, wishOf } from './halls.ts';
import { tabTo } from './keyboard.ts';
import { DESKTOP, useStage } from './stage.ts';
import { chooseWho, fillInAndSend, logIn, reloadUntil, SETTLED_MS, wishQuery, type Wish } from './steps.ts';

interface Mail {
  subject: string;
  text: string;
}

describe('an agent with a caller on the line, by keyboard alone', function () {
  this.timeout(300_000);
  const stage = useStage();

  const inMail = async (to: string, pattern: RegExp): Promise<string> => {
    const mails = async (): Promise<Mail[]> => {
      const answer = await fetch(`${stage.urls.mail}/api/messages?to=${encodeURIComponent(to)}`, { signal: AbortSignal.timeout(10_000) });
      return ((await answer.json()) as { items: Mail[] }).items;
    };
    const found = await waitUntil(`a mail to ${to} with ${String(pattern)}`, SETTLED_MS, mails, (all) => all.some(({ text }) => pattern.test(text)));
    return found.map(({ text }) => pattern.exec(text)?.[0]).find((one) => one !== undefined) ?? '';
  };
  const press = async (page: Page, name: string | RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  const typeIn = async (page: Page, name: string | RegExp, text: string): Promise<void> => {
    await tabTo(page, name);
    await page.keyboard.type(text);
  };
  /** The parts of a date in the order in which this browser asks for them. */
  async function typeDay(page: Page, day: string): Promise<void> {
    const [year = '', month = '', date = ''] = day.split('-');
    for (const text of [month + date + year, date + month + year]) {
      await page.keyboard.type(text);
      if ((await page.locator('#datum').inputValue()) === day) return;
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('z');
    }
    throw new Error(`the day ${day} could not be typed`);
  }
  /** The caller's wish: a day, two times, so many persons and the name of a hall. */
  async function wishFor(page: Page, { day, from, to, persons }: Wish, name: string): Promise<void> {
    await page.keyboard.press('z');
    await typeDay(page, day);
    await typeIn(page, 'Van', from);
    await typeIn(page, 'Tot', to);
    await typeIn(page, 'Personen', String(persons));
    await typeIn(page, 'Naam of woord', name);
  }

  it('enters a caller, reads out what can be had instead, holds, books and mails a link; the caller pays without a login; and cancels', async () => {
    const { site, mollie } = stage.urls;
    const [hit] = await freeHalls(newVisitor(site, 'anybody'), { hours: 2, fromDay: 16, untilDay: 22, persons: 8, more: { instant: 'true' } }, costsMoney);
    const wish = wishOf(hit, 8);
    const noor = await stage.open(DESKTOP);
    await logIn(noor, site, 'noor', `/zalen/${wish.slug}/reserveren?${wishQuery(wish)}`);
    await fillInAndSend(noor, 'Iemand was eerst', /^Reserveren/);

    const karim = await stage.open(DESKTOP);
    await logIn(karim, site, 'karim', '/kcc');
    await karim.keyboard.press('/');
    await karim.keyboard.type('Zita Quackelbeen');
    await karim.keyboard.press('Enter');
    await karim.locator('#nieuw').waitFor();
    await typeIn(karim, 'Telefoon', '0477/98.76.54');
    await typeIn(karim, 'E-mailadres', 'zita.quackelbeen@example.com');
    await karim.keyboard.press('Enter');
    await karim.waitForURL('**/kcc/persoon/*');
    expect(await karim.locator('#beller').innerText()).to.contain('Zita Quackelbeen').and.contain('+32477987654');

    await wishFor(karim, wish, hit.hall.name.nl);
    await karim.locator('#aanbod').getByText(/is op .* bezet/).waitFor();
    const instead = await karim.locator('.oz-desk-sentence').first().innerText();
    expect(instead).to.match(/^(Wel vrij|Korter kan ook).*(voor \d+ euro|gratis)/);
    await karim.keyboard.press('Escape');
    await karim.keyboard.press('1');
    await karim.locator('#optie').waitFor();
    expect(await karim.getByRole('timer').innerText()).to.match(/^nog \d+:\d\d$/);

    await karim.keyboard.press('x');
    await karim.getByText('De optie is losgelaten.').waitFor();
    await wishFor(karim, wish, hit.hall.name.nl);
    await karim.locator('.oz-desk-sentence').first().waitFor();
    await karim.keyboard.press('Alt+1');
    await karim.locator('#optie').waitFor();
    await karim.keyboard.press('b');
    await karim.keyboard.type('Verjaardag van oma');
    await typeIn(karim, 'Waarom reserveert u in hun plaats?', 'Beller heeft geen internet');
    await press(karim, 'De beller hoorde de voorwaarden en gaat akkoord', 'Space');
    await press(karim, /^Reserveren en betaallink mailen$/);
    await karim.locator('#reservatie').waitFor();
    const panel = await karim.locator('#reservatie').innerText();
    const code = /De code is ([0-9A-Z]{3}-[0-9A-Z]{3}): /.exec(panel)?.[1] ?? '';
    expect(code, panel).not.to.equal('');

    const zita = await stage.open(DESKTOP);
    await zita.goto(await inMail('zita.quackelbeen@example.com', /https?:\/\/\S+\/betalen\/\S+/));
    expect(await zita.locator('main').innerText()).to.contain('Verjaardag van oma').and.contain('Wij houden de zaal voor u vrij');
    await press(zita, /^Betaal €/);
    await zita.waitForURL(`${mollie}/checkout/**`);
    await press(zita, /^Betalen/);
    await zita.waitForURL('**/betalen/*');
    await zita.getByText('Betaald. De zaal is van u.').waitFor({ timeout: SETTLED_MS });
    await inMail('zita.quackelbeen@example.com', /is bevestigd/);

    await karim.keyboard.press('/');
    await karim.keyboard.type(code.replace('-', '').toLowerCase());
    await karim.keyboard.press('Enter');
    await karim.waitForURL((url) => url.search.includes(code) && !url.search.includes('gelukt'));
    await reloadUntil(karim, 'Bevestigd');
    await press(karim, 'Annuleren');
    await karim.locator('#annuleren').waitFor();
    expect(await karim.locator('#annuleren').innerText()).to.match(/U krijgt .* terug/);
    await typeIn(karim, /^Waarom\?/, 'Oma is ziek');
    await press(karim, 'Ja, annuleren');
    await karim.getByText('De reservatie is geannuleerd.').waitFor();
    await karim.goto(`${site}/reservaties/${code}`);
    expect(await karim.locator('main').innerText()).to.contain('door het contactcentrum').and.contain('Oma is ziek');
  });

  it('lets somebody who booked by phone find those bookings with their login, once they prove it', async () => {
    const { site } = stage.urls;
    const els = personaByKey('els')!;
    const karim = await stage.open(DESKTOP);
    await logIn(karim, site, 'karim', '/kcc?nieuw=persoon');
    for (const [label, text] of [['Voornaam', els.givenName], ['Familienaam', 'Peeters (telefoon)'], ['Telefoon', '0470 11 22 33'], ['E-mailadres', els.email]] as const) await typeIn(karim, label, text);
    await karim.keyboard.press('Enter');
    await karim.getByText('Bedoelt u een van hen?').or(karim.getByText('De persoon is aangemaakt.')).first().waitFor();
    if (!/persoon\/[0-9a-f]/.test(karim.url())) await press(karim, 'Toch als nieuwe persoon aanmaken');
    await karim.waitForURL('**/kcc/persoon/*');
    const [hit] = await freeHalls(newVisitor(site, 'anybody'), { hours: 2, fromDay: 24, untilDay: 29, persons: 8, more: { instant: 'true' } }, costsMoney);
    await wishFor(karim, wishOf(hit, 8), hit.hall.name.nl);
    await karim.locator('#aanbod [data-key="1"]').waitFor();
    await karim.keyboard.press('Alt+1');
    await karim.locator('#optie').waitFor();
    await karim.keyboard.press('b');
    await karim.keyboard.type('Kaartavond van vroeger');
    await typeIn(karim, 'Waarom reserveert u in hun plaats?', 'Geen internet');
    await press(karim, 'De beller hoorde de voorwaarden en gaat akkoord', 'Space');
    await press(karim, /^Reserveren/);
    await karim.locator('#reservatie').waitFor();

    const visitor = await stage.open(DESKTOP);
    await visitor.goto(`${site}/aanmelden?terug=${encodeURIComponent('/reservaties')}`);
    await chooseWho(visitor, 'els');
    await visitor.waitForURL('**/bent-u-dit**');
    expect(await visitor.locator('main').innerText()).to.contain('e•••@example.com').and.not.contain('Kaartavond');
    await press(visitor, 'Stuur mij de code');
    const digits = /\d{6}/.exec(await inMail(els.email, /openstaat:\s+\d{6}/))?.[0] ?? '';
    await typeIn(visitor, 'Code uit de mail', digits === '000000' ? '111111' : '000000');
    await visitor.keyboard.press('Enter');
    await visitor.getByText('Die code klopt niet. U kunt nog 4 keer proberen.').waitFor();
    await typeIn(visitor, 'Code uit de mail', digits);
    await visitor.keyboard.press('Enter');
    await visitor.waitForURL('**/reservaties?gelukt=samengevoegd');
    expect(await visitor.locator('main').innerText()).to.contain('Kaartavond van vroeger');
  });
});
