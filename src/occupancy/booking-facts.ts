import type { AccessKind } from '../catalogue/hall.ts';
import type { CodeState } from '../access/code-state.ts';
import type { BookingId, PersonId } from '../kernel/ids.ts';
import { ZONE } from '../kernel/time.ts';
import type { HallBooking } from './occupancy.ts';
import { paymentStateOf } from './payment-state.ts';

/** What a manager sees of bookings `b`: pairs for jsonb_build_object, also over `halls h`, `persons p`, `organisations o`, and MONEY. */
export const BOOKING = `
  'id', b.id, 'code', b.code, 'status', b.status, 'start', lower(b.period), 'end', upper(b.period),
  'hall', jsonb_build_object('id', h.id, 'slug', h.slug, 'name', h.name), 'activity', b.activity, 'attendance', b.attendance,
  'personId', b.person_id, 'bookedBy', CASE WHEN o.id IS NULL THEN 'person' ELSE 'organisation' END,
  'bookerName', coalesce(o.name, p.given_name || ' ' || p.family_name), 'heldUntil', b.held_until, 'totalCents', b.total_cents, 'depositCents', b.deposit_cents,
  'access', coalesce((SELECT kind FROM hall_access WHERE hall_id = h.id AND from_on <= (lower(b.period) AT TIME ZONE '${ZONE}')::date
    ORDER BY from_on DESC LIMIT 1), 'staff'),
  'paidCents', coalesce(money.paid, 0), 'refundedCents', coalesce(money.refunded, 0), 'refundDueCents', coalesce(money.due, 0)`;

/** What moved for a booking `b`: in, back, and back but not there yet. */
export const MONEY = `LATERAL (
  SELECT sum(y.amount_cents) FILTER (WHERE y.status = 'paid') AS paid, sum(y.refunded_cents) FILTER (WHERE y.status = 'paid') AS refunded,
    sum((SELECT sum(r.amount_cents) FROM refunds r WHERE r.payment_id = y.id AND r.status <> 'refunded')) AS due
  FROM payments y WHERE y.booking_id = b.id) money ON true`;

/** A row as BOOKING builds it. */
export interface BookingFound {
  id: BookingId; code: string; status: 'requested' | 'held' | 'confirmed'; start: string; end: string; hall: HallBooking['hall']; activity: string;
  attendance: number; personId: PersonId; bookedBy: HallBooking['bookedBy']; bookerName: string; heldUntil: string | null; totalCents: number; depositCents: number; access: AccessKind;
  paidCents: number; refundedCents: number; refundDueCents: number;
}

export const toBooking = (found: BookingFound, doors: ReadonlyMap<BookingId, CodeState>): HallBooking => ({
  id: found.id, code: found.code, status: found.status, period: { start: new Date(found.start), end: new Date(found.end) }, hall: found.hall,
  activity: found.activity, attendance: found.attendance, personId: found.personId, bookedBy: found.bookedBy, bookerName: found.bookerName, totalCents: found.totalCents, depositCents: found.depositCents,
  payment: paymentStateOf(found), access: found.access, door: doors.get(found.id) ?? 'none',
  ...(found.heldUntil === null ? {} : { heldUntil: new Date(found.heldUntil) }),
});
