import { expect } from 'chai';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday, fieldsIn, filledIn } from './booking-form.ts';
import { useSite, type Answer } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe('the page on which a booking is changed', function () {
  this.timeout(30_000);
  const site = useSite();
  let weeks = 3;

  /** A booking of Els on a Wednesday of its own. */
  const booked = async (persona = 'els'): Promise<{ path: string; day: string; token: string }> => {
    const [day, token] = [aWednesday((weeks += 1)), await site.tokenOf(persona)];
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day, from: '19:00', to: '21:00' }, token), token);
    return { path: location.split('?')[0] ?? '', day, token };
  };
  const asking = (day: string, more: Record<string, string> = {}): string =>
    `?${new URLSearchParams({ zaal: HALL, datum: day, van: '18:00', tot: '20:00', personen: '10', activiteit: 'Bestuursvergadering', ...more })}`;
  /** The fields of the form that confirms, as the page that was looked at holds them. */
  const confirming = ({ text }: Answer): Record<string, string> => fieldsIn(/<form method="post" action="[^"]*\/wijzigen".*?<\/form>/s.exec(text)?.[0] ?? '');

  it('shows the booking as it is, and changes nothing by looking', async () => {
    const { path, token } = await booked();
    expect((await site.get(path, token)).text).to.contain(`${path}/wijzigen`);
    const { status, text, headers } = await site.get(`${path}/wijzigen`, token);
    expect(status).to.equal(200);
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(text).to.contain('Er verandert niets voor u bevestigt.').and.match(/<option value="19:00" selected/).and.contain('value="Bestuursvergadering"');
    expect(text).to.not.contain('Wijziging bevestigen');
  });

  it('says what another moment would mean, without script, and moves when that is confirmed', async () => {
    const { path, day, token } = await booked();
    const looked = await site.get(`${path}/wijzigen${asking(day, { van: '17:00', activiteit: 'Quiz' })}`, token);
    expect(looked.text).to.contain('Dit kan').and.contain('Wijziging bevestigen').and.contain('17:00 – 20:00').and.match(/Betaal €/);
    const moved = await site.post(`${path}/wijzigen`, confirming(looked), token);
    expect([moved.status, moved.location]).to.deep.equal([303, `${path}?gelukt=gewijzigd`]);
    const { text } = await site.get(moved.location, token);
    expect(text).to.contain('Uw reservatie is gewijzigd.').and.contain('Quiz').and.contain('17:00 – 20:00').and.contain('Was: ');
  });

  it('says why something cannot be, with what can one tap away, and keeps what was typed', async () => {
    const [mine, other] = [await booked(), await booked('noor')];
    const { text, status } = await site.get(`${mine.path}/wijzigen${asking(other.day, { personen: '9999', opmerking: '<b>later</b>' })}`, mine.token);
    expect(status).to.equal(200);
    expect(text).to.contain('Dit kan niet').and.contain('De zaal is dan al bezet').and.contain('passen hoogstens').and.contain('&lt;b>later').and.contain('Uw reservatie blijft zoals ze is.');
    const possible = await site.get(`${mine.path}/wijzigen${asking(other.day)}`, mine.token);
    const tap = /class="oz-alternative" href="([^"]+)"/.exec(possible.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await site.get(tap, mine.token)).text).to.contain('Wijziging bevestigen');
  });

  it('answers fields that say nothing at the fields', async () => {
    const { path, token } = await booked();
    const { text } = await site.get(`${path}/wijzigen${asking('geen dag', { personen: 'veel', activiteit: '' })}`, token);
    expect(text).to.contain('Kies een bestaande dag').and.contain('Vul een getal in').and.contain('Vertel kort wat u gaat doen.');
    expect((await site.post(`${path}/wijzigen`, { datum: 'x', van: 'y', tot: 'z' }, token)).status).to.equal(422);
    expect((await site.get(`${path}/wijzigen?zaal=bestaat-niet&van=%00&tot=1`, token)).status).to.equal(200);
  });

  it('asks to accept the terms of another hall, and only then moves there', async () => {
    const { path, day, token } = await booked();
    const elsewhere = 'de-bosstraat-grote-zaal';
    const looked = await site.get(`${path}/wijzigen${asking(day, { zaal: elsewhere, van: '19:00', tot: '22:00' })}`, token);
    const fields = confirming(looked);
    expect(fields).to.include.keys('reglement', 'annulatie');
    const refused = await site.post(`${path}/wijzigen`, fields, token);
    expect([refused.status, refused.text.includes('Ga akkoord met het gebruiksreglement')]).to.deep.equal([422, true]);
    const moved = await site.post(`${path}/wijzigen`, { ...fields, akkoord: 'ja' }, token);
    expect(moved.status).to.equal(303);
    expect((await site.get(path, token)).text).to.contain('De Bosstraat');
  });

  it('moves nothing from an old screen, nor for another price than was shown', async () => {
    const { path, day, token } = await booked();
    const fields = confirming(await site.get(`${path}/wijzigen${asking(day)}`, token));
    const cheap = await site.post(`${path}/wijzigen`, { ...fields, bedrag: '1 0 held' }, token);
    expect([cheap.status, cheap.text.includes('De prijs is bijgewerkt')]).to.deep.equal([409, true]);
    expect((await site.post(`${path}/wijzigen`, fields, token)).status).to.equal(303);
    const old = await site.post(`${path}/wijzigen`, { ...fields, activiteit: 'Iets anders' }, token);
    expect([old.status, old.text.includes('Intussen is dit gewijzigd')]).to.deep.equal([409, true]);
  });

  it('is the booker’s, an agent’s and a manager’s of the venue; to others the booking does not exist', async () => {
    const { path, day } = await booked();
    for (const persona of ['noor', 'tom']) {
      const token = await site.tokenOf(persona);
      expect((await site.get(`${path}/wijzigen`, token)).status, persona).to.equal(404);
      expect((await site.post(`${path}/wijzigen`, {}, token)).status, persona).to.equal(404);
    }
    expect((await site.get(`${path}/wijzigen`)).location).to.contain('/aanmelden');
    const karim = await site.tokenOf('karim');
    const looked = await site.get(`${path}/wijzigen${asking(day)}`, karim);
    expect(looked.text).to.contain('U wijzigt een reservatie van');
    expect(looked.text).to.contain('De aanvrager leest dit in de mail.');
    expect((await site.post(`${path}/wijzigen`, { ...confirming(looked), reden: 'Waterlek in de zaal' }, karim)).status).to.equal(303);
    expect((await site.get(path, karim)).text).to.contain('Waterlek in de zaal').and.contain('door het contactcentrum');
  });

  it('says at once until when it can be changed, and that what has ended cannot', async () => {
    const { path, token } = await booked();
    expect((await site.get(`${path}/wijzigen`, token)).text).to.match(/Moment en zaal kunt u wijzigen tot \w+ \d+/);
    await site.post(`${path}/annuleren`, {}, token);
    expect((await site.get(`${path}/wijzigen`, token)).text).to.contain('Dit kan niet').and.not.contain('Wijziging bevestigen');
  });

  describe('in a browser', () => {
    const browser = useBrowser();

    it('answers while one fills in, keeps the fields, and moves with the keyboard alone', async () => {
      const { path, day, token } = await booked();
      const context = await browser.open({ viewport: { width: 390, height: 800 } });
      await context.addCookies([{ name: 'session', value: token, url: site.origin }]);
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto(`${site.origin}${path}/wijzigen`);
      await page.getByLabel('Van').selectOption('18:00');
      await page.getByLabel('Uw activiteit').fill('Quiz');
      await page.locator('#antwoord').getByText('18:00 – 21:00').waitFor();
      await page.locator('#antwoord').getByText('Quiz').waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal('activiteit');
      await page.getByLabel('Zaal', { exact: true }).selectOption('tweebronnen-auditorium');
      await page.locator('#antwoord').getByText('Auditorium').first().waitFor();
      expect(await page.getByLabel('Uw activiteit').inputValue()).to.equal('Quiz');
      expect(await page.getByLabel('Van').inputValue()).to.equal('18:00');
      expect([await axeFaults(page), await overflowOf(page), complaints]).to.deep.equal([[], 0, []]);
      await page.goto(`${site.origin}${path}/wijzigen${asking(day)}`);
      await page.getByRole('button', { name: 'Wijziging bevestigen' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('Uw reservatie is gewijzigd.').waitFor();
    });
  });

  it('speaks three languages', async () => {
    const { path, day, token } = await booked();
    for (const [language, text] of [['en', 'Confirm the change'], ['fr', 'Confirmer la modification']] as const) {
      expect((await site.get(`${path}/wijzigen${asking(day)}`, token, { 'accept-language': language })).text).to.contain(text);
    }
  });
});
