import type { Page } from 'playwright-core';

/**
 * Texts that are cut off in the window as it is, by their first words. What is only for screen readers (behind a sign, or a pixel wide) does not count, nor what ends in an
 * ellipsis: there the whole text is told where one opens it.
 */
export const cutOff = (page: Page): Promise<string[]> => page.evaluate(() => {
  const shown = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => element.checkVisibility() && !element.closest('.ds-sr-only, .ds-skip-link'));
  // A function with a name would not survive the way into the browser.
  return shown.filter((element) => {
    const { overflowX, overflowY, textIndent, textOverflow } = getComputedStyle(element);
    if (textOverflow === 'ellipsis' || element.clientWidth <= 1 || parseFloat(textIndent) >= element.clientWidth) return false;
    const [wide, high] = [element.scrollWidth - element.clientWidth > 1, element.scrollHeight - element.clientHeight > 1];
    return element.innerText !== '' && ((overflowX === 'hidden' && wide) || (overflowY === 'hidden' && high));
  }).map(({ innerText }) => innerText.trim().slice(0, 60));
});

/** Text twice as large, as a reader sets it in the browser: sizes in rem and em follow. */
export async function withLargeText<Result>(page: Page, look: () => Promise<Result>): Promise<Result> {
  const size = (value: string): Promise<void> => page.evaluate((to) => void (document.documentElement.style.fontSize = to), value);
  await size('200%');
  try {
    return await look();
  } finally {
    await size('');
  }
}
