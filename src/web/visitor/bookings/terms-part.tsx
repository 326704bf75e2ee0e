import type { JSX } from 'preact';
import type { AcceptedTerms } from '../../../bookings/accepted-terms.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import { RefundDates, RulesInShort } from '../../shared/terms-dates.tsx';
import type { View } from '../../view.ts';

interface Props {
  view: View;
  booking: BookingDetail;
  terms: AcceptedTerms;
}

/** Until when one can step back and what that costs, with days and hours; the house rules fold out. */
export const TermsPart = ({ view, booking, terms }: Props): JSX.Element => (
  <div class="oz-stack oz-small" data-gap="xs">
    <h3 class="ds-heading" data-size="2xs">{view.t.terms.cancelling}</h3>
    <RefundDates
      view={view}
      steps={terms.cancellationTerms.refundSteps}
      period={booking.period}
      totalCents={booking.totalCents}
      depositCents={booking.depositCents}
      status={booking.status}
    />
    <details class="oz-more">
      <summary>{view.t.terms.rulesInShort}</summary>
      <RulesInShort view={view} houseRules={terms.houseRules} cancellationTerms={terms.cancellationTerms} />
    </details>
  </div>
);
