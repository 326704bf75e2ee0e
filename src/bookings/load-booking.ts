import { isId, type BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { Booking } from './booking.ts';
import { BookingRow } from './rows.ts';
import { fromRow } from './store.ts';

/** The booking without locking it. Refuses `not-found`. */
export async function loadBooking(db: Database | Transaction, id: BookingId): Promise<Booking> {
  const row = await BookingRow.query(db).findById(id);
  if (!row) throw new Refusal('not-found');
  return fromRow(row);
}

/** The booking as it is now, locked until the transaction ends. Its spaces are to be locked before. */
export async function lockBooking(tx: Transaction, id: BookingId): Promise<Booking> {
  const row = await BookingRow.query(tx).findById(id).forUpdate();
  if (!row) throw new Refusal('not-found');
  return fromRow(row);
}

/** The id of the booking with this id or short code. Refuses `not-found`. */
export async function bookingIdOf(db: Database | Transaction, idOrCode: string): Promise<BookingId> {
  if (isId(idOrCode)) return idOrCode as BookingId;
  const row = await db<BookingRow>('bookings').where({ code: idOrCode.toUpperCase() }).first('id');
  if (!row) throw new Refusal('not-found');
  return row.id as BookingId;
}
