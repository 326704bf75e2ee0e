import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFaults, useBrowser } from '../support/browser.ts';
import { useSite } from './site.ts';

/** The width of the line below an element that tells that it is the current one. */
const lineBelow = (page: Page, selector: string): Promise<string> =>
  page.locator(selector).first().evaluate((element) => `${getComputedStyle(element).borderBottomWidth} ${getComputedStyle(element).borderBottomColor}`);

describe('pages for eyes and bodies that differ', function () {
  this.timeout(60_000);
  const site = useSite();
  const browser = useBrowser();

  it('say with a line what they say with colour, for whoever brings their own colours', async () => {
    const page = await (await browser.open({ forcedColors: 'active' })).newPage();
    await page.goto(`${site.origin}/zalen`);
    expect(await lineBelow(page, '.oz-nav [aria-current]')).to.match(/^3px /);
    expect(await lineBelow(page, '.oz-nav [aria-current]')).not.to.equal(await lineBelow(page, '.oz-nav a:not([aria-current])'));
    expect(await lineBelow(page, '.oz-segment input:checked + span')).to.match(/^3px /);
    expect(await lineBelow(page, '.oz-segment input:not(:checked) + span')).to.match(/^1px /);
    for (const path of ['/', '/zalen', '/zalen/brooss-circuszaal']) {
      await page.goto(site.origin + path);
      // Contrast is then between colours of the reader's own, which axe does not know.
      expect((await axeFaults(page)).filter((fault) => !fault.startsWith('color-contrast')), path).to.deep.equal([]);
    }
  });

  it('have stronger lines and words for whoever asks for contrast', async () => {
    const muted = async (contrast: 'more' | 'no-preference'): Promise<string> => {
      const page = await (await browser.open({ contrast })).newPage();
      await page.goto(`${site.origin}/zalen`);
      return page.locator('.oz-muted').first().evaluate((element) => getComputedStyle(element).color);
    };
    expect(await muted('more')).not.to.equal(await muted('no-preference'));
  });

  it('keep still for whoever asks for that', async () => {
    const moving = async (reducedMotion: 'reduce' | 'no-preference'): Promise<string[]> => {
      const page = await (await browser.open({ reducedMotion })).newPage();
      await page.goto(`${site.origin}/zalen`);
      return page.evaluate(() => [...document.querySelectorAll('body *')].filter((element) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
        return parseFloat(transitionDuration) > 0.01 || (animationName !== 'none' && parseFloat(animationDuration) > 0.01);
      }).map((element) => `${element.tagName}.${element.className}`));
    };
    expect(await moving('reduce')).to.deep.equal([]);
  });
});
