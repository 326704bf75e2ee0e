import type { Page } from 'playwright-core';

const MOST_STOPS = 150;

/** What has the focus, and how that shows. */
interface Focus {
  /** Its accessible name, as far as text and labels give it. */
  name: string;
  tag: string;
  /** What is wrong with how it shows; empty when all is well. */
  fault: string;
}

/**
 * Presses Tab until something with this name has the focus. On the way every stop must show that it has the focus, inside the
 * window (WCAG 2.4.7 and 2.4.11). @throws when it is never reached, with all the stops
 */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const stops: string[] = [];
  for (let count = 0; count < MOST_STOPS; count += 1) {
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    stops.push(`${focus.tag} "${focus.name}"`);
    if (focus.fault) throw new Error(`${page.url()}: ${focus.tag} "${focus.name}" ${focus.fault}`);
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return;
  }
  throw new Error(`${page.url()}: Tab never came to ${String(name)} but to ${stops.join(', ')}`);
}

/** The focus, and whether it can be seen: a line or shadow on it or on what it is drawn with, within the window. */
export const focusOf = (page: Page): Promise<Focus> => page.evaluate(() => {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return { name: '', tag: 'body', fault: '' };
  const labels = 'labels' in element ? [...(element.labels as NodeListOf<HTMLLabelElement> | null ?? [])] : [];
  const text = element.getAttribute('aria-label') ?? (labels.map((label) => label.textContent).join(' ') || element.textContent || element.id);
  const drawn = [element, ...labels, element.nextElementSibling, element.closest('.ds-field')].filter((one) => one instanceof Element);
  const marked = drawn.some((one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  });
  const { top, bottom, left, right } = element.getBoundingClientRect();
  const within = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  // The button of its calendar is drawn by the browser, ring and all, and out of reach of a page.
  const inCalendar = element.matches('input[type=date]:not(:focus-visible)');
  const fault = [...(marked || inCalendar ? [] : ['does not show that it has the focus']), ...(within ? [] : ['has the focus outside the window'])].join(' and ');
  return { name: text.trim().replaceAll(/\s+/g, ' '), tag: element.tagName.toLowerCase(), fault };
});
