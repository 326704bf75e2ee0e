import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { costsMoney } from '../../sandbox/demo/search.ts';
import { newVisitor } from '../../sandbox/demo/visitor.ts';
import { LANGUAGES, type Language } from '../../src/kernel/text.ts';
import { textsIn } from '../../src/web/texts/texts.ts';
import { freeHalls, wishOf } from './halls.ts';
import { useStage } from './stage.ts';
import { logIn, NEXT_WEEK, wishQuery } from './steps.ts';

/** Shorter words may well be the same in two languages, or be part of a name. */
const SHORTEST = 9;

/** Words that begin names in the demo city, which no language translates. */
const IN_NAMES: ReadonlySet<string> = new Set(['Vereniging']);

/** Every text of a language that stands as it is on a page. */
function sentences(texts: unknown): string[] {
  if (typeof texts === 'string') return texts.length >= SHORTEST && !IN_NAMES.has(texts) ? [texts] : [];
  return typeof texts === 'object' && texts !== null ? Object.values(texts).flatMap(sentences) : [];
}

const own = (language: Language): ReadonlySet<string> => new Set(sentences(textsIn(language)));

/** What the pages say in other languages and never in this one. */
function foreignTo(language: Language): string[] {
  const ours = own(language);
  const said = [...ours].join('\n');
  return LANGUAGES.filter((other) => other !== language).flatMap((other) => [...own(other)].filter((text) => !ours.has(text) && !said.includes(text)));
}

const MANAGED = {
  an: ['vandaag', 'bezetting', 'bezetting?weergave=maand', 'aanvragen', 'sluitingen', 'sluitingen/nieuw', 'zalen', 'feedback', 'berichten'].map((page) => `/beheer/${page}`),
  ria: ['/beheer/rollen', '/mijn-gegevens'],
} as const;

describe('the pages in Dutch, English and French', function () {
  this.timeout(120_000);
  const stage = useStage();

  const shown = (page: Page): Promise<string> => page.evaluate(() => {
    document.querySelectorAll('details').forEach((part) => part.setAttribute('open', ''));
    // A language is named in itself, and says so.
    document.querySelectorAll('body [lang]').forEach((part) => part.remove());
    const named = [...document.querySelectorAll('[aria-label], [placeholder], [title]')].flatMap((one) => ['aria-label', 'placeholder', 'title'].map((name) => one.getAttribute(name) ?? ''));
    return [document.title, document.body.innerText, ...named].join('\n').replaceAll('Web Content Accessibility Guidelines', '');
  });

  /** What these pages say in another language than this one. */
  async function slipsOf(page: Page, site: string, language: Language, paths: readonly string[]): Promise<string[]> {
    const foreign = foreignTo(language);
    const slips: string[] = [];
    for (const path of paths) {
      await page.goto(site + path);
      expect(await page.locator('html').getAttribute('lang'), path).to.equal(language);
      const text = await shown(page);
      slips.push(...foreign.filter((sentence) => text.includes(sentence)).map((sentence) => `${path}: ${sentence}`));
    }
    return slips;
  }

  for (const language of LANGUAGES) {
    it(`speak ${language} and nothing else`, async () => {
      const { site } = stage.urls;
      const texts = textsIn(language);
      const [hit] = await freeHalls(newVisitor(site, 'anybody'), { hours: 2, fromDay: 8, untilDay: 14, persons: 10 }, costsMoney);
      const hall = `/zalen/${hit.hall.slug}`;
      const page = await stage.open();
      await page.goto(`${site}/taal?kies=${language}&terug=/`);
      expect(await page.getByRole('link', { name: texts.frame.logIn }).count()).to.equal(1);
      await logIn(page, site, 'karim', '/');
      expect(await page.getByRole('button', { name: texts.frame.logOut }).count()).to.equal(1);

      const asked = [
        '/', '/zalen?zoek=xyzzy', `/zalen?wanneer=vrij&uren=3&binnen=week&datum=${NEXT_WEEK}`, '/zalen?wanneer=vast&datum=ooit', hall, `${hall}?${wishQuery(wishOf(hit, 10))}`,
        `${hall}?datum=${NEXT_WEEK}&van=03:00&tot=04:10&personen=9000`, `${hall}/reserveren?${wishQuery(wishOf(hit, 10))}`,
        `${hall}?bekijk=maand`, `${hall}?bekijk=dag&datum=${NEXT_WEEK}`, '/bewaard', `/vergelijken?zaal=${hit.hall.slug}`,
        '/reservaties', '/reservaties/agenda', '/organisaties', '/mijn-gegevens', '/kcc', '/kcc?wie=harmonie', '/kcc/organisaties?zoek=harmonie', '/beheer/aanvragen',
        '/toegankelijkheid', '/privacy', '/nergens',
      ];
      expect(await slipsOf(page, site, language, asked)).to.deep.equal([]);
    });

    it(`speak ${language} to managers and administrators`, async () => {
      const { site } = stage.urls;
      for (const [persona, paths] of Object.entries(MANAGED)) {
        const page = await stage.open();
        await page.goto(`${site}/taal?kies=${language}&terug=/`);
        await logIn(page, site, persona, '/');
        expect(await slipsOf(page, site, language, paths), persona).to.deep.equal([]);
      }
    });
  }
});
