import { expect } from 'chai';
import { book, pay } from '../../sandbox/demo/bookings.ts';
import { directorates } from '../../sandbox/personas.ts';
import { costsMoney } from '../../sandbox/demo/search.ts';
import { logIn as logInAtApi, type Visitor } from '../../sandbox/demo/visitor.ts';
import { freeHalls } from './halls.ts';
import { PHONE, useStage } from './stage.ts';
import { button, expectReadable, linkTo, logIn, reloadUntil } from './steps.ts';

const PERSONS = 15;

describe('somebody whose plans change', function () {
  this.timeout(120_000);
  const stage = useStage();
  let els: Visitor;

  before(async () => {
    els = await logInAtApi(stage.urls.site, 'els');
  });

  const euros = (cents: number): string => new Intl.NumberFormat('nl-BE', { style: 'currency', currency: 'EUR' }).format(cents / 100);

  it('sees what cancelling gives back before deciding, cancels, and the money comes back', async () => {
    const { site } = stage.urls;
    const [hit] = await freeHalls(els, { hours: 3, fromDay: 30, untilDay: 50, persons: PERSONS, more: { instant: 'true' } },
      (one) => costsMoney(one) && one.hall.venue.organisationName === directorates.cultuur.name);
    const { booking } = await pay(els, await book(els, { hallId: hit.hall.id, period: hit.free, activity: 'Naailes', persons: PERSONS }));
    const paid = euros(booking.totalCents + booking.depositCents);

    const page = await stage.open(PHONE);
    await logIn(page, site, 'els', `/reservaties/${booking.code}`);
    await linkTo(page, 'Annuleren en terugbetaling bekijken').click();
    await expectReadable(page);
    expect(await page.locator('main').innerText()).to.contain(`U krijgt ${paid} terug.`).and.contain(`U betaalde ${paid}.`);
    await linkTo(page, 'Nee, houden').click();
    await page.waitForURL(`${site}/reservaties/${booking.code}`);
    expect(await page.locator('#stand').innerText()).to.contain('Bevestigd');

    await linkTo(page, 'Annuleren en terugbetaling bekijken').click();
    await page.getByLabel(/^Reden/).fill('De lesgever is ziek');
    await button(page, 'Ja, annuleren').click();
    await page.waitForURL('**gelukt=geannuleerd');
    await expectReadable(page);
    expect(await page.locator('#stand').innerText()).to.contain('Geannuleerd').and.contain(paid);
    expect(await page.locator('main').innerText()).to.contain('De lesgever is ziek');
    await reloadUntil(page, /is onderweg|is gebeurd/);
  });

  it('withdraws a request that nobody has decided on', async () => {
    const { site } = stage.urls;
    const [hit] = await freeHalls(els, { hours: 4, fromDay: 30, untilDay: 60, persons: PERSONS }, ({ hall }) => hall.approval);
    const booking = await book(els, { hallId: hit.hall.id, period: hit.free, activity: 'Voorleesuur', persons: PERSONS });
    const page = await stage.open();
    await logIn(page, site, 'els', `/reservaties/${booking.code}`);
    await linkTo(page, 'Aanvraag intrekken').click();
    await expectReadable(page);
    expect(await page.locator('main').innerText()).to.contain('U hebt nog niets betaald.');
    await button(page, 'Ja, intrekken').click();
    await page.waitForURL('**gelukt=geannuleerd');
    expect(await page.locator('#stand').innerText()).to.contain('Geannuleerd');
  });
});
