import { expect } from 'chai';
import { addDays } from '../../src/kernel/time.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

/** The addresses that links of a page lead to, as a browser reads them. */
const hrefsIn = (text: string): string[] => [...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&'));
const cellOf = (text: string, day: string): string => new RegExp(`<td[^>]*id="dag-${day}".*?</td>`, 's').exec(text)?.[0].replaceAll('\u00AD', '') ?? '';

describe('the calendar of a hall', function () {
  this.timeout(30_000);
  const site = useSite();

  it('leads from day to week to month and keeps the moment, the layout and what was typed elsewhere', async () => {
    const { text } = await site.get(`/zalen/${HALL}?datum=${aWednesday()}&van=19:00&tot=21:00&personen=12&opstelling=block&activiteit=Kwis`);
    for (const view of ['dag', 'week', 'maand']) {
      const href = hrefsIn(text).find((one) => one.includes(`bekijk=${view}&`)) ?? '';
      expect(href, view).to.contain('van=19%3A00').and.contain('personen=12').and.contain('opstelling=block').and.contain('activiteit=Kwis');
      expect((await site.get(href.split('#')[0] ?? '')).text, view).to.match(new RegExp(`bekijk=${view}&amp;[^"]*" aria-current="page"`));
    }
  });

  it('turns a day of the month to partly free once somebody has booked', async () => {
    const [day, els] = [aWednesday(), await site.tokenOf('els')];
    const month = `/zalen/${HALL}?bekijk=maand&maand=${day.slice(0, 7)}`;
    const before = (await site.get(month)).text;
    expect(cellOf(before, day)).to.match(/<\/span> vrij<.*vanaf.*€/s);
    expect(before).to.match(/id="kalender"[^>]*data-live-topics="hall:[0-9a-f-]{36}/);
    expect((await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day, from: '13:00', to: '17:00' }, els), els)).status).to.equal(303);
    expect(cellOf((await site.get(month)).text, day)).to.contain('deels vrij');
  });

  it('offers on a day only starts that can be booked, each one tap from a booking form that says so', async () => {
    const day = aWednesday();
    const { text } = await site.get(`/zalen/${HALL}?bekijk=dag&dag=${day}&duur=180&personen=12`);
    const offers = hrefsIn(text).filter((href) => href.includes('/reserveren?'));
    expect(offers).to.not.be.empty;
    expect(offers.join(' ')).to.not.contain('van=14%3A00');
    for (const href of [offers[0], offers.at(-1)]) {
      const form = await site.get(href ?? '');
      expect(form.text).to.contain('Meld u aan om te reserveren').and.not.contain('oz-alternative');
      expect(form.text).to.contain('personen=12');
    }
    expect(text).to.match(/13:00 – 17:00<\/span> bezet/);
  });

  it('answers whatever the address asks for', async () => {
    for (const query of ['bekijk=maand&maand=9999-99', 'bekijk=dag&dag=gisteren&duur=-5', 'bekijk=eeuw', `bekijk=dag&dag=${addDays(aWednesday(), 9_000)}&duur=99999`, 'bekijk=maand&maand=%00']) {
      expect((await site.get(`/zalen/${HALL}?${query}`)).status, query).to.equal(200);
    }
  });
});
