import type { Operations } from '../contract/operation.ts';
import { readBooking } from '../bookings/read-booking.ts';
import { bookingIdOf } from '../bookings/load-booking.ts';
import { agent, signedIn } from '../identity/policies.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { sendPayLink } from './send-pay-link.ts';
import { startPayment } from './start-payment.ts';
import { moneyOf } from './views.ts';

/** The payment operations, with whoever moves the money. */
export const paymentOperations = (provider: PaymentProvider) => ({
  startPayment: {
    policy: signedIn,
    async handle({ db, params, actor, now, origin }) {
      return { body: await startPayment(db, provider, await bookingIdOf(db, params.bookingId), actor, { now, origin }) };
    },
  },
  sendPayLink: {
    policy: agent,
    handle: ({ params, actor, now, ...call }) => call.transact(async (tx) => {
      const { recipient, expiresAt } = await sendPayLink(tx, await bookingIdOf(tx, params.bookingId), actor, now);
      return { body: { recipient, expiresAt: expiresAt.toISOString() } };
    }),
  },
  listPayments: {
    policy: signedIn,
    async handle({ db, params, actor, url }) {
      const { id } = await readBooking(db, params.bookingId, actor);
      const { payments, refunds, paidCents, refundedCents } = await moneyOf(db, id);
      return {
        body: {
          items: payments.map(({ providerId: _providerId, outcome: _outcome, supersededAt: _supersededAt, expiresAt, paidAt, ...payment }) =>
            ({ ...payment, expiresAt: expiresAt?.toISOString(), paidAt: paidAt?.toISOString() })),
          refunds: refunds.map(({ providerId: _providerId, ...refund }) => refund),
          paidCents, refundedCents, self: url,
        },
      };
    },
  },
}) satisfies Operations;
