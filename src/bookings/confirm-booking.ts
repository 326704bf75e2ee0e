import type { BookingId } from '../kernel/ids.ts';
import { widen } from '../kernel/period.ts';
import { claimSpaces } from '../availability/claim-spaces.ts';
import { firmUpClaims } from '../availability/firm-up-claims.ts';
import { takenPeriods } from '../availability/views.ts';
import type { Hall } from '../catalogue/hall.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { confirm, type Booking, type Closed } from './booking.ts';
import { extraViolations, lockExtras } from './extra-stock.ts';
import { loadForChange } from './load-for-change.ts';
import { orderedExtras, saveBooking } from './store.ts';

/**
 * Confirms a booking whose money has come in. `lost` when the hall can no longer be had, or the booking was cancelled: the
 * money must go back. `already-confirmed` when an earlier payment confirmed it. The spaces are locked first, then it is read
 * again: a hold that lapsed claims its place anew if that is still free.
 */
export async function confirmPaidBooking(tx: Transaction, id: BookingId, now: Date): Promise<'confirmed' | 'already-confirmed' | 'lost'> {
  const { booking, hall } = await loadForChange(tx, id, undefined, now);
  if (booking.status === 'confirmed') return 'already-confirmed';
  if (booking.status === 'held') await firmUpClaims(tx, { kind: 'booking', id });
  else if (booking.status !== 'expired' || !(await claimAnew(tx, booking, hall, now))) return 'lost';
  await saveBooking(tx, confirm(booking), { actor: 'system', at: now });
  await announce(tx, { type: 'booking-confirmed', bookingId: id });
  return 'confirmed';
}

async function claimAnew(tx: Transaction, booking: Booking & Closed, hall: Hall, now: Date): Promise<boolean> {
  const period = widen(booking.period, hall.setupMinutes, hall.teardownMinutes);
  const extras = await orderedExtras(tx, booking.id);
  await lockExtras(tx, extras);
  const possible = booking.period.start > now
    && (await takenPeriods(tx, hall.spaceIds, period)).length === 0
    && (await extraViolations(tx, hall, booking.period, extras)).length === 0;
  if (possible) await claimSpaces(tx, { holder: { kind: 'booking', id: booking.id }, spaceIds: hall.spaceIds, period });
  return possible;
}
