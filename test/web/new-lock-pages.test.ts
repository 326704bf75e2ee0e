import { expect } from 'chai';
import type { Ack } from '../../lock-gateway/protocol.ts';
import { claimWork } from '../../src/access/claim-work.ts';
import { takeMessages, type LockMessage } from '../../src/access/take-messages.ts';
import { transact } from '../../src/platform/db.ts';
import { axeFaults, overflowOf, useBrowser } from '../support/browser.ts';
import { useSite } from './site.ts';

describe('the pages on which a new lock is put into service', function () {
  this.timeout(60_000);
  const site = useSite();
  const browser = useBrowser();
  const gateway = 'proefgebouw';
  let ria: string;

  const hear = (...messages: LockMessage[]) => transact(site.db, (tx) => takeMessages(tx, [{ gateway, name: 'zijdeur', messages }], new Date()));
  /** What the gateway does and says next. */
  const settle = async (): Promise<string> => {
    const one = (await transact(site.db, (tx) => claimWork(tx, [gateway], new Date()))).work[0]!;
    const message: Ack = {
      v: 1, cmdId: one.code.cmdId, lock: 'zijdeur', ref: one.code.ref, rev: one.code.rev, status: one.order.op === 'put' ? 'installed' : 'removed', evidence: 'device_ack', at: new Date().toISOString(),
    };
    await hear({ kind: 'ack', gateway, lock: 'zijdeur', message });
    return one.code.ref;
  };

  before('somebody who gives roles', async () => {
    ria = await site.tokenOf('ria');
  });

  it('says that there is none while no gateway speaks of one', async () => {
    expect((await site.get('/beheer/nieuw-slot', ria)).text).to.contain('Er is geen nieuw slot gemeld');
    expect((await site.get('/beheer/nieuw-slot/nergens', ria)).status).to.equal(404);
  });

  it('keeps what was typed and says at each field what is wrong', async () => {
    await hear({
      kind: 'info', gateway, lock: 'zijdeur', message: { v: 1, lock: 'zijdeur', driver: 'native', leadMinutes: 4320, capabilities: { slots: 50, windows: true, clock: true, battery: true } },
    });
    const { status, text } = await site.post('/beheer/nieuw-slot', { slot: `${gateway}/zijdeur`, 'naam-en': 'Side door' }, ria);
    expect(status).to.equal(422);
    expect(text).to.contain('value="Side door"').and.contain('Geef het slot een naam in het Nederlands.').and.contain('Kies minstens één zaal')
      .and.match(new RegExp(`value="${gateway}/zijdeur"[^>]* selected`));
    const other = await site.post('/beheer/nieuw-slot', { slot: 'nergens/niets', 'naam-nl': 'Deur', zaal: /name="zaal" value="([^"]+)"/.exec(text)![1]! }, ria);
    expect([other.status, other.text.includes('iemand anders koos het net')]).to.deep.equal([409, true]);
  });

  it('leads by keyboard from the choice over the press at the door to a lock in service, and says each step by itself', async () => {
    const context = await browser.open({ viewport: { width: 320, height: 800 } });
    await context.addCookies([{ name: 'session', value: ria, url: site.origin, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto(`${site.origin}/beheer/nieuw-slot`);
    expect(await axeFaults(page)).to.deep.equal([]);
    await page.getByLabel('Welk slot?').selectOption(`${gateway}/zijdeur`);
    await page.getByLabel('Naam in het Nederlands').fill('Zijdeur aan de tuin');
    await page.locator('input[name=zaal]').first().focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Verder naar de proef' }).press('Enter');
    await page.getByRole('button', { name: 'Zet een proefcode op het slot' }).press('Enter');
    await page.getByText('De proefcode is op weg naar het slot').first().waitFor();
    const ref = await settle();
    await page.getByText('Toets ze nu in').first().waitFor();
    expect(await page.locator('.oz-code').first().innerText()).to.match(/^[1-9]{6}$/);
    expect(await axeFaults(page)).to.deep.equal([]);
    expect(await overflowOf(page)).to.be.at.most(0);
    await hear({ kind: 'event', gateway, lock: 'zijdeur', message: { v: 1, id: 'gedrukt', lock: 'zijdeur', at: new Date().toISOString(), type: 'entry', ref } });
    await page.getByText('Ze gaat er nu weer af').first().waitFor();
    await settle();
    await page.getByRole('button', { name: 'Neem in gebruik' }).press('Enter');
    await page.getByText('Dit slot is in gebruik.').first().waitFor();
    expect(await site.db('hall_locks').join('locks', 'locks.id', 'lock_id').where({ gateway }).count()).to.deep.equal([{ count: 1 }]);
  });
});
