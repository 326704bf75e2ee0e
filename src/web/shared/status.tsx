import type { JSX } from 'preact';
import type { BookingStatus } from '../../bookings/booking.ts';
import type { View } from '../view.ts';

const COLOURS: Record<BookingStatus, string> = {
  requested: 'info',
  held: 'warning',
  confirmed: 'success',
  declined: 'danger',
  cancelled: 'neutral',
  expired: 'neutral',
};

/** Where a booking stands, in a word; its colour only repeats it. */
export const Status = ({ view, status }: { view: View; status: BookingStatus }): JSX.Element => (
  <span class="oz-status" data-color={COLOURS[status]}>
    {view.t.bookings.statuses[status]}
  </span>
);
