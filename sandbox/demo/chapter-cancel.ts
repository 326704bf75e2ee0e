import { directorates } from '../personas.ts';
import { book, cancel, pay, type Booking } from './bookings.ts';
import { refundArrives } from './mollie.ts';
import { costsMoney, firstWhere, searchFree } from './search.ts';
import type { Setting } from './setting.ts';
import { expect, type Tell } from './story.ts';
import { logIn, type Schemas, type Visitor } from './visitor.ts';
import { waitUntil } from './wait-until.ts';

const WITHIN_MS = 20_000;

/** A booker cancels in time (a month ahead, where the terms ask for five days) and gets everything back. Answers how many cents. */
export async function cancelAndRefund({ urls }: Setting, tell: Tell): Promise<number> {
  const els = await tell('Els logs in', () => logIn(urls.site, 'els'));
  const { booking, mollieId } = await tell('she books a hall for next month and pays', async () => {
    const hits = await searchFree(els, { hours: 3, fromDay: 30, untilDay: 60, persons: 15, more: { instant: 'true' } });
    const { hall, free } = firstWhere(hits, `is of ${directorates.cultuur.name} and has a price`, (hit) =>
      costsMoney(hit) && hit.hall.venue.organisationName === directorates.cultuur.name);
    return pay(els, await book(els, { hallId: hall.id, period: free, persons: 15, activity: 'Cursus' }));
  });
  const { refundCents } = await tell('she sees beforehand what cancelling gives back: all of it', async () => {
    const preview = await els.get<Schemas['CancellationPreview']>(`/v1/bookings/${booking.id}/cancellation`);
    expect(preview.refundCents === preview.paidCents && preview.paidCents === booking.totalCents + booking.depositCents, `it would be ${preview.refundCents} of ${preview.paidCents} cents`);
    return preview;
  });
  await tell('she cancels', async () => {
    const { status } = await cancel(els, booking, 'De lesgever is ziek');
    expect(status === 'cancelled', `the booking is ${status}`);
  });
  await tell('Mollie gives the money back, and she sees that it arrived', async () => {
    await refundArrives(urls.mollie, mollieId, refundCents);
    await refundIsSeen(els, booking, refundCents);
  });
  return refundCents;
}

/** Waits until the booking shows that so much came back. */
export async function refundIsSeen(visitor: Visitor, { id, code }: Booking, cents: number): Promise<Schemas['Payments']> {
  return waitUntil(`a refund of ${cents} cents on booking ${code}`, WITHIN_MS,
    () => visitor.get<Schemas['Payments']>(`/v1/bookings/${id}/payments`), ({ refundedCents }) => refundedCents === cents);
}
