import type { Transaction } from '../platform/db.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { toRange } from '../platform/range.ts';
import type { Cents } from '../kernel/money.ts';
import type { Quote } from '../pricing/quote.ts';
import { heldUntilOf, type Active, type ExtraOrder } from './booking.ts';
import { BookingRow } from './rows.ts';
import { addHistory, tariffColumns, toLineRow, type Change } from './store.ts';

export interface MoveToSave {
  before: Active;
  after: Active;
  orders: readonly ExtraOrder[];
  /** Absent: the frozen lines stay. */
  quote?: Quote;
  refundCents: Cents;
}

/** Writes the booking as it is after a move, with its lines and orders, and beside the line of its history what it was. */
export async function saveMove(tx: Transaction, { before, after, orders, quote, refundCents }: MoveToSave, change: Change): Promise<{ number: number; saved: Active }> {
  const saved = { ...after, version: before.version + 1 };
  await BookingRow.query(tx).findById(after.id).patch({
    hall_id: after.hallId, layout: after.layout, period: toRange(after.period), attendance: after.attendance, activity: after.activity,
    remarks: after.remarks ?? null, status: after.status, held_until: heldUntilOf(after) ?? null, total_cents: after.totalCents,
    deposit_cents: after.depositCents, ...tariffColumns(after.tariff), house_rules_id: after.houseRulesId, cancellation_terms_id: after.cancellationTermsId,
    most_refund_percent: after.mostRefundPercent ?? null, version: saved.version, changed_at: change.at,
  });
  if (quote) {
    await tx('booking_lines').where({ booking_id: after.id }).delete();
    await insertRows(tx, 'booking_lines', quote.lines.map((line, index) => ({ booking_id: after.id, ...toLineRow(line, index) })));
  }
  await tx('extra_orders').where({ booking_id: after.id }).delete();
  await insertRows(tx, 'extra_orders', orders.map(({ extraId, quantity }) => ({ booking_id: after.id, extra_id: extraId, quantity, period: toRange(after.period) })));
  const number = await addHistory(tx, saved, change);
  await tx('booking_moves').insert({
    booking_id: before.id, number, hall_id: before.hallId, layout: before.layout, period: toRange(before.period), attendance: before.attendance,
    activity: before.activity, status: before.status, total_cents: before.totalCents, deposit_cents: before.depositCents, refund_cents: refundCents,
  });
  return { number, saved };
}
