import type { Browser, Page } from 'playwright-core';
import { personaByKey } from '../personas.ts';
import { openWindow, type Device } from './camera.ts';

/** Logs a persona in through the pages, for their organisation where they have one. */
export async function windowOf(browser: Browser, device: Device, site: string, key: string): Promise<Page> {
  const persona = personaByKey(key);
  if (!persona) throw new Error(`there is no persona ${key}`);
  const page = await openWindow(browser, device);
  await page.goto(`${site}/aanmelden?terug=/`);
  await page.getByRole('button', { name: `${persona.givenName} ${persona.familyName}` }).click();
  const organisation = persona.capacities.find((capacity) => capacity.organisation)?.organisation;
  if (persona.capacities.length > 1 && organisation) await page.getByRole('button', { name: organisation.name }).click();
  await page.waitForURL(`${site}/`);
  return page;
}
