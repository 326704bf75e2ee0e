import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { confirmPaidBooking } from '../../src/bookings/confirm-booking.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { transact } from '../../src/platform/db.ts';
import { axeFaults, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe('the pages on which staff help at a door', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  /** A booking whose code works now, on a lock that can open from afar. */
  async function booked(week: number): Promise<{ code: string; lockId: string }> {
    const els = await site.tokenOf('els');
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day: aWednesday(week), from: '19:00', to: '21:00' }, els), els);
    const code = location.split('?')[0]?.split('/').at(-1) ?? '';
    const booking = await site.db('bookings').where({ code }).first<{ id: BookingId }>('id');
    await transact(site.db, (tx) => confirmPaidBooking(tx, booking.id, new Date()));
    const grant = await site.db('grants').where({ booking_id: booking.id }).first<{ id: string }>('id');
    const windows = site.db.raw("tstzmultirange(tstzrange(now() - interval '5 minutes', now() + interval '3 hours'))");
    await site.db('grants').where({ id: grant.id }).update({ windows });
    await site.db('lock_codes').where({ grant_id: grant.id }).update({ windows });
    const { lock_id: lockId } = await site.db('lock_codes').where({ grant_id: grant.id }).first<{ lock_id: string }>('lock_id');
    await site.db('locks').where({ id: lockId }).update({ gateway_status: 'online', info: JSON.stringify({ capabilities: { slots: 100, windows: true, clock: true, battery: true } }) });
    return { code, lockId };
  }
  const answer = (lockId: string, set: object) => site.db('errands').where({ lock_id: lockId, kind: 'unlock' }).update({ sent_at: new Date(), answered_at: new Date(), ...set });

  it('open the door, and say what the lock said', async () => {
    const { code, lockId } = await booked(3);
    const agent = await site.tokenOf('karim');
    expect((await site.get(`/reservaties/${code}`, await site.tokenOf('els'))).text).to.not.contain('Hulp aan de deur');
    expect((await site.get(`/reservaties/${code}`, agent)).text).to.contain('Deur vanop afstand openen').and.contain(`value="${lockId}"`);
    const missing = await site.post(`/reservaties/${code}/deur/openen`, { slot: lockId, 'reden-openen': ' ' }, agent);
    expect(missing.location).to.equal(`/reservaties/${code}?deur=openen&fout=deur-reden#deur-hulp`);
    expect((await site.get(missing.location, agent)).text).to.contain('Vul in waarom.');
    const asked = site.post(`/reservaties/${code}/deur/openen`, { slot: lockId, 'reden-openen': 'Staat in de regen' }, agent);
    for (let answered = 0; answered === 0;) {
      answered = await answer(lockId, { answer_status: 'accepted', evidence: 'device_ack' });
      if (answered === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { location } = await asked;
    expect(location).to.equal(`/reservaties/${code}?deur=openen#deur-hulp`);
    expect((await site.get(location, agent)).text).to.contain('Het slot zegt dat de deur open is.').and.contain('Staat in de regen');
    expect((await site.get('/mijn-gegevens', await site.tokenOf('els'))).text).to.contain('Opende de deur voor u vanop afstand').and.contain('Staat in de regen');
  });

  it('take an agent back to the desk, and say there what could not be', async () => {
    const { code, lockId } = await booked(4);
    const agent = await site.tokenOf('karim');
    await site.db('locks').where({ id: lockId }).update({ gateway_status: 'offline' });
    const { location } = await site.post(`/reservaties/${code}/deur/openen`, { slot: lockId, 'reden-openen': 'Staat in de regen', terug: 'kcc' }, agent);
    expect(location).to.match(new RegExp(`^/kcc/persoon/[0-9a-f-]+\\?reservatie=${code}&deur=openen&fout=lock-not-reachable#deur-hulp$`));
    expect((await site.get(location, agent)).text).to.contain('Er is geen verbinding met het gebouw. De deur ging niet open.');
    await site.db('locks').where({ id: lockId }).update({ gateway_status: 'online' });
    expect((await site.post(`/reservaties/${code}/deur/herstellen`, { 'reden-herstellen': 'Werkt niet', terug: 'kcc' }, agent)).location).to.contain('&deur=herstellen#deur-hulp');
    expect((await site.post(`/reservaties/${code}/deur/code`, { 'reden-code': 'Hing op het prikbord', terug: 'kcc' }, agent)).location).to.contain('&deur=code#deur-hulp');
  });

  it('work at any width, with no barrier that axe knows of', async () => {
    const { code, lockId } = await booked(5);
    const agent = await site.tokenOf('karim');
    const reparing = await site.post(`/reservaties/${code}/deur/herstellen`, { 'reden-herstellen': 'De code werkt niet, zegt wie er staat' }, agent);
    expect(reparing.status).to.equal(303);
    const faults: string[] = [];
    const look = async (page: Page, name: string): Promise<void> => {
      for (const [width, height] of [[320, 640], [390, 844], [1_280, 900]] as const) {
        await page.setViewportSize({ width, height });
        if ((await overflowOf(page)) > 0) faults.push(`${name} at ${width}: wider than the window`);
        if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}-${width}.png`, fullPage: true });
      }
      faults.push(...(await axeFaults(page)).map((fault) => `${name}: ${fault}`));
    };
    const context = await browser.open({ viewport: { width: 1_280, height: 900 } });
    await context.addCookies([{ name: 'session', value: agent, url: site.origin, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto(`${site.origin}/reservaties/${code}?deur=openen&fout=deur-reden#deur-hulp`);
    await look(page, 'help');
    await page.goto(`${site.origin}/kcc/reservatie/${code}`);
    // With the keyboard alone.
    await page.getByText('Deur vanop afstand openen').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Staat in de regen');
    await look(page, 'help-desk');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Gevraagd. Wij wachten op het slot.').waitFor({ timeout: 30_000 });
    await answer(lockId, { answer_status: 'failed', evidence: 'none', error_code: 'device_offline' });
    await page.getByText('Het slot was niet bereikbaar.').waitFor({ timeout: 30_000 });
    expect(faults).to.deep.equal([]);
  });
});
