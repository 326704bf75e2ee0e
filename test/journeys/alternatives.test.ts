import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { book, cancel, type Booking } from '../../sandbox/demo/bookings.ts';
import { costsMoney } from '../../sandbox/demo/search.ts';
import { logIn as logInAtApi, type Visitor } from '../../sandbox/demo/visitor.ts';
import { freeHalls, wishOf } from './halls.ts';
import { PHONE, useStage } from './stage.ts';
import { acceptTerms, button, expectReadable, logIn, wishQuery, type Wish } from './steps.ts';

const PERSONS = 12;

describe('somebody whose moment is taken', function () {
  this.timeout(120_000);
  const stage = useStage();
  let els: Visitor;

  before(async () => {
    els = await logInAtApi(stage.urls.site, 'els');
  });

  const freeMoment = async (fromDay: number): Promise<{ wish: Wish; take: () => Promise<Booking> }> => {
    const [hit] = await freeHalls(els, { hours: 2, fromDay, untilDay: fromDay + 5, persons: PERSONS, more: { instant: 'true' } }, costsMoney);
    return {
      wish: wishOf(hit, PERSONS),
      take: () => book(els, { hallId: hit.hall.id, period: hit.free, activity: 'Was eerst', persons: PERSONS }),
    };
  };
  const alternativesOf = (page: Page): Promise<string[]> => page.locator('a.oz-alternative').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));

  it('reads why, and every alternative is one tap away from a stay that can be booked', async () => {
    const { site } = stage.urls;
    const { wish, take } = await freeMoment(5);
    const taken = await take();
    const page = await stage.open(PHONE);
    const asked = `${site}/zalen/${wish.slug}?${wishQuery(wish)}`;
    await page.goto(asked);
    await expectReadable(page);
    const answer = page.locator('#moment');
    expect(await answer.innerText()).to.contain('Zo lukt het niet').and.contain('Dit kan wel').and.match(/bezet|gereserveerd/i).and.not.contain('Els').and.not.contain('Was eerst');

    const alternatives = await alternativesOf(page);
    expect(alternatives.length).to.be.at.least(2);
    for (const [index, address] of alternatives.entries()) {
      await page.goto(asked);
      await page.locator('a.oz-alternative').nth(index).click();
      await page.waitForURL(address);
      expect(await answer.innerText(), address).to.contain('Dit kan').and.not.contain('Zo lukt het niet');
      expect(await answer.getByRole('link', { name: /^(Reserveren|Aanvragen)$/ }).count(), address).to.equal(1);
    }
    await cancel(els, taken, 'Toch niet');
  });

  it('loses it while filling in the form, keeps what was typed, and books an alternative', async () => {
    const { site } = stage.urls;
    const { wish, take } = await freeMoment(10);
    const page = await stage.open(PHONE);
    await logIn(page, site, 'noor', `/zalen/${wish.slug}/reserveren?${wishQuery(wish)}`);
    await page.getByLabel('Wat gaat u doen?').fill('Spelnamiddag');
    await acceptTerms(page);
    const taken = await take();
    await button(page, 'Reserveren en betalen').click();
    await page.locator('.ds-error-summary').waitFor();
    await expectReadable(page);
    expect(await page.getByLabel('Wat gaat u doen?').inputValue()).to.equal('Spelnamiddag');
    expect(await page.locator('main').innerText()).to.contain('Dit kan wel');

    await page.locator('button.oz-alternative').first().click();
    await page.waitForURL('**/reserveren?**');
    await expectReadable(page);
    expect(await page.getByLabel('Wat gaat u doen?').inputValue()).to.equal('Spelnamiddag');
    await acceptTerms(page);
    await button(page, /^(Reserveren en betalen|Reserveren|Aanvraag versturen)$/).click();
    await page.waitForURL('**/reservaties/*');
    expect(await page.locator('#stand').innerText()).to.match(/Nog te betalen|Aangevraagd|Bevestigd/);
    await cancel(els, taken, 'Toch niet');
  });
});
