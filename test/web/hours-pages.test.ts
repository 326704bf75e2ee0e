import { expect } from 'chai';
import { aWednesday, fieldsIn, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const PAGE = `/beheer/zalen/${HALL}/openingsuren`;

describe('the page of opening hours', function () {
  this.timeout(30_000);
  const site = useSite();

  /** The form as it is now, with other hours on Wednesdays. */
  const formWith = async (token: string, own: Record<string, string>): Promise<Record<string, string>> => {
    const { text } = await site.get(PAGE, token);
    return { ...fieldsIn(/<form[^>]*id="uren".*?<\/form>/s.exec(text)?.[0] ?? ''), actie: 'bekijk', ...own };
  };
  const look = async (token: string, fields: Record<string, string>): Promise<Record<string, string>> => {
    const { text } = await site.post(PAGE, fields, token);
    return { ...fields, bekeken: fieldsIn(text)['bekeken'] ?? '', actie: 'bewaar' };
  };

  it('shows which halls share the hours, and previews per day and per booking before it saves; search obeys', async () => {
    const [an, els, day] = [await site.tokenOf('an'), await site.tokenOf('els'), aWednesday(2)];
    await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day, from: '19:00', to: '21:00' }, els), els);
    expect((await site.get(PAGE, an)).text).to.contain('zalen delen deze uren');
    const fields = await formWith(an, { 'd3-1-van': '9', 'd3-1-tot': '12u30', 'd3-2-van': '13:00', 'd3-2-tot': '18.00' });
    const looked = await site.post(PAGE, fields, an);
    expect(looked.text).to.contain('09:00 – 12:30, 13:00 – 18:00').and.contain('Eén reservatie valt straks buiten de uren').and.contain('Els Peeters');
    expect(looked.text, 'as typed').to.contain('value="12u30"');
    const before = await site.get(`/zalen/${HALL}?datum=${aWednesday(4)}&van=19:00&tot=21:00&personen=10`);
    expect(before.text).to.contain('Dit kan<');
    const saved = await site.post(PAGE, await look(an, fields), an);
    expect(saved.status, saved.text.slice(0, 300)).to.equal(303);
    expect((await site.get(saved.location, an)).text).to.contain('De openingsuren zijn bewaard').and.contain('value="12:30"');
    const after = await site.get(`/zalen/${HALL}?datum=${aWednesday(4)}&van=19:00&tot=21:00&personen=10`);
    expect(after.text).not.to.contain('Dit kan<');
    const written = await site.db('audit').where({ action: 'change-opening-hours' }).first('details');
    expect(written.details).to.have.keys('halls', 'scope', 'from', 'to');
  });

  it('tells who comes second that somebody was first, with both versions, and keeps what they typed', async () => {
    const [an, ria] = [await site.tokenOf('an'), await site.tokenOf('ria')];
    const [first, second] = [await formWith(an, { 'd1-1-van': '07:00' }), await formWith(ria, { 'd1-1-van': '06:00' })];
    const [a, b] = [await look(an, first), await look(ria, second)];
    expect((await site.post(PAGE, a, an)).status).to.equal(303);
    const late = await site.post(PAGE, b, ria);
    expect(late.status).to.equal(412);
    expect(late.text).to.contain('Iemand was u voor').and.contain('Nu bewaard').and.contain('07:00 –').and.contain('06:00 –').and.contain('value="06:00"');
    const again = { ...fieldsIn(/<form[^>]*id="uren".*?<\/form>/s.exec(late.text)?.[0] ?? ''), actie: 'bekijk' };
    expect((await site.post(PAGE, await look(ria, again), ria)).status, 'after comparing it can be saved').to.equal(303);
  });

  it('gives a hall its own hours, with an exception and its reason', async () => {
    const [an, day] = [await site.tokenOf('an'), aWednesday(6)];
    const fields = await formWith(an, { voor: 'this-hall', 'u1-dag': day, 'u1-reden-nl': 'Personeelsfeest' });
    expect((await site.post(PAGE, await look(an, fields), an)).status).to.equal(303);
    expect((await site.get(PAGE, an)).text).not.to.contain('zalen delen deze uren');
    expect((await site.get('/beheer/zalen/tweebronnen-auditorium/openingsuren', an)).text).not.to.contain('Personeelsfeest');
    const number = /name="u(\d+)-reden-nl" value="Personeelsfeest"/.exec((await site.get(PAGE, an)).text)?.[1] ?? '';
    const dropped = await formWith(an, { [`u${number}-schrap`]: 'ja' });
    expect((await site.post(PAGE, await look(an, dropped), an)).status).to.equal(303);
    expect((await site.get(PAGE, an)).text).not.to.contain('Personeelsfeest');
  });

  it('names each time that is not right at its field, and keeps the rest; another row loses nothing', async () => {
    const an = await site.tokenOf('an');
    const { status, text } = await site.post(PAGE, await formWith(an, { 'd1-1-van': 'negen', 'd2-1-van': '12', 'd2-1-tot': '9', 'd4-1-tot': '', 'u1-dag': '31/02', 'u1-reden-nl': '', 'u1-reden-fr': 'Fermé <i>' }), an);
    expect(status).to.equal(422);
    for (const field of ['d1-1-van', 'd2-1-van', 'd4-1-tot', 'u1-dag', 'u1-reden-nl']) expect(text, field).to.contain(`href="#${field}"`).and.contain(`id="${field}-fout"`);
    expect(text).to.contain('value="negen"').and.contain('value="Fermé &lt;i>"');
    const more = await site.post(PAGE, await formWith(an, { 'd1-1-van': 'negen', actie: 'rij' }), an);
    expect(more.status).to.equal(200);
    expect(more.text).to.contain('value="negen"').and.contain('name="u2-dag"');
  });

  it('is for managers of the venue alone', async () => {
    const [bart, els, an] = [await site.tokenOf('bart'), await site.tokenOf('els'), await site.tokenOf('an')];
    for (const token of [bart, els]) {
      expect((await site.get(PAGE, token, { accept: 'text/html' })).status).to.equal(403);
      expect((await site.post(PAGE, { actie: 'bekijk' }, token)).status).to.equal(403);
    }
    expect((await site.get('/beheer/zalen/nergens/openingsuren', an, { accept: 'text/html' })).status).to.equal(404);
  });
});
