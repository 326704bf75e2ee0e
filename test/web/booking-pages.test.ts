import { expect } from 'chai';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe('the pages of a booking', function () {
  this.timeout(30_000);
  const site = useSite();
  const evening = { day: aWednesday(), from: '19:00', to: '21:00' };

  describe('booking', () => {
    it('books what was filled in and shows the booking', async () => {
      const els = await site.tokenOf('els');
      const { status, location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, evening, els), els);
      expect(status).to.equal(303);
      const { text } = await site.get(location, els);
      expect(text).to.contain('Bestuursvergadering').and.contain('Nog te betalen').and.contain('data-countdown').and.contain('Betaal €');
    });

    it('leads whoever sends the same form twice to the one booking', async () => {
      const noor = await site.tokenOf('noor');
      const fields = await filledIn(site, HALL, { ...evening, day: aWednesday(4) }, noor);
      const [first, second] = [await site.post(`/zalen/${HALL}/reserveren`, fields, noor), await site.post(`/zalen/${HALL}/reserveren`, fields, noor)];
      expect(first.status).to.equal(303);
      expect(second.location).to.equal(first.location);
    });

    it('names what is missing at its field, and keeps what was typed', async () => {
      const els = await site.tokenOf('els');
      const fields = {
        ...(await filledIn(site, HALL, { ...evening, day: aWednesday(5) }, els)),
        activiteit: '',
        opmerking: 'Mag de piano open? <b>',
        'akkoord-reglement': '',
      };
      const { status, text } = await site.post(`/zalen/${HALL}/reserveren`, fields, els);
      expect(status).to.equal(422);
      expect(text).to.contain('Vertel kort wat u gaat doen.').and.contain('Ga akkoord met het gebruiksreglement').and.contain('Mag de piano open? &lt;b>');
      expect(text)
        .to.match(/<input[^>]*name="activiteit"[^>]*>/)
        .and.match(/aria-invalid="true"/);
    });

    it('says why a moment is taken and what can be had instead, each one tap away', async () => {
      const [els, tom] = [await site.tokenOf('els'), await site.tokenOf('tom')];
      const moment = { ...evening, day: aWednesday(6) };
      await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, moment, els), els);
      const { status, text } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, moment, tom), tom);
      expect(status).to.equal(409);
      expect(text).to.contain('De zaal is dan al bezet').and.contain('Dit kan wel');
      const [, action = '', instead = ''] = /class="oz-alternative"[^>]* formaction="([^"]+)"[^>]* value="([^"]+)"/i.exec(text) ?? [];
      const taken = await site.post(action, { ...(await filledIn(site, HALL, moment, tom)), anders: instead.replaceAll('&amp;', '&') }, tom);
      expect(taken.location).to.match(/^\/zalen\/[^/]+\/reserveren\?/);
      const form = (await site.get(taken.location, tom)).text;
      expect(form).to.contain('value="Bestuursvergadering"').and.not.contain('oz-alternative');
    });

    it('does not charge another price than the one that was shown', async () => {
      const els = await site.tokenOf('els');
      const fields = { ...(await filledIn(site, HALL, { ...evening, day: aWednesday(7) }, els)), bedrag: '1' };
      const { status, text } = await site.post(`/zalen/${HALL}/reserveren`, fields, els);
      expect(status).to.equal(409);
      expect(text).to.contain('De prijs is bijgewerkt');
    });

    it('takes somebody who is not logged in to the login and back with all that was chosen', async () => {
      const { status, location } = await site.post(`/zalen/${HALL}/reserveren`, {
        datum: evening.day,
        van: '19:00',
        tot: '21:00',
        personen: '12',
        activiteit: 'Quiz',
        'akkoord-reglement': 'ja',
      });
      expect(status).to.equal(303);
      const back = new URL(location, site.origin).searchParams.get('terug') ?? '';
      expect(back).to.contain('personen=12').and.contain('activiteit=Quiz').and.not.contain('akkoord');
    });

    it('writes what people type as text, never as markup', async () => {
      const els = await site.tokenOf('els');
      const fields = { ...(await filledIn(site, HALL, { ...evening, day: aWednesday(8) }, els)), activiteit: '<script>alert(1)</script>' };
      const { location } = await site.post(`/zalen/${HALL}/reserveren`, fields, els);
      for (const path of [location, '/reservaties', `${location}/annuleren`])
        expect((await site.get(path, els)).text, path)
          .to.contain('&lt;script>')
          .and.not.contain('<script>alert');
    });
  });

  describe('a booking of one’s own', () => {
    it('lists from the first on where the address names no page that there is', async () => {
      const els = await site.tokenOf('els');
      for (const from of ['1~018f0000-0000-7000-8000-000000000000', 'x', '2027-01-01T00:00:00Z~x', '%00'])
        expect((await site.get(`/reservaties?vanaf=${from}`, els)).status, from).to.equal(200);
    });

    it('leads to the checkout, and says what came of it', async () => {
      const els = await site.tokenOf('els');
      const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { ...evening, day: aWednesday(9) }, els), els);
      const checkout = await site.post(`${location}/betalen`, {}, els);
      expect(checkout.status).to.equal(303);
      await fetch(checkout.location, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ status: 'canceled' }) });
      expect((await site.get(location, els)).text).to.match(/Verder naar de betaling|Probeer opnieuw te betalen/);
    });

    it('is nobody else’s to see, pay or cancel', async () => {
      const [els, noor] = [await site.tokenOf('els'), await site.tokenOf('noor')];
      const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { ...evening, day: aWednesday(10) }, els), els);
      expect((await site.get(location, noor, { accept: 'text/html' })).status).to.equal(404);
      for (const what of ['betalen', 'annuleren', 'code']) expect((await site.post(`${location}/${what}`, {}, noor)).status, what).to.equal(404);
    });

    it('can be cancelled after reading what comes back, but not when it has changed since', async () => {
      const els = await site.tokenOf('els');
      const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { ...evening, day: aWednesday(11) }, els), els);
      expect((await site.get(`${location}/annuleren`, els)).text).to.contain('U hebt nog niets betaald.');
      expect((await site.post(`${location}/annuleren`, { versie: '99' }, els)).status).to.equal(412);
      const cancelled = await site.post(`${location}/annuleren`, { versie: '1', reden: 'De spreker is ziek' }, els);
      expect(cancelled.location).to.equal(`${location}?gelukt=geannuleerd`);
      expect((await site.get(cancelled.location, els)).text)
        .to.contain('Uw reservatie is geannuleerd.')
        .and.contain('De spreker is ziek');
    });

    it('fits in a calendar', async () => {
      const els = await site.tokenOf('els');
      const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { ...evening, day: aWednesday(12) }, els), els);
      const { headers, text } = await site.get(`${location}/agenda.ics`, els);
      expect(headers.get('content-type')).to.contain('text/calendar');
      expect(text).to.contain('BEGIN:VEVENT').and.contain('Bestuursvergadering');
    });
  });

  describe('for managers, representatives and agents', () => {
    it('lets a manager decline with a reason only, and approve with none', async () => {
      const [els, an] = [await site.tokenOf('els'), await site.tokenOf('an')];
      const foyer = '30cc-schouwburg-foyer';
      const requested = await site.post(
        `/zalen/${foyer}/reserveren`,
        await filledIn(site, foyer, { day: aWednesday(8), from: '18:00', to: '22:00' }, els),
        els,
      );
      const code = requested.location.split('/')[2]?.split('?')[0] ?? '';
      expect((await site.get('/beheer/aanvragen', an)).text).to.contain(code);
      expect((await site.post(`/beheer/aanvragen/${code}`, { besluit: 'weigeren', reden: ' ', versie: '1' }, an)).status).to.equal(422);
      const approved = await site.post(`/beheer/aanvragen/${code}`, { besluit: 'goedkeuren', reden: '', versie: '1' }, an);
      expect(approved.location).to.equal('/beheer/aanvragen?gelukt=goedgekeurd');
      expect((await site.post(`/beheer/aanvragen/${code}`, { besluit: 'goedkeuren', versie: '1' }, an)).status).to.equal(409);
      expect((await site.get(`/reservaties/${code}`, els)).text).to.contain('Nog te betalen');
    });

    it('lets an agent enter an association and confirm who represents it, who then invites members', async () => {
      const [karim, pieter] = [await site.tokenOf('karim'), await site.tokenOf('pieter')];
      expect((await site.post('/kcc/organisaties', { naam: '', kbo: '123' }, karim)).status).to.equal(422);
      const created = await site.post('/kcc/organisaties', { naam: 'Buurtcomité Vaartkom', soort: 'association' }, karim);
      const id = /organisatie\/([0-9a-f-]{36})/.exec(created.location)?.[1] ?? '';
      const found = await site.get(`/kcc/organisatie/${id}?persoon=Pieter+Maes`, karim);
      const person = /name="persoon" value="([0-9a-f-]{36})"/.exec(found.text)?.[1] ?? '';
      expect((await site.post(`/kcc/organisaties/${id}/vertegenwoordiger`, { persoon: person }, karim)).location).to.contain('gelukt=bevestigd');
      expect((await site.get('/organisaties', pieter)).text).to.contain('Buurtcomité Vaartkom');
      expect((await site.post(`/organisaties/${id}/uitnodigingen`, { email: 'geen adres', rol: 'member' }, pieter)).status).to.equal(422);
      expect((await site.post(`/organisaties/${id}/uitnodigingen`, { email: 'lid@example.com', rol: 'member' }, pieter)).location).to.contain(
        'gelukt=uitgenodigd',
      );
      expect((await site.post('/handelen-voor', { organisatie: id, terug: '/zalen' }, pieter)).location).to.equal('/zalen');
    });
  });
});
