import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import { addDays, localDate } from '../../src/kernel/time.ts';
import { axeFaults, useBrowser } from '../support/browser.ts';
import { useSite } from './site.ts';

const TEXT = /<textarea[^>]*name="regels"[^>]*>([^]*?)<\/textarea>/;
const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

describe('the pages on which finance keeps tariffs', function () {
  this.timeout(60_000);
  const site = useSite();
  const browser = useBrowser();
  let ria: string;
  let path: string;
  const tomorrow = addDays(localDate(new Date()), 1);

  before('a regulation of a few halls', async () => {
    ria = await site.tokenOf('ria');
    const { regulation_id: id } = (await site.db<{ regulation_id: string; slug: string }>('halls').where('slug', 'tweebronnen-auditorium').first('regulation_id'))!;
    path = `/beheer/tarieven/${id}`;
  });

  const rules = async (): Promise<Record<string, unknown>> => parse(unescaped(TEXT.exec((await site.get(`${path}/ontwerp`, ria)).text)![1]!)) as Record<string, unknown>;
  const save = (source: string, own: Record<string, string> = {}) => site.post(`${path}/ontwerp`, { regels: source, vanaf: tomorrow, telt: 'activity', versie: '0', ...own }, ria);

  it('list the regulations of every organisation whose tariffs one keeps', async () => {
    const { text, headers } = await site.get('/beheer/tarieven', ria);
    expect(text).to.contain(path).and.contain('versie 1, geldt vanaf');
    expect(headers.get('cache-control')).to.equal('no-store');
  });

  it('try a price: each line with its rule and why it carries its VAT', async () => {
    const { text } = await site.get(`${path}?zaal=tweebronnen-auditorium&aanvrager=company&datum=${tomorrow}&van=18:00&tot=23:00`, ria);
    expect(text.replaceAll(/<[^>]+>|\s+/g, ' ')).to.contain('huur-tweebronnen-auditorium-company').and.contain('waarborg-tweebronnen-auditorium-company').and.contain('Kortdurende verhuur aan ondernemingen');
    const odd = await site.get(`${path}?datum=2026-02-31&van=25:00&tot=x`, ria);
    expect([odd.status, odd.text.includes('Kies een bestaande dag.'), odd.text.match(/Schrijf een uur zoals 19:00\./g)?.length]).to.deep.equal([200, true, 4]);
  });

  it('say at which place the text of a draft is wrong, and keep it', async () => {
    const source = stringify({ ...await rules(), groups: { alle: ['nergens'] } });
    const { status, text } = await save(source);
    expect(status).to.equal(422);
    expect(text).to.contain('groups › alle › nr. 1: Dit kennen wij hier niet.').and.contain('nergens');
    const named = stringify({ ...await rules(), changes: [{ id: 'toeslag', label: { nl: 'Toeslag' }, percent: 5, bands: ['nacht'] }] });
    expect((await save(named)).text).to.contain('changes › toeslag › bands › nr. 1: ');
    expect((await save('halls: [')).text).to.contain('Dit is niet goed geschreven, rond regel');
    expect((await save(stringify(await rules()), { vanaf: '2020-01-01' })).text).to.contain('Kies vandaag of een latere dag.');
    const early = { ...await rules(), cancellation: { countFrom: 'day-after', steps: [{ days: 5, counted: 'calendar', duePercent: 0 }] } };
    expect((await save(stringify(early))).text).to.contain('cancellation: Dit past de toepassing nog niet toe.');
    const { halls } = await rules();
    const less = (halls as string[])[0]!;
    expect((await save(stringify(await rules()).replace(`- ${less}\n`, '- bestaat-niet\n'))).status).to.equal(422);
  });

  it('save a draft that counts for nobody, show what it would change, and publish it once for good', async () => {
    const wanted = stringify({ ...await rules(), costs: [{ id: 'dossier', label: { nl: 'Dossierkosten' }, euro: 2.5, per: 'booking' }],
      purposes: [{ id: 'les', label: { nl: 'Les' } }, { id: 'feest', label: { nl: 'Feest' } }], changes: [{ id: 'feest', label: { nl: 'Feesttoeslag' }, purposes: ['feest'], percent: 50 }] });
    expect((await save(`# van Ria\n${wanted}`)).location).to.equal(`${path}/ontwerp?gelukt=bewaard`);
    expect((await save(wanted)).status, 'somebody saved it meanwhile').to.equal(412);
    const draft = (await site.get(`${path}/ontwerp?gelukt=bewaard`, ria)).text;
    expect(draft).to.contain('# van Ria').and.contain('Er overlapt niets');
    const quote = async (purpose = ''): Promise<string> => (await site.get(`/zalen/tweebronnen-auditorium/reserveren?datum=${addDays(tomorrow, 6)}&van=18:00&tot=23:00&personen=10${purpose}`, ria)).text;
    expect(await quote()).not.to.contain('Dossierkosten');
    expect((await site.get(`${path}/vergelijking`, ria)).text).to.contain('Er waren het voorbije jaar geen reservaties.').and.contain('Maak bekend');
    expect((await site.post(`${path}/bekendmaken`, { versie: '7' }, ria)).status).to.equal(412);
    expect((await site.post(`${path}/bekendmaken`, { versie: '1' }, ria)).location).to.equal(`${path}?gelukt=bekend`);
    expect(await quote()).to.contain('Dossierkosten').and.contain('Waarvoor gebruikt u de zaal?').and.not.contain('Feesttoeslag');
    expect(await quote('&gebruik=feest')).to.contain('Feesttoeslag');
    expect((await site.post(`${path}/bekendmaken`, { versie: '1' }, ria)).status).to.equal(412);
    const written = await site.db<{ action: string }>('audit').whereIn('action', ['save-tariff', 'publish-tariff']).orderBy('id').select('action');
    expect(written.map(({ action }) => action)).to.deep.equal(['save-tariff', 'publish-tariff']);
  });

  it('do not know a regulation that is not there', async () => {
    for (const other of ['/beheer/tarieven/01900000-0000-7000-8000-000000000000', '/beheer/tarieven/zomaar', '/beheer/tarieven/zomaar/ontwerp']) {
      expect((await site.get(other, ria, { accept: 'text/html' })).status).to.equal(404);
    }
  });

  it('can be read by everybody, on a narrow screen too', async () => {
    const context = await browser.open({ viewport: { width: 390, height: 800 } });
    await context.addCookies([{ name: 'session', value: ria, url: site.origin }]);
    const page = await context.newPage();
    const shots = process.env['SHOTS'];
    if (shots) mkdirSync(shots, { recursive: true });
    for (const [name, address] of [['lijst', '/beheer/tarieven'], ['reglement', path], ['ontwerp', `${path}/ontwerp`]] as const) {
      await page.goto(site.origin + address);
      expect(await axeFaults(page), address).to.deep.equal([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), address).to.equal(true);
      for (const width of shots ? [390, 1_280] : []) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: name !== 'reglement' });
      }
      await page.setViewportSize({ width: 390, height: 800 });
    }
  });
});
