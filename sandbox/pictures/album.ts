import type { Browser, Page } from 'playwright-core';
import { openWindow, photograph, type Device } from './camera.ts';
import { windowOf } from './people.ts';
import { search, type Scene } from './setting.ts';

interface Shot {
  /** The persona whose window it is; absent: somebody who is not logged in. */
  readonly who?: 'noor' | 'jan' | 'an' | 'karim' | 'els';
  readonly path: string;
  /** Brings the page in the state that the picture shows. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** The part with which the picture begins; absent: the top. */
  readonly anchor?: string;
}

/** Every page of the site, by the name of its picture. */
const shots = (scene: Scene): Record<string, Shot> => {
  const hall = `/zalen/${scene.hall}`;
  return {
    home: { path: '/' },
    search: { path: `/zalen?${search()}` },
    results: { path: `/zalen?${search()}`, anchor: '#gevonden' },
    nothing: { path: '/zalen?zoek=zwembad&personen=40' },
    compare: { path: `/vergelijken?zaal=${scene.hall}&zaal=de-bosstraat-grote-zaal&${scene.evening}` },
    hall: { path: `${hall}?${scene.evening}` },
    price: { path: `${hall}?${scene.evening}`, anchor: '#moment' },
    alternatives: { path: `${hall}?${scene.takenEvening}`, anchor: '#moment' },
    book: { who: 'jan', path: `${hall}/reserveren?${scene.evening}` },
    hold: { who: 'noor', path: `/reservaties/${scene.held.code}` },
    door: { who: 'noor', path: `/reservaties/${scene.soon.code}`, act: (page) => page.getByRole('button', { name: 'Toon de code' }).click(), anchor: 'body' },
    cancel: { who: 'noor', path: `/reservaties/${scene.soon.code}/annuleren` },
    bookings: { who: 'jan', path: '/reservaties' },
    organisation: { who: 'jan', path: '/organisaties', act: (page) => page.locator('main a[href^="/organisaties/"]').first().click() },
    requests: { who: 'an', path: '/beheer/aanvragen' },
    'contact-centre': { who: 'karim', path: '/kcc?wie=harmonie' },
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
