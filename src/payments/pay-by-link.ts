import { bookingDetail, type BookingDetail } from '../bookings/views.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database } from '../platform/db.ts';
import { bookingBehind, payLinkPath } from './pay-link.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { openCheckout, type StartedPayment } from './start-payment.ts';

/**
 * Opens the checkout for whoever has the secret of a link: no login, because having the mail is the proof.
 * Refuses `not-found` for a link that lapsed or was revoked, and what `startPayment` refuses.
 */
export async function payByLink(db: Database, provider: PaymentProvider, secret: string, { now, origin }: { now: Date; origin: string }): Promise<StartedPayment> {
  const bookingId = await bookingBehind(db, secret, now);
  if (!bookingId) throw new Refusal('not-found');
  return openCheckout(db, provider, bookingId, { now, origin, redirect: () => origin + payLinkPath(secret), mayPay: () => true });
}

/** What a link is for. Refuses `not-found` for one that lapsed or was revoked: nobody learns whether it ever existed. */
export async function readByLink(db: Database, secret: string, now: Date): Promise<BookingDetail> {
  const bookingId = await bookingBehind(db, secret, now);
  const booking = bookingId && await bookingDetail(db, bookingId);
  if (!booking) throw new Refusal('not-found');
  return booking;
}
