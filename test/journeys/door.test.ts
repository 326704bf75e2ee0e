import { expect } from 'chai';
import { bookingNow, book, pay } from '../../sandbox/demo/bookings.ts';
import { behindNativeDoors, codesGone, locksOfDoor, setClock } from '../../sandbox/demo/locks.ts';
import { costsMoney } from '../../sandbox/demo/search.ts';
import { logIn as logInAtApi, type Schemas } from '../../sandbox/demo/visitor.ts';
import { waitUntil } from '../../sandbox/demo/wait-until.ts';
import { freeHalls } from './halls.ts';
import { PHONE, useStage } from './stage.ts';
import { button, expectReadable, linkTo, logIn, reloadUntil, SETTLED_MS } from './steps.ts';

const DAY_MS = 86_400_000;
const ON_LOCK = /De code staat op het slot|De deur gaat nu open met uw code/;

describe('the door of a booking that starts soon', function () {
  this.timeout(150_000);
  const stage = useStage();

  it('opens with the code that its page shows after a press of the button, and stays shut for another', async () => {
    const { site, locks: panel } = stage.urls;
    const noor = await logInAtApi(site, 'noor');
    const isNative = await behindNativeDoors(panel);
    const [hit] = await freeHalls(noor, { hours: 1, fromDay: 0, untilDay: 2, persons: 4, more: { instant: 'true' } },
      (one) => one.hall.access === 'door-code' && isNative(one) && Date.parse(one.free.start) < Date.now() + DAY_MS);
    const held = await book(noor, { hallId: hit.hall.id, period: hit.free, activity: 'Oefenen met het kwartet', persons: 4 });
    const booking = costsMoney(hit) ? (await pay(noor, held)).booking : await bookingNow(noor, held);

    const page = await stage.open(PHONE);
    await logIn(page, site, 'noor', `/reservaties/${booking.code}`);
    await reloadUntil(page, ON_LOCK);
    await expectReadable(page);
    expect(await page.locator('main').innerText()).to.not.match(/\b[1-9]{6}\b/);
    await button(page, 'Toon de code').click();
    const digits = page.locator('.oz-code');
    await digits.waitFor();
    await expectReadable(page);
    const code = await digits.innerText();
    expect(code).to.match(/^[1-9]{6}$/);
    expect(page.url()).to.not.contain(code);

    const door = await noor.get<Schemas['Door']>(`/v1/bookings/${booking.id}/door`);
    const window = door.windows[0]!;
    const locks = await waitUntil('that the lock has the code', SETTLED_MS, () => locksOfDoor(panel, booking, door.locks, window), ({ length }) => length === door.locks.length);
    const [lock] = locks;
    await setClock(panel, lock!, new Date(Date.parse(window.start) + 60_000));
    try {
      const keypad = await stage.open(PHONE);
      await keypad.goto(`${panel}/locks/${encodeURIComponent(lock!.id)}`);
      const type = async (typed: string): Promise<string> => {
        for (const key of typed) await keypad.getByRole('button', { name: key, exact: true }).click();
        await button(keypad, 'Bevestigen').click();
        return keypad.getByRole('status').innerText();
      };
      expect(await type(`${code.slice(0, -1)}${code.endsWith('7') ? '3' : '7'}`)).to.contain('Geweigerd');
      expect(await type(code)).to.contain('Geopend');
    } finally {
      await setClock(panel, lock!, undefined);
    }

    await page.goto(page.url().split('#')[0] ?? '');
    expect(await digits.count(), 'the code after the page is asked for again').to.equal(0);
    await linkTo(page, /^Annuleren/).click();
    await button(page, 'Ja, annuleren').click();
    await page.waitForURL('**gelukt=geannuleerd');
    await waitUntil('that the code is gone from the lock', SETTLED_MS, () => codesGone(panel, locks, window), (count) => count === 1);
  });
});
