import type { JSX } from 'preact';
import { dueCents } from '../../../bookings/booking.ts';
import { formatMoney } from '../../../contract/texts/format.ts';
import { isUndecided, type Refund } from '../../../payments/payment.ts';
import type { View } from '../../view.ts';
import type { BookingPageProps } from './booking-page.tsx';

/** What was paid, what is to be paid, and what comes back. */
export function MoneyPart({ view, booking, money }: Pick<BookingPageProps, 'view' | 'booking' | 'money'>): JSX.Element {
  const { t, language } = view;
  const due = dueCents(booking);
  const last = money.payments[0];
  if (due === 0) return <p>{t.payment.nothing}</p>;
  return (
    <div class="oz-stack" data-gap="sm">
      {booking.status === 'requested' && <p>{t.payment.notYet}</p>}
      {last && last.status !== 'canceled' && <p>{t.payment.states[last.status]}</p>}
      {last?.status === 'canceled' && booking.status === 'held' && <p>{t.payment.states.canceled}</p>}
      {booking.status === 'held' && last?.status !== 'paid' && (
        <form method="post" action={`/reservaties/${booking.code}/betalen`}>
          <button class="ds-button" data-size="lg" type="submit">
            {last && isUndecided(last) ? t.payment.payOn : last ? t.payment.payAgain : t.payment.pay(formatMoney(due, language))}
          </button>
        </form>
      )}
      {money.refunds.map((refund) => (
        <RefundLine key={refund.id} view={view} refund={refund} />
      ))}
    </div>
  );
}

const RefundLine = ({ view: { t, language }, refund: { amountCents, reason, status } }: { view: View; refund: Refund }): JSX.Element => (
  <p>
    {t.payment.refunds}: <strong class="oz-numeric">{formatMoney(amountCents, language)}</strong> ({t.payment.reasons[reason]}) {t.payment.refundStates[status]}
    .
  </p>
);
