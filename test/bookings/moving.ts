import { moveBooking, type Moved } from '../../src/bookings/move-booking.ts';
import type { MoveAsk } from '../../src/bookings/move.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { Actor } from '../../src/kernel/actor.ts';
import type { Period } from '../../src/kernel/period.ts';
import { transact, type Database } from '../../src/platform/db.ts';

/** The booking as it is, but for what a test is about; the terms of the hall are accepted. */
export const moveTo = (booking: Booking, own: Partial<MoveAsk> & { hall?: Hall; period?: Period } = {}): MoveAsk => {
  const { hall, ...change } = own;
  return {
    hallId: hall?.id ?? booking.hallId, period: booking.period, layout: booking.layout, attendance: booking.attendance, activity: booking.activity,
    ...(booking.remarks === undefined ? {} : { remarks: booking.remarks }),
    ...(hall ? { houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id } : {}), ...change,
  };
};

export const move = (db: Database, booking: Booking, ask: MoveAsk, actor: Actor, now = new Date(), expectedVersion?: number): Promise<Moved> =>
  transact(db, (tx) => moveBooking(tx, booking.id, ask, expectedVersion === undefined ? {} : { expectedVersion }, actor, now));
