import { atCheckout, becomes, book, bookingNow, cancel, openCheckout, pay, type Booking } from './bookings.ts';
import { refundIsSeen } from './chapter-cancel.ts';
import { letHoldLapse } from './let-hold-lapse.ts';
import { refundArrives } from './mollie.ts';
import { costsMoney, firstWhere, searchFree, type FreeHit } from './search.ts';
import type { Setting } from './setting.ts';
import { expect, type Tell } from './story.ts';
import { logIn, type Visitor } from './visitor.ts';

/** Money that comes in after its hold lapsed: it confirms the booking when the hall is still free, and goes back when it is not. */
export async function payTooLate({ urls }: Setting, databaseUrl: string, tell: Tell): Promise<void> {
  const els = await tell('Els logs in', () => logIn(urls.site, 'els'));
  const noor = await tell('Noor logs in', () => logIn(urls.site, 'noor'));
  const { first, second } = await tell('Els holds two halls and goes to her bank, which takes its time', async () => {
    const hits = await searchFree(els, { hours: 3, fromDay: 60, untilDay: 90, persons: 15, more: { instant: 'true' } });
    const one = firstWhere(hits, 'has a price', costsMoney);
    const other = firstWhere(hits, 'has a price and is in another venue', (hit) => costsMoney(hit) && hit.hall.venue.id !== one.hall.venue.id);
    return { first: await holdAtBank(els, one), second: await holdAtBank(els, other) };
  });
  await tell('both holds lapse (the demo sets their clock forward in the database)', async () => {
    for (const { booking } of [first, second]) await letHoldLapse(databaseUrl, booking.id);
    await becomes(els, first.booking, 'expired');
  });
  await tell('the money for the first hall comes in; it is still free, so it is hers', async () => {
    await atCheckout(els, first.checkoutUrl, 'paid');
    await becomes(els, first.booking, 'confirmed');
  });
  const { booking: noors } = await tell('meanwhile Noor books and pays the second hall', async () => {
    const { hall, period } = second.booking;
    return pay(noor, await book(noor, { hallId: hall.id, period, persons: 15, activity: 'Vergadering' }));
  });
  await tell('the money for the second hall comes in; it goes back by itself', async () => {
    await atCheckout(els, second.checkoutUrl, 'paid');
    const { totalCents, depositCents } = second.booking;
    await refundArrives(urls.mollie, second.mollieId, totalCents + depositCents);
    const { refunds } = await refundIsSeen(els, second.booking, totalCents + depositCents);
    expect(refunds[0]?.reason === 'came-too-late', `the reason is ${refunds[0]?.reason}`);
    const { status } = await bookingNow(els, second.booking);
    expect(status === 'expired', `the booking is ${status}`);
  });
  await tell('both give their halls back, so that the demo can be played again', async () => {
    await cancel(els, first.booking, 'Einde van de demo');
    await cancel(noor, noors, 'Einde van de demo');
  });
}

interface AtBank {
  booking: Booking;
  checkoutUrl: string;
  mollieId: string;
}

async function holdAtBank(visitor: Visitor, { hall, free }: FreeHit): Promise<AtBank> {
  const booking = await book(visitor, { hallId: hall.id, period: free, persons: 15, activity: 'Workshop' });
  const { url, mollieId } = await openCheckout(visitor, booking);
  await atCheckout(visitor, url, 'pending');
  return { booking, checkoutUrl: url, mollieId };
}
