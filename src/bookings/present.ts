import type { Success } from '../contract/operation.ts';
import { presentPeriod } from '../contract/periods.ts';
import type { BookingDetail, BookingSummary } from './views.ts';

/** A line of a list. Whose booking it is goes along: lists hold only what the reader may see. */
export const presentSummary = (booking: BookingSummary): Success<'listBookings'>['items'][number] => ({
  id: booking.id, code: booking.code, status: booking.status, period: presentPeriod(booking.period),
  hall: booking.hall, venue: booking.venue, personName: booking.personName, organisation: booking.organisation,
  bookerKind: booking.bookerKind, layout: booking.layout, activity: booking.activity, attendance: booking.attendance,
  heldUntil: booking.heldUntil?.toISOString(), totalCents: booking.totalCents, depositCents: booking.depositCents,
  access: booking.access, version: booking.version, createdAt: booking.createdAt.toISOString(), changedAt: booking.changedAt.toISOString(),
});

export const presentBooking = (booking: BookingDetail): Success<'getBooking'> => ({
  ...presentSummary(booking),
  remarks: booking.remarks,
  decisionReason: booking.decisionReason,
  lines: booking.lines,
  vat: booking.vat,
  houseRulesId: booking.houseRulesId,
  cancellationTermsId: booking.cancellationTermsId,
  history: booking.history.map(({ movedFrom, ...change }) => ({
    ...change, at: change.at.toISOString(), ...(movedFrom ? { movedFrom: { ...movedFrom, period: presentPeriod(movedFrom.period) } } : {}),
  })),
});
