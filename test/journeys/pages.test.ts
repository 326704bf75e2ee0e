import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { book } from '../../sandbox/demo/bookings.ts';
import { costsMoney, type FreeHit } from '../../sandbox/demo/search.ts';
import { logIn as logInAtApi, newVisitor } from '../../sandbox/demo/visitor.ts';
import { axeFaults } from '../support/browser.ts';
import { cutOff, withLargeText } from '../support/reading.ts';
import { freeHalls, wishOf } from './halls.ts';
import { useStage } from './stage.ts';
import { button, logIn, NEXT_WEEK, wishQuery } from './steps.ts';

const PERSONS = 10;
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const SMALLEST = { width: 320, height: 640 };

describe('every page, in every state it has', function () {
  this.timeout(180_000);
  const stage = useStage();
  let hit: FreeHit;
  let query: string;

  before(async () => {
    [hit] = await freeHalls(newVisitor(stage.urls.site, 'anybody'), { hours: 2, fromDay: 15, untilDay: 20, persons: PERSONS, more: { instant: 'true' } },
      (one) => one.hall.access === 'door-code' && costsMoney(one));
    query = wishQuery(wishOf(hit, PERSONS));
  });

  /** What one has to scroll sideways for, or cannot read at all. */
  async function unreadable(page: Page, state: string): Promise<string[]> {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return [...(wide > 0 ? [`${state}: ${wide} pixels too wide`] : []), ...(await cutOff(page)).map((text) => `${state}: cut off: ${text}`)];
  }

  /** What is wrong with the page that is open, on a desktop and on a phone, with everything that folds open. */
  async function faultsOf(page: Page, state: string): Promise<string[]> {
    await page.evaluate(() => {
      document.querySelectorAll('details').forEach((part) => part.setAttribute('open', ''));
      // Hundreds of rows alike tell axe nothing new and cost it seconds.
      document.querySelectorAll('tbody tr:nth-child(n+31), ul > li:nth-child(n+31)').forEach((row) => row.remove());
    });
    const faults: string[] = [];
    for (const size of [DESKTOP, PHONE]) {
      await page.setViewportSize(size);
      faults.push(...(await axeFaults(page)).map((fault) => `${state} at ${size.width}: ${fault}`));
    }
    await page.setViewportSize(DESKTOP);
    faults.push(...await withLargeText(page, () => unreadable(page, `${state} with text twice as large`)));
    await page.setViewportSize(SMALLEST);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    return width > SMALLEST.width ? [...faults, `${state} at ${SMALLEST.width}: ${width} pixels wide`] : faults;
  }

  /** Opens each address and looks; `prepare` brings a page in the state that only a form has. */
  async function look(page: Page, paths: readonly string[], forms: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {}): Promise<string[]> {
    const faults: string[] = [];
    for (const path of paths) {
      await page.goto(stage.urls.site + path);
      faults.push(...await faultsOf(page, path));
    }
    for (const [state, prepare] of Object.entries(forms)) {
      await page.setViewportSize(DESKTOP);
      await prepare(page);
      faults.push(...await faultsOf(page, state));
    }
    return faults;
  }

  const asPersona = async (persona: string): Promise<Page> => {
    const page = await stage.open();
    await logIn(page, stage.urls.site, persona, '/toegankelijkheid');
    return page;
  };

  it('is as everybody may expect of it for visitors', async () => {
    const { slug } = hit.hall;
    const faults = await look(await stage.open(), [
      '/', '/zalen', `/zalen?wanneer=vrij&uren=3&binnen=week&datum=${NEXT_WEEK}&personen=50&meteen=ja`, '/zalen?zoek=xyzzy', '/zalen?wanneer=vast&datum=gisteren&personen=veel',
      `/zalen/${slug}`, `/zalen/${slug}?${query}`, `/zalen/${slug}?datum=${NEXT_WEEK}&van=03:00&tot=04:10&personen=9000`, `/zalen/${slug}?datum=ooit&personen=-1`,
      `/zalen/${slug}?bekijk=maand`, `/zalen/${slug}?bekijk=dag&datum=${NEXT_WEEK}`, '/bewaard', `/vergelijken?zaal=${slug}&zaal=stadskantoor-voerzaal&${query}`, '/vergelijken',
      `/zalen/${slug}/reserveren?${query}`, '/betalen/verlopen', '/toegankelijkheid', '/privacy', '/nergens', '/organisaties/uitnodiging/verlopen',
    ]);
    expect(faults.join('\n')).to.equal('');
  });

  it('is so for bookers, with bookings and without', async () => {
    const { slug } = hit.hall;
    const jan = await logInAtApi(stage.urls.site, 'jan');
    const held = await book(jan, { hallId: hit.hall.id, period: hit.free, activity: 'Repetitie van het gemengd koor Sint-Kwinten en de harmonie', persons: PERSONS });
    const { items } = await jan.get<{ items: { code: string; status: string }[] }>('/v1/bookings?limit=100');
    const confirmed = items.find(({ status }) => status === 'confirmed')?.code ?? held.code;
    const past = await jan.get<{ items: { code: string; status: string }[] }>('/v1/bookings?limit=100&list=past');
    const over = past.items.find(({ status }) => status === 'confirmed')?.code ?? held.code;
    const faults = await look(await asPersona('jan'), [
      '/reservaties', '/reservaties?lijst=voorbij', `/reservaties/${held.code}`, `/reservaties/${held.code}/annuleren`, `/reservaties/${confirmed}`, `/reservaties/${confirmed}/annuleren`,
      `/reservaties/${held.code}/wijzigen`, `/reservaties/${confirmed}/wijzigen`, `/reservaties/${over}`, `/reservaties/${over}/feedback`,
      '/reservaties/agenda', '/mijn-gegevens', '/organisaties', `/zalen/${slug}/reserveren?${query.replace(/datum=[^&]+/, `datum=${NEXT_WEEK}`)}`,
    ], {
      'an organisation': async (page) => {
        await page.goto(`${stage.urls.site}/organisaties`);
        await page.locator('.oz-booking a').first().click();
        await page.waitForURL('**/organisaties/*');
      },
      'the booking form, not filled in': async (page) => {
        await page.goto(`${stage.urls.site}/zalen/${slug}/reserveren?${query.replace(/datum=[^&]+/, `datum=${NEXT_WEEK}`)}`);
        await page.locator('button[value=bevestig]').click();
        await page.locator('.ds-error-summary').waitFor();
      },
      'a moment that is gone': (page) => page.goto(`${stage.urls.site}/zalen/${slug}/reserveren?${query}`),
    });
    expect(faults.join('\n')).to.equal('');
    const nobody = await look(await asPersona('sofie'), ['/organisaties', '/reservaties?lijst=voorbij', '/beheer/aanvragen']);
    expect(nobody.join('\n')).to.equal('');
  });

  it('is so for managers and the contact centre', async () => {
    const declining = async (page: Page): Promise<void> => {
      await page.goto(`${stage.urls.site}/beheer/aanvragen`);
      await button(page, 'Weigeren').first().click();
      await page.getByText('Zeg waarom u weigert').first().waitFor();
    };
    const registering = async (page: Page): Promise<void> => {
      await page.goto(`${stage.urls.site}/kcc/organisaties`);
      await page.getByLabel('KBO-nummer', { exact: true }).fill('0123');
      await button(page, 'Registreren').click();
      await page.locator('.ds-error-summary').waitFor();
    };
    const an = await asPersona('an');
    await an.goto(`${stage.urls.site}/beheer/zalen`);
    const hall = await an.locator('main a[href^="/beheer/zalen/"]').first().getAttribute('href') ?? '';
    const faults = await look(an, [
      ...['vandaag', 'bezetting', 'bezetting?weergave=maand', 'bezetting?weergave=dag', 'aanvragen', 'sluitingen', 'sluitingen/nieuw', 'zalen', 'feedback', 'berichten'].map((page) => `/beheer/${page}`),
      hall, ...['openingsuren', 'gebouw', 'reglement', 'annulatie'].map((part) => `${hall}/${part}`),
    ], { 'declining without a reason': declining });
    faults.push(...await look(await asPersona('ria'), ['/reservaties', '/organisaties', '/beheer/aanvragen', '/beheer/rollen', '/beheer/rollen?zoek=an', '/mijn-gegevens']));
    faults.push(...await look(await asPersona('karim'), ['/kcc', '/kcc?wie=harmonie', '/kcc?wie=xyzzy', '/kcc/organisaties', '/kcc/organisaties?zoek=harmonie', '/kcc/organisaties?zoek=xyzzy'], {
      'registering with a wrong number': registering,
      'confirming a representative': async (page) => {
        await page.goto(`${stage.urls.site}/kcc/organisaties?zoek=harmonie`);
        await page.getByRole('link', { name: /^Harmonie/ }).first().click();
        await page.getByLabel('Zoek de persoon op naam, e-mailadres of telefoon').fill('claes');
        await page.locator('#vertegenwoordiger').getByRole('button', { name: 'Zoek' }).click();
        await page.waitForURL('**persoon=claes**');
      },
    }));
    expect(faults.join('\n')).to.equal('');
  });
});
