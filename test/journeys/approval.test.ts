import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { directorates } from '../../sandbox/personas.ts';
import { costsMoney } from '../../sandbox/demo/search.ts';
import { newVisitor } from '../../sandbox/demo/visitor.ts';
import { freeHalls, wishOf } from './halls.ts';
import { PHONE, useStage } from './stage.ts';
import { button, expectReadable, fillInAndSend, linkTo, logIn, wishQuery } from './steps.ts';

const PERSONS = 20;
const NO = 'Die avond is er al een repetitie in de zaal ernaast.';

describe('a hall that is let only after its manager has agreed', function () {
  this.timeout(120_000);
  const stage = useStage();

  const requestOf = (page: Page, activity: string): Locator => page.getByRole('article').filter({ has: page.getByRole('heading', { name: activity }) });

  it('is asked for twice by Els; An approves the one and declines the other with a reason, and Els reads it', async () => {
    const { site } = stage.urls;
    const hits = await freeHalls(newVisitor(site, 'anybody'), { hours: 4, fromDay: 30, untilDay: 60, persons: PERSONS },
      (hit) => hit.hall.approval && hit.hall.venue.organisationName === directorates.cultuur.name && costsMoney(hit));
    const els = await stage.open(PHONE);
    await logIn(els, site, 'els', '/reservaties');
    const ask = async (hit: (typeof hits)[0], activity: string): Promise<string> => {
      const wish = wishOf(hit, PERSONS);
      await els.goto(`${site}/zalen/${wish.slug}?${wishQuery(wish)}`);
      await linkTo(els, 'Aanvragen').click();
      await els.waitForURL('**/reserveren?**');
      await expectReadable(els);
      await fillInAndSend(els, activity, 'Aanvraag versturen');
      expect(await els.locator('main').innerText()).to.contain('Uw aanvraag is verstuurd.').and.contain('De zaalbeheerder beslist voor').and.contain('U betaalt pas als de aanvraag is goedgekeurd.');
      return els.url().split('?')[0] ?? '';
    };
    const kamermuziek = await ask(hits[0], 'Kamermuziek bij kaarslicht');
    const fuif = await ask(hits.at(1) ?? hits[0], 'Fuif van de laatstejaars');

    const an = await stage.open();
    await logIn(an, site, 'an', '/');
    await linkTo(an, 'Beheer').click();
    await an.getByRole('link', { name: 'Aanvragen', exact: true }).click();
    await an.waitForURL(`${site}/beheer/aanvragen`);
    await expectReadable(an);
    expect(await requestOf(an, 'Kamermuziek bij kaarslicht').innerText()).to.contain('Els Peeters').and.contain('€');
    await requestOf(an, 'Kamermuziek bij kaarslicht').getByRole('button', { name: 'Goedkeuren' }).click();
    await an.waitForURL('**gelukt=goedgekeurd');
    expect(await requestOf(an, 'Kamermuziek bij kaarslicht').count()).to.equal(0);

    await requestOf(an, 'Fuif van de laatstejaars').getByRole('button', { name: 'Weigeren' }).click();
    await an.getByText('Zeg waarom u weigert: de aanvrager leest dit.').waitFor();
    const refused = requestOf(an, 'Fuif van de laatstejaars');
    await refused.getByLabel('Reden').fill(NO);
    await refused.getByRole('button', { name: 'Weigeren' }).click();
    await an.waitForURL('**gelukt=geweigerd');
    expect(await requestOf(an, 'Fuif van de laatstejaars').count()).to.equal(0);

    await els.goto(kamermuziek);
    expect(await els.locator('#stand').innerText()).to.contain('Nog te betalen');
    expect(await button(els, /^Betaal €/).count()).to.equal(1);
    await els.goto(fuif);
    await expectReadable(els);
    expect(await els.locator('#stand').innerText()).to.contain('Niet goedgekeurd').and.contain(NO);
  });

  it('shows no list of requests to somebody who manages nothing', async () => {
    const { site } = stage.urls;
    const page = await stage.open();
    await logIn(page, site, 'noor', '/');
    expect(await linkTo(page, 'Beheer').count()).to.equal(0);
    const answer = await page.goto(`${site}/beheer/aanvragen`);
    expect(answer?.status()).to.equal(403);
    await expectReadable(page);
  });
});
