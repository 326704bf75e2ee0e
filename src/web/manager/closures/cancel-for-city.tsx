import type { JSX } from 'preact';
import type { ClosureSummary } from '../../../availability/closure-views.ts';
import { formatMoney } from '../../../contract/texts/format.ts';
import type { AffectedBooking } from '../../../management/affected-bookings.ts';
import { TextArea } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';

/** What was typed to cancel a booking, and why it did not go through. */
export interface AgainCancel {
  code: string;
  reason: string;
  error?: string;
  notice?: string;
}

interface Props {
  view: View;
  closure: ClosureSummary;
  booking: AffectedBooking;
  again: AgainCancel | undefined;
}

/** Move a booking that is in the way, or cancel it for the city: everything goes back to its booker. */
export function CancelForCity({ view, closure, booking, again }: Props): JSX.Element {
  const { t, language } = view;
  const b = t.closures.booking;
  const paid = booking.status === 'confirmed' ? booking.totalCents + booking.depositCents : 0;
  return (
    <>
      <a class="ds-button" data-variant="secondary" data-size="sm" href={`/reservaties/${booking.code}/wijzigen`}>
        {b.move}
      </a>
      <details class="oz-more" open={again !== undefined}>
        <summary>{b.cancel}</summary>
        <form method="post" action={`/beheer/sluitingen/${closure.id}/annuleren/${booking.code}`} class="oz-stack" data-gap="sm" noValidate>
          <input type="hidden" name="versie" value={booking.version} />
          <TextArea
            name={`reden-${booking.code}`}
            label={b.cancelReason}
            hint={b.cancelReasonHint}
            value={again?.reason ?? closure.reason.nl}
            rows={2}
            maxLength={500}
            error={again?.error}
          />
          <p class="oz-small">{paid > 0 ? b.refund(formatMoney(paid, language)) : b.noRefund}</p>
          <div>
            <button class="ds-button" data-color="danger" data-size="sm" type="submit">
              {b.cancel}
            </button>
          </div>
        </form>
      </details>
    </>
  );
}
