import { newKey, type Schemas, type Visitor } from './visitor.ts';
import { waitUntil } from './wait-until.ts';

export type Booking = Schemas['Booking'];
export type Hall = Schemas['Hall'];
export type Period = Schemas['Period'];

const SETTLED_MS = 20_000;

export interface Wish {
  hallId: string;
  period: Period;
  activity: string;
  persons: number;
}

/** What one sends to book: the layout that holds most, and the terms as they are now. */
export async function bookingRequest(visitor: Visitor, { hallId, period, activity, persons }: Wish): Promise<Schemas['BookingRequest']> {
  const hall = await visitor.get<Hall>(`/v1/halls/${hallId}`);
  const roomiest = hall.layouts.toSorted((a, b) => b.seated + b.standing - a.seated - a.standing)[0];
  if (!roomiest) throw new Error(`${hall.name.nl} has no layout`);
  return {
    hallId: hall.id, period, layout: roomiest.kind, attendance: persons, activity, houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
  };
}

export const book = async (visitor: Visitor, wish: Wish): Promise<Booking> =>
  visitor.post<Booking>('/v1/bookings', await bookingRequest(visitor, wish), newKey());

export const bookingNow = (visitor: Visitor, { id }: Booking): Promise<Booking> => visitor.get<Booking>(`/v1/bookings/${id}`);

/** Opens the checkout. Answers its address, which also names the payment at Mollie. */
export async function openCheckout(visitor: Visitor, { id }: Booking): Promise<{ url: string; mollieId: string }> {
  const { checkoutUrl: url } = await visitor.post<Schemas['PaymentStart']>(`/v1/bookings/${id}/payments`, undefined, newKey());
  return { url, mollieId: url.slice(url.lastIndexOf('/') + 1) };
}

/** Presses a button of the checkout page. */
export async function atCheckout(visitor: Visitor, url: string, status: 'paid' | 'pending'): Promise<void> {
  const page = await visitor.browser.submit(url, { status });
  if (page.status !== 200) throw new Error(`after the checkout ${page.url} answered ${page.status}`);
}

export async function becomes(visitor: Visitor, booking: Booking, status: Booking['status']): Promise<Booking> {
  return waitUntil(`that booking ${booking.code} is ${status}`, SETTLED_MS, () => bookingNow(visitor, booking), (now) => now.status === status);
}

/** Opens the checkout, pays, and waits until the booking is confirmed. */
export async function pay(visitor: Visitor, booking: Booking): Promise<{ booking: Booking; mollieId: string }> {
  const { url, mollieId } = await openCheckout(visitor, booking);
  await atCheckout(visitor, url, 'paid');
  return { booking: await becomes(visitor, booking, 'confirmed'), mollieId };
}

export async function cancel(visitor: Visitor, { id }: Booking, reason: string): Promise<Booking> {
  const path = `/v1/bookings/${id}`;
  return visitor.post<Booking>(`${path}/cancellation`, { reason }, { 'If-Match': await visitor.etagOf(path) });
}
