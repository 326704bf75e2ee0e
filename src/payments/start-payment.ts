import { hasRole, type Actor } from '../kernel/actor.ts';
import type { BookingId, PaymentId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { dueCents, hasLapsed, type Booking } from '../bookings/booking.ts';
import { isBooker, signedIn } from '../bookings/policy.ts';
import { lockBooking } from '../bookings/load-booking.ts';
import { isStillTalkedAbout } from '../bookings/views.ts';
import { announce, transact, type Database, type Transaction } from '../platform/db.ts';
import type { Payment } from './payment.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { stopSuperseded } from './supersede-payments.ts';
import { openPayment, saveOpened } from './store.ts';

export interface StartedPayment {
  paymentId: PaymentId;
  /** Where the booker pays, at the provider. */
  checkoutUrl: string;
}

/**
 * Opens a payment for a held booking, or answers the one that is open already. What we mean to do is committed before the
 * provider is asked, under an id that makes asking twice harmless.
 *
 * Refuses `not-found` (not theirs), `payment-not-needed` (nothing due, or paid), `hold-lapsed`, `wrong-state` (a request that
 * waits for approval, a hold that is still being talked about on the phone), and `payment-unavailable` when the provider does not
 * answer or the price changed at this very moment: the hold stands and one can try again.
 */
export async function startPayment(
  db: Database, provider: PaymentProvider, bookingId: BookingId, actor: Actor, { now, origin }: { now: Date; origin: string },
): Promise<StartedPayment> {
  const redirect = (code: string): string => `${origin}/reservaties/${code}`;
  return openCheckout(db, provider, bookingId, { now, origin, redirect, mayPay: (booking) => isBooker(booking, signedIn(actor)) || hasRole(actor, 'agent') });
}

interface Checkout {
  now: Date;
  origin: string;
  /** Where the provider sends the browser back to. */
  redirect: (code: string) => string;
  mayPay: (booking: Booking) => boolean;
}

/** The same for whoever was found to be allowed to pay: `startPayment`, and `pay-by-link.ts`. */
export async function openCheckout(db: Database, provider: PaymentProvider, bookingId: BookingId, checkout: Checkout): Promise<StartedPayment> {
  const { now, origin, redirect } = checkout;
  const { payment, code } = await transact(db, (tx) => intend(tx, bookingId, checkout));
  if (payment.checkoutUrl) return { paymentId: payment.id, checkoutUrl: payment.checkoutUrl };
  const answer = await provider.open({
    paymentId: payment.id,
    amountCents: payment.amountCents,
    description: `Reservatie ${code}`,
    redirectUrl: redirect(code),
    webhookUrl: `${origin}/webhooks/mollie`,
  }).catch(() => {
    throw new Refusal('payment-unavailable');
  });
  if (!answer.checkoutUrl) throw new Refusal('payment-unavailable');
  const saved = await transact(db, async (tx) => {
    const became = await saveOpened(tx, payment.id, answer, now);
    if (became === 'opened') await announce(tx, { type: 'payment-opened', paymentId: payment.id });
    if (became === 'superseded') await stopSuperseded(tx, bookingId);
    return became;
  });
  if (saved === 'superseded') throw new Refusal('payment-unavailable');
  return { paymentId: payment.id, checkoutUrl: answer.checkoutUrl };
}

async function intend(tx: Transaction, bookingId: BookingId, { mayPay, now }: Checkout): Promise<{ payment: Payment; code: string }> {
  const booking = await lockBooking(tx, bookingId);
  if (!mayPay(booking)) throw new Refusal('not-found');
  if (booking.status === 'confirmed' || dueCents(booking) === 0) throw new Refusal('payment-not-needed');
  if (booking.status === 'expired') throw new Refusal('hold-lapsed');
  if (booking.status !== 'held' || await isStillTalkedAbout(tx, bookingId)) throw new Refusal('wrong-state', { facts: { status: booking.status } });
  if (hasLapsed(booking, now)) throw new Refusal('hold-lapsed', { facts: { heldUntil: booking.heldUntil.toISOString() } });
  return { payment: await openPayment(tx, bookingId, dueCents(booking), now), code: booking.code };
}
