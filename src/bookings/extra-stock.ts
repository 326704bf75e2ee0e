import type { BookingId, ExtraId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import type { Violation } from '../kernel/refusal.ts';
import type { Hall } from '../catalogue/hall.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { fromRange, toRange } from '../platform/range.ts';
import type { ExtraOrder } from './booking.ts';

interface Taken {
  period: Period;
  quantity: number;
}

/** The most that is out at any one instant: orders that only touch do not add up. */
export function peakOf(taken: readonly Taken[]): number {
  const steps = taken.flatMap(({ period, quantity }) => [
    { at: period.start.getTime(), by: quantity },
    { at: period.end.getTime(), by: -quantity },
  ]).sort((a, b) => a.at - b.at || a.by - b.by);
  let out = 0;
  let peak = 0;
  for (const { by } of steps) {
    out += by;
    peak = Math.max(peak, out);
  }
  return peak;
}

/**
 * What is wrong with these orders of extras: unknown in this hall, more than one booking may have, or more than is left over
 * the whole period (`left` in the facts). Orders of lapsed holds do not count, nor those of a booking that is being moved.
 */
export async function extraViolations(
  db: Database | Transaction, hall: Hall, period: Period, orders: readonly ExtraOrder[], moving?: BookingId,
): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const [index, order] of orders.entries()) {
    const field = `body/extras/${index}`;
    const extra = hall.extras.find(({ id }) => id === order.extraId);
    if (!extra) {
      violations.push({ code: 'unknown-extra', field: `${field}/extraId`, facts: {} });
      continue;
    }
    const left = Math.min(extra.perBookingMax, extra.stock === undefined ? Infinity : extra.stock - await takenOf(db, extra.id, period, moving));
    if (order.quantity > left) {
      violations.push({ code: 'out-of-stock', field: `${field}/quantity`, facts: { left: Math.max(0, left), extra: extra.name.nl } });
    }
  }
  return violations;
}

async function takenOf(db: Database | Transaction, extraId: ExtraId, period: Period, moving?: BookingId): Promise<number> {
  const { rows } = await db.raw<{ rows: { quantity: number; period: string }[] }>(
    `SELECT o.quantity, (o.period * ?::tstzrange)::text AS period
       FROM extra_orders o JOIN bookings b ON b.id = o.booking_id
      WHERE o.extra_id = ? AND o.period && ?::tstzrange
        AND (b.status = 'confirmed' OR (b.status IN ('held', 'requested') AND b.held_until > clock_timestamp()))
        AND b.id IS DISTINCT FROM CAST(? AS uuid)`,
    [toRange(period), extraId, toRange(period), moving ?? null]);
  return peakOf(rows.map((row) => ({ period: fromRange(row.period), quantity: row.quantity })));
}

/** Takes the rows of these extras, in id order, so that two bookings cannot both take the last one. After the spaces. */
export async function lockExtras(tx: Transaction, orders: readonly ExtraOrder[]): Promise<void> {
  if (orders.length === 0) return;
  await tx.raw('SELECT id FROM extras WHERE id = ANY(?) ORDER BY id FOR NO KEY UPDATE', [orders.map(({ extraId }) => extraId)]);
}
