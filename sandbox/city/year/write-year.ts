import { writeClaims, type ClaimToWrite } from '../../../src/availability/write-claims.ts';
import type { BookingId } from '../../../src/kernel/ids.ts';
import { widen } from '../../../src/kernel/period.ts';
import type { Transaction } from '../../../src/platform/db.ts';
import { insertRows } from '../../../src/platform/insert-rows.ts';
import type { Chance } from '../chance.ts';
import { bookingRows, type Staff } from './booking-rows.ts';
import { holdsSpaces, type PlannedStay } from './stay.ts';

/** Confirmed bookings that are still to come and open a door by code. */
export type Granted = readonly BookingId[];

/** Writes the year's bookings with their prices, history, orders and claims. Answers those that need a door code. */
export async function writeYear(tx: Transaction, stays: readonly PlannedStay[], staff: Staff, now: Date, chance: Chance): Promise<Granted> {
  const codes = new Set<string>();
  const rows = stays.map((stay) => {
    let made = bookingRows(stay, staff, now, chance);
    while (codes.has(made.booking.code)) made = { ...made, booking: { ...made.booking, code: chance.shortCode() } };
    codes.add(made.booking.code);
    return { stay, ...made };
  });
  await insertRows(tx, 'bookings', rows.map(({ booking }) => booking));
  await insertRows(tx, 'booking_lines', rows.flatMap(({ lines }) => lines));
  await insertRows(tx, 'booking_history', rows.flatMap(({ history }) => history));
  await insertRows(tx, 'extra_orders', rows.flatMap(({ orders }) => orders));
  await writeClaims(tx, rows.flatMap(({ stay, booking }): ClaimToWrite[] => (holdsSpaces(stay) ? [{
    holder: { kind: 'booking', id: booking.id },
    spaceIds: stay.hall.spaceIds,
    period: widen(stay.period, stay.hall.setupMinutes, stay.hall.teardownMinutes),
    ...(booking.heldUntil ? { heldUntil: booking.heldUntil } : {}),
  }] : [])));
  return rows.flatMap(({ stay, booking }) => (stay.status === 'confirmed' && stay.period.end > now && stay.hall.lockIds.length > 0 ? [booking.id] : []));
}
