import { expect } from 'chai';
import { aWednesday, fieldsIn } from './booking-form.ts';
import { useSite, type Answer } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const NO_CSS = { accept: 'text/html' };

describe('the contact centre\'s screen, without script', function () {
  this.timeout(60_000);
  const site = useSite();
  let karim: string;
  const day = aWednesday(5);

  before(async () => {
    karim = await site.tokenOf('karim');
    await site.tokenOf('els');
    await site.tokenOf('jan', 'VER');
  });

  const personIn = ({ location, text }: Pick<Answer, 'location' | 'text'>): string => /\/kcc\/persoon\/([0-9a-f-]{36})/.exec(location || text)?.[1] ?? '';
  let entered = 0;
  /** Enters a caller; answers their id. */
  async function enter(own: Record<string, string> = {}): Promise<string> {
    entered += 1;
    const fields = { voornaam: 'Lea', familienaam: `Vandamme${entered}`, telefoon: `0477 12 34 ${10 + entered}`, email: `lea${entered}@example.com`, toch: 'ja', ...own };
    return personIn(await site.post('/kcc/personen', fields, karim));
  }
  const formIn = (text: string, action: RegExp): Record<string, string> => {
    const form = [...text.matchAll(/<form[^>]*action="([^"]*)"[^>]*>.*?<\/form>/gs)].find(([, to]) => action.test(to ?? ''));
    return form ? fieldsIn(form[0]) : {};
  };
  const wish = `datum=${day}&van=19:00&tot=21:00&personen=12&zoek=gele+zaal`;
  /** Holds the first offer of a wish; answers the hold's code. */
  async function hold(person: string, query = wish): Promise<string> {
    const { text } = await site.get(`/kcc/persoon/${person}?${query}`, karim);
    const { location } = await site.post(`/kcc/persoon/${person}/houd-vast`, formIn(text, /houd-vast/), karim);
    return /optie=([0-9A-Z]{3}-[0-9A-Z]{3})/.exec(location)?.[1] ?? '';
  }
  const agreed = async (code: string, own: Record<string, string> = {}): Promise<Record<string, string>> => {
    const { text } = await site.get(`/kcc/persoon/${await personOf(code)}?optie=${code}`, karim);
    const form = /<form[^>]*class="oz-desk-agree".*?<\/form>/s.exec(text)?.[0] ?? '';
    return { ...fieldsIn(form), activiteit: 'Babyborrel', reden: 'Beller heeft geen internet', akkoord: 'ja', actie: 'boek', ...own };
  };
  const personOf = async (code: string): Promise<string> => (await site.db<{ code: string; person_id: string }>('bookings').where({ code }).first('person_id'))?.person_id ?? '';
  const bookingOf = (code: string) => site.db<{ code: string; status: string; channel: string; held_until: Date | null; id: string; activity: string }>('bookings').where({ code }).first();

  it('is for agents alone', async () => {
    const els = await site.tokenOf('els');
    for (const path of ['/kcc', '/kcc/persoon/0198c1f0-6f0a-7d2e-9d4f-2f6f6d8f3c11', '/kcc/reservatie/ABC-DEF']) {
      expect((await site.get(path)).status, path).to.equal(303);
      expect((await site.get(path, els, NO_CSS)).status, path).to.equal(403);
    }
    for (const path of ['/kcc/personen', '/kcc/optie/ABC-DEF', '/kcc/reservatie/ABC-DEF/betaallink']) expect((await site.post(path, {}, els)).status, path).to.be.oneOf([403, 404]);
    expect((await site.get('/kcc/persoon/niemand', karim, NO_CSS)).status).to.equal(404);
  });

  it('finds a caller by a name with a slip, a number in any spelling, an address and a booking\'s code', async () => {
    const finds = async (text: string): Promise<string> => (await site.get(`/kcc?wie=${encodeURIComponent(text)}`, karim)).text;
    expect(await finds('Els Peters')).to.contain('els.peeters@example.com');
    expect(await finds('0470/00.00.01')).to.contain('Els Peeters');
    expect(await finds('ELS.PEETERS@example.com')).to.contain('Els Peeters');
    expect(await finds('harmonie eendrecht')).to.contain('Harmonie De Eendracht Wilsele');
    const code = await hold(await enter());
    for (const spelled of [code, code.replace('-', '').toLowerCase(), code.replace('-', ' ')]) expect(await finds(spelled), spelled).to.contain(`reservatie=${code}`);
    const logged = await site.db<{ action: string; person_ids: string[] }>('audit').where({ action: 'find-persons' }).orderBy('id').first('person_ids');
    expect(logged?.person_ids).to.have.length.above(0);
  });

  it('proposes whom nobody found as somebody new, with what was typed', async () => {
    const fieldsFor = async (text: string) => formIn((await site.get(`/kcc?wie=${encodeURIComponent(text)}`, karim)).text, /\/kcc\/personen/);
    expect(await fieldsFor('wim van der xyzqwerty')).to.include({ voornaam: 'Wim', familienaam: 'van der Xyzqwerty' });
    expect(await fieldsFor('0499 99 88 77')).to.include({ telefoon: '0499 99 88 77' });
    expect(await fieldsFor('wim@nergens.example')).to.include({ email: 'wim@nergens.example' });
  });

  it('says what is wrong with a new person at its field, and shows who might be meant before making one', async () => {
    const wrong = await site.post('/kcc/personen', { voornaam: 'Lea', familienaam: '', telefoon: '12', email: 'geen adres' }, karim);
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('Vul de familienaam in.').and.contain('Vul een telefoonnummer in').and.contain('value="geen adres"');
    expect((await site.post('/kcc/personen', { voornaam: 'Lea', familienaam: 'Vandamme' }, karim)).text).to.contain('Vul een telefoonnummer of een e-mailadres in.');
    const alike = await site.post('/kcc/personen', { voornaam: 'Els', familienaam: 'Peters', telefoon: '0499 11 11 11', email: '' }, karim);
    expect(alike.status).to.equal(409);
    expect(alike.text).to.contain('Bedoelt u een van hen?').and.contain('Els Peeters');
    expect((await site.post('/kcc/personen', { ...formIn(alike.text, /personen/) }, karim)).location).to.contain('gelukt=aangemaakt');
  });

  it('lets an agent correct who was entered by phone, not who has a login', async () => {
    const lea = await enter();
    const page = (await site.get(`/kcc/persoon/${lea}`, karim)).text;
    const corrected = await site.post(`/kcc/persoon/${lea}`, { ...formIn(page, new RegExp(`/kcc/persoon/${lea}$`)), familienaam: 'Van Damme' }, karim);
    expect(corrected.location).to.contain('gelukt=bewaard');
    expect((await site.get(`/kcc/persoon/${lea}`, karim)).text).to.contain('Lea Van Damme');
    const stale = await site.post(`/kcc/persoon/${lea}`, { voornaam: 'Lea', familienaam: 'X', telefoon: '0477123456', email: '', versie: '1' }, karim);
    expect(stale.status).to.equal(409);
    const els = personIn({ location: '', text: (await site.get('/kcc?wie=els+peeters', karim)).text });
    expect((await site.post(`/kcc/persoon/${els}`, { voornaam: 'X', familienaam: 'Y', telefoon: '0477123456', email: '' }, karim)).status).to.equal(403);
  });

  it('holds a hall while the caller decides, and lets it go with one button', async () => {
    const lea = await enter();
    const code = await hold(lea);
    expect(await bookingOf(code)).to.include({ status: 'held', channel: 'phone' });
    const page = (await site.get(`/kcc/persoon/${lea}`, karim)).text;
    expect(page).to.contain('data-countdown').and.contain('optie aan de lijn');
    expect((await site.post(`/kcc/optie/${code}`, { actie: 'los' }, karim)).location).to.contain('gelukt=losgelaten');
    expect(await bookingOf(code)).to.include({ status: 'cancelled' });
    expect(await site.db('mails').where({ booking_id: (await bookingOf(code))?.id }), 'nobody is mailed about what was only said').to.deep.equal([]);
  });

  it('reads out why a hall cannot be had and what can instead, in the language of the call', async () => {
    await hold(await enter());
    const taken = await site.get(`/kcc/persoon/${await enter()}?${wish}`, karim);
    expect(taken.text).to.match(/Gele zaal is op woensdag \d+ \w+ bezet/).and.to.match(/Wel vrij: Gele zaal op \w+ \d+ \w+ van 19 uur tot 21 uur, (voor \d+ euro|gratis)/);
    expect(taken.text).to.contain('houd-vast');
    const french = await site.get(`/kcc/persoon/${await enter()}?${wish}&taal=fr`, karim);
    expect(french.text).to.match(/lang="fr".*est occupée le/s);
  });

  it('says that somebody was first when the agent reaches for a hall, with what can be had instead', async () => {
    const [lea, wim] = [await enter(), await enter()];
    const query = wish.replace(`datum=${day}`, `datum=${aWednesday(6)}`);
    const { text } = await site.get(`/kcc/persoon/${lea}?${query}`, karim);
    await hold(wim, query);
    const late = await site.post(`/kcc/persoon/${lea}/houd-vast`, formIn(text, /houd-vast/), karim);
    expect(late.location).to.contain(`geweigerd=${HALL}`);
    expect((await site.get(late.location.split('#')[0]!, karim)).text).to.contain('bezet').and.contain('Wel vrij');
  });

  it('books what was held once all is agreed, and keeps what was typed when it is not', async () => {
    const lea = await enter();
    const code = await hold(lea, wish.replace(`datum=${day}`, `datum=${aWednesday(7)}`));
    const missing = await site.post(`/kcc/optie/${code}`, await agreed(code, { activiteit: '', reden: '', akkoord: '', opmerking: 'Graag vroeg open' }), karim);
    expect(missing.status).to.equal(422);
    for (const said of ['Vertel kort wat u gaat doen.', 'Zeg kort waarom', 'Vraag of de beller akkoord gaat', 'Graag vroeg open']) expect(missing.text).to.contain(said);
    const crowd = await site.post(`/kcc/optie/${code}`, await agreed(code, { personen: '5000' }), karim);
    expect([crowd.status, crowd.text.includes('hoogstens')]).to.deep.equal([409, true]);
    const done = await site.post(`/kcc/optie/${code}`, await agreed(code), karim);
    expect(done.location).to.contain(`reservatie=${code}`).and.contain('gelukt=geboekt');
    const booked = (await bookingOf(code))!;
    expect(booked).to.include({ status: 'held', activity: 'Babyborrel' });
    expect(booked.held_until!.getTime() - Date.now(), 'two days to pay').to.be.above(47 * 3_600_000);
    const page = (await site.get(done.location.split('#')[0]!, karim)).text;
    expect(page).to.contain('De betaallink is gemaild').and.contain(`De code is ${code}:`);
    expect((await site.post(`/kcc/optie/${code}`, { actie: 'los' }, karim)).status, 'no longer a hold on the line').to.equal(404);
    const history = await site.db<{ booking_id: string; number: number; channel: string; reason: string | null }>('booking_history').where({ booking_id: booked.id }).orderBy('number').select('channel', 'reason');
    expect(history.slice(0, 2)).to.deep.equal([{ channel: 'phone', reason: 'Beller aan de lijn' }, { channel: 'phone', reason: 'Beller heeft geen internet' }]);
  });

  it('sends a mail about a booking once more, by phone and not again and again', async () => {
    const lea = await enter();
    const code = await hold(lea, wish.replace(`datum=${day}`, `datum=${aWednesday(10)}`));
    await site.post(`/kcc/optie/${code}`, await agreed(code), karim);
    const { id } = (await bookingOf(code))!;
    await site.db('mails').where({ booking_id: id }).update({ status: 'failed', last_error: '550 onbekend' });
    const page = await site.get(`/kcc/persoon/${lea}?reservatie=${code}`, karim);
    expect(page.text).to.contain('kwam niet aan').and.contain('Verstuur opnieuw');
    const form = formIn(page.text, /bericht$/);
    expect((await site.post(`/kcc/reservatie/${code}/bericht`, form, karim)).location).to.contain('gelukt=bericht');
    expect((await site.post(`/kcc/reservatie/${code}/bericht`, form, karim)).status, 'it is on its way').to.equal(409);
    expect((await site.post(`/kcc/reservatie/${code}/bericht`, { mail: 'geen' }, karim)).status).to.equal(404);
    expect(await site.db('audit').where({ subject_id: id, action: 'resend-mail' }).first('channel')).to.deep.equal({ channel: 'phone' });
  });

  it('cancels for a caller with the money back read out first, and a reason', async () => {
    const lea = await enter();
    const code = await hold(lea, wish.replace(`datum=${day}`, `datum=${aWednesday(8)}`));
    await site.post(`/kcc/optie/${code}`, await agreed(code), karim);
    const asked = await site.get(`/kcc/persoon/${lea}?reservatie=${code}&annuleren=ja`, karim);
    expect(asked.text).to.contain('U hebt nog niets betaald.');
    const form = formIn(asked.text, /annuleren$/);
    expect((await site.post(`/kcc/reservatie/${code}/annuleren`, { ...form, reden: ' ' }, karim)).text).to.contain('Zeg waarom er geannuleerd wordt.');
    expect((await site.post(`/kcc/reservatie/${code}/annuleren`, { ...form, reden: 'De bruid is ziek' }, karim)).location).to.contain('gelukt=geannuleerd');
    const { id } = (await bookingOf(code))!;
    expect(await site.db('booking_history').where({ booking_id: id }).orderBy('number', 'desc').first('status', 'channel', 'reason')).to.deep.equal({
      status: 'cancelled', channel: 'phone', reason: 'De bruid is ziek',
    });
    expect(await site.db('audit').where({ subject_id: id, action: 'cancel-booking' }).first('channel', 'reason')).to.deep.equal({ channel: 'phone', reason: 'De bruid is ziek' });
    expect((await site.post(`/kcc/reservatie/${code}/betaallink`, {}, karim)).status).to.equal(409);
  });

  it('books for an organisation at its price, and shows its card with who calls for it', async () => {
    const found = (await site.get('/kcc?wie=harmonie', karim)).text;
    const id = /\/kcc\/organisatie\/([0-9a-f-]{36})/.exec(found)?.[1] ?? '';
    const card = (await site.get(`/kcc/organisatie/${id}`, karim)).text;
    expect(card).to.contain('Jan Claes belt').and.contain(`href="/kcc?voor=${id}"`);
    expect((await site.get(`/kcc?voor=${id}&wie=els+peeters`, karim)).text, 'also who is no member').to.match(new RegExp(`/kcc/persoon/[0-9a-f-]{36}\\?voor=${id}`));
    const jan = /\/kcc\/persoon\/([0-9a-f-]{36})\?voor=/.exec(card)?.[1] ?? '';
    const code = await hold(jan, `${wish.replace(`datum=${day}`, `datum=${aWednesday(9)}`)}&voor=${id}`);
    expect(await site.db('bookings').where({ code }).first('organisation_id', 'booker_kind')).to.deep.equal({ organisation_id: id, booker_kind: 'association' });
  });

  it('shows whoever has the link what to pay, and nobody else anything', async () => {
    const gone = await site.get(`/betalen/${'x'.repeat(43)}`, undefined, NO_CSS);
    expect([gone.status, gone.text.includes('Deze link werkt niet meer')]).to.deep.equal([404, true]);
    expect(gone.headers.get('cache-control')).to.equal('no-store');
  });
});
