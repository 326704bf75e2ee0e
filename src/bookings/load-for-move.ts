import type { BookingId, HallId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { lockSpaces } from '../availability/claim-spaces.ts';
import type { Hall } from '../catalogue/hall.ts';
import { loadHall } from '../catalogue/load-hall.ts';
import { TryAgain, type Database, type Transaction } from '../platform/db.ts';
import type { Booking, ExtraOrder } from './booking.ts';
import { lockExtras } from './extra-stock.ts';
import { loadBooking, lockBooking } from './load-booking.ts';
import { ordersAfter, type MoveAsk } from './move.ts';
import { orderedExtras } from './store.ts';

/** A booking with the hall in which it is, the one to which it goes, and its extras before and after. */
export interface MoveLoaded {
  booking: Booking;
  from: Hall;
  to: Hall;
  before: readonly ExtraOrder[];
  orders: readonly ExtraOrder[];
}

/** Without locking anything, to look ahead. Refuses `not-found`. */
export async function loadMove(db: Database | Transaction, id: BookingId, ask: MoveAsk, now: Date): Promise<MoveLoaded> {
  const booking = await loadBooking(db, id);
  const from = await mustLoadHall(db, booking.hallId, now);
  const to = ask.hallId === booking.hallId ? from : await mustLoadHall(db, ask.hallId, now);
  const before = await orderedExtras(db, id);
  return { booking, from, to, before, orders: ordersAfter(before, ask, to).orders };
}

/**
 * The same, ready to be changed: the spaces of both halls are locked together, then the extras, then the booking. Whoever moved the booking
 * elsewhere in the meantime makes the transaction start again, because then other spaces have to be locked first.
 */
export async function loadForMove(tx: Transaction, id: BookingId, ask: MoveAsk, now: Date): Promise<MoveLoaded> {
  const { from, to } = await loadMove(tx, id, ask, now);
  await lockSpaces(tx, [...new Set([...from.spaceIds, ...to.spaceIds])]);
  const before = await orderedExtras(tx, id);
  const { orders } = ordersAfter(before, ask, to);
  await lockExtras(tx, orders);
  const booking = await lockBooking(tx, id);
  if (booking.hallId !== from.id) throw new TryAgain();
  return { booking, from, to, before, orders };
}

async function mustLoadHall(db: Database | Transaction, id: HallId, now: Date): Promise<Hall> {
  const hall = await loadHall(db, id, now);
  if (!hall) throw new Refusal('not-found', { facts: { hall: id } });
  return hall;
}
