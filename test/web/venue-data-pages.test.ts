import { expect } from 'chai';
import { fieldsIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const VENUE = `/beheer/zalen/${HALL}/gebouw`;
const TERMS = `/beheer/zalen/${HALL}/annulatie`;

describe('the pages of a venue and of terms', function () {
  this.timeout(30_000);
  const site = useSite();

  const formIn = (html: string): Record<string, string> => {
    const form = /<form[^>]*id="gegevens".*?<\/form>/s.exec(html)?.[0] ?? '';
    const areas = [...form.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>(.*?)<\/textarea>/gs)].map(([, name = '', value = '']) => [name, value.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')]);
    return { ...fieldsIn(form.replaceAll(/<input[^>]*type="checkbox"[^>]*>/g, '')), ...(Object.fromEntries(areas) as Record<string, string>) };
  };
  const look = async (path: string, token: string, own: Record<string, string>, html?: string) => {
    const fields = { ...formIn(html ?? (await site.get(path, token)).text), ...own };
    const looked = await site.post(path, { ...fields, actie: 'bekijk' }, token);
    const save = () => site.post(path, { ...fields, bekeken: fieldsIn(looked.text)['bekeken'] ?? '', actie: 'bewaar' }, token);
    return { looked, save };
  };

  it('changes the venue after showing what changes, for each of its halls', async () => {
    const an = await site.tokenOf('an');
    const { looked, save } = await look(VENUE, an, { telefoon: '016 27 20 99', doorBeforeMinutes: '30 min', 'weg-nl': 'Via de binnentuin.', toegankelijk: 'lift' });
    expect(looked.text).to.contain('016 27 20 99').and.contain('30 min').and.contain('Via de binnentuin.');
    expect((await save()).status).to.equal(303);
    for (const slug of [HALL, 'tweebronnen-auditorium']) expect((await site.get(`/zalen/${slug}`)).text, slug).to.contain('016 27 20 99').and.contain('Via de binnentuin.');
  });

  it('adds an extra that a hall can then offer, and keeps what bookings ordered', async () => {
    const an = await site.tokenOf('an');
    const { text } = await site.get(VENUE, an);
    const number = formIn(text)['rijen'] ?? '';
    const { looked, save } = await look(VENUE, an, { [`x${number}-naam-nl`]: 'Vlipchart', [`x${number}-prijs`]: '12,5', [`x${number}-eenheid`]: 'booking', [`x${number}-voorraad`]: '3' });
    expect(looked.text).to.match(/Vlipchart, €\s12,50 per reservatie/).and.contain('Voorraad: 3');
    expect((await save()).status).to.equal(303);
    expect((await site.get(`/beheer/zalen/${HALL}`, an)).text).to.contain('Vlipchart');
    expect(await site.db('extras').whereRaw("name ->> 'nl' = 'Vlipchart'").first('unit_cents', 'stock', 'vat_rate')).to.deep.equal({ unit_cents: 1_250, stock: 3, vat_rate: 2_100 });
    const more = await site.post(VENUE, { ...formIn(text), [`x${number}-naam-nl`]: 'Half <b>', actie: 'rij' }, an);
    expect(more.text, 'another row loses nothing').to.contain(`name="x${Number(number) + 1}-prijs"`).and.contain('Half &lt;b>');
  });

  it('names each field that is not filled in well, and keeps what was typed', async () => {
    const an = await site.tokenOf('an');
    const { looked } = await look(VENUE, an, { 'naam-nl': '', email: 'geen adres', telefoon: 'bel maar', doorAfterMinutes: '5 uur', codeShownHours: '0', 'x1-prijs': 'gratis', 'x1-max': '0', 'x1-naam-nl': '' });
    expect(looked.status).to.equal(422);
    for (const field of ['naam-nl', 'email', 'telefoon', 'doorAfterMinutes', 'codeShownHours', 'x1-prijs', 'x1-max', 'x1-naam-nl']) expect(looked.text, field).to.contain(`href="#${field}"`);
    expect(looked.text).to.contain('value="bel maar"').and.contain('value="gratis"');
  });

  it('tells who comes second that somebody was first', async () => {
    const [an, ria] = [await site.tokenOf('an'), await site.tokenOf('ria')];
    const seen = (await site.get(VENUE, ria)).text;
    expect((await (await look(VENUE, an, { codeShownHours: '48' })).save()).status).to.equal(303);
    const { looked } = await look(VENUE, ria, { codeShownHours: '72' }, seen);
    expect(looked.status).to.equal(412);
    expect(looked.text).to.contain('Iemand was u voor').and.contain('<strong>72</strong>').and.contain('value="72"');
  });

  it('makes a next version of the cancellation terms, beside the one in force', async () => {
    const [an, ria] = [await site.tokenOf('an'), await site.tokenOf('ria')];
    const seen = (await site.get(TERMS, ria)).text;
    const { looked, save } = await look(TERMS, an, { 'stap-1-uren': '240', 'tekst-en': '' });
    expect(looked.text).to.contain('Tot 10 dagen vooraf').and.contain('Tot 5 dagen vooraf').and.contain('Geen Engels voor');
    expect((await save()).status).to.equal(303);
    expect((await site.get(TERMS, an)).text).to.contain('Versie 2').and.contain('(gepland)').and.contain('(geldt nu)');
    expect((await site.get(`/zalen/${HALL}`)).text, 'not yet').to.contain('Tot 5 dagen vooraf');
    const late = await look(TERMS, ria, { 'stap-1-uren': '300' }, seen);
    expect(late.looked.status).to.equal(412);
    expect(late.looked.text).to.contain('Iemand was u voor').and.contain('value="300"');
    const wrong = await look(TERMS, an, { 'tekst-nl': '', 'stap-1-uren': '10', vanaf: '2020-01-01' });
    expect(wrong.looked.status).to.equal(422);
    for (const field of ['tekst-nl', 'stap-1-uren', 'vanaf']) expect(wrong.looked.text, field).to.contain(`href="#${field}"`);
  });

  it('is for managers of the venue alone', async () => {
    const [bart, els] = [await site.tokenOf('bart'), await site.tokenOf('els')];
    for (const token of [bart, els]) {
      for (const path of [VENUE, TERMS, `/beheer/zalen/${HALL}/reglement`]) {
        expect((await site.get(path, token, { accept: 'text/html' })).status, path).to.equal(403);
        expect((await site.post(path, { actie: 'bewaar' }, token)).status, path).to.equal(403);
      }
    }
  });
});
