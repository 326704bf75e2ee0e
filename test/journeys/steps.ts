import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { personaByKey } from '../../sandbox/personas.ts';
import { dayFromNow } from '../../sandbox/demo/setting.ts';

/** What it takes until payment, worker and lock have done their part, on a busy machine. */
export const SETTLED_MS = 45_000;

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
export const linkTo = (page: Page, name: string | RegExp): Locator => page.getByRole('link', { name });

/** Chooses who one is on the page of the identity provider; whoever may act for an organisation does. */
export async function chooseWho(page: Page, key: string): Promise<void> {
  const persona = personaByKey(key);
  if (!persona) throw new Error(`there is no persona ${key}`);
  await button(page, `${persona.givenName} ${persona.familyName}`).click();
  const organisation = persona.capacities.find((capacity) => capacity.organisation)?.organisation;
  if (persona.capacities.length > 1 && organisation) await button(page, organisation.name).click();
}

/** Logs in through the pages and ends up on `path`. */
export async function logIn(page: Page, site: string, persona: string, path: string): Promise<void> {
  await page.goto(`${site}/aanmelden?terug=${encodeURIComponent(path)}`);
  await chooseWho(page, persona);
  await page.waitForURL(site + path);
}

/** A page as a visitor on a small screen must find it: one heading that says what it is, nothing to scroll sideways for. */
export async function expectReadable(page: Page): Promise<void> {
  expect(await page.locator('h1').count(), `headings of ${page.url()}`).to.equal(1);
  // A phone zooms out to show what is too wide, so its window says nothing: what counts is the width of the screen.
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `width of ${page.url()}`).to.be.at.most(page.viewportSize()?.width ?? 0);
}

export interface Wish {
  slug: string;
  day: string;
  from: string;
  to: string;
  persons: number;
}

export const wishQuery = ({ day, from, to, persons }: Wish): string => new URLSearchParams({ datum: day, van: from, tot: to, personen: String(persons) }).toString();

/** Fills in the search for n hours somewhere in a week, for halls that one can have at once. */
export async function searchSomewhere(page: Page, { hours, day, persons }: { hours: string; day: string; persons: string }): Promise<void> {
  await page.getByLabel('Met hoeveel?').fill(persons);
  await page.getByRole('radio', { name: 'Zoek een vrij moment' }).check();
  await page.getByLabel('Dag', { exact: true }).fill(day);
  await page.getByLabel('Hoelang?').selectOption({ label: hours });
  await page.getByLabel('Waar in de tijd?').selectOption({ label: 'in die week' });
  await page.getByText('Meer wensen').click();
  await page.getByLabel('Alleen zalen die meteen te reserveren zijn').check();
  await button(page, 'Zoek zalen').click();
  await page.waitForURL('**/zalen?**');
}

/** Says what one is going to do, accepts what must be accepted, and presses the button. */
export async function fillInAndSend(page: Page, activity: string, send: string | RegExp): Promise<void> {
  await page.getByLabel('Wat gaat u doen?').fill(activity);
  await acceptTerms(page);
  await button(page, send).click();
  await page.waitForURL('**/reservaties/*');
}

export async function acceptTerms(page: Page): Promise<void> {
  await page.getByLabel('Ik ga akkoord met het gebruiksreglement').check();
  await page.getByLabel('Ik ga akkoord met de annulatievoorwaarden').check();
}

/** Pays a held booking at the simulated Mollie and comes back to its page. */
export async function payAtMollie(page: Page, mollie: string): Promise<void> {
  await button(page, /^Betaal €/).click();
  await page.waitForURL(`${mollie}/checkout/**`);
  await button(page, /^Betalen/).click();
  await page.waitForURL('**/reservaties/*');
}

/** Looks at the page again until it says this: for whoever has no script, and for what is done elsewhere. */
export async function reloadUntil(page: Page, text: string | RegExp): Promise<void> {
  const deadline = Date.now() + SETTLED_MS;
  while (!(await page.locator('main').getByText(text).first().isVisible())) {
    if (Date.now() > deadline) throw new Error(`${page.url()} never said ${String(text)} but:\n${await page.locator('main').innerText()}`);
    await page.waitForTimeout(250);
    await page.reload();
  }
}

/** A day well ahead, so that every hall can still be booked then. */
export const NEXT_WEEK = dayFromNow(7);
