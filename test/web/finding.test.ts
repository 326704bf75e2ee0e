import { expect } from 'chai';
import { aWednesday } from './booking-form.ts';
import { useSite } from './site.ts';

const unescape = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
const foundOn = (text: string): number => Number(/id="gevonden">(\d+) za/.exec(text)?.[1] ?? 0);

/** What stands beside the boxes of a page: the name and value of each, and its count. */
const boxesOn = (text: string): { name: string; value: string; halls: number; quiet: boolean }[] =>
  [...text.matchAll(/<input class="ds-input" type="checkbox" id="[^"]+" name="(\w+)" value="([\w-]+)"[^>]*\/?>.*?<span class="oz-count"( data-none[^>]*)?> <span aria-hidden="true">(\d+)</g)]
    .map(([, name, value, quiet, halls]) => ({ name: name!, value: value!, halls: Number(halls), quiet: quiet !== undefined }));

const chipsOn = (text: string): { text: string; href: string }[] =>
  [...text.matchAll(/<a class="oz-chip" href="([^"]+)"><span class="ds-sr-only">Zonder <\/span><span class="oz-chip-text">([^<]+)</g)].map(([, href, said]) => ({ href: unescape(href!), text: unescape(said!) }));

describe('finding a hall', function () {
  this.timeout(60_000);
  const site = useSite();

  describe('the choices', () => {
    const search = `/zalen?personen=20&faciliteit=wifi&wanneer=vast&datum=${aWednesday()}&van=14:00&tot=16:00`;

    it('say how many halls each of them would leave, under all other wishes and the asked time', async () => {
      const { text } = await site.get(search);
      const boxes = boxesOn(text);
      expect(boxes.length).to.be.greaterThan(20);
      for (const { name, value, halls } of boxes.filter((_, index) => index % 4 === 0)) {
        const asked = name === 'faciliteit' && value === 'wifi' ? search : `${search}&${name}=${value}`;
        expect(foundOn((await site.get(asked)).text), `${name}=${value}`).to.equal(halls);
      }
    });

    it('stay visible but quiet when they would leave none', async () => {
      const boxes = boxesOn((await site.get('/zalen?soort=meeting&personen=200')).text);
      expect(boxes.some(({ quiet }) => quiet)).to.equal(true);
      for (const { halls, quiet, value } of boxes) expect(quiet, value).to.equal(halls === 0);
    });

    it('say nothing of numbers where nothing was searched yet', async () => {
      expect((await site.get('/')).text).not.to.contain('oz-count');
    });
  });

  describe('the chosen wishes', () => {
    const wishes = `zoek=zaal&personen=30&soort=meeting&soort=party&faciliteit=wifi&toegankelijk=step-free&wijk=Heverlee&opstelling=theatre&prijs=500&meteen=ja&wanneer=vrij&datum=${aWednesday()}&uren=2&binnen=week&volgorde=price`;

    it('are named above the results, also when there are none, each with the same search without it', async () => {
      const { text } = await site.get(`/zalen?${wishes}`);
      const chips = chipsOn(text);
      expect(chips.map((chip) => chip.text)).to.include.members(['“zaal”', '30 personen', 'Heverlee', 'opstelling Theater', 'hoogstens € 500', 'Meteen te reserveren', 'Vergaderzaal', 'Feestzaal', 'Wifi', 'Drempelvrije ingang']);
      expect(chips).to.have.length(11);
      for (const chip of chips) {
        const answer = await site.get(chip.href);
        expect(answer.status, chip.href).to.equal(200);
        expect(chipsOn(answer.text).map((one) => one.text)).to.have.members(chips.map((one) => one.text).filter((one) => one !== chip.text));
      }
    });

    it('keep to one building when it is asked, until that is let go of', async () => {
      const { text } = await site.get('/zalen?gebouw=tweebronnen');
      expect(chipsOn(text)).to.deep.equal([{ text: 'Bibliotheek Tweebronnen', href: '/zalen' }]);
      expect(foundOn(text)).to.be.greaterThan(0);
      expect(foundOn((await site.get('/zalen')).text)).to.be.greaterThan(foundOn(text));
      expect((await site.get('/zalen?gebouw=nergens')).status).to.equal(200);
    });
  });
});
