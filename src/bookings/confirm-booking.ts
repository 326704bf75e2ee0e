import type { BookingId } from '../kernel/ids.ts';
import { widen, type Period } from '../kernel/period.ts';
import { claimSpaces } from '../availability/claim-spaces.ts';
import { firmUpClaims } from '../availability/firm-up-claims.ts';
import { takenPeriods } from '../availability/views.ts';
import type { Hall } from '../catalogue/hall.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { confirm, type Booking } from './booking.ts';
import { extraViolations, lockExtras } from './extra-stock.ts';
import { loadForChange } from './load-for-change.ts';
import { lockLapsed, orderedExtras, saveBooking } from './store.ts';

/**
 * Confirms a booking whose money has come in. `lost` when the hall or its extras can no longer be had, or the booking was cancelled: the
 * money must go back. `already-confirmed` when an earlier payment confirmed it. The spaces are locked first, then it is read again.
 */
export async function confirmPaidBooking(tx: Transaction, id: BookingId, now: Date): Promise<'confirmed' | 'already-confirmed' | 'lost'> {
  const { booking, hall } = await loadForChange(tx, id, now);
  if (booking.status === 'confirmed') return 'already-confirmed';
  if (booking.status !== 'held' && booking.status !== 'expired') return 'lost';
  const inTime = booking.status === 'held' && (await lockLapsed(tx, [id])).length === 0;
  if (!(inTime || await canStillBeHad(tx, booking, hall, now))) return 'lost';
  await takeForGood(tx, booking, hall);
  await saveBooking(tx, confirm(booking), { actor: 'system', at: now });
  await announce(tx, { type: 'booking-confirmed', bookingId: id });
  return 'confirmed';
}

/** From the moment that a hold lapses its spaces and its extras are anybody's, whether or not it was marked expired. */
async function canStillBeHad(tx: Transaction, { id, period }: Booking, hall: Hall, now: Date): Promise<boolean> {
  const extras = await orderedExtras(tx, id);
  await lockExtras(tx, extras);
  return period.start > now
    && (await takenPeriods(tx, hall.spaceIds, widened(period, hall))).length === 0
    && (await extraViolations(tx, hall, period, extras)).length === 0;
}

async function takeForGood(tx: Transaction, { id, status, period }: Booking, hall: Hall): Promise<void> {
  const holder = { kind: 'booking', id } as const;
  if (status === 'held') await firmUpClaims(tx, holder);
  else await claimSpaces(tx, { holder, spaceIds: hall.spaceIds, period: widened(period, hall) });
}

const widened = (period: Period, { setupMinutes, teardownMinutes }: Hall): Period => widen(period, setupMinutes, teardownMinutes);
