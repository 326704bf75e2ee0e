import { expect } from 'chai';
import { aWednesday, fieldsIn, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'de-bosstraat-grote-zaal';
const OTHER = 'tweebronnen-gele-zaal';
const LONG = 'Graag de stoelen in een kring. '.repeat(60).trim();

describe('a booking form that remembers', function () {
  this.timeout(30_000);
  const site = useSite();
  const evening = (week: number) => ({ day: aWednesday(week), from: '19:00', to: '22:00' });
  const address = (hall: string, week: number, more = ''): string => `/zalen/${hall}/reserveren?datum=${aWednesday(week)}&van=19:00&tot=22:00${more}`;
  const formOf = (text: string): Record<string, string> => fieldsIn(/<form[^>]*class="oz-columns".*?<\/form>/s.exec(text)?.[0] ?? '');
  const book = async (hall: string, week: number, token: string, own: Record<string, string> = {}): Promise<string> => {
    const typed = { ...(await filledIn(site, hall, evening(week), token)), ...own };
    const shown = await site.post(`/zalen/${hall}/reserveren`, { ...typed, actie: 'bereken' }, token);
    const { status, location } = await site.post(`/zalen/${hall}/reserveren`, { ...typed, bedrag: formOf(shown.text)['bedrag'] ?? '' }, token);
    expect(status).to.equal(303);
    return location.split('?')[0]?.split('/').at(-1) ?? '';
  };
  const remarksIn = (text: string): string => /<textarea[^>]*name="opmerking"[^>]*>([^<]*)</.exec(text)?.[1] ?? '';

  it('fills in what was filled in last time, says so, and never the remarks', async () => {
    const noor = await site.tokenOf('noor');
    const extra = Object.keys(await filledIn(site, HALL, evening(3), noor)).find((name) => name.startsWith('extra-')) ?? '';
    await book(HALL, 3, noor, { activiteit: 'Toneel van de buurt', personen: '37', opmerking: 'Eenmalig', [extra]: '2' });
    const { text } = await site.get(address(HALL, 4), noor);
    expect(formOf(text)).to.include({ activiteit: 'Toneel van de buurt', personen: '37', [extra]: '2' });
    expect(remarksIn(text)).to.equal('');
    expect(text).to.contain('Zoals vorige keer').and.contain('“Toneel van de buurt”');
  });

  it('fills in less for another hall: no extras of the first, and no more persons than fit', async () => {
    const noor = await site.tokenOf('noor');
    const form = formOf((await site.get(address(OTHER, 4), noor)).text);
    expect(form['activiteit']).to.equal('Toneel van de buurt');
    expect(Object.entries(form).filter(([name, value]) => name.startsWith('extra-') && value !== '')).to.deep.equal([]);
  });

  it('holds to what the address says, begins empty when asked, and knows nothing of others', async () => {
    const noor = await site.tokenOf('noor');
    expect(formOf((await site.get(address(HALL, 4, '&personen=5&activiteit=Kwis'), noor)).text)).to.include({ personen: '5', activiteit: 'Kwis' });
    const empty = await site.get(address(HALL, 4, '&leeg=ja'), noor);
    expect(formOf(empty.text)['activiteit']).to.equal('');
    expect(empty.text).to.not.contain('Zoals vorige keer');
    expect(formOf((await site.get(address(HALL, 4), await site.tokenOf('jan'))).text)['activiteit']).to.equal('');
  });

  it('books a cancelled booking again, on the same weekday and hours of a week that is free', async () => {
    const [noor, els] = [await site.tokenOf('noor'), await site.tokenOf('els')];
    const code = await book(HALL, 6, noor, { activiteit: 'Repetitie', personen: '21' });
    await site.post(`/reservaties/${code}/annuleren`, { versie: '1' }, noor);
    await book(HALL, 7, els);
    const { text } = await site.get(`/reservaties/${code}`, noor);
    expect(text).to.contain(`/zalen/${HALL}/reserveren?opnieuw=${code}`).and.contain('Opnieuw boeken');
    const form = formOf((await site.get(`/zalen/${HALL}/reserveren?opnieuw=${code}`, noor)).text);
    expect(form).to.include({ activiteit: 'Repetitie', personen: '21', datum: aWednesday(8), van: '19:00', tot: '22:00' });
    expect(formOf((await site.get(`/zalen/${HALL}/reserveren?opnieuw=${code}`, els)).text)['activiteit'], 'somebody else’s booking').to.not.equal('Repetitie');
    expect((await site.get(`/zalen/${HALL}/reserveren?opnieuw=%00`, noor)).status).to.equal(200);
  });

  it('takes an alternative with one tap and all that was typed, however long', async () => {
    const [noor, els] = [await site.tokenOf('noor'), await site.tokenOf('els')];
    await book(OTHER, 9, els);
    const typed = { ...(await filledIn(site, OTHER, evening(9), noor)), activiteit: 'Lezing', personen: '14', opmerking: LONG };
    const refused = await site.post(`/zalen/${OTHER}/reserveren`, typed, noor);
    expect(refused.status).to.equal(409);
    expect(refused.text).to.match(/oz-alternative.*?(later|vroeger|verder|hetzelfde gebouw|korter).*?(goedkoper|duurder|even duur)/s);
    const buttons = [...refused.text.matchAll(/class="oz-alternative"[^>]* formaction="([^"]+)"[^>]* value="([^"]+)"/gi)];
    const [, action = '', instead = ''] = buttons.find(([, path]) => path !== `/zalen/${OTHER}/reserveren`) ?? buttons[0] ?? [];
    const taken = await site.post(action, { ...typed, anders: instead.replaceAll('&amp;', '&') }, noor);
    expect(taken.status).to.equal(303);
    expect(taken.location.length).to.be.below(1_000);
    const { text } = await site.get(taken.location, noor);
    expect(formOf(text)).to.include({ activiteit: 'Lezing', personen: '14' });
    expect(remarksIn(text)).to.equal(LONG);
  });

  it('loses nothing on the way to the calendar of the hall and back', async () => {
    const noor = await site.tokenOf('noor');
    const typed = { ...(await filledIn(site, OTHER, evening(10), noor)), activiteit: 'Lezing', opmerking: LONG, actie: 'kalender' };
    const { location } = await site.post(`/zalen/${OTHER}/reserveren`, typed, noor);
    expect(location).to.match(new RegExp(`^/zalen/${OTHER}\\?.*concept=.*#kalender$`));
    const page = await site.get(location.split('#')[0] ?? '', noor);
    const back = [...page.text.matchAll(/href="([^"]*\/reserveren\?[^"]*)"/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))[0] ?? '';
    expect(remarksIn((await site.get(back, noor)).text)).to.equal(LONG);
  });

  it('loses nothing when acting for an organisation instead', async () => {
    const pieter = await site.tokenOf('pieter');
    const { rows } = await site.db.raw<{ rows: { id: string }[] }>(`
      WITH made AS (INSERT INTO organisations (id, kind, name) VALUES (gen_random_uuid(), 'association', 'Leesclub Vaartkom') RETURNING id)
      INSERT INTO memberships (organisation_id, person_id, role, source) SELECT made.id, p.id, 'member', 'agent' FROM made, persons p WHERE p.given_name = 'Pieter'
      RETURNING organisation_id AS id`);
    const organisation = rows[0]?.id ?? '';
    const typed = { ...(await filledIn(site, OTHER, evening(11), pieter)), voor: organisation, activiteit: 'Raad', opmerking: LONG, actie: 'bereken' };
    const switched = await site.post(`/zalen/${OTHER}/reserveren`, typed, pieter);
    expect(switched.location).to.contain('concept=');
    const renewed = /session=([^;]+)/.exec(switched.headers.get('set-cookie') ?? '')?.[1] ?? '';
    const { text } = await site.get(switched.location, renewed);
    expect(formOf(text)['activiteit']).to.equal('Raad');
    expect(remarksIn(text)).to.equal(LONG);
  });

  it('says until when cancelling is free before one pays, and again with the booking that is held', async () => {
    const noor = await site.tokenOf('noor');
    const { text } = await site.get(address(HALL, 12), noor);
    expect(text).to.contain('Als u annuleert').and.match(/Gratis annuleren tot \w\w \d+ \w+ 19:00\./).and.contain('De huisregels in het kort');
    const held = await site.get(`/reservaties/${await book(HALL, 12, noor)}`, noor);
    expect(held.text.indexOf('Zolang u niet betaald hebt')).to.be.within(1, held.text.indexOf('>Betaal €'));
  });

  it('leaves out extras that the hall does not have, and says so', async () => {
    const noor = await site.tokenOf('noor');
    const { text } = await site.get(address(OTHER, 12, '&extra-01900000-0000-7000-8000-000000000000=3&activiteit=Kwis'), noor);
    expect(text).to.contain('Materiaal of diensten die deze zaal niet heeft, zijn weggelaten.');
  });
});
