import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Addresses } from '../../sandbox/run/addresses.ts';
import { findRunning } from '../../sandbox/run/running-note.ts';
import { startCity } from '../../sandbox/run/start-city.ts';
import { RUN, testServer } from '../support/server.ts';
import { findChromium, requireOrSkip } from '../support/tools.ts';
import { watch } from './watch.ts';

/** A whole city as `npm start` runs it, and a real browser to walk in it. */
export interface Stage {
  readonly urls: Addresses;
  /** Opens a page in a window of its own, with its own cookies; closed after the test. */
  open(options?: BrowserContextOptions): Promise<Page>;
}

export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const satisfies BrowserContextOptions;
export const DESKTOP = { viewport: { width: 1280, height: 900 } } as const satisfies BrowserContextOptions;

const START_MS = 240_000;
const STOP_MS = 60_000;
/** A shared machine may be slow; whoever waits longer than this waits for nothing. */
const PATIENCE_MS = 20_000;
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

interface Running {
  readonly urls: Addresses;
  readonly browser: Browser;
  stop(): Promise<void>;
}

let running: Promise<Running> | undefined;
let users = 0;

/**
 * Gives the journeys of this `describe` a city and a browser: both are started by the first that needs them and stopped after the
 * last. After each journey, whatever any of its pages said or asked that it should not, fails it (see watch.ts).
 */
export function useStage(): Stage {
  let stage: Running | undefined;
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];
  users += 1;

  before('start a city and a browser', async function () {
    this.timeout(START_MS);
    const program = requireOrSkip(this, 'Chromium', findChromium());
    stage = await (running ??= start(program));
  });
  afterEach('nothing was wrong with what the browser got', async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(faults.splice(0), 'what the browser saw').to.deep.equal([]);
  });
  after('leave the city', async function () {
    this.timeout(STOP_MS);
    users -= 1;
    if (users === 0) await stop();
  });

  const need = (): Running => {
    if (!stage) throw new Error('the city runs only inside hooks and tests of the describe that calls useStage()');
    return stage;
  };
  return {
    get urls() {
      return need().urls;
    },
    async open(options = {}) {
      const { browser, urls } = need();
      const context = await browser.newContext({ locale: 'nl-BE', timezoneId: 'Europe/Brussels', reducedMotion: 'reduce', ...DESKTOP, ...options });
      context.setDefaultTimeout(PATIENCE_MS);
      contexts.push(context);
      watch(context, urls, faults);
      return context.newPage();
    },
  };
}

/** Also when `--grep` left out the file that would have been the last. */
after('leave the city of the journeys', async function () {
  this.timeout(STOP_MS);
  await stop();
});

async function stop(): Promise<void> {
  const started = running;
  running = undefined;
  await (await started)?.stop();
}

async function start(program: string): Promise<Running> {
  const [city, browser] = await Promise.all([ownOrNamedCity(), chromium.launch({ executablePath: program, args: QUIET })]);
  return {
    urls: city.urls, browser,
    async stop() {
      await browser.close();
      await city.stop();
    },
  };
}

/** While one writes journeys, JOURNEYS_CITY saves the start of a city: the data directory of one that runs (OPENZAAL_DATA). */
async function ownOrNamedCity(): Promise<{ urls: Addresses; stop(): Promise<unknown> }> {
  const named = process.env['JOURNEYS_CITY'];
  if (!named) return ownCity();
  const note = await findRunning(named);
  if (!note) throw new Error(`no city runs on the data in ${named} (JOURNEYS_CITY)`);
  return { urls: note.urls, stop: () => Promise.resolve() };
}

/** On the PostgreSQL of this run of the tests, which is tidied up with the other databases of the run. */
async function ownCity(): Promise<{ urls: Addresses; stop(): Promise<unknown> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'openzaal-journeys-'));
  await chmod(dataDir, 0o711);
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const server = await testServer();
  const name = `${RUN}_journeys`;
  await server.run(`CREATE DATABASE ${name} TEMPLATE template0`);
  return startCity({ dataDir, databaseUrl: server.url(name), ports: 'free', say: () => undefined });
}
