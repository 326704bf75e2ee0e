import { expect } from 'chai';
import { focusOf, tabTo } from './keyboard.ts';
import { useStage } from './stage.ts';

describe('somebody without a mouse', function () {
  this.timeout(150_000);
  const stage = useStage();

  it('skips to what a page is about', async () => {
    const page = await stage.open();
    for (const path of ['/', '/zalen', '/toegankelijkheid']) {
      await page.goto(stage.urls.site + path);
      await page.keyboard.press('Tab');
      expect(await focusOf(page), path).to.include({ name: 'Naar de inhoud', fault: '' });
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'inhoud');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('main, footer') !== null), path).to.equal(true);
    }
  });

  it('searches, logs in and books until the hall is held, and always sees where the focus is', async () => {
    const { site, identity } = stage.urls;
    const page = await stage.open();
    const press = async (name: string | RegExp, key: 'Enter' | 'Space', url?: string): Promise<void> => {
      await tabTo(page, name);
      await page.keyboard.press(key);
      if (url) await page.waitForURL(url);
    };
    const typeIn = async (name: string | RegExp, text: string): Promise<void> => {
      await tabTo(page, name);
      await page.keyboard.type(text);
    };

    await page.goto(site);
    await typeIn('Met hoeveel?', '8');
    await tabTo(page, 'Zoek een vrij moment');
    await typeIn('Hoelang?', '2 uur');
    await typeIn(/^Waar in de tijd\?/, 'vanaf');
    await press('Meer wensen', 'Enter');
    await press('Alleen zalen die meteen te reserveren zijn', 'Space');
    await press('Zoek zalen', 'Enter', '**/zalen?**');
    await page.locator('#gevonden').waitFor();

    const hall = await page.locator('.oz-card').filter({ hasText: '€' }).first().getByRole('link').innerText();
    await press(hall, 'Enter', '**/zalen/*?**');
    expect(await page.locator('#moment').innerText()).to.contain('Dit kan');
    await press('Reserveren', 'Enter', '**/reserveren?**');
    await press('Aanmelden en verder', 'Enter', `${identity}/**`);
    await press(/^Noor Haddad/, 'Enter', `${site}/zalen/*/reserveren?**`);

    await typeIn('Wat gaat u doen?', 'Repetitie van het strijkkwartet');
    await press('Ik ga akkoord met het gebruiksreglement', 'Space');
    await press('Ik ga akkoord met de annulatievoorwaarden', 'Space');
    await press(/^Reserveren( en betalen)?$/, 'Enter', '**/reservaties/*');
    expect(await page.locator('#stand').innerText()).to.contain('Nog te betalen');
    expect(await page.getByRole('timer').innerText()).to.match(/^nog \d+:\d\d$/);
    await tabTo(page, /^Betaal €/);
  });
});
