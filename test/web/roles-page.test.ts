import { expect } from 'chai';
import { useSite } from './site.ts';

describe('the page on which roles are given and taken', function () {
  this.timeout(30_000);
  const site = useSite();
  let ria: string;
  let city: string;
  let els: string;

  before(async () => {
    ria = await site.tokenOf('ria');
    await site.tokenOf('els');
    city = (await site.db<{ id: string; name: string }>('organisations').where('name', 'Stad Leuven').first('id'))!.id;
    els = (await site.db<{ id: string; given_name: string }>('persons').where('given_name', 'Els').first('id'))!.id;
  });

  const asked = (own: Record<string, string> = {}) => ({ zoek: 'Els', persoon: els, rol: 'reader', waar: city, laatste: '', ...own });

  it('gives a role to whoever was found by name, shows it, and takes it again', async () => {
    const found = await site.get('/beheer/rollen?zoek=els+peters', ria);
    expect(found.text).to.contain(`value="${els}"`).and.contain('Stad Leuven: de hele stad');
    expect(found.headers.get('cache-control')).to.equal('no-store');
    const given = await site.post('/beheer/rollen', asked(), ria);
    expect([given.status, given.location]).to.deep.equal([303, '/beheer/rollen?gelukt=gegeven']);
    const { text } = await site.get(given.location, ria);
    expect(text).to.contain('De rol is gegeven').and.contain('gegeven door Ria De Smet');
    const token = await site.tokenOf('els');
    expect((await site.get('/beheer/rollen', token, { accept: 'text/html' })).status, 'a reader gives no roles').to.equal(403);
    const [, take = ''] = /action="(\/beheer\/rollen\/[^"]+\/afnemen)"/.exec(text)!;
    expect((await site.post(take, {}, ria)).location).to.equal('/beheer/rollen?gelukt=afgenomen');
    expect((await site.post(take, {}, ria)).status).to.equal(404);
  });

  it('says where a role of the government login is taken, and offers no button for it', async () => {
    const { text } = await site.get('/beheer/rollen', ria);
    expect(text).to.contain('Ria De Smet').and.contain('komt van het aanmelden').and.not.contain('afnemen"');
    const { id } = (await site.db<{ id: string; source: string }>('staff_roles').where('source', 'login').first('id'))!;
    const refused = await site.post(`/beheer/rollen/${id}/afnemen`, {}, ria);
    expect([refused.status, refused.text.includes('Deze rol komt mee bij het aanmelden')]).to.deep.equal([409, true]);
  });

  it('says at each field what is wrong and keeps what was typed', async () => {
    for (const [own, said] of [
      [{ persoon: '' }, 'Kies aan wie u de rol geeft.'], [{ rol: 'baas' }, 'Kies een rol.'], [{ waar: 'x_y' }, 'Kies waar de rol geldt.'],
      [{ laatste: '2020-01-01' }, 'Kies een dag vanaf vandaag.'], [{ laatste: 'morgen' }, 'Kies een dag vanaf vandaag.'],
    ] as const) {
      const { status, text } = await site.post('/beheer/rollen', asked(own), ria);
      expect([status, text.includes(said)], said).to.deep.equal([422, true]);
      expect(text, 'the search is kept').to.contain('value="Els"');
    }
    const directorate = (await site.db<{ id: string; name: string }>('organisations').where('name', 'Directie Cultuur').first('id'))!.id;
    const agent = await site.post('/beheer/rollen', asked({ rol: 'agent', waar: directorate }), ria);
    expect([agent.status, agent.text.includes('helpt iedereen')]).to.deep.equal([422, true]);
  });

  it('says that somebody has a role already, and that the day is too far away', async () => {
    await site.post('/beheer/rollen', asked({ rol: 'finance' }), ria);
    const again = await site.post('/beheer/rollen', asked({ rol: 'finance' }), ria);
    expect([again.status, again.text.includes('heeft deze rol al')]).to.deep.equal([409, true]);
    expect((await site.post('/beheer/rollen', asked({ laatste: '2099-01-01' }), ria)).status).to.be.oneOf([409, 422]);
  });

  it('lets in administrators alone, and survives whatever is in its address', async () => {
    expect((await site.get('/beheer/rollen')).location).to.equal('/aanmelden?terug=%2Fbeheer%2Frollen');
    for (const persona of ['els', 'an', 'karim']) expect((await site.get('/beheer/rollen', await site.tokenOf(persona), { accept: 'text/html' })).status, persona).to.equal(403);
    for (const query of ['vanaf=x', 'zoek=%00', 'zoek=%27', `vanaf=${Buffer.from('{"name":1}').toString('base64url')}`]) {
      expect((await site.get(`/beheer/rollen?${query}`, ria)).status, query).to.be.oneOf([200, 400]);
    }
    expect((await site.post('/beheer/rollen/nergens/afnemen', {}, ria)).status).to.equal(404);
  });
});
