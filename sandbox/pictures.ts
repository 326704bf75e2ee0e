import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { findChromium } from '../test/support/tools.ts';
import { findCity } from './demo/find-city.ts';
import { fillAlbum } from './pictures/album.ts';
import { composeOverview } from './pictures/overview.ts';
import { setTheScene } from './pictures/setting.ts';
import { SandboxProblem } from './problem.ts';
import { stopSignals } from './run/stop-signals.ts';

const FOLDER = 'docs/pictures';
const say = (line: string): void => console.log(line);

/** `npm run pictures`: takes the pictures of every page for the documentation, in a running city or one of its own. */
async function main(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new SandboxProblem('There is no Chromium; install one, or name its program in CHROMIUM.');
  const signals = stopSignals(() => say('\nStopping …'));
  const city = await findCity(process.env, say, signals.asked);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--lang=nl-BE'], env: { ...process.env, LANGUAGE: 'nl_BE' } });
  try {
    await mkdir(FOLDER, { recursive: true });
    const { site } = city.urls;
    const scene = await setTheScene(site);
    for (const device of ['desktop', 'phone'] as const) {
      say(`${device} …`);
      await fillAlbum(browser, device, { site, folder: FOLDER, scene });
    }
    await composeOverview(browser, FOLDER);
    say(`The pictures are in ${FOLDER}.`);
  } finally {
    await browser.close();
    await city.leave();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof SandboxProblem ? error.message : error);
    process.exit(1);
  },
);
