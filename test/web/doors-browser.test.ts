import { expect } from 'chai';
import { newId } from '../../src/kernel/ids.ts';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { useSite } from './site.ts';

describe('the pages about doors in a real browser', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  it('have no barrier that axe knows of and no sideways scrolling; an alarm is taken up with the keyboard', async () => {
    const an = await site.tokenOf('an');
    const venue = (await site.db('venues').where({ slug: 'tweebronnen' }).first<{ id: string; organisation_id: string }>('id', 'organisation_id'))!;
    const [lock, rota, alarm] = [newId(), newId(), newId()];
    await site.db('locks').insert({ id: lock, venue_id: venue.id, name: JSON.stringify({ nl: 'Zijdeur' }), gateway: 'proef', lock_name: 'zijdeur' });
    await site.db('alarms').insert({ id: alarm, kind: 'tampered', lock_id: lock, raised_at: new Date(), escalate_at: new Date(Date.now() + 900_000) });
    await site.db('rotas').insert({ id: rota, organisation_id: venue.organisation_id, venue_id: null });
    await site.db('watchers').insert({ rota_id: rota, number: 1, name: 'Nachtwacht bv', email: 'wacht@firma.be', phone: '+3216272000' });
    await site.db('watch_turns').insert({ rota_id: rota, position: 1, watcher: 1, weekdays: '{1,2,3,4,5}', from_time: '18:00', until_time: '06:00' });
    const context = await browser.open();
    await context.addCookies([{ name: 'session', value: an, url: site.origin, httpOnly: true }]);
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    const wrong: string[] = [];
    for (const path of ['/beheer/alarmen', `/beheer/wacht?plaats=${venue.organisation_id}`]) for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(site.origin + path);
      if ((await overflowOf(page)) > 0) wrong.push(`${path} at ${width}: wider than the window`);
      wrong.push(...(await axeFaults(page)).map((fault) => `${path} at ${width}: ${fault}`));
    }
    expect([...wrong, ...complaints]).to.deep.equal([]);
    await page.goto(`${site.origin}/beheer/alarmen`);
    await page.focus(`#alarm-${alarm} button[value=opnemen]`);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/beheer/alarmen?gelukt=opgenomen*');
    expect(await page.textContent(`#alarm-${alarm}`)).to.contain('is ermee bezig');
  });
});
