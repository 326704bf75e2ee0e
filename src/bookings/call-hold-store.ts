import type { BookingId, PersonId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { insertTogether } from '../platform/insert-rows.ts';
import { toRange } from '../platform/range.ts';
import type { Quote } from '../pricing/quote.ts';
import type { BookingFacts, ExtraOrder } from './booking.ts';
import { tariffColumns, toLineRow } from './store.ts';

interface CallHoldRow {
  booking_id: BookingId;
  agent_id: PersonId;
}

export const insertCallHold = async (tx: Transaction, bookingId: BookingId, agentId: PersonId): Promise<void> =>
  void await tx<CallHoldRow>('call_holds').insert({ booking_id: bookingId, agent_id: agentId });

/** True while nothing was agreed about this hold: it is being talked about on the phone. */
export const isCallHold = async (db: Database | Transaction, bookingId: BookingId): Promise<boolean> =>
  (await db<CallHoldRow>('call_holds').where({ booking_id: bookingId }).first('booking_id')) !== undefined;

/** From now on it is a booking like any other. */
export const endCallHold = async (tx: Transaction, bookingId: BookingId): Promise<void> =>
  void await tx<CallHoldRow>('call_holds').where({ booking_id: bookingId }).delete();

/** How many holds an agent has open by the database's clock. */
export async function openCallHolds(tx: Transaction, agentId: PersonId): Promise<number> {
  const { rows: [{ count }] } = await tx.raw<{ rows: [{ count: number }] }>(
    `SELECT count(*) FROM call_holds c JOIN bookings b ON b.id = c.booking_id
     WHERE c.agent_id = ? AND b.status = 'held' AND b.held_until > clock_timestamp()`, [agentId]);
  return count;
}

/** Writes what a hold became once it was agreed: what it is for, its extras and the price that goes with them. */
export async function writeAgreement(tx: Transaction, booking: BookingFacts, quote: Quote, orders: readonly ExtraOrder[]): Promise<void> {
  const ofBooking = (row: object): object => ({ booking_id: booking.id, ...row });
  await tx('booking_lines').where({ booking_id: booking.id }).delete();
  await tx('bookings').where({ id: booking.id }).update({
    activity: booking.activity, remarks: booking.remarks ?? null, attendance: booking.attendance, layout: booking.layout, language: booking.language,
    total_cents: booking.totalCents, deposit_cents: booking.depositCents, ...tariffColumns(booking.tariff),
    house_rules_id: booking.houseRulesId, cancellation_terms_id: booking.cancellationTermsId,
  });
  await insertTogether(tx, {
    booking_lines: quote.lines.map(toLineRow).map(ofBooking),
    extra_orders: orders.map((order) => ofBooking({ extra_id: order.extraId, quantity: order.quantity, period: toRange(booking.period) })),
  });
}
