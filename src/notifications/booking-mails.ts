import type { BookingId, PaymentId, RefundId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import type { BookingTemplate, Template, TemplateFacts } from './mail.ts';
import { queueMail } from './queue-mail.ts';
import { bookerOf, bookingOfPayment, bookingOfRefund, managersOf, payLinkOf, venueOfBooking } from './views.ts';

/** Tells the booker, once per key, or per state of the booking when there is none. Whoever has no address is told by phone: nothing is queued. */
export async function tellBooker<Name extends Template>(
  tx: Transaction, bookingId: BookingId, template: Name, { facts, once, runAt }: { facts: TemplateFacts[Name]; once?: string; runAt?: Date },
): Promise<void> {
  const booker = await bookerOf(tx, bookingId);
  if (!booker) return;
  await queueMail(tx, {
    template, facts, dedupeKey: `${template}:${once ?? `${bookingId}:${booker.version}`}`, recipient: booker.email, language: booker.language, bookingId,
    ...(booker.personId === null ? {} : { personId: booker.personId }), ...(runAt ? { runAt } : {}),
  });
}

const tell = (template: BookingTemplate) => (tx: Transaction, bookingId: BookingId): Promise<void> =>
  tellBooker(tx, bookingId, template, { facts: {} });

/** A request came in. */
export const mailBookingRequested = tell('booking-requested');
/** A hold was placed, or a request approved: with the way to pay. */
export const mailBookingHeld = tell('booking-held');
/** Confirmed: with the page where the door is shown, and a calendar file. */
export const mailBookingConfirmed = tell('booking-confirmed');
/** Declined, with the manager's reason. */
export const mailBookingDeclined = tell('booking-declined');
/** Cancelled, with what comes back. */
export const mailBookingCancelled = tell('booking-cancelled');
/** A hold or request lapsed. */
export const mailBookingExpired = tell('booking-expired');

/** A payment failed, while there is still time to pay. */
export const mailPaymentFailed = (tx: Transaction, bookingId: BookingId, paymentId: PaymentId): Promise<void> =>
  tellBooker(tx, bookingId, 'payment-failed', { facts: {}, once: paymentId });

/** Money came in for which there is no place: too late, or twice. It goes back, and the booker hears so. */
export async function mailPaidTooLate(tx: Transaction, paymentId: PaymentId): Promise<void> {
  const found = await bookingOfPayment(tx, paymentId);
  if (found) await tellBooker(tx, found.bookingId, 'paid-too-late', { facts: { paymentId }, once: paymentId });
}

const tellOfRefund = (template: 'refund-done' | 'refund-failed') => async (tx: Transaction, refundId: RefundId): Promise<void> => {
  const found = await bookingOfRefund(tx, refundId);
  if (found) await tellBooker(tx, found.bookingId, template, { facts: { refundId }, once: refundId });
};

/** The link by which whoever booked by phone pays without logging in, to the address that it was made for. */
export async function mailPayLink(tx: Transaction, payLinkId: string): Promise<void> {
  const link = await payLinkOf(tx, payLinkId);
  if (!link) return;
  const { bookingId, email, language, personId } = link;
  await queueMail(tx, {
    template: 'pay-link', facts: { payLinkId }, dedupeKey: `pay-link:${payLinkId}`, recipient: email, language, bookingId,
    ...(personId === null ? {} : { personId }),
  });
}

/** The money went back. */
export const mailRefundDone = tellOfRefund('refund-done');
/** The money could not be sent back. */
export const mailRefundFailed = tellOfRefund('refund-failed');

/** Asks the managers of the venue to decide about a request, again when it has become another one. */
export async function mailApprovalAsked(tx: Transaction, bookingId: BookingId, number = 1): Promise<void> {
  const venue = await venueOfBooking(tx, bookingId);
  for (const { email, personId } of venue ? await managersOf(tx, venue.venueId) : []) {
    await queueMail(tx, {
      template: 'approval-asked', facts: {}, dedupeKey: `approval-asked:${bookingId}:${number}:${email}`, recipient: email, language: 'nl', bookingId,
      ...(personId === null ? {} : { personId }),
    });
  }
}
