import type { BookingId, VenueId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import type { Transaction } from '../platform/db.ts';
import { mailApprovalAsked, tellBooker } from './booking-mails.ts';
import { moveFacts } from './move-facts.ts';
import { queueMail } from './queue-mail.ts';
import { lastChange, managersOf } from './views.ts';

const SOON_MINUTES = 48 * 60;

/**
 * Tells the booker what was and what is now; whoever becomes confirmed by it reads that in the confirmation, and of a mere remark nobody is told.
 * Managers hear of a request that is another one now, and of a confirmed booking that was to begin soon, or now does.
 */
export async function mailBookingMoved(tx: Transaction, bookingId: BookingId, number: number, now: Date): Promise<void> {
  const move = await moveFacts(tx, bookingId, number);
  const booking = await lastChange(tx, bookingId);
  if (!move || !booking || !move.visible) return;
  const becameConfirmed = booking.status === 'confirmed' && move.status !== 'confirmed';
  if (!becameConfirmed) await tellBooker(tx, bookingId, 'booking-moved', { facts: { number: String(number) }, once: `${bookingId}:${number}` });
  if (booking.status === 'requested') await mailApprovalAsked(tx, bookingId, number);
  const soon = [move.period.start, booking.start].some((start) => start <= addMinutes(now, SOON_MINUTES));
  if (move.status === 'confirmed' && move.placeChanged && soon) await tellManagers(tx, bookingId, [move.venueId, booking.venueId], { what: 'moved', number: String(number) });
}

/** A confirmed booking of theirs that was to begin soon is cancelled. */
export async function mailManagersCancelled(tx: Transaction, bookingId: BookingId, now: Date): Promise<void> {
  const booking = await lastChange(tx, bookingId);
  if (booking?.before !== 'confirmed' || booking.start > addMinutes(now, SOON_MINUTES)) return;
  await tellManagers(tx, bookingId, [booking.venueId], { what: 'cancelled', number: String(booking.number) });
}

/** Everybody who manages one of these venues, but for whoever did it. */
async function tellManagers(tx: Transaction, bookingId: BookingId, venueIds: readonly VenueId[], facts: { what: 'cancelled' | 'moved'; number: string }): Promise<void> {
  const by = (await lastChange(tx, bookingId))?.by;
  for (const venueId of new Set(venueIds)) {
    for (const { email, personId } of await managersOf(tx, venueId)) {
      if (personId !== null && personId === by) continue;
      await queueMail(tx, {
        template: 'manager-told', facts, dedupeKey: `manager-told:${bookingId}:${facts.number}:${email}`, recipient: email, language: 'nl', bookingId,
        ...(personId === null ? {} : { personId }),
      });
    }
  }
}
