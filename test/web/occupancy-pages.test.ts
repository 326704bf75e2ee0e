import { expect } from 'chai';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { loadHall } from '../../src/catalogue/load-hall.ts';
import type { PersonId } from '../../src/kernel/ids.ts';
import type { StaffRole } from '../../src/kernel/actor.ts';
import { addDays, atLocal } from '../../src/kernel/time.ts';
import { transact } from '../../src/platform/db.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import { anAsk } from '../bookings/setting.ts';
import { aPerson } from '../support/people.ts';
import { aWednesday } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe("the managers' timeline and day", function () {
  this.timeout(30_000);
  const site = useSite();
  const day = aWednesday();
  let code: string;
  let an: string;

  before('a booking in a hall of the directorate Culture', async () => {
    const now = new Date();
    const [hall, booker] = [await loadHall(site.db, HALL, now), await aPerson(site.db)];
    await site.db('persons').where({ id: booker.personId }).update({ given_name: 'Zita', family_name: 'Quintens', phone: '+32 470 00 00 99' });
    const ask = anAsk(hall!, { start: atLocal(day, '19:00'), end: atLocal(day, '21:00') }, { activity: 'Lezing <b>over</b> vogels', attendance: 12, remarks: 'Graag een lessenaar' });
    ({ code } = await transact(site.db, (tx) => placeBooking(tx, ask, booker, now)));
    an = await site.tokenOf('an');
  });

  /** Somebody with one role at the directorate Culture, logged in. */
  async function tokenWith(role: StaffRole): Promise<string> {
    const { personId } = await aPerson(site.db);
    const { organisation_id: organisationId } = (await site.db<{ slug: string; organisation_id: string }>('venues').where({ slug: 'tweebronnen' }).first('organisation_id'))!;
    await site.db('staff_roles').insert({ person_id: personId, role, organisation_id: organisationId, venue_id: null, source: 'given' });
    return (await transact(site.db, (tx) => insertSession(tx, { personId: personId as PersonId }, new Date()))).token;
  }

  it('shows the same booking in a day, a week and a month', async () => {
    for (const span of ['dag', 'week']) {
      const { status, text } = await site.get(`/beheer/bezetting?weergave=${span}&datum=${day}`, an);
      expect(status).to.equal(200);
      expect(text, span).to.contain(`href="/reservaties/${code}"`).and.contain('Lezing &lt;b>over&lt;/b> vogels').and.contain('te betalen tot').and.contain('optie tot');
      expect(text).not.to.match(/<style| style="| on\w+="|<script(?![^>]* src=)/i);
    }
    const { text } = await site.get(`/beheer/bezetting?weergave=maand&datum=${day}&gebouw=tweebronnen`, an);
    expect(text).to.match(new RegExp(`href="/beheer/bezetting\\?weergave=dag&(amp;)?datum=${day}[^"]*" aria-label="1 reservatie`));
  });

  it('says in every language what it shows', async () => {
    for (const [language, word] of [['en', 'to be paid until'], ['fr', 'à payer jusqu&#39;à']] as const) {
      const { text } = await site.get(`/beheer/bezetting?datum=${day}`, an, { cookie: `session=${an}; language=${language}` });
      expect(text.replaceAll("'", '&#39;'), language).to.contain(word);
    }
  });

  it('marks each venue as a part that turns by itself, and nothing of venues of others', async () => {
    const { text } = await site.get(`/beheer/bezetting?datum=${day}`, an);
    const { id } = (await site.db<{ id: string; slug: string }>('venues').where({ slug: 'tweebronnen' }).first('id'))!;
    expect(text).to.match(new RegExp(`<tbody id="gebouw-tweebronnen"[^>]*data-live-topics="venue:${id}"`));
    expect(text).not.to.contain('gebouw-sporthal-rijschool');
    expect((await site.get(`/beheer/bezetting?datum=${day}`, await site.tokenOf('bart'))).text).to.contain('Sporthal').and.not.contain('gebouw-tweebronnen');
    expect((await site.get('/beheer/bezetting?gebouw=tweebronnen', await site.tokenOf('bart'))).text).to.contain('Geen zalen om te tonen');
  });

  it('keeps a date that is none beside what is wrong with it', async () => {
    for (const path of ['/beheer/bezetting?datum=overmorgen', '/beheer/vandaag?datum=overmorgen']) {
      const { status, text } = await site.get(path, an);
      expect(status).to.equal(200);
      expect(text).to.match(/<input[^>]*value="overmorgen"[^>]*aria-invalid="true"[^>]*aria-describedby="datum-fout"/).and.contain('Kies een datum');
    }
  });

  it('answers whatever is asked of it', async () => {
    const odd = ['%00', "'; --", '0001-01-01', '9999-12-31', '2026-02-31', 'x'.repeat(300), '__proto__'];
    for (const word of odd) {
      const query = ['weergave', 'datum', 'gebouw', 'soort', 'na'].map((name) => `${name}=${encodeURIComponent(word)}`).join('&');
      for (const path of ['/beheer/bezetting', '/beheer/bezetting.csv', '/beheer/vandaag']) expect((await site.get(`${path}?${query}`, an)).status, `${path} ${word}`).to.equal(200);
    }
  });

  it('gives what is shown as a file, in which a manager finds the booking', async () => {
    const { status, text, headers } = await site.get(`/beheer/bezetting.csv?weergave=dag&datum=${day}&gebouw=tweebronnen`, an);
    expect(status).to.equal(200);
    expect(headers.get('content-type')).to.match(/^text\/csv/);
    expect(headers.get('content-disposition')).to.contain(`bezetting-${day}-${addDays(day, 1)}.csv`);
    const line = text.split('\r\n').find((one) => one.endsWith(code));
    expect(line).to.match(new RegExp(`;reservatie;optie tot [^;]+;${day} 19:00;${day} 21:00;`));
  });

  it('tells a manager on the page of the day what must be ready for whom', async () => {
    const { status, text } = await site.get(`/beheer/vandaag?datum=${day}`, an);
    expect(status).to.equal(200);
    for (const part of [code, 'Gele zaal', 'Graag een lessenaar', 'tel:+32470000099', '19:00 – 21:00', 'te betalen tot']) expect(text).to.contain(part);
    expect((await site.get('/beheer', an)).location).to.equal('/beheer/vandaag');
    expect((await site.get('/beheer/vandaag', an)).text).to.contain('Dit vraagt aandacht');
  });

  it('lets finance and readers look, without telephone numbers, and a reader without names', async () => {
    const [finance, reader] = [await tokenWith('finance'), await tokenWith('reader')];
    for (const token of [finance, reader]) {
      expect((await site.get(`/beheer/bezetting?datum=${day}`, token)).text).to.contain(code);
      expect((await site.get(`/beheer/vandaag?datum=${day}`, token)).text).to.contain(code).and.not.contain('+32 470 00 00 99');
    }
    expect((await site.get(`/beheer/bezetting?datum=${day}`, finance)).text).to.contain('Zita Quintens');
    for (const path of [`/beheer/bezetting?datum=${day}`, `/beheer/bezetting.csv?datum=${day}`, `/beheer/vandaag?datum=${day}`]) {
      expect((await site.get(path, reader)).text, path).not.to.match(/Quintens|lessenaar/);
    }
  });

  it('asks visitors to log in, and turns away residents and the contact centre', async () => {
    for (const path of ['/beheer/bezetting', '/beheer/bezetting.csv', '/beheer/vandaag']) {
      expect((await site.get(path)).location, path).to.match(/^\/aanmelden/);
      for (const persona of ['noor', 'karim']) expect((await site.get(path, await site.tokenOf(persona), { accept: 'text/html' })).status, `${path} ${persona}`).to.equal(403);
    }
  });
});
