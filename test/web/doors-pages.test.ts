import { expect } from 'chai';
import { newId } from '../../src/kernel/ids.ts';
import { fieldsIn } from './booking-form.ts';
import { useSite } from './site.ts';

describe('the pages about doors', function () {
  this.timeout(30_000);
  const site = useSite();

  const anAlarm = async (own: object = {}): Promise<string> => {
    const venue = (await site.db('venues').where({ slug: 'tweebronnen' }).first<{ id: string }>('id'))!;
    const [lock, id] = [newId(), newId()];
    await site.db('locks').insert({ id: lock, venue_id: venue.id, name: JSON.stringify({ nl: 'Zijdeur <b>' }), gateway: 'proef', lock_name: `deur-${id.slice(-12)}` });
    await site.db('alarms').insert({ id, kind: 'tampered', lock_id: lock, raised_at: new Date(), escalate_at: new Date(Date.now() + 900_000), ...own });
    return id;
  };

  it('show what is wrong, what to do and who was told; who takes it up is seen by others, and who settles it ends it', async () => {
    const id = await anAlarm();
    await site.db('mails').insert({ id: newId(), dedupe_key: id, template: 'alarm', language: 'nl', recipient: 'wacht@firma.be', status: 'failed', facts: JSON.stringify({ alarmId: id, to: 'outside' }) });
    const [an, ria] = [await site.tokenOf('an'), await site.tokenOf('ria')];
    const { text } = await site.get('/beheer/alarmen', an);
    expect(text).to.contain('Iemand heeft aan het slot gezeten').and.contain('Zijdeur &lt;b').and.contain('Ga kijken, of stuur iemand').and.contain('wacht@firma.be').and.contain('waarvan 1 niet aangekomen').and.contain('gaat het naar meer mensen');
    expect((await site.get('/beheer/vandaag', an)).text).to.contain(`/beheer/alarmen#alarm-${id}`);
    const taken = await site.post(`/beheer/alarmen/${id}`, { actie: 'opnemen' }, an);
    expect([taken.status, taken.location]).to.deep.equal([303, `/beheer/alarmen?gelukt=opgenomen#alarm-${id}`]);
    expect((await site.get('/beheer/alarmen', ria)).text).to.contain('is ermee bezig').and.contain('Ik neem het over');
    expect((await site.post(`/beheer/alarmen/${id}`, { actie: 'afhandelen' }, ria)).location).to.contain('gelukt=afgehandeld');
    expect((await site.get('/beheer/alarmen', an)).text).to.contain('Afgehandeld door Ria').and.not.contain('value="opnemen"');
    expect((await site.post(`/beheer/alarmen/${id}`, { actie: 'opnemen' }, an)).location).to.contain('fout=voorbij');
    expect(await site.db('audit').whereIn('action', ['take-up-alarm', 'settle-alarm']).where({ subject_id: id })).to.have.length(2);
  });

  it('show a rota before it is saved, and then who has the watch and when nobody has', async () => {
    const an = await site.tokenOf('an');
    const { text } = await site.get('/beheer/wacht', an);
    expect(text).to.contain('Niemand heeft de wacht. Alarmen gaan naar de zaalbeheerders.');
    const form = (page: string): Record<string, string> => fieldsIn(/<form[^>]*id="wacht".*?<\/form>/s.exec(page)?.[0] ?? '');
    const filled = { ...form(text), actie: 'bekijk', 'w1-wie': 'ander', 'w1-naam': 'Nachtwacht <bv>', 'w1-mail': 'wacht@firma.be', 'w1-tel': '016 27 20 00', 'b1-dag': '5', 'b1-van': '22', 'b1-tot': '6u', 'b1-wie': '1', 'v1-wie': '', 'v1-door': '' };
    const looked = await site.post('/beheer/wacht', filled, an);
    expect(looked.status, /ds-error-summary.*?<\/div>/s.exec(looked.text)?.[0]).to.equal(200);
    expect(looked.text).to.contain('Zo wordt het in de komende veertien dagen').and.contain('Nachtwacht &lt;bv').and.contain('22:00').and.contain('Niemand: alarmen gaan naar de zaalbeheerders');
    const saved = await site.post('/beheer/wacht', { ...filled, actie: 'bewaar', bekeken: fieldsIn(looked.text)['bekeken'] ?? '' }, an);
    expect(saved.status, saved.text.slice(0, 300)).to.equal(303);
    const after = await site.get(saved.location, an);
    expect(after.text).to.contain('De wacht is bewaard').and.contain('+3216272000').and.contain('value="06:00"');
    const late = await site.post('/beheer/wacht', { ...filled, 'b1-tot': '7', actie: 'bekijk' }, an);
    const second = await site.post('/beheer/wacht', { ...filled, 'b1-tot': '7', actie: 'bewaar', bekeken: fieldsIn(late.text)['bekeken'] ?? '' }, an);
    expect(second.status).to.equal(412);
    expect(second.text).to.contain('Iemand bewaarde intussen een andere wacht').and.contain('value="7"');
  });

  it('name each field of a rota that is not right, and keep what was typed', async () => {
    const an = await site.tokenOf('an');
    const { status, text } = await site.post('/beheer/wacht', { plaats: '', actie: 'bekijk', 'w1-wie': 'ander', 'w1-naam': 'Firma', 'w1-mail': 'geen adres', 'w1-tel': 'bel', 'b1-van': '25', 'b1-tot': '6', 'b1-wie': '9', 'v1-van': '2020-01-01', 'v1-wie': '1' }, an);
    expect(status).to.equal(422);
    for (const field of ['w1-mail', 'w1-tel', 'b1-dag', 'b1-van', 'b1-wie']) expect(text, field).to.contain(`href="#${field}"`).and.contain(`id="${field}-fout"`);
    expect(text).to.contain('value="geen adres"').and.contain('value="25"');
  });
});
