import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export type Device = 'desktop' | 'phone';

const DEVICES = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true },
} as const;

/** Small enough for a repository that keeps every version of it. */
const MOST_BYTES = 250_000;

/** A window of somebody who reads Dutch. */
export async function openWindow(browser: Browser, device: Device): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ locale: 'nl-BE', timezoneId: 'Europe/Brussels', reducedMotion: 'reduce', ...DEVICES[device] });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

/**
 * Takes a picture of what the window shows, from `anchor` on when that is given, else from the top.
 * @throws when it is too large
 */
export async function photograph(page: Page, folder: string, name: string, anchor?: string): Promise<void> {
  await page.evaluate(() => document.querySelectorAll('img').forEach((image) => (image.loading = 'eager')));
  await page.waitForLoadState('networkidle');
  if (anchor) await page.locator(anchor).evaluate((part) => scrollTo(0, part.getBoundingClientRect().top + scrollY - 16));
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, caret: 'hide' });
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MOST_BYTES}`);
}
