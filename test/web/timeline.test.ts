import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { loadHall } from '../../src/catalogue/load-hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { addDays, atLocal, mondayOf } from '../../src/kernel/time.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk } from '../bookings/setting.ts';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { aPerson } from '../support/people.ts';
import { aWednesday } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe("the managers' timeline in a real browser", function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();
  const day = aWednesday();
  const week = `/beheer/bezetting?datum=${day}&gebouw=tweebronnen`;
  let booker: SignedIn;

  const book = async (from: string, to: string, activity: string, on = day): Promise<string> => {
    const hall = await loadHall(site.db, HALL, new Date());
    const ask = anAsk(hall!, { start: atLocal(on, from), end: atLocal(on, to) }, { activity, attendance: 12 });
    return (await transact(site.db, (tx) => placeBooking(tx, ask, booker, new Date()))).code;
  };

  before(async () => {
    booker = await aPerson(site.db);
    await book('10:00', '12:00', 'Yoga voor beginners');
    await book('19:00', '21:00', 'Lezing over vogels');
  });

  async function asAn(own: Parameters<typeof browser.open>[0] = {}): Promise<Page> {
    const context: BrowserContext = await browser.open({ viewport: { width: 1280, height: 900 }, ...own });
    await context.addCookies([{ name: 'session', value: await site.tokenOf('an'), url: site.origin, httpOnly: true }]);
    return context.newPage();
  }

  const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.trim().replaceAll(/\s+/g, ' ') ?? '');
  const cell = (page: Page): Promise<{ row: string; column: number }> => page.evaluate(() => {
    const found = document.activeElement?.closest<HTMLTableCellElement>('td, th');
    return { row: (found?.closest('tr')?.dataset['hall'] ?? found?.closest('tr')?.parentElement?.id) || 'head', column: found?.cellIndex ?? -1 };
  });
  async function press(page: Page, ...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  it('has no accessibility fault and nothing wider than the window, in any view, with and without script', async () => {
    const wrong: string[] = [];
    for (const javaScriptEnabled of [true, false]) {
      const page = await asAn({ javaScriptEnabled });
      const complaints = complaintsOf(page);
      for (const path of [week, `${week}&weergave=dag`, `${week}&weergave=maand`, `/beheer/vandaag?datum=${day}`, '/beheer/vandaag', '/beheer/bezetting?soort=kitchen&gebouw=opek']) {
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(site.origin + path);
          // Without script a page can be measured, but axe cannot be put in it.
          if (javaScriptEnabled) wrong.push(...(await axeFaults(page)).map((fault) => `${path} at ${width}: ${fault}`));
          if ((await overflowOf(page)) > 0) wrong.push(`${path} at ${width}: wider than the window`);
        }
      }
      wrong.push(...complaints);
    }
    expect(wrong.join('\n')).to.equal('');
  });

  it('is whole without script: every hall, every booking, and the way to it', async () => {
    const page = await asAn({ javaScriptEnabled: false });
    await page.goto(site.origin + week);
    const table = page.locator('table.oz-timeline');
    expect(await table.locator('thead th').count()).to.equal(8);
    expect(await table.locator('tbody tr[data-hall]').count()).to.be.above(1);
    expect(await table.innerText()).to.contain('Lezing over vogels').and.contain('19:00 – 21:00').and.contain('te betalen tot');
    await page.click('text=Lezing over vogels');
    await page.waitForURL('**/reservaties/*');
    expect(await page.locator('h1').innerText()).to.contain('Lezing over vogels');
  });

  it('can be walked with the arrow keys alone, from one stop of the Tab key', async () => {
    const page = await asAn();
    await page.goto(site.origin + week);
    await page.waitForSelector('table[role=grid]');
    expect(await page.evaluate(() => document.activeElement === document.body), 'nobody asked to be taken there').to.equal(true);
    expect(await page.locator('table [tabindex="0"]').count()).to.equal(1);
    const column = new Date(`${day}T12:00:00Z`).getUTCDay();
    await page.locator('table [tabindex="0"]').focus();
    await press(page, 'Control+Home');
    expect(await cell(page)).to.deep.equal({ row: 'head', column: 0 });
    await press(page, 'End');
    expect(await cell(page)).to.deep.equal({ row: 'head', column: 7 });
    await press(page, 'Home', ...Array.from({ length: column }, () => 'ArrowRight'), 'ArrowDown');
    expect(await cell(page), 'the row of the venue spans all').to.deep.equal({ row: 'gebouw-tweebronnen', column: 0 });
    for (let steps = 0; steps < 12 && (await cell(page)).row !== HALL; steps += 1) await press(page, 'ArrowDown');
    expect(await cell(page), 'and the column is kept past it').to.deep.equal({ row: HALL, column });
    expect(await focused(page)).to.match(/^10:00 – 12:00 .*Yoga voor beginners/);
    await press(page, 'ArrowDown');
    expect(await focused(page), 'down goes to the next booking of the cell first').to.match(/^19:00 – 21:00 .*Lezing over vogels/);
    await press(page, 'ArrowUp', 'ArrowUp');
    expect((await cell(page)).row).not.to.equal(HALL);
    await press(page, 'Control+End');
    expect(await cell(page)).to.deep.equal({ row: 'samen', column: 1 });
    expect(await page.locator('table [tabindex="0"]').count(), 'there is still one way in').to.equal(1);
  });

  it('shows a booking on the spot, with what one can do about it, and gives the focus back', async () => {
    const page = await asAn();
    await page.goto(site.origin + week);
    await page.waitForSelector('table[role=grid]');
    await page.focus('a:has-text("Lezing over vogels")');
    await page.keyboard.press('Enter');
    const card = page.locator('[role=dialog]');
    await card.waitFor();
    expect(await card.innerText()).to.contain('19:00 – 21:00, Gele zaal').and.contain(booker.name).and.contain('te betalen tot');
    expect(await card.locator('a').allInnerTexts()).to.have.length(3);
    expect(await focused(page)).to.match(/^Open de reservatie/);
    expect((await axeFaults(page)).join('\n')).to.equal('');
    await page.keyboard.press('Escape');
    expect(await card.isVisible()).to.equal(false);
    expect(await focused(page)).to.contain('Lezing over vogels');
    await page.hover('a:has-text("Yoga voor beginners")');
    await page.locator('.oz-card-pop[aria-hidden]').waitFor();
    expect(await page.locator('.oz-card-pop[aria-hidden]').innerText()).to.contain('Yoga voor beginners');
    await page.keyboard.press('Escape');
    expect(await page.locator('.oz-card-pop[aria-hidden]').isVisible()).to.equal(false);
  });

  it('folds a venue away, and makes the days wider', async () => {
    const page = await asAn();
    await page.goto(site.origin + week);
    await page.waitForSelector('table[role=grid]');
    const rows = page.locator('tbody tr[data-hall]:visible');
    const [all, width] = [await rows.count(), async () => (await page.locator('thead th').nth(1).boundingBox())!.width];
    await page.locator('[data-fold]').focus();
    await page.keyboard.press('Enter');
    expect([await rows.count(), await page.locator('[data-fold]').getAttribute('aria-expanded')]).to.deep.equal([0, 'false']);
    await page.keyboard.press('Enter');
    expect(await rows.count()).to.equal(all);
    const before = await width();
    await page.click('button:has-text("Breder")');
    expect(await width()).to.be.above(before * 1.3);
    await page.reload();
    await page.waitForSelector('table[role=grid]');
    expect(await width(), 'remembered').to.be.above(before * 1.3);
  });

  it('goes to a date of the same week without asking again, and to another through the server', async () => {
    const page = await asAn();
    await page.goto(site.origin + week);
    await page.waitForSelector('table[role=grid]');
    const friday = addDays(mondayOf(day), 4);
    await page.fill('#datum', friday);
    await page.click('button:has-text("Toon")');
    expect(await page.evaluate(() => document.activeElement?.closest('th')?.dataset['day'])).to.equal(friday);
    await page.fill('#datum', addDays(day, 14));
    await Promise.all([page.waitForURL(`**datum=${addDays(day, 14)}**`), page.click('button:has-text("Toon")')]);
  });

  it('takes in what changes while one looks, and loses neither the place nor what is folded', async () => {
    const page = await asAn();
    await page.goto(site.origin + week);
    await page.waitForSelector('table[role=grid]');
    await page.focus('a:has-text("Yoga voor beginners")');
    await book('14:00', '16:00', 'Schaakclub');
    await page.evaluate(() => document.dispatchEvent(new Event('live:look')));
    await page.waitForSelector('a:has-text("Schaakclub")');
    expect(await focused(page)).to.contain('Yoga voor beginners');
    expect(await page.locator('table [tabindex="0"]').count()).to.equal(1);
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).to.contain('Schaakclub');
    await page.click('[data-fold]');
    await book('17:00', '18:00', 'Naailes');
    await page.evaluate(() => document.dispatchEvent(new Event('live:look')));
    await page.waitForSelector('a:has-text("Naailes")', { state: 'attached' });
    expect(await page.locator('tbody tr[data-hall]:visible').count()).to.equal(0);
    expect(await page.locator('[data-fold]').isVisible()).to.equal(true);
  });

  it('draws a line at this moment in the day that is today', async () => {
    const page = await asAn();
    await page.clock.setFixedTime(atLocal(day, '15:30'));
    await page.goto(`${site.origin}${week}&weergave=dag`);
    await page.waitForSelector('.oz-now', { state: 'attached' });
    const [line, head] = [await page.locator('.oz-now').boundingBox(), await page.locator('thead th:has-text("15:00")').boundingBox()];
    expect(line!.x).to.be.closeTo(head!.x + head!.width / 2, 3);
  });

  it('prints a day without what is only for a screen, a page for each venue', async () => {
    const page = await asAn();
    const hall = (await loadHall(site.db, 'opek-dansstudio', new Date()))!;
    await transact(site.db, (tx) => placeBooking(tx, anAsk(hall, { start: atLocal(day, '14:00'), end: atLocal(day, '16:00') }, { activity: 'Toneel', attendance: 5 }), booker, new Date()));
    await page.goto(`${site.origin}/beheer/vandaag?datum=${day}`);
    const venues = await page.locator('.oz-day-venue').count();
    await page.emulateMedia({ media: 'print' });
    for (const part of ['header', 'footer', '.oz-beside', 'form', '.oz-timeline-steps']) expect(await page.locator(part).first().isVisible(), part).to.equal(false);
    expect(await page.locator('.oz-day').first().innerText()).to.contain('Lezing over vogels');
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).to.have.length(venues);
    expect(pdf, 'A4').to.match(/\/MediaBox \[0 0 59[4-6](\.\d+)? 84[12](\.\d+)?\]/);
  });
});
