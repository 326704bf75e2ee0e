import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const PLACES = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** A Chromium without a screen, or `undefined` where there is none. */
export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  return executablePath === undefined ? undefined : chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** A window of somebody who is logged in. */
export async function windowOf(browser: Browser, origin: string, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'nl-BE', timezoneId: 'Europe/Brussels' });
  const [name = '', value = ''] = cookie.split('=', 2);
  await context.addCookies([{ name, value, url: origin }]);
  return context.newPage();
}

/** In milliseconds: what our script takes, and the table from its text to the screen. */
export interface Mounted {
  script: number;
  /** Styles, layout and paint of the whole table, made from its text as the browser does when it loads. */
  table: number;
  /** From the answer's last byte until the script is done. */
  ready: number;
  nodes: number;
}

/** Opens the page anew and looks how long it takes until somebody can work with it. */
export async function mount(page: Page, address: string): Promise<Mounted> {
  await page.goto(address, { waitUntil: 'load' });
  // Nothing in here has a name of its own: what names functions for stack traces is not in the window.
  return page.evaluate(async () => {
    const [measured] = performance.getEntriesByName('timeline', 'measure');
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const frame = document.getElementById('tijdlijn-kader')!;
    const html = frame.innerHTML;
    frame.innerHTML = '';
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const begun = performance.now();
    frame.innerHTML = html;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return {
      script: measured!.duration, table: performance.now() - begun, ready: measured!.startTime + measured!.duration - navigation!.responseEnd,
      nodes: frame.querySelectorAll('*').length,
    };
  });
}
