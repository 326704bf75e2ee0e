import { expect } from 'chai';
import { aHall, aSchedule, aVenue, insertHalls } from '../support/halls.ts';
import { overflowOf, useBrowser } from '../support/browser.ts';
import { useSite } from './site.ts';

const MANY = 500;
const LONG = `Donaudampfschifffahrtsgesellschaftskapitänszaal${'van-de-oud-leerlingenvereniging'.repeat(2)}`;
const unescape = (html: string): string => html.replaceAll('&amp;', '&');
const slugsOn = (text: string): string[] => [...text.matchAll(/<li id="zaal-([\w-]+)"/g)].map(([, slug]) => slug!);

describe('a city with five hundred more halls', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  before(async () => {
    const schedule = aSchedule();
    const venues = Array.from({ length: 20 }, (_, index) => aVenue({ latitude: 50.86 + index / 1_000, longitude: 4.68 + (index % 5) / 200, neighbourhood: 'Terbank' }));
    const halls = Array.from({ length: MANY }, (_, index) =>
      aHall({ slug: `veel-${index}`, name: { nl: index === 0 ? LONG : `Zaal ${index}` }, venue: venues[index % venues.length]!, schedule, features: ['wifi', 'piano'] }));
    const named = aHall({ slug: 'lang', name: { nl: LONG }, venue: aVenue({ name: { nl: LONG }, neighbourhood: 'Terbank', latitude: 50.87, longitude: 4.7 }), schedule, features: ['wifi', 'piano'] });
    await insertHalls(site.db, [...halls, named]);
  });

  it('leafs through all of them, each once, with a way back to the beginning and an end', async () => {
    let path = '/zalen?wijk=Terbank&volgorde=name';
    const seen: string[] = [];
    for (let pages = 1; ; pages += 1) {
      const { status, text } = await site.get(path);
      expect(status).to.equal(200);
      expect(text).to.contain(`${MANY + 1} zalen gevonden`);
      expect(text.includes('Terug naar het begin')).to.equal(pages > 1);
      seen.push(...slugsOn(text));
      const next = /<a class="ds-button" data-variant="secondary" rel="next" href="([^"]+)"/.exec(text)?.[1];
      if (next === undefined) {
        expect(pages).to.equal(Math.ceil((MANY + 1) / 20));
        break;
      }
      path = unescape(next);
    }
    expect(seen).to.have.length(MANY + 1);
    expect(new Set(seen)).to.have.property('size', MANY + 1);
  });

  it('counts them beside each choice, and on the map', async () => {
    const page = await (await browser.open({ viewport: { width: 1280, height: 900 } })).newPage();
    await page.goto(`${site.origin}/zalen?wijk=Terbank&faciliteit=piano`);
    await page.waitForSelector('.oz-pin');
    const pins = await page.locator('.oz-pin').evaluateAll((all) => all.reduce((sum, one) => sum + Number(/^\d+/.exec(one.textContent ?? '')?.[0]), 0));
    expect(pins).to.equal(MANY + 1);
  });

  it('keeps names that are longer than a phone is wide within it', async () => {
    const context = await browser.open({ viewport: { width: 320, height: 640 } });
    await context.addCookies([{ name: 'saved', value: 'lang.veel-0', url: site.origin, httpOnly: true }]);
    const page = await context.newPage();
    for (const path of ['/zalen?zoek=donaudampfschifffahrt', '/zalen?wijk=Terbank&volgorde=name', '/zalen/lang', '/bewaard', '/vergelijken?zaal=lang&zaal=veel-0']) {
      await page.goto(site.origin + path);
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => part.setAttribute('open', '')));
      await page.waitForLoadState('networkidle');
      expect(await overflowOf(page), path).to.equal(0);
    }
  });

  it('answers a search over all of them with its counts, whatever is asked', async () => {
    const { text } = await site.get('/zalen?wijk=Terbank&faciliteit=piano&personen=61');
    expect(text).to.contain('Geen zaal past bij al uw wensen').and.contain('Met minder personen (501)');
  });
});
