import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDays, localDate } from '../../src/kernel/time.ts';
import { useBrowser } from '../support/browser.ts';
import { useSite } from './site.ts';

/** Bytes as they travel, headers left out. */
const MOST_SCRIPT = 60_000;
const MOST_IN_ALL = 150_000;

const SCREENS = { desktop: { viewport: { width: 1280, height: 900 } }, phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } } as const;

interface Fetched {
  url: string;
  kind: string;
  bytes: number;
}

/** Everything that a first view fetched, the page itself included. */
const fetched = (page: Page): Promise<Fetched[]> => page.evaluate(() => {
  const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')] as PerformanceResourceTiming[];
  return entries.map(({ name, initiatorType, encodedBodySize }) => ({ url: name, kind: initiatorType, bytes: encodedBodySize }));
});

const sum = (parts: readonly Fetched[]): number => parts.reduce((all, { bytes }) => all + bytes, 0);

describe('what a first view of a page weighs', function () {
  this.timeout(60_000);
  const site = useSite();
  const browser = useBrowser();
  const later = addDays(localDate(new Date()), 9);
  const anonymous = [
    '/', '/zalen', `/zalen?wanneer=vrij&datum=${later}&uren=3&binnen=week&personen=25`, '/zalen/brooss-circuszaal', `/zalen/brooss-circuszaal?datum=${later}&van=19:00&tot=22:00`,
    `/zalen/brooss-circuszaal?weergave=maand&datum=${later}`, '/zalen/brooss-circuszaal/reserveren', '/bewaard', '/toegankelijkheid', '/nergens',
  ];

  for (const [name, screen] of Object.entries(SCREENS)) {
    it(`stays within ${MOST_SCRIPT / 1_000} kB of script and ${MOST_IN_ALL / 1_000} kB in all for visitors on a ${name}, all of it from us`, async () => {
      const said: string[] = [];
      for (const path of anonymous) {
        const context = await browser.open(screen);
        const page = await context.newPage();
        await page.goto(site.origin + path, { waitUntil: 'networkidle' });
        const parts = await fetched(page);
        const script = sum(parts.filter(({ url }) => url.endsWith('.js')));
        const strange = parts.filter(({ url }) => !url.startsWith(site.origin) && !url.startsWith('data:')).map(({ url }) => url);
        expect(sum(parts), `${path} was weighed`).to.be.greaterThan(10_000);
        if (script > MOST_SCRIPT) said.push(`${path}: ${script} bytes of script`);
        if (sum(parts) > MOST_IN_ALL) said.push(`${path}: ${sum(parts)} bytes in all`);
        said.push(...strange.map((url) => `${path} asked ${url}`));
        await context.close();
      }
      expect(said).to.deep.equal([]);
    });
  }

  it('is paid once: what has a hash in its name is kept for ever, a page is asked for again', async () => {
    const page = await site.get('/');
    expect(page.headers.get('cache-control')).to.equal('private, no-cache');
    const assets = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(assets.length).to.be.greaterThan(1);
    for (const path of assets) {
      const { headers } = await site.get(path, undefined, { 'accept-encoding': 'br' });
      expect(headers.get('cache-control'), path).to.equal('public, max-age=31536000, immutable');
      expect(headers.get('content-encoding'), path).to.equal('br');
    }
  });

  it('lets a page run nothing that is not ours, and nobody frame it', async () => {
    const policy = (await site.get('/')).headers.get('content-security-policy') ?? '';
    expect(policy).to.contain("default-src 'none'").and.contain("script-src 'self'").and.contain("style-src 'self'").and.contain("frame-ancestors 'none'");
    expect(policy).not.to.match(/unsafe-(inline|eval)/);
  });
});
