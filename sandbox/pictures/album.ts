import type { Browser, Page } from 'playwright-core';
import { openWindow, photograph, type Device } from './camera.ts';
import { windowOf } from './people.ts';
import { search, type Scene } from './setting.ts';

interface Shot {
  /** The persona whose window it is; absent: somebody who is not logged in. */
  readonly who?: 'noor' | 'jan' | 'an' | 'karim' | 'els' | 'ria';
  readonly path: string;
  /** Brings the page in the state that the picture shows. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** The part with which the picture begins; absent: the top. */
  readonly anchor?: string;
}

/** Keeps the first two halls of a search, then looks at what was kept. */
async function saveTwo(page: Page): Promise<void> {
  const back = page.url();
  await page.goto(new URL('/zalen', back).toString());
  for (const index of [0, 1]) {
    const kept = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await page.locator('form[data-save]').nth(index).getByRole('button').click();
    await kept;
  }
  await page.goto(back);
}

/** The first booking that is over, and the form that asks how it was. */
async function openFeedback(page: Page): Promise<void> {
  await page.locator('.oz-booking', { hasText: 'Bevestigd' }).first().locator('a').first().click();
  await page.goto(`${page.url().split('?')[0]}/feedback`);
}

const openFirst = (selector: string) => async (page: Page): Promise<void> => {
  const href = await page.locator(selector).first().getAttribute('href');
  await page.goto(new URL(href ?? '', page.url()).toString());
};

const openHours = async (page: Page): Promise<void> => {
  await openFirst('main a[href^="/beheer/zalen/"]')(page);
  await page.goto(`${page.url()}/openingsuren`);
};

/** Every page of the site, by the name of its picture. */
const shots = (scene: Scene): Record<string, Shot> => {
  const hall = `/zalen/${scene.hall}`;
  return {
    home: { path: '/' },
    search: { path: `/zalen?${search()}` },
    results: { path: `/zalen?${search()}`, anchor: '#gevonden' },
    nothing: { path: '/zalen?zoek=zwembad&personen=40' },
    saved: { who: 'noor', path: '/bewaard', act: saveTwo },
    compare: { path: `/vergelijken?zaal=${scene.hall}&zaal=de-bosstraat-grote-zaal&${scene.evening}` },
    hall: { path: `${hall}?${scene.evening}` },
    day: { path: `${hall}?bekijk=dag&${scene.evening}`, anchor: '#kalender' },
    month: { path: `${hall}?bekijk=maand&${scene.evening}`, anchor: '#kalender' },
    price: { path: `${hall}?${scene.evening}`, anchor: '#moment' },
    alternatives: { path: `${hall}?${scene.takenEvening}`, anchor: '#moment' },
    book: { who: 'jan', path: `${hall}/reserveren?${scene.evening}` },
    hold: { who: 'noor', path: `/reservaties/${scene.held.code}` },
    door: { who: 'noor', path: `/reservaties/${scene.soon.code}`, act: (page) => page.getByRole('button', { name: 'Toon de code' }).click(), anchor: 'body' },
    move: { who: 'noor', path: `/reservaties/${scene.soon.code}/wijzigen` },
    cancel: { who: 'noor', path: `/reservaties/${scene.soon.code}/annuleren` },
    bookings: { who: 'jan', path: '/reservaties' },
    feedback: { who: 'jan', path: '/reservaties?lijst=voorbij', act: openFeedback },
    calendar: { who: 'jan', path: '/reservaties/agenda' },
    'my-data': { who: 'noor', path: '/mijn-gegevens' },
    organisation: { who: 'jan', path: '/organisaties', act: (page) => page.locator('main a[href^="/organisaties/"]').first().click() },
    today: { who: 'an', path: '/beheer/vandaag' },
    occupancy: { who: 'an', path: '/beheer/bezetting' },
    'occupancy-month': { who: 'an', path: '/beheer/bezetting?weergave=maand' },
    requests: { who: 'an', path: '/beheer/aanvragen' },
    closures: { who: 'an', path: '/beheer/sluitingen' },
    'new-closure': { who: 'an', path: '/beheer/sluitingen/nieuw' },
    'manage-halls': { who: 'an', path: '/beheer/zalen' },
    'manage-hall': { who: 'an', path: '/beheer/zalen', act: openFirst('main a[href^="/beheer/zalen/"]') },
    'opening-hours': { who: 'an', path: '/beheer/zalen', act: openHours },
    alarms: { who: 'an', path: '/beheer/alarmen' },
    locks: { who: 'an', path: '/beheer/sloten' },
    lock: { who: 'an', path: '/beheer/sloten', act: openFirst('main table a[href^="/beheer/sloten/"]') },
    watch: { who: 'an', path: '/beheer/wacht' },
    'new-lock': { who: 'an', path: '/beheer/nieuw-slot' },
    tariffs: { who: 'ria', path: '/beheer/tarieven' },
    tariff: { who: 'ria', path: '/beheer/tarieven', act: openFirst('main a[href^="/beheer/tarieven/"]') },
    'manage-feedback': { who: 'an', path: '/beheer/feedback' },
    messages: { who: 'an', path: '/beheer/berichten' },
    roles: { who: 'ria', path: '/beheer/rollen' },
    'contact-centre': { who: 'karim', path: '/kcc?wie=harmonie' },
    'contact-centre-caller': { who: 'karim', path: '/kcc?wie=harmonie', act: openFirst('main a[href^="/kcc/organisatie/"], main a[href^="/kcc/persoon/"]') },
    privacy: { path: '/privacy' },
    accessibility: { path: '/toegankelijkheid' },
    'not-found': { path: '/nergens' },
  };
};

/** Takes every picture on one device; the names end in the device. */
export async function fillAlbum(browser: Browser, device: Device, { site, folder, scene }: { site: string; folder: string; scene: Scene }): Promise<void> {
  const windows = new Map<string, Page>();
  for (const [name, { who = 'nobody', path, act, anchor }] of Object.entries(shots(scene))) {
    const page = windows.get(who) ?? (who === 'nobody' ? await openWindow(browser, device) : await windowOf(browser, device, site, who));
    windows.set(who, page);
    await page.goto(site + path);
    await act?.(page);
    await photograph(page, folder, `${name}-${device}`, anchor);
  }
  for (const page of windows.values()) await page.context().close();
}
