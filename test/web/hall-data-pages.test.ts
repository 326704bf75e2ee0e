import { expect } from 'chai';
import { aWednesday, fieldsIn, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const PAGE = `/beheer/zalen/${HALL}`;

describe('the pages of a hall’s data', function () {
  this.timeout(30_000);
  const site = useSite();

  /** Everything in the form as a browser sends it: each ticked box is a field of its own. */
  const sent = (html: string, own: Record<string, string | null>): [string, string][] => {
    const form = /<form[^>]*id="gegevens".*?<\/form>/s.exec(html)?.[0] ?? '';
    const boxes = [...form.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)].flatMap(([tag]) =>
      (/ checked/.test(tag) ? [[/ name="([^"]*)"/.exec(tag)?.[1] ?? '', / value="([^"]*)"/.exec(tag)?.[1] ?? ''] as [string, string]] : []));
    const areas = [...form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>(.*?)<\/textarea>/gs)].map(([, name = '', value = '']): [string, string] => [name, value.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')]);
    const plain = Object.entries(fieldsIn(form.replaceAll(/<input[^>]*type="checkbox"[^>]*>/g, '')));
    const all = [...plain, ...areas, ...boxes].filter(([name]) => !(name in own) );
    return [...all, ...Object.entries(own).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]))];
  };
  const post = async (fields: [string, string][], token: string): Promise<{ status: number; text: string; location: string }> => {
    const answer = await fetch(site.origin + PAGE, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { cookie: `session=${token}`, 'sec-fetch-site': 'same-origin' } });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
  };
  const change = async (token: string, own: Record<string, string | null>, html?: string) => {
    const page = html ?? (await site.get(PAGE, token)).text;
    const looked = await post(sent(page, { ...own, actie: 'bekijk' }), token);
    const bekeken = fieldsIn(looked.text)['bekeken'] ?? '';
    return { looked, save: () => post(sent(page, { ...own, actie: 'bewaar', bekeken }), token) };
  };

  it('lists the halls of the reader alone, with what is missing in which language', async () => {
    const [an, bart] = [await site.tokenOf('an'), await site.tokenOf('bart')];
    await site.db('halls').where({ slug: 'tweebronnen-foyer' }).update({ description: JSON.stringify({ nl: 'Een foyer.' }) });
    const { text } = await site.get('/beheer/zalen', an);
    expect(text).to.contain('Gele zaal').and.contain('beschrijving (Engels en Frans)');
    expect((await site.get('/beheer/zalen', bart)).text).not.to.contain('Gele zaal');
  });

  it('shows what changes, whom it touches and how visitors will see it, and then saves', async () => {
    const [an, els] = [await site.tokenOf('an'), await site.tokenOf('els')];
    await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day: aWednesday(2), from: '19:00', to: '21:00' }, els), els);
    const own = { 'naam-nl': 'Zonnige zaal', 'naam-fr': '', 'zit-theatre': '8', setupMinutes: '1 uur 15 min' };
    const { looked, save } = await change(an, own);
    expect(looked.status).to.equal(200);
    expect(looked.text).to.contain('Naam (Nederlands)').and.contain('1 uur 15 min').and.contain('meer personen dan er straks passen').and.contain('Els Peeters');
    expect(looked.text).to.contain('Geen Frans voor: naam').and.contain('Zo ziet de bezoeker het');
    expect((await site.get(`/zalen/${HALL}`)).text, 'nothing is saved by looking').to.contain('Gele zaal');
    const saved = await save();
    expect(saved.status, saved.text.slice(0, 500)).to.equal(303);
    expect((await site.get(saved.location, an)).text).to.contain('Bezoekers zien het meteen');
    expect((await site.get(`/zalen/${HALL}`)).text).to.contain('Zonnige zaal');
    expect((await site.get('/zalen?zoek=zonnige')).text, 'and it is found by its new name').to.contain('Zonnige zaal');
  });

  it('tells who comes second that somebody was first, with both versions, and keeps what they typed', async () => {
    const [an, ria] = [await site.tokenOf('an'), await site.tokenOf('ria')];
    const seen = (await site.get(PAGE, ria)).text;
    expect((await (await change(an, { areaM2: '77' })).save()).status).to.equal(303);
    const { looked } = await change(ria, { areaM2: '99' }, seen);
    expect(looked.status).to.equal(412);
    expect(looked.text).to.contain('Iemand was u voor').and.match(/77<\/td>/).and.contain('<strong>99</strong>').and.contain('value="99"');
    expect((await (await change(ria, { areaM2: '99' }, looked.text)).save()).status, 'after comparing it can be saved').to.equal(303);
  });

  it('names each field that is not filled in well, and keeps what was typed', async () => {
    const an = await site.tokenOf('an');
    const { looked } = await change(an, { 'naam-nl': '', areaM2: 'groot', noticeMinutes: 'morgen', longestMinutes: '20 min', 'zit-theatre': 'veel', 'toegang-1-dag': '2020-01-01', 'beschrijving-fr': 'Grande <i>salle' });
    expect(looked.status).to.equal(422);
    for (const field of ['naam-nl', 'areaM2', 'noticeMinutes', 'longestMinutes', 'zit-theatre', 'toegang-1-dag']) expect(looked.text, field).to.contain(`href="#${field}"`).and.contain(`id="${field}-fout"`);
    expect(looked.text).to.contain('value="groot"').and.contain('Grande &lt;i>salle').and.contain('value="veel"');
  });

  it('takes a hall out of the search, and says that what is booked stays', async () => {
    const an = await site.tokenOf('an');
    const { looked, save } = await change(an, { reserveerbaar: null });
    expect(looked.text).to.contain('Niemand kan de zaal nog reserveren. Eén komende reservatie blijft gelden.');
    expect((await save()).status).to.equal(303);
    expect((await site.get('/zalen?zoek=zonnige')).text).not.to.contain(`href="/zalen/${HALL}`);
    expect((await site.get('/beheer/zalen', an)).text).to.contain('Niet te reserveren');
  });

  it('is for managers of the venue alone', async () => {
    const [bart, els] = [await site.tokenOf('bart'), await site.tokenOf('els')];
    for (const token of [bart, els]) {
      expect((await site.get(PAGE, token, { accept: 'text/html' })).status).to.equal(403);
      expect((await site.post(PAGE, { actie: 'bewaar' }, token)).status).to.equal(403);
    }
  });
});
