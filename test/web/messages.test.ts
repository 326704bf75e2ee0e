import { expect } from 'chai';
import { axeFaults, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe('what became of mails, for staff', function () {
  this.timeout(30_000);
  const site = useSite();
  let weeks = 3;

  const booked = async (): Promise<{ path: string; mailId: string; els: string }> => {
    const els = await site.tokenOf('els');
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day: aWednesday((weeks += 1)), from: '19:00', to: '21:00' }, els), els);
    const path = location.split('?')[0] ?? '';
    const mail: { id: string } | undefined = await site.db('mails').join('bookings', 'bookings.id', 'mails.booking_id').where('bookings.code', path.split('/')[2] ?? '').first('mails.id');
    return { path, mailId: mail?.id ?? '', els };
  };
  const fail = (id: string) => site.db('mails').where({ id }).update({ status: 'failed', last_error: '550 <No such user>' });

  it('shows an agent and a manager what was mailed, why it did not arrive, and sends it again', async () => {
    const { path, mailId, els } = await booked();
    await fail(mailId);
    expect((await site.get(path, els)).text, 'not the booker').to.not.contain('Berichten aan de aanvrager');
    const karim = await site.tokenOf('karim');
    const { text } = await site.get(path, karim);
    expect(text).to.contain('Berichten aan de aanvrager').and.contain('Vraag om te betalen').and.contain('Niet aangekomen').and.contain('550 &lt;No such user>');
    const again = await site.post(`${path}/berichten`, { mail: mailId }, karim);
    expect(again.location).to.equal(`${path}?gelukt=bericht#berichten`);
    expect((await site.get(`${path}?gelukt=bericht`, karim)).text).to.contain('De mail wordt opnieuw verstuurd.').and.contain('Wordt verstuurd').and.contain('Opnieuw verstuurd');
    const twice = await site.post(`${path}/berichten`, { mail: mailId }, karim);
    expect((await site.get(twice.location.split('#')[0] ?? '', karim)).text).to.contain('Deze mail is nog onderweg');
    for (const [token, mail] of [[els, mailId], [karim, 'geen'], [await site.tokenOf('noor'), mailId]] as const) expect((await site.post(`${path}/berichten`, { mail }, token)).status).to.equal(404);
  });

  it('says to call whoever has no address', async () => {
    const { path } = await booked();
    const karim = await site.tokenOf('karim');
    const els: { id: string; email: string } | undefined = await site.db('persons').join('bookings', 'bookings.person_id', 'persons.id').where('bookings.code', path.split('/')[2] ?? '').first('persons.id', 'persons.email');
    await site.db('persons').where({ id: els?.id }).update({ email: null });
    const { text } = await site.get(path, karim);
    await site.db('persons').where({ id: els?.id }).update({ email: els?.email });
    expect(text).to.contain('Geen e-mailadres: bel').and.match(/href="tel:/);
  });

  describe('/beheer/berichten', () => {
    const browser = useBrowser();

    it('lists what did not arrive with whom to call, for agents and managers, until it is dealt with', async () => {
      const { mailId, path } = await booked();
      await fail(mailId);
      const [karim, an] = [await site.tokenOf('karim'), await site.tokenOf('an')];
      for (const token of [karim, an]) expect((await site.get('/beheer/berichten', token)).text).to.contain(path).and.contain('550 &lt;No such user>').and.match(/href="tel:[+\d]+"/);
      expect((await site.get('/beheer/berichten', await site.tokenOf('els'), { accept: 'text/html' })).status).to.equal(403);
      expect((await site.get('/beheer/berichten')).location).to.contain('/aanmelden');
      expect((await site.post('/beheer/berichten/onzin', { actie: 'opnieuw' }, an)).status).to.equal(404);
      const context = await browser.open({ viewport: { width: 320, height: 700 } });
      await context.addCookies([{ name: 'session', value: an, url: site.origin }]);
      const page = await context.newPage();
      await page.goto(`${site.origin}/beheer/berichten`);
      expect([await axeFaults(page), await overflowOf(page)]).to.deep.equal([[], 0]);
      const done = await site.post(`/beheer/berichten/${mailId}`, { actie: 'afgehandeld' }, an);
      expect(done.location).to.equal('/beheer/berichten?gelukt=afgehandeld');
      expect((await site.get(done.location, an)).text).to.contain('Afgehandeld.').and.not.contain(path);
    });

    it('sends again from the list, and says when that cannot be', async () => {
      const { mailId, path } = await booked();
      await fail(mailId);
      const karim = await site.tokenOf('karim');
      expect((await site.post(`/beheer/berichten/${mailId}`, { actie: 'opnieuw' }, karim)).location).to.equal('/beheer/berichten?gelukt=opnieuw');
      expect((await site.get('/beheer/berichten', karim)).text).to.not.contain(path);
      const twice = await site.post(`/beheer/berichten/${mailId}`, { actie: 'opnieuw' }, karim);
      expect([twice.status, twice.text.includes('Deze mail is nog onderweg')]).to.deep.equal([409, true]);
    });
  });
});
