import { expect } from 'chai';
import { aWednesday, fieldsIn, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const NEW = '/beheer/sluitingen/nieuw';

/** The parts of a form in which a closure is asked for. */
const closing = (day: string, own: Record<string, string> = {}): Record<string, string> => ({
  zaal: HALL, 'van-dag': day, 'van-uur': '', 'tot-dag': '', 'tot-uur': '', 'reden-nl': 'Schilderwerken', herhaal: '', actie: 'bekijk', ...own,
});

describe('the pages of closures', function () {
  this.timeout(30_000);
  const site = useSite();

  const bookAs = async (persona: string, day: string): Promise<string> => {
    const token = await site.tokenOf(persona);
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day, from: '19:00', to: '21:00' }, token), token);
    return /\/reservaties\/([0-9A-Z-]+)/.exec(location)?.[1] ?? '';
  };
  /** Looks, and confirms what was shown. */
  const close = async (token: string, fields: Record<string, string>): Promise<{ looked: string; location: string }> => {
    const { text } = await site.post(NEW, fields, token);
    const { nummer = '', bekeken = '' } = fieldsIn(text);
    const { location } = await site.post(NEW, { ...fields, nummer, bekeken, actie: 'sluit' }, token);
    return { looked: text, location };
  };

  it('shows what a closure would hit before it is made, with whom to call', async () => {
    const [day, an] = [aWednesday(3), await site.tokenOf('an')];
    const code = await bookAs('els', day);
    const { status, text } = await site.post(NEW, closing(day), an);
    expect(status).to.equal(200);
    expect(text).to.contain('Eén reservatie staat in de weg').and.contain('Els Peeters').and.contain('+32470000001').and.contain(`/reservaties/${code}`);
    expect(text, 'what was typed is kept').to.match(/name="zaal" value="tweebronnen-gele-zaal" checked/).and.contain('value="Schilderwerken"');
    expect(await site.db('closures').whereRaw("reason ->> 'nl' = 'Schilderwerken'")).to.have.length(0);
    const read = await site.db('audit').where({ action: 'read-affected-bookings' });
    expect(read.length, 'that somebody read whose they are is written down').to.be.greaterThan(0);
  });

  it('closes, takes the booking back for the city with everything refunded, and closes its place in the same go', async () => {
    const [day, an, els] = [aWednesday(4), await site.tokenOf('an'), await site.tokenOf('els')];
    const code = await bookAs('els', day);
    const { location } = await close(an, closing(day, { 'reden-nl': 'Lek in het dak' }));
    const page = await site.get(location, an);
    expect(page.text).to.contain('staat nog in de weg').and.contain('Annuleer namens de stad').and.contain(`/reservaties/${code}/wijzigen`).and.contain('data-live-topics="hall:');
    const action = /action="([^"]+\/annuleren\/[^"]+)"/.exec(page.text)?.[1] ?? '';
    const versie = fieldsIn(page.text)['versie'] ?? '';
    const without = await site.post(action, { versie, [`reden-${code}`]: ' ' }, an);
    expect(without.status).to.equal(422);
    expect(without.text).to.contain('Zeg waarom u annuleert');
    expect((await site.post(action, { versie: '99', [`reden-${code}`]: 'Lek in het dak' }, an)).status, 'somebody else was first').to.equal(409);
    const cancelled = await site.post(action, { versie, [`reden-${code}`]: 'Lek in het dak' }, an);
    expect(cancelled.status).to.equal(303);
    expect((await site.get(cancelled.location, an)).text).to.contain('Er staat niets meer in de weg');
    expect((await site.get(`/reservaties/${code}`, els)).text).to.contain('Geannuleerd').and.contain('Lek in het dak');
    const left = await site.db.raw<{ rows: object[] }>(
      "SELECT FROM claims k JOIN bookings b ON b.hall_id = (SELECT id FROM halls WHERE slug = ?) AND b.code = ? WHERE k.period && b.period AND k.holder_kind = 'closure'", [HALL, code]);
    expect(left.rows.length, 'the closure holds the place now').to.be.greaterThan(0);
    const again = await site.post(action, { versie, [`reden-${code}`]: 'Lek in het dak' }, an);
    expect(again.status).to.equal(409);
    expect(again.text).to.contain('staat niet meer in de weg');
  });

  it('tells visitors of the hall when it is closed and why, in their language', async () => {
    const [day, an] = [aWednesday(2), await site.tokenOf('an')];
    await close(an, closing(day, { 'reden-nl': 'Nieuwe vloer', 'reden-en': 'New floor' }));
    expect((await site.get(`/zalen/${HALL}`)).text).to.contain('Binnenkort gesloten of andere uren').and.contain('(Nieuwe vloer)');
    expect((await site.get(`/zalen/${HALL}`, undefined, { 'accept-language': 'en' })).text).to.contain('(New floor)').and.contain('all day: closed');
  });

  it('makes one closure of a form that is sent twice', async () => {
    const [day, an] = [aWednesday(5), await site.tokenOf('an')];
    const fields = closing(day, { 'reden-nl': 'Dubbel' });
    const { nummer = '', bekeken = '' } = fieldsIn((await site.post(NEW, fields, an)).text);
    const [first, second] = await Promise.all([1, 2].map(() => site.post(NEW, { ...fields, nummer, bekeken, actie: 'sluit' }, an)));
    expect(second?.location).to.equal(first?.location);
    expect(await site.db('closures').whereRaw("reason ->> 'nl' = 'Dubbel'")).to.have.length(1);
  });

  it('asks again when something was changed after looking', async () => {
    const [day, an] = [aWednesday(6), await site.tokenOf('an')];
    const { nummer = '', bekeken = '' } = fieldsIn((await site.post(NEW, closing(day), an)).text);
    const { status, text } = await site.post(NEW, closing(aWednesday(7), { nummer, bekeken, actie: 'sluit' }), an);
    expect(status).to.equal(200);
    expect(text).to.contain('U hebt na het bekijken nog iets gewijzigd');
  });

  it('repeats, shows the set as one, and lifts all of it', async () => {
    const [day, an] = [aWednesday(8), await site.tokenOf('an')];
    const { looked, location } = await close(an, closing(day, { 'van-uur': '8', 'tot-uur': '10u', herhaal: 'week', 'herhaal-tot': aWednesday(11), 'reden-nl': 'Poetsdag' }));
    expect(looked).to.contain('4 keer');
    const list = await site.get('/beheer/sluitingen', an);
    expect(list.text.match(/>Poetsdag</g)).to.have.length(1);
    const page = await site.get(location, an);
    expect(page.text).to.contain('Hoort bij een reeks').and.contain('08:00 – 10:00');
    const lifted = await site.post(`${location.split('?')[0]}/opheffen`, { wat: 'reeks' }, an);
    expect((await site.get(lifted.location, an)).text).to.contain('De sluiting is opgeheven').and.not.contain('Poetsdag');
    expect((await site.get(location, an, { accept: 'text/html' })).status).to.equal(404);
  });

  it('names each field that is not filled in well, and keeps the rest', async () => {
    const an = await site.tokenOf('an');
    const { status, text } = await site.post(NEW, { 'van-dag': 'morgen', 'van-uur': '25:61', 'tot-uur': '12', 'reden-nl': '', 'reden-en': 'Painting <b>', herhaal: 'week' }, an);
    expect(status).to.equal(422);
    expect(text).to.contain('Kies minstens één zaal').and.contain('Vul een dag in').and.contain('Schrijf een uur zoals').and.contain('Geef een reden');
    expect(text).to.contain('value="25:61"').and.contain('value="Painting &lt;b>"').and.match(/<option[^>]*(?:selected[^>]*value="week"|value="week"[^>]*selected)/);
    for (const [own, says] of [
      [{ 'van-uur': '12', 'tot-uur': '9' }, 'Het einde moet na het begin liggen'],
      [{ 'van-dag': '2020-01-01' }, 'al voorbij'],
      [{ herhaal: 'day', 'herhaal-tot': aWednesday(40) }, 'meer dan 60'],
    ] as const) expect((await site.post(NEW, closing(aWednesday(9), own), an)).text).to.contain(says);
  });

  it('is for managers of the venue alone', async () => {
    const [day, an, bart, els] = [aWednesday(10), await site.tokenOf('an'), await site.tokenOf('bart'), await site.tokenOf('els')];
    const { location } = await close(an, closing(day, { 'reden-nl': 'Alleen cultuur' }));
    const path = location.split('?')[0] ?? '';
    expect((await site.get(path, bart, { accept: 'text/html' })).status).to.equal(404);
    expect((await site.post(`${path}/opheffen`, {}, bart)).status).to.equal(404);
    expect((await site.get('/beheer/sluitingen', bart)).text).not.to.contain('Alleen cultuur');
    expect((await site.post(NEW, closing(day), bart)).text, 'a hall of another directorate is not on the form').to.contain('Kies minstens één zaal');
    for (const page of ['/beheer/sluitingen', NEW, path]) {
      expect((await site.get(page, els, { accept: 'text/html' })).status, page).to.equal(403);
      expect((await site.get(page)).status, page).to.equal(303);
    }
  });
});
