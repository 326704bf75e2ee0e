import { expect } from 'chai';
import { mintProofCode } from '../../src/identity/prove-sameness.ts';
import { newId, type PersonId } from '../../src/kernel/ids.ts';
import { transact } from '../../src/platform/db.ts';
import { useSite } from './site.ts';

describe('being asked whether bookings by phone are yours', function () {
  this.timeout(60_000);
  const site = useSite();
  let els: string;
  let elsId: PersonId;

  before(async () => {
    els = await site.tokenOf('els');
    elsId = (await site.db<{ id: PersonId; email: string }>('persons').where('email', 'els.peeters@example.com').first('id'))!.id;
  });

  /** Somebody whom an agent entered, with a membership to bring along. */
  async function byPhone(own: object): Promise<PersonId> {
    const id: PersonId = newId();
    await site.db('persons').insert({ id, given_name: 'Els', family_name: 'Peeters', ...own });
    const organisation = await site.db<{ id: string; name: string }>('organisations').first('id');
    await site.db('memberships').insert({ organisation_id: organisation!.id, person_id: id, role: 'member', source: 'agent' });
    return id;
  }
  const answer = (phonePersonId: string, actie: string, code = '') => site.post('/bent-u-dit', { persoon: phonePersonId, actie, code, terug: '/reservaties' }, els);

  it('is only asked when there is something to ask', async () => {
    expect((await site.get('/bent-u-dit')).location).to.contain('/aanmelden');
    expect((await site.get('/bent-u-dit?terug=/zalen', els)).location).to.equal('/zalen');
    expect((await site.get('/bent-u-dit?terug=//elders.example', els)).location).to.equal('/');
  });

  it('says nothing of the other but where the code goes, counts what is typed wrong, and brings all along', async () => {
    const other = await byPhone({ email: 'els.peeters@example.com' });
    const asked = await site.get('/bent-u-dit', els);
    expect(asked.text).to.contain('e•••@example.com').and.contain('Stuur mij de code');
    expect(asked.headers.get('cache-control')).to.equal('no-store');
    expect((await answer(other, 'stuur')).location).to.contain('/bent-u-dit');
    const mail = await site.db<{ template: string; recipient: string; facts: object }>('mails').where({ template: 'proof-code' }).first('recipient', 'facts');
    expect(mail).to.deep.equal({ recipient: 'els.peeters@example.com', facts: { personId: elsId, number: '1' } });
    const code = await transact(site.db, (tx) => mintProofCode(tx, { personId: elsId, phonePersonId: other }, 1, new Date()));
    const wrong = await answer(other, 'bewijs', code === '123456' ? '654321' : '123456');
    expect([wrong.status, wrong.text.includes('nog 4 keer proberen')]).to.deep.equal([422, true]);
    expect((await answer(other, 'bewijs', code)).location).to.contain('gelukt=samengevoegd');
    expect((await site.get('/bent-u-dit', els)).status, 'nothing left to ask').to.equal(303);
  });

  it('takes no for an answer', async () => {
    const other = await byPhone({ email: 'ELS.PEETERS@example.com' });
    await site.get('/bent-u-dit', els);
    expect((await answer(other, 'neen')).location).to.equal('/reservaties');
    expect((await site.get('/bent-u-dit?terug=/zalen', els)).location).to.equal('/zalen');
    expect((await answer(other, 'stuur')).location, 'answered already').to.equal('/reservaties');
  });

  it('waits for an agent where there is no address, who then merges on the caller\'s card', async () => {
    const other = await byPhone({ phone: '+32470000001' });
    expect((await site.get('/bent-u-dit', els)).text).to.contain('Code van een reservatie');
    expect((await answer(other, 'reservatie', 'AAA-AAA')).text).to.contain('nog 4 keer proberen');
    const { code } = await aBookingOf(other);
    expect((await answer(other, 'reservatie', code.toLowerCase().replace('-', ''))).location).to.contain('/bent-u-dit');
    expect((await site.get('/bent-u-dit', els)).text).to.contain('Een medewerker bevestigt het');
    const karim = await site.tokenOf('karim');
    expect((await site.get(`/kcc/persoon/${other}`, karim)).text).to.contain('zegt deze persoon te zijn');
    expect((await site.post(`/kcc/persoon/${other}/bevestig`, { persoon: elsId }, els)).status).to.equal(403);
    expect((await site.post(`/kcc/persoon/${other}/bevestig`, { persoon: elsId }, karim)).location).to.contain(`/kcc/persoon/${elsId}`);
    expect((await site.get(`/kcc/persoon/${other}`, karim)).location, 'the old card leads to the new one').to.contain(`/kcc/persoon/${elsId}`);
    expect((await site.get(`/reservaties/${code}`, els)).status).to.equal(200);
  });

  it('lets an agent merge the same caller entered twice, and says when it is not clear who is meant', async () => {
    const karim = await site.tokenOf('karim');
    const [one, other] = [await byPhone({ phone: '+32477000777' }), await byPhone({ phone: '+32477000778' })];
    const merge = (fields: Record<string, string>) => site.post(`/kcc/persoon/${one}/samenvoegen`, fields, karim);
    expect((await merge({ andere: '0477 00 07 78', mergereden: '' })).text).to.contain('Zeg hoe u weet');
    expect((await merge({ andere: 'Peeters', mergereden: 'zelfde stem' })).text).to.contain('Geen of meer dan één persoon');
    expect((await merge({ andere: '0470 00 00 01', mergereden: 'zelfde stem' })).status, 'who has a login proves it themselves').to.equal(422);
    expect((await merge({ andere: '0477/00 07 78', mergereden: 'zelfde stem' })).location).to.contain('gelukt=samengevoegd');
    expect(await site.db('persons').where('id', other).first('merged_into')).to.deep.equal({ merged_into: one });
  });

  async function aBookingOf(personId: PersonId): Promise<{ code: string }> {
    const karim = await site.tokenOf('karim');
    const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const { text } = await site.get(`/kcc/persoon/${personId}?datum=${day}&uren=2&binnen=week&personen=5`, karim);
    const form = /<form[^>]*houd-vast.*?<\/form>/s.exec(text)?.[0] ?? '';
    const fields = Object.fromEntries([...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]));
    const { location } = await site.post(`/kcc/persoon/${personId}/houd-vast`, fields, karim);
    return { code: /optie=([0-9A-Z]{3}-[0-9A-Z]{3})/.exec(location)?.[1] ?? '' };
  }
});
