import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

/** Where Debian, Fedora and macOS put a Chromium, and whatever `CHROMIUM` says before that. */
const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2 AA is the floor, and what axe calls best practice is no more than that. */
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const findChromium = (): string | undefined => PLACES.find((place) => place !== undefined && existsSync(place));

export interface TestBrowser {
  /** A window of its own, with its own cookies; closed after the test. */
  open(options?: BrowserContextOptions): Promise<BrowserContext>;
}

/**
 * A real browser for the tests of this `describe`. Where there is none they are skipped, except in CI: there they fail.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];

  before('start a browser', async function () {
    this.timeout(60_000);
    const executablePath = findChromium();
    if (executablePath === undefined && !process.env['CI']) this.skip();
    browser = await chromium.launch({
      executablePath: executablePath ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
    });
  });
  afterEach('close its windows', async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  after('stop the browser', async () => browser?.close());

  return {
    async open(options = {}) {
      if (!browser) throw new Error('the browser runs only inside hooks and tests of the describe that calls useBrowser()');
      const context = await browser.newContext({ locale: 'nl-BE', timezoneId: 'Europe/Brussels', reducedMotion: 'reduce', ...options });
      context.setDefaultTimeout(10_000);
      contexts.push(context);
      return context;
    },
  };
}

/** What axe finds wrong with a page, one sentence each; empty when all is well. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (standards) => {
    const { axe } = window as unknown as {
      axe: { run(root: Document, options: object): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run(document, { runOnly: standards });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }, STANDARDS);
}

/** How many pixels a page is wider than its window: 0 when nobody has to scroll sideways. */
export const overflowOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Collects what a page says on its console that it should not: errors, refused scripts and styles. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}
