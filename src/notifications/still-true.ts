import type { BookingStatus } from '../bookings/booking.ts';
import type { BookingTemplate } from './mail.ts';

const STATUS: Record<BookingTemplate | 'approval-asked', BookingStatus> = {
  'booking-requested': 'requested',
  'booking-held': 'held',
  'booking-confirmed': 'confirmed',
  'booking-declined': 'declined',
  'booking-cancelled': 'cancelled',
  'booking-expired': 'expired',
  'payment-failed': 'held',
  'hold-ending': 'held',
  'approval-asked': 'requested',
};

/** Whether a booking still is what the mail would say of it: nobody is asked to pay for or decide about what has lapsed. */
export function isStillTrue(template: keyof typeof STATUS, booking: { status: BookingStatus; heldUntil: Date | null }, now: Date): boolean {
  return booking.status === STATUS[template] && (booking.heldUntil === null || now < booking.heldUntil);
}
