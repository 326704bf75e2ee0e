import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { photograph } from './camera.ts';

const SIZE = { width: 1600, height: 1000 };

const STYLE = `
* { box-sizing: border-box; margin: 0 }
body { width: ${SIZE.width}px; height: ${SIZE.height}px; overflow: hidden; background: #0b5850; position: relative }
figure { position: absolute; overflow: hidden; background: #fff; outline: 1px solid #08443e }
img { display: block; width: 100% }
.desktop { left: 44px; top: 206px; width: 784px; border-radius: 12px }
.desktop::before { content: ""; display: block; height: 32px; background: #dfe9e7; border-bottom: 12px solid #fff; box-sizing: content-box }
.dots { position: absolute; left: 16px; top: 10px; display: flex; gap: 8px }
.dots i { width: 12px; height: 12px; border-radius: 6px; background: #a9c2bd }
.phone { border-radius: 38px; border: 10px solid #10201e; width: 334px }
.hall { left: 856px; top: 172px }
.door { left: 1218px; top: 84px }`;

/** Three pictures of the album on one: what can be found, one hall, and the code of its door. */
export async function composeOverview(browser: Browser, folder: string): Promise<void> {
  const picture = async (name: string): Promise<string> => `data:image/png;base64,${(await readFile(join(folder, `${name}.png`))).toString('base64')}`;
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  await page.setContent(`<!doctype html><style>${STYLE}</style>
    <figure class="desktop"><span class="dots"><i></i><i></i><i></i></span><img src="${await picture('results-desktop')}"></figure>
    <figure class="phone hall"><img src="${await picture('hall-phone')}"></figure>
    <figure class="phone door"><img src="${await picture('door-phone')}"></figure>`);
  await photograph(page, folder, 'overview');
  await context.close();
}
