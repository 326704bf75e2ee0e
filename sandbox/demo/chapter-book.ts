import { harmonie } from '../personas.ts';
import { bookingRequest, pay, type Booking } from './bookings.ts';
import { behindNativeDoors } from './locks.ts';
import { costsMoney, firstWhere, searchFree } from './search.ts';
import type { Setting } from './setting.ts';
import { expect, type Tell } from './story.ts';
import { logIn, newKey, type Schemas, type Visitor } from './visitor.ts';

export interface Booked {
  readonly jan: Visitor;
  readonly booking: Booking;
  readonly hall: Schemas['HallSummary'];
}

const PERSONS = 12;
const HOURS = 2;

/** An association finds a hall with a door code that it can use soon, books it and pays. */
export async function bookAndPay({ urls }: Setting, tell: Tell): Promise<Booked> {
  const jan = await tell(`Jan logs in and acts for ${harmonie.name}`, () => logIn(urls.site, 'jan', harmonie.name));
  const { hall, free, totalCents } = await tell(`he looks for ${HOURS} hours, soon, in a hall with a door code`, async () => {
    const hits = await searchFree(jan, { hours: HOURS, fromDay: 0, untilDay: 4, persons: PERSONS, more: { instant: 'true' } });
    const isNative = await behindNativeDoors(urls.locks);
    return firstWhere(hits, 'opens with a door code and has a price', (hit) => hit.hall.access === 'door-code' && costsMoney(hit) && isNative(hit));
  });
  const request = await bookingRequest(jan, { hallId: hall.id, period: free, persons: PERSONS, activity: 'Repetitie' });
  await tell(`he sees what ${hall.venue.name.nl}, ${hall.name.nl} costs`, async () => {
    const quote = await jan.post<Schemas['Quote']>(`/v1/halls/${hall.slug}/quote`, { period: free, attendance: PERSONS });
    expect(quote.totalCents === totalCents, `the quote says ${quote.totalCents} cents and the search ${totalCents}`);
  });
  const key = newKey();
  const held = await tell('he books it: the hall is held for him until he has paid', async () => {
    const booking = await jan.post<Booking>('/v1/bookings', request, key);
    expect(booking.status === 'held' && booking.heldUntil !== undefined, `the booking is ${booking.status}`);
    expect(booking.totalCents === totalCents, `the booking costs ${booking.totalCents} cents, the search said ${totalCents}`);
    return booking;
  });
  await tell('his browser sends the same once more: nothing is booked twice', async () => {
    const again = await jan.post<Booking>('/v1/bookings', request, key);
    expect(again.id === held.id, 'the second answer is another booking');
  });
  const { booking } = await tell('he pays at Mollie and the booking is confirmed', () => pay(jan, held));
  return { jan, booking, hall };
}
