import type { BookingId } from '../kernel/ids.ts';
import type { Database } from '../platform/db.ts';
import { isUndecided } from './payment.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { settlePayment } from './settle-payment.ts';
import { paymentsOfBooking } from './store.ts';

/**
 * Stops what is still open at the provider for a booking that no longer wants money, or only what is open for a price that no longer counts.
 * A payment that cannot be stopped any more, or was made this very moment, is settled like any other: its money goes back.
 */
export async function cancelPayments(db: Database, provider: PaymentProvider, bookingId: BookingId, now: Date, which: 'all' | 'superseded' = 'all'): Promise<void> {
  for (const payment of await paymentsOfBooking(db, bookingId)) {
    if (!isUndecided(payment) || !payment.providerId || (which === 'superseded' && !payment.supersededAt)) continue;
    await provider.cancel(payment.providerId);
    await settlePayment(db, provider, payment.providerId, now);
  }
}
