import { expect } from 'chai';
import { newId, type LockId } from '../../src/kernel/ids.ts';
import { keepSpares } from '../../src/access/keep-spares.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { localDate } from '../../src/kernel/time.ts';
import { transact } from '../../src/platform/db.ts';
import { confirmPaidBooking } from '../../src/bookings/confirm-booking.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { axeFaults, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { keys } from '../access/setting.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';

describe('the pages about locks', function () {
  this.timeout(120_000);
  const site = useSite();
  const browser = useBrowser();
  let manager: string;
  let lockId: LockId;
  let code: string;

  const textOf = async (path: string, token = manager): Promise<string> => (await site.get(path, token)).text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

  before('a lock with a code, and things that happened there', async () => {
    manager = await site.tokenOf('an');
    const els = await site.tokenOf('els');
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day: aWednesday(1), from: '19:00', to: '21:00' }, els), els);
    code = location.split('?')[0]!.split('/').at(-1)!;
    const booking = (await site.db('bookings').where({ code }).first<{ id: BookingId } | undefined>('id'))!;
    await transact(site.db, (tx) => confirmPaidBooking(tx, booking.id, new Date()));
    await site.db('grants').where({ booking_id: booking.id }).update({ windows: site.db.raw("tstzmultirange(tstzrange(now() + interval '1 hour', now() + interval '3 hours'))") });
    const held = (await site.db('lock_codes').whereIn('grant_id', site.db('grants').where({ booking_id: booking.id }).select('id')).first<{ lock_id: LockId; ref: string } | undefined>('lock_id', 'ref'))!;
    lockId = held.lock_id;
    await site.db('lock_codes').where({ ref: held.ref }).update({ windows: site.db.raw("tstzmultirange(tstzrange(now() + interval '1 hour', now() + interval '3 hours'))") });
    await site.db('locks').where({ id: lockId }).update({
      gateway_status: 'online', lock_status: 'online', battery_percent: 71, clock_skew_seconds: -42, reported: JSON.stringify({ slots: { total: 250, free: 240, foreign: 2 }, lastSeenAt: new Date().toISOString() }),
      info: JSON.stringify({ driver: 'native', leadMinutes: 4_320, capabilities: { slots: 250, windows: true, clock: true, battery: true } }),
    });
    const at = addMinutes(new Date(), -30);
    await site.db('door_events').insert([
      { lock_id: lockId, id: 'e1', kind: 'entry', ref: held.ref, details: '{}', at, received_at: at },
      { lock_id: lockId, id: 'e2', kind: 'refused', ref: null, details: '{}', at: addMinutes(at, 1), received_at: at },
      { lock_id: lockId, id: 'e3', kind: 'need', ref: held.ref, details: '{}', at: addMinutes(at, 2), received_at: at },
      { lock_id: lockId, id: 'e4', kind: 'refused', ref: null, details: '{}', at: addMinutes(at, -40 * 1_440), received_at: at },
    ]);
  });

  it('list the locks of the venues where one works, with how they are in words', async () => {
    const text = await textOf('/beheer/sloten?gebouw=tweebronnen');
    expect(text).to.contain('In orde').and.contain('Batterij 71 %').and.contain('Klok 42 s achter').and.contain('250 plaatsen bezet, waarvan 2 niet van ons').and.contain('1 nog te plaatsen');
    expect(await textOf('/beheer/sloten?welke=aandacht&gebouw=tweebronnen')).to.not.contain('Batterij 71 %');
  });

  it('put what needs attention first, and say why', async () => {
    const other = (await site.db('locks').whereNot({ id: lockId }).orderBy('id', 'desc').whereIn('venue_id', site.db('locks').where({ id: lockId }).select('venue_id')).first<{ id: LockId } | undefined>('id'));
    const troubled = other?.id ?? lockId;
    await site.db('alarms').insert({ id: newId(), kind: 'tampered', lock_id: troubled, raised_at: new Date() });
    const { text } = await site.get('/beheer/sloten', manager);
    expect(/\/beheer\/sloten\/([\da-f-]{36})/.exec(text)![1]).to.equal(troubled);
    expect(text).to.contain('Iemand heeft aan het slot gezeten');
    await site.db('alarms').where({ lock_id: troubled }).update({ cleared_at: new Date() });
  });

  it('show one lock with its halls, its codes without digits, and what happened, the latest first', async () => {
    const { text, headers } = await site.get(`/beheer/sloten/${lockId}`, manager);
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(text).to.contain(`/zalen/${HALL}`).and.contain(`/reservaties/${code}`).and.contain('code gepland');
    const happened = text.slice(text.indexOf('id="momenten"'));
    expect(happened.indexOf('Een foute code werd geweigerd')).to.be.lessThan(happened.indexOf('De deur ging open met een code')).and.greaterThan(-1);
    expect(happened.match(/Een foute code/g)).to.have.length(1);
    expect(happened).to.not.match(/\b[1-9]{6}\b/);
    expect(await textOf(`/beheer/sloten/${lockId}?dag=${localDate(addMinutes(new Date(), -30 - 40 * 1_440))}`)).to.contain('Een foute code werd geweigerd').and.not.contain('De deur ging open');
  });

  it('write down that somebody read who came when, once a while', async () => {
    const looked = () => site.db('audit').where({ action: 'read-lock', subject_id: lockId });
    const before = (await looked()).length;
    await site.get(`/beheer/sloten/${lockId}`, manager);
    expect([before, (await looked()).length]).to.deep.equal([1, 1]);
  });

  it('go on where a page ends', async () => {
    const at = addMinutes(new Date(), -60);
    await site.db('door_events').insert(Array.from({ length: 60 }, (_, index) => ({ lock_id: lockId, id: `many-${index}`, kind: 'door', details: JSON.stringify({ open: index % 2 === 0 }), at, received_at: at })));
    const first = (await site.get(`/beheer/sloten/${lockId}`, manager)).text;
    const next = /href="(\/beheer\/sloten\/[^"]+vanaf=[^"#]+)#gebeurd"/.exec(first)![1]!.replaceAll('&amp;', '&');
    const second = (await site.get(next, manager)).text;
    expect([...first.matchAll(/De deur (staat open|is dicht)/g), ...second.matchAll(/De deur (staat open|is dicht)/g)]).to.have.length(60);
    for (const strange of ['%00', 'x', Buffer.from('{"at":"niets","id":"e:1"}').toString('base64url')]) expect((await site.get(`/beheer/sloten/${lockId}?vanaf=${strange}&dag=2026-99-99`, manager)).status).to.equal(200);
    for (const strange of ['%00', 'x', Buffer.from('{"rank":1,"venue":"a","name":"b","id":"no"}').toString('base64url')]) expect((await site.get(`/beheer/sloten?vanaf=${strange}&gebouw=%00`, manager)).status).to.equal(200);
  });

  it('let managers say how many spare codes it holds, or say why it can have none', async () => {
    const path = `/beheer/sloten/${lockId}`;
    const say = (count: string) => site.post(`${path}/reservecodes`, { aantal: count }, manager);
    expect(await textOf(path)).to.contain('Dit slot heeft geen reservecodes');
    expect(await say('3')).to.include({ status: 303, location: `${path}#reservecodes` });
    await say('3');
    for (const wrong of ['5', '-1', 'x', '']) expect((await say(wrong)).status, wrong).to.equal(400);
    expect(await site.db('audit').where({ action: 'set-spares', subject_id: lockId }).select('details')).to.deep.equal([{ details: { lock: lockId, from: 0, to: 3 } }]);
    await transact(site.db, (tx) => keepSpares(tx, keys, new Date()));
    expect(await textOf(path)).to.contain('0 van 3 staan klaar op het slot').and.contain('volgt binnen enkele minuten');
    await site.db.raw(`UPDATE lock_codes c SET sent_rev = c.rev, answer_rev = c.rev, answer_status = 'installed', evidence = 'read_back', answered_at = now()
      FROM grants g WHERE g.id = c.grant_id AND c.lock_id = ? AND g.purpose = 'backup'`, [lockId]);
    expect(await textOf(path)).to.contain('3 van 3 staan klaar');
    const { info } = (await site.db('locks').where({ id: lockId }).first<{ info: { capabilities: object } } | undefined>('info'))!;
    await site.db('locks').where({ id: lockId }).update({ info: JSON.stringify({ ...info, capabilities: { ...info.capabilities, windows: false } }) });
    expect(await textOf(path)).to.contain('houdt niet zelf de uren bij').and.contain('Hoeveel reservecodes?');
    await say('0');
    expect(await textOf(path), 'nothing to choose').to.contain('houdt niet zelf de uren bij').and.not.contain('Hoeveel reservecodes?');
    await site.db('locks').where({ id: lockId }).update({ info: JSON.stringify(info) });
  });

  it('are not for whoever works elsewhere or nowhere', async () => {
    expect((await site.get(`/beheer/sloten/${newId()}`, manager)).status).to.equal(404);
    expect((await site.get('/beheer/sloten/geen-id', manager)).status).to.equal(404);
    expect((await site.get(`/beheer/sloten/${lockId}`, await site.tokenOf('els'))).status).to.equal(403);
  });

  it('are there for everybody: no axe faults, nothing cut off at 320 and 1280 pixels', async () => {
    for (const path of ['/beheer/sloten', `/beheer/sloten/${lockId}`]) {
      for (const width of [320, 390, 1_280]) {
        const context = await browser.open({ viewport: { width, height: 900 } });
        await context.addCookies([{ name: 'session', value: manager, url: site.origin, httpOnly: true }]);
        const page = await context.newPage();
        await page.goto(`${site.origin}${path}`);
        if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${path.split('/').length}-${width}.png`, fullPage: true });
        expect(await axeFaults(page), `${path} ${width}`).to.deep.equal([]);
        expect(await overflowOf(page), `${path} ${width}`).to.be.at.most(0);
        await context.close();
      }
    }
  });
});
