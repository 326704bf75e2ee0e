import { directorates } from '../personas.ts';
import { book, bookingNow, cancel, pay, type Booking } from './bookings.ts';
import { costsMoney, firstWhere, searchFree } from './search.ts';
import type { Setting } from './setting.ts';
import { expect, type Tell } from './story.ts';
import { logIn, type Schemas } from './visitor.ts';

/** A hall that is let only after its manager has agreed. */
export async function approveRequest({ urls }: Setting, tell: Tell): Promise<void> {
  const els = await tell('Els logs in', () => logIn(urls.site, 'els'));
  const requested = await tell('she asks for a hall that a manager must approve', async () => {
    const hits = await searchFree(els, { hours: 4, fromDay: 30, untilDay: 60, persons: 20 });
    const { hall, free } = firstWhere(hits, `is of ${directorates.cultuur.name} and wants approval`, (hit) =>
      hit.hall.approval && hit.hall.venue.organisationName === directorates.cultuur.name && costsMoney(hit));
    const booking = await book(els, { hallId: hall.id, period: free, persons: 20, activity: 'Voorstelling' });
    expect(booking.status === 'requested', `the booking is ${booking.status}`);
    return booking;
  });
  const an = await tell(`An, manager of ${directorates.cultuur.name}, logs in`, () => logIn(urls.site, 'an'));
  await tell('she finds the request on her list and approves it', async () => {
    const { items } = await an.get<Schemas['Bookings']>('/v1/bookings-to-decide?limit=100');
    expect(items.some(({ id }) => id === requested.id), 'the request is not on her list');
    const path = `/v1/bookings/${requested.id}`;
    const { status } = await an.post<Booking>(`${path}/approval`, undefined, { 'If-Match': await an.etagOf(path) });
    expect(status === 'held', `the booking is ${status}`);
  });
  await tell('Els sees it, pays, and the booking is confirmed', async () => {
    const held = await bookingNow(els, requested);
    expect(held.status === 'held', `the booking is ${held.status}`);
    await pay(els, held);
  });
  await tell('she gives the hall back, so that the demo can be played again', () => cancel(els, requested, 'Einde van de demo'));
}
