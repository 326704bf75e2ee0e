import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { confirmPaidBooking } from '../../src/bookings/confirm-booking.ts';
import { mintDoorSecret } from '../../src/access/door-link.ts';
import type { BookingId, OpenerId } from '../../src/kernel/ids.ts';
import { transact } from '../../src/platform/db.ts';
import { axeFaults, complaintsOf, overflowOf, useBrowser } from '../support/browser.ts';
import { aWednesday, filledIn } from './booking-form.ts';
import { useSite } from './site.ts';

const HALL = 'tweebronnen-gele-zaal';
const OPENER = { naam: 'An Peeters', email: 'an@voorbeeld.be', telefoon: '' };

describe('the page of somebody who opens a door', function () {
  this.timeout(120_000);
  const browser = useBrowser();
  const site = useSite();

  /** A confirmed booking of a hall with a door code, whose digits may be seen already. */
  async function booked(token: string, week: number): Promise<string> {
    const { location } = await site.post(`/zalen/${HALL}/reserveren`, await filledIn(site, HALL, { day: aWednesday(week), from: '19:00', to: '21:00' }, token), token);
    const code = location.split('?')[0]?.split('/').at(-1) ?? '';
    const booking = await site.db('bookings').where({ code }).first<{ id: BookingId }>('id');
    await transact(site.db, (tx) => confirmPaidBooking(tx, booking.id, new Date()));
    await site.db('grants').whereIn('booking_id', site.db('bookings').where({ code }).select('id')).update({ windows: site.db.raw("tstzmultirange(tstzrange(now() - interval '5 minutes', now() + interval '3 hours'))") });
    return code;
  }
  const openersOf = (code: string) => site.db('openers').join('bookings', 'bookings.id', 'openers.booking_id').where({ code }).orderBy('named_at').select<{ id: OpenerId; name: string; withdrawn_at: Date | null }[]>('openers.id', 'openers.name', 'withdrawn_at');
  const linkTo = async (openerId: OpenerId): Promise<string> => `/deur/${(await transact(site.db, (tx) => mintDoorSecret(tx, openerId, new Date())))!}`;
  const digitsIn = (text: string): string | undefined => /<span class="oz-code"[^>]*>(\d{6})</.exec(text)?.[1];

  it('is reached without login, kept by nobody, and shows the digits only to whoever asks', async () => {
    const els = await site.tokenOf('els');
    const code = await booked(els, 3);
    expect((await site.post(`/reservaties/${code}/openers`, OPENER, els)).location).to.equal(`/reservaties/${code}?gelukt=opener#openers`);
    const path = await linkTo((await openersOf(code))[0]!.id);
    const page = await site.get(path);
    expect([page.status, page.headers.get('cache-control'), page.headers.get('x-robots-tag'), page.headers.get('referrer-policy')]).to.deep.equal([200, 'no-store', 'noindex', 'strict-origin']);
    expect(page.text).to.contain('Dag An Peeters.').and.contain('Toon de code').and.contain('tel:');
    expect(digitsIn(page.text)).to.equal(undefined);
    const shown = await site.post(`${path}/code`, {});
    expect([shown.status, shown.headers.get('cache-control'), shown.headers.get('content-encoding')]).to.deep.equal([200, 'no-store', null]);
    const own = await site.post(`/reservaties/${code}/code`, {}, els);
    expect(digitsIn(shown.text)).to.match(/^[1-9]{6}$/).and.equal(digitsIn(own.text));
    expect((await site.get(`${path}/code`)).location).to.equal(path);
    expect((await site.get(`/reservaties/${code}`, els)).text).to.contain('An Peeters').and.contain('Zag de code op');
  });

  it('leaves its secret nowhere when somebody logs in from there', async () => {
    const path = `/deur/${'s'.repeat(43)}`;
    for (const [terug, kept] of [['/bewaard?van=deur', 1], [path, 0]] as const) {
      expect((await site.get(`/aanmelden?terug=${encodeURIComponent(terug)}`)).status).to.equal(303);
      expect(await site.db('sessions').whereRaw('sessions::text LIKE ?', [`%${terug}%`]), terug).to.have.length(kept);
    }
  });

  it('says at its field what is wrong with a name or an address, and keeps what was typed', async () => {
    const els = await site.tokenOf('els');
    const code = await booked(els, 4);
    const wrong = await site.post(`/reservaties/${code}/openers`, { naam: 'kijk op evil.com', email: 'geen adres', telefoon: '12' }, els);
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('zonder webadres').and.contain('geldig e-mailadres').and.contain('geldig telefoonnummer').and.contain('value="kijk op evil.com"');
    expect(await openersOf(code)).to.deep.equal([]);
  });

  it('is dead for whoever is withdrawn, and the booker who then wants another code gets it', async () => {
    const els = await site.tokenOf('els');
    const code = await booked(els, 5);
    await site.post(`/reservaties/${code}/openers`, OPENER, els);
    const [opener] = await openersOf(code);
    const path = await linkTo(opener!.id);
    const old = digitsIn((await site.post(`${path}/code`, {})).text);
    await site.post(`/reservaties/${code}/openers/weg`, { opener: opener!.id }, els);
    for (const answer of [await site.get(path), await site.post(`${path}/code`, {})]) {
      expect(answer.status).to.equal(404);
      expect(answer.text).to.contain('Deze link werkt niet meer').and.not.contain(code);
    }
    expect((await site.get(`/reservaties/${code}`, els)).text).to.contain('De code is nog bekend bij An Peeters');
    expect((await site.post(`/reservaties/${code}/nieuwe-code`, {}, els)).location).to.contain('gelukt=nieuwe-code');
    const fresh = digitsIn((await site.post(`/reservaties/${code}/code`, {}, els)).text);
    expect(fresh).to.match(/^[1-9]{6}$/).and.not.equal(old);
    expect((await site.post(`/reservaties/${code}/nieuwe-code`, {}, els)).status).to.equal(409);
  });

  it('has the code read aloud by an agent who says how they know who calls, and why', async () => {
    const els = await site.tokenOf('els');
    const code = await booked(els, 6);
    const agent = await site.tokenOf('karim');
    const asking = await site.post(`/kcc/reservatie/${code}/code`, { controle: '', 'reden-code': '' }, agent);
    expect(asking.status).to.equal(422);
    expect(asking.text).to.contain('Kies hoe u weet wie belt.').and.contain('Vul in waarom');
    const shown = await site.post(`/kcc/reservatie/${code}/code`, { controle: 'call-back', 'reden-code': 'Staat aan de deur' }, agent);
    expect([shown.status, shown.headers.get('cache-control'), shown.headers.get('content-encoding')]).to.deep.equal([200, 'no-store', null]);
    const digits = digitsIn((await site.post(`/reservaties/${code}/code`, {}, els)).text)!;
    expect(shown.text).to.contain(digits.split('').join(' '));
    expect((await site.get(`/kcc/persoon/${/persoon\/([0-9a-f-]+)/.exec((await site.get(`/kcc/reservatie/${code}`, agent)).location)?.[1] ?? ''}?reservatie=${code}`, agent)).text).to.contain('Code voorlezen').and.not.contain(digits.split('').join(' '));
    expect((await site.get('/mijn-gegevens', els)).text).to.contain('Las uw toegangscode voor aan de telefoon').and.contain('Staat aan de deur');
  });

  it('offers the code by itself when the hour comes', async () => {
    const els = await site.tokenOf('els');
    const code = await booked(els, 8);
    await site.post(`/reservaties/${code}/openers`, OPENER, els);
    await site.db('grants').whereIn('booking_id', site.db('bookings').where({ code }).select('id'))
      .update({ windows: site.db.raw("tstzmultirange(tstzrange(now() + interval '24 hours 4 seconds', now() + interval '27 hours'))") });
    const page = await (await browser.open({ viewport: { width: 390, height: 844 } })).newPage();
    await page.goto(site.origin + await linkTo((await openersOf(code))[0]!.id));
    await page.getByText('U ziet de code vanaf').waitFor();
    await page.getByRole('button', { name: 'Toon de code' }).waitFor({ timeout: 30_000 });
  });

  it('works on a phone with a finger and without JavaScript, at 320 pixels, with no barrier that axe knows of', async () => {
    const els = await site.tokenOf('els');
    const code = await booked(els, 7);
    for (const one of ['An Peeters', 'Maximiliaan van den Broeck-Vandenbroucke']) await site.post(`/reservaties/${code}/openers`, { naam: one, email: `${one.replaceAll(' ', '.')}@een-heel-lange-verenigingsnaam.voorbeeld.be`, telefoon: '0470 12 34 56' }, els);
    const path = await linkTo((await openersOf(code))[0]!.id);
    const faults: string[] = [];
    const look = async (page: Page, name: string): Promise<void> => {
      for (const [width, height] of [[320, 640], [390, 844], [1_280, 900]] as const) {
        await page.setViewportSize({ width, height });
        if ((await overflowOf(page)) > 0) faults.push(`${name} at ${width}: wider than the window`);
        if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}-${width}.png`, fullPage: true });
      }
      faults.push(...(await axeFaults(page)).map((fault) => `${name}: ${fault}`));
    };
    const bare = await (await browser.open({ javaScriptEnabled: false, viewport: { width: 320, height: 640 }, hasTouch: true })).newPage();
    await bare.goto(site.origin + path);
    await bare.getByRole('button', { name: 'Toon de code' }).tap();
    expect(await bare.locator('.oz-code').innerText()).to.match(/^[1-9]{6}$/);
    const context = await browser.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(site.origin + path);
    await look(page, 'door');
    await page.getByRole('button', { name: 'Toon de code' }).tap();
    await page.locator('.oz-code').waitFor();
    await look(page, 'door-code');
    await page.getByRole('link', { name: 'Verberg de code' }).tap();
    await page.waitForURL(`**${path}#deur`);
    await context.addCookies([{ name: 'session', value: els, url: site.origin, httpOnly: true }]);
    await page.goto(`${site.origin}/reservaties/${code}#openers`);
    await page.getByText('Laat iemand anders openen').click();
    await page.getByText('Link opnieuw sturen of weghalen').first().click();
    await look(page, 'booking');
    await context.addCookies([{ name: 'session', value: await site.tokenOf('karim'), url: site.origin, httpOnly: true }]);
    await page.goto(`${site.origin}/kcc/reservatie/${code}`);
    await page.getByText('Code voorlezen').click();
    await look(page, 'aloud');
    expect([...faults, ...complaints]).to.deep.equal([]);
  });
});
