import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe('feedback in a real browser', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  async function usedBooking(token: string, week: number): Promise<string> {
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day: aWednesday(week), from: '19:00', to: '21:00' }, token), token);
    const code = location.split('?')[0]?.split('/').at(-1) ?? '';
    const yesterday = `[${new Date(Date.now() - 26 * 3_600_000).toISOString()},${new Date(Date.now() - 24 * 3_600_000).toISOString()})`;
    await site.db('bookings').where({ code }).update({ period: yesterday, status: 'confirmed', held_until: null });
    return code;
  }

  /** A large noisy picture, drawn by the browser: what a phone's camera makes. */
  const aLargePhoto = async (page: Page): Promise<Buffer> => Buffer.from(await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [2_400, 1_800];
    const drawn = canvas.getContext('2d')!;
    const noise = drawn.createImageData(canvas.width, canvas.height);
    for (let at = 0; at < noise.data.length; at += 1) noise.data[at] = at % 4 === 3 ? 255 : (at * 2_654_435_761) >>> 24;
    drawn.putImageData(noise, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
    return [...new Uint8Array(await blob!.arrayBuffer())];
  }));

  /** Looks at a page at three widths and answers all that is wrong with it. */
  async function faultsOf(page: Page, path: string): Promise<string[]> {
    const wrong: string[] = [];
    for (const width of [320, 390, 1_280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(site.origin + path);
      if ((await overflowOf(page)) > 0) wrong.push(`${path} at ${width}: wider than the window`);
      wrong.push(...(await axeFaults(page)).map((fault) => `${path} at ${width}: ${fault}`));
    }
    return wrong;
  }

  it('goes from the booking to a photo from a phone, made smaller on the way, and shows it with the manager’s answer', async () => {
    const els = await site.tokenOf('els');
    const code = await usedBooking(els, 3);
    const context = await browser.open(PHONE);
    await context.addCookies([{ name: 'session', value: els, url: site.origin, httpOnly: true }]);
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(`${site.origin}/reservaties/${code}`);
    const photo = await aLargePhoto(page);
    expect(photo.length).to.be.above(1_000_000);
    await page.getByRole('link', { name: 'Zeg wat u ervan vond' }).tap();
    await page.getByLabel('4 sterren op 5').check();
    await page.getByLabel('Waarover gaat het vooral?').selectOption({ label: 'Netheid' });
    await page.getByLabel(/Wat was goed/).fill('De vloer was vuil.');
    await page.getByLabel(/Foto’s/).setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page.getByRole('button', { name: 'Versturen' }).tap();
    await page.waitForURL('**gelukt=feedback**');
    expect(await page.locator('#feedback').innerText()).to.contain('Netheid').and.contain('De vloer was vuil.');
    const size = await page.locator('#feedback img').evaluate(async (image: HTMLImageElement) => {
      image.loading = 'eager';
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    });
    expect(size).to.deep.equal([2_000, 1_500]);
    const kept = await site.db('feedback_photos').select(site.db.raw('octet_length(content) AS size, width')).first<{ size: number; width: number }>();
    expect(kept.width).to.equal(2_000);
    expect(kept.size).to.be.below(photo.length);
    const faults = [...(await faultsOf(page, `/reservaties/${code}`)), ...(await faultsOf(page, `/reservaties/${code}/feedback`))];
    expect([...faults, ...complaints]).to.deep.equal([]);
  });

  it('is given without JavaScript, and its page says what is missing without losing a word', async () => {
    const noor = await site.tokenOf('noor');
    const code = await usedBooking(noor, 4);
    const context = await browser.open({ ...PHONE, javaScriptEnabled: false });
    await context.addCookies([{ name: 'session', value: noor, url: site.origin, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto(`${site.origin}/reservaties/${code}/feedback`);
    await page.fill('[name=tekst]', 'Alles in orde.');
    await page.click('button:has-text("Versturen")');
    expect(await page.locator('.ds-error-summary').innerText()).to.contain('Kies hoeveel sterren');
    expect(await page.inputValue('[name=tekst]')).to.equal('Alles in orde.');
    await page.check('#sterren-5');
    await page.click('button:has-text("Versturen")');
    await page.waitForURL('**gelukt=feedback**');
    expect(await page.locator('#feedback').innerText()).to.contain('Heel goed');
  });

  it('reads well for managers', async () => {
    const context = await browser.open();
    await context.addCookies([{ name: 'session', value: await site.tokenOf('an'), url: site.origin, httpOnly: true }]);
    const els = await site.tokenOf('els');
    await site.db.raw(`INSERT INTO staff_roles (person_id, role, source, organisation_id, venue_id)
      SELECT p.id, 'manager', 'given', v.organisation_id, v.id FROM persons p, venues v JOIN halls h ON h.venue_id = v.id WHERE p.given_name = 'An' AND h.slug = ? ON CONFLICT DO NOTHING`, [HALL]);
    const code = await usedBooking(els, 5);
    await site.post(`/reservaties/${code}/feedback`, { sterren: '1', tekst: 'De verwarming stond niet aan.', waarover: 'heating' }, els);
    const page = await context.newPage();
    expect(await faultsOf(page, '/beheer/feedback')).to.deep.equal([]);
    await page.getByLabel('Antwoord aan de aanvrager').first().fill('Hersteld, met onze excuses.');
    await page.getByRole('button', { name: 'Duid aan als afgehandeld' }).first().click();
    await page.waitForURL('**gelukt=afgehandeld**');
    expect(await page.locator('main').innerText()).to.contain('Afgehandeld. De aanvrager ziet uw antwoord');
  });
});
