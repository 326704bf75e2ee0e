import { expect } from 'chai';
import { directorates } from '../../sandbox/personas.ts';
import { newVisitor } from '../../sandbox/demo/visitor.ts';
import { freeHalls, wishOf } from './halls.ts';
import { PHONE, useStage } from './stage.ts';
import { button, expectReadable, fillInAndSend, logIn, reloadUntil, wishQuery } from './steps.ts';

const PERSONS = 5;

describe('a manager who closes halls and changes their hours', function () {
  this.timeout(150_000);
  const stage = useStage();

  /** A hall of culture that one can have at once, long enough ahead that nobody else wants it meanwhile. */
  const aFreeHall = async (fromDay: number) => {
    const [hit] = await freeHalls(newVisitor(stage.urls.site, 'anybody'), { hours: 3, fromDay, untilDay: fromDay + 20, persons: PERSONS },
      ({ hall }) => !hall.approval && hall.venue.organisationName === directorates.cultuur.name);
    return wishOf(hit, PERSONS);
  };

  it('sees who is in the way, takes that booking back with a reason, and the closure takes its place', async () => {
    const { site } = stage.urls;
    const wish = await aFreeHall(40);
    const els = await stage.open(PHONE);
    await logIn(els, site, 'els', `/zalen/${wish.slug}/reserveren?${wishQuery(wish)}`);
    await fillInAndSend(els, 'Poëzieavond', /^Reserveren/);
    const booking = els.url().split('?')[0] ?? '';

    const an = await stage.open();
    await logIn(an, site, 'an', '/beheer/sluitingen');
    await an.getByRole('link', { name: 'Nieuwe sluiting' }).click();
    await an.goto(`${an.url()}?zaal=${wish.slug}`);
    await an.getByLabel('Eerste dag').fill(wish.day);
    await an.getByLabel('Van', { exact: true }).fill(wish.from);
    await an.getByLabel('Tot', { exact: true }).fill(wish.to);
    await an.getByLabel('Reden in het Nederlands').fill('Lek in het dak');
    await button(an, 'Bekijk wat dit raakt').last().click();
    await expectReadable(an);
    expect(await an.locator('section', { has: an.locator('#gevolg') }).innerText()).to.contain('in de weg').and.contain('Poëzieavond').and.contain('Els Peeters');
    await button(an, 'Sluit de zalen').click();
    await an.waitForURL('**gelukt=gesloten');
    await expectReadable(an);
    const hers = an.locator('#in-de-weg li', { hasText: 'Poëzieavond' });
    await hers.locator('summary').click();
    await hers.getByRole('button', { name: 'Annuleer namens de stad' }).click();
    await an.waitForURL('**gelukt=geannuleerd');
    expect(await an.locator('#in-de-weg').innerText()).not.to.contain('Poëzieavond');

    await els.goto(booking);
    await reloadUntil(els, 'Lek in het dak');
    expect(await els.locator('#stand').innerText()).to.contain('Geannuleerd');
    await els.goto(`${site}/zalen/${wish.slug}?${wishQuery(wish)}`);
    expect(await els.locator('#moment').innerText(), 'nobody slips in between').to.contain('Zo lukt het niet');

    await button(an, 'Sluiting opheffen').click();
    await an.waitForURL('**gelukt=opgeheven');
    await els.reload();
    expect(await els.locator('#moment').innerText()).not.to.contain('Zo lukt het niet');
  });

  it('closes a hall on one weekday, and the search obeys at once', async () => {
    const { site } = stage.urls;
    const wish = await aFreeHall(70);
    const visitor = await stage.open(PHONE);
    const path = `${site}/zalen/${wish.slug}?${wishQuery(wish)}`;
    await visitor.goto(path);
    expect(await visitor.locator('#moment').innerText()).not.to.contain('Zo lukt het niet');

    const an = await stage.open();
    await logIn(an, site, 'an', `/beheer/zalen/${wish.slug}/openingsuren`);
    const weekday = new Date(`${wish.day}T12:00:00Z`).getUTCDay() || 7;
    for (const end of ['van', 'tot']) for (const number of [1, 2]) await an.locator(`[name="d${weekday}-${number}-${end}"]`).fill('');
    const alone = an.getByLabel(/^Alleen voor/);
    if ((await alone.count()) > 0) await alone.check();
    await button(an, 'Bekijk wat er verandert').last().click();
    await an.locator('#gevolg').waitFor();
    await expectReadable(an);
    expect(await an.locator('section', { has: an.locator('#gevolg') }).innerText()).to.contain('dicht');
    await button(an, 'Bewaar de uren').click();
    await an.waitForURL('**gelukt=bewaard');

    await visitor.goto(path);
    expect(await visitor.locator('#moment').innerText()).to.contain('Zo lukt het niet');
    await visitor.goto(`${site}/zalen?wanneer=vast&${wishQuery(wish)}`);
    expect(await visitor.locator(`.oz-card a[href^="/zalen/${wish.slug}?"]`).count(), 'the search does not offer it').to.equal(0);
  });
});
