import { expect } from 'chai';
import { aWednesday } from './booking-form.ts';
import { useSite, type Answer } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const OTHER = 'de-bosstraat-grote-zaal';

const cookieOf = (answer: Answer): string => /(?:^|, )saved=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
const cardsOn = (text: string): string[] => [...text.matchAll(/<li id="zaal-([\w-]+)"/g)].map(([, slug]) => slug!);

describe('the page of saved halls', function () {
  this.timeout(60_000);
  const site = useSite();

  /** Sends a form as a visitor whose browser keeps this cookie. */
  async function postWith(cookie: string, fields: Record<string, string>): Promise<Answer> {
    const answer = await fetch(`${site.origin}/bewaard`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '', headers: answer.headers };
  }

  it('keeps halls of visitors in a cookie that script cannot read, newest first, and marks them everywhere', async () => {
    const first = await postWith('', { zaal: HALL, actie: 'bewaar', terug: '/zalen?personen=20' });
    expect([first.status, first.location, cookieOf(first)]).to.deep.equal([303, '/zalen?personen=20', HALL]);
    expect(first.headers.get('set-cookie')).to.match(/httponly/i).and.match(/samesite=lax/i);
    const second = await postWith(`saved=${HALL}`, { zaal: OTHER, actie: 'bewaar', terug: '//elders.example' });
    expect([second.location, cookieOf(second)]).to.deep.equal(['/', `${OTHER}.${HALL}`]);
    const cookie = `saved=${cookieOf(second)}`;
    const { text, headers } = await site.get('/bewaard', undefined, { cookie });
    expect(cardsOn(text)).to.deep.equal([OTHER, HALL]);
    expect(text).to.contain('Eerst vrij').and.contain('alleen in deze browser');
    expect(headers.get('cache-control')).to.equal('no-store');
    expect((await site.get(`/zalen/${HALL}`, undefined, { cookie })).text).to.contain('data-saved');
    expect((await site.get(`/zalen/${HALL}`)).text).not.to.contain('data-saved');
    const gone = await postWith(cookie, { zaal: OTHER, actie: 'vergeet' });
    expect([gone.location, cookieOf(gone)]).to.deep.equal(['/bewaard', HALL]);
  });

  it('keeps at most twenty there, says so, and believes nothing else that a cookie holds', async () => {
    const slugs = (await site.db<{ slug: string }>('halls').where('bookable', true).orderBy('slug').limit(21)).map(({ slug }) => slug);
    const full = await postWith(`saved=${slugs.slice(0, 20).join('.')}`, { zaal: slugs[20]!, actie: 'bewaar' });
    expect([full.location, cookieOf(full)]).to.deep.equal(['/bewaard?vol=ja', '']);
    expect((await site.get('/bewaard?vol=ja', undefined, { cookie: `saved=${slugs.slice(0, 20).join('.')}` })).text).to.contain('kunt u 20 zalen bewaren');
    for (const strange of ['', '....', '%00', `${'a'.repeat(3_000)}`, '<b>', `nergens.${HALL}.${HALL}`, '__proto__']) {
      const { status, text } = await site.get('/bewaard', undefined, { cookie: `saved=${strange}` });
      expect(status, strange).to.equal(200);
      expect(cardsOn(text)).to.deep.equal(strange.includes(HALL) ? [HALL] : []);
    }
    expect((await postWith('', { zaal: 'nergens', actie: 'bewaar' })).status).to.equal(404);
  });

  it('keeps halls of whoever logged in for them alone', async () => {
    const [els, jan] = [await site.tokenOf('els'), await site.tokenOf('jan')];
    const saved = await site.post('/bewaard', { zaal: HALL, actie: 'bewaar', terug: `/zalen/${HALL}` }, els);
    expect([saved.status, saved.location, cookieOf(saved)]).to.deep.equal([303, `/zalen/${HALL}`, '']);
    expect(cardsOn((await site.get('/bewaard', els)).text)).to.deep.equal([HALL]);
    expect(cardsOn((await site.get('/bewaard', jan)).text)).to.deep.equal([]);
    expect((await site.get('/bewaard', jan)).text).to.contain('nog geen zalen bewaard');
    await site.post('/bewaard', { zaal: HALL, actie: 'vergeet' }, jan);
    expect(cardsOn((await site.get('/bewaard', els)).text)).to.deep.equal([HALL]);
    await site.post('/bewaard', { zaal: HALL, actie: 'vergeet' }, els);
    expect(cardsOn((await site.get('/bewaard', els)).text)).to.deep.equal([]);
  });

  it('answers partners and other channels the same', async () => {
    const noor = await site.tokenOf('noor');
    const { id } = (await site.db<{ id: string; slug: string }>('halls').where('slug', HALL).first('id'))!;
    const ask = (method: string, path: string, token?: string) =>
      fetch(site.origin + path, { method, headers: { 'sec-fetch-site': 'same-origin', accept: 'application/json', ...(token ? { cookie: `session=${token}` } : {}) } });
    expect((await ask('PUT', `/v1/me/saved-halls/${id}`)).status).to.equal(401);
    expect((await ask('PUT', `/v1/me/saved-halls/${id}`, noor)).status).to.equal(204);
    const { items } = (await (await ask('GET', '/v1/me/saved-halls', noor)).json()) as { items: { hall: { slug: string }; free?: object; savedAt: string }[] };
    expect(items.map(({ hall }) => hall.slug)).to.deep.equal([HALL]);
    expect(items[0]).to.include.keys('free', 'totalCents', 'hourCents', 'savedAt');
    expect((await ask('DELETE', `/v1/me/saved-halls/${id}`, noor)).status).to.equal(204);
    expect(((await (await ask('GET', '/v1/me/saved-halls', noor)).json()) as { items: object[] }).items).to.deep.equal([]);
  });
});

describe('the comparison', function () {
  this.timeout(60_000);
  const site = useSite();
  const day = aWednesday();

  it('puts two to four halls side by side under real headings, with what they cost and offer', async () => {
    const { status, text } = await site.get(`/vergelijken?zaal=${HALL}&zaal=${OTHER}&datum=${day}&van=19:00&tot=22:00&personen=20`);
    expect(status).to.equal(200);
    expect(text.match(/<th scope="col">/g)).to.have.length(2);
    expect(text).to.contain('<th scope="row">Prijs per uur</th>').and.contain('<th scope="row">Waarborg</th>').and.contain('<th scope="rowgroup"');
    expect(text).to.contain('Vrij op dat moment').and.contain(`/zalen/${OTHER}/reserveren?datum=${day}&amp;van=19%3A00&amp;tot=22%3A00&amp;personen=20`);
  });

  it('says why a hall cannot be had at the asked moment, and when it can be had first', async () => {
    const { text } = await site.get(`/vergelijken?zaal=${HALL}&zaal=${OTHER}&datum=${day}&van=03:00&tot=05:00&personen=20`);
    expect(text).to.contain('Kan niet op dat moment').and.contain('Eerst vrij').and.not.contain('Vrij op dat moment');
    expect((await site.get(`/vergelijken?zaal=${HALL}&zaal=${OTHER}&datum=${day}&van=19:00&tot=21:00&personen=300`)).text).to.contain('passen hoogstens');
  });

  it('proposes the first free moment of each when none is asked', async () => {
    const { text } = await site.get(`/vergelijken?zaal=${HALL}&zaal=${OTHER}`);
    expect(text.match(/Eerst vrij:/g)).to.have.length(2);
  });

  it('says what is wrong at its field, and keeps what was typed', async () => {
    const { status, text } = await site.get(`/vergelijken?zaal=${HALL}&zaal=${OTHER}&datum=gisteren&van=19:00&tot=21:00&personen=heel+veel`);
    expect(status).to.equal(422);
    expect(text).to.contain('Kies een bestaande dag').and.contain('value="heel veel"').and.contain('Eerst vrij:');
  });

  it('asks for more halls when there are too few, and shows the first four of too many', async () => {
    expect((await site.get('/vergelijken')).text).to.contain('Kies minstens twee zalen');
    expect((await site.get(`/vergelijken?zaal=${HALL}&zaal=nergens&zaal=${HALL}`)).text).to.contain('Kies minstens twee zalen');
    const slugs = (await site.db<{ slug: string }>('halls').where('bookable', true).orderBy('slug').limit(6)).map(({ slug }) => slug);
    const { text } = await site.get(`/vergelijken?${slugs.map((slug) => `zaal=${slug}`).join('&')}`);
    expect(text.match(/<th scope="col">/g)).to.have.length(4);
    expect(text).to.contain('dit zijn de eerste vier');
  });
});
