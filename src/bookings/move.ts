import type { ExtraId, HallId } from '../kernel/ids.ts';
import { percentOf, type Cents } from '../kernel/money.ts';
import { addMinutes, contains, type Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Hall, LayoutKind, RefundStep } from '../catalogue/hall.ts';
import { cancellationOutcome, dueCents, EVERYTHING_BACK, hasLapsed, isActive, lapsesAt, type Active, type Booking, type ExtraOrder } from './booking.ts';

/** How a booking should become. */
export interface MoveAsk {
  hallId: HallId;
  period: Period;
  layout: LayoutKind;
  attendance: number;
  activity: string;
  remarks?: string;
  /** Extras that were ordered and are given up. The others come along as far as the hall offers them. */
  without?: readonly ExtraId[];
  /** The versions that the booker accepts; needed where they differ from what was accepted before. */
  houseRulesId?: string;
  cancellationTermsId?: string;
}

/** Managers of both venues decide on the spot; everybody else keeps to the rules of a booker. */
export type Mover = 'booker' | 'manager';

/** What moving does to the state and the money of a booking. */
export interface MoveOutcome {
  status: Active['status'];
  /** When it then lapses, unless it is confirmed. */
  heldUntil?: Date;
  /** Price and deposit of the new stay together. */
  dueCents: Cents;
  /** What comes back of what was paid. */
  refundCents: Cents;
  /** Which part of a lower price comes back; a lower deposit always does. */
  refundPercent: number;
}

/** Another hall or another time: what has to be claimed anew. */
export const changesPlace = (booking: Booking, { hallId, period }: Pick<MoveAsk, 'hallId' | 'period'>): boolean =>
  hallId !== booking.hallId || period.start.getTime() !== booking.period.start.getTime() || period.end.getTime() !== booking.period.end.getTime();

/** The orders that go along, and the ones that do not: given up, or not offered by the hall. */
export function ordersAfter(before: readonly ExtraOrder[], { without = [] }: Pick<MoveAsk, 'without'>, hall: Pick<Hall, 'extras'>): { orders: ExtraOrder[]; dropped: ExtraId[] } {
  const comesAlong = ({ extraId }: ExtraOrder): boolean => !without.includes(extraId) && hall.extras.some(({ id }) => id === extraId);
  return { orders: before.filter(comesAlong), dropped: before.filter((order) => !comesAlong(order)).map(({ extraId }) => extraId) };
}

/** Whether anything at all would be other than it is. */
export const changesAnything = (booking: Booking, ask: MoveAsk, before: readonly ExtraOrder[], orders: readonly ExtraOrder[]): boolean =>
  changesPlace(booking, ask) || ask.layout !== booking.layout || ask.attendance !== booking.attendance || ask.activity !== booking.activity
  || ask.remarks !== booking.remarks || orders.length !== before.length;

/** A price that was frozen stays so as long as nothing changes that it is made of. */
export function changesPrice(booking: Booking, ask: MoveAsk, before: readonly ExtraOrder[], orders: readonly ExtraOrder[], hall: Pick<Hall, 'extras'>): boolean {
  const perPerson = orders.some(({ extraId }) => hall.extras.find(({ id }) => id === extraId)?.unit === 'person');
  return changesPlace(booking, ask) || before.length !== orders.length || (perPerson && ask.attendance !== booking.attendance);
}

/** A manager who approved one thing did not approve another. Fewer people, a shorter stay and remarks ask for no new decision. */
export const needsDecision = (booking: Booking, ask: MoveAsk, hall: Hall): boolean => hall.approval && (
  ask.hallId !== booking.hallId || !contains(booking.period, ask.period) || ask.activity !== booking.activity || ask.layout !== booking.layout
  || ask.attendance > booking.attendance);

/** The last moment at which a booker can change time, hall or price: the notice that the hall asks of every booking. */
export const stayUntil = ({ period }: Pick<Booking, 'period'>, { noticeMinutes }: Pick<Hall, 'noticeMinutes'>): Date => addMinutes(period.start, -noticeMinutes);

/**
 * Refuses `wrong-state` for what no longer holds its place, `hold-lapsed`, and `not-movable` once it has begun, or for a booker within the notice
 * of the hall where the move changes the place or the price (`until`: the last moment at which it could be done).
 */
export function mustBeMovable(booking: Booking, hall: Hall, mover: Mover, change: 'stay' | 'details', now: Date): asserts booking is Active {
  if (!isActive(booking)) throw new Refusal('wrong-state', { facts: { status: booking.status } });
  if ('heldUntil' in booking && hasLapsed(booking, now)) throw new Refusal('hold-lapsed', { facts: { heldUntil: booking.heldUntil.toISOString() } });
  const { start } = booking.period;
  if (start <= now) throw new Refusal('not-movable', { facts: { start: start.toISOString() } });
  const until = stayUntil(booking, hall);
  if (mover === 'booker' && change === 'stay' && until < now) throw new Refusal('not-movable', { facts: { until: until.toISOString() } });
}

/** Everything that decides about state and money. */
export interface Moving {
  booking: Active;
  ask: MoveAsk;
  /** The hall in which it then is. */
  hall: Hall;
  mover: Mover;
  price: { totalCents: Cents; depositCents: Cents };
  /** Of the terms that were accepted with the booking. */
  steps: readonly RefundStep[];
}

/**
 * What becomes of the booking. A confirmed one stays confirmed or is refused: `move-needs-manager` where a manager would have to decide anew, and
 * `move-costs-more` where the price would rise. What is not yet confirmed simply gets the new price; it does not gain time.
 */
export function moveOutcome({ booking, ask, hall, mover, price, steps }: Moving, now: Date): MoveOutcome {
  const due = dueCents(price);
  const decides = mover !== 'manager' && needsDecision(booking, ask, hall);
  if (booking.status === 'confirmed') {
    if (decides) throw new Refusal('move-needs-manager');
    const paidCents = dueCents(booking);
    if (due > paidCents) throw new Refusal('move-costs-more', { facts: { paidCents, newCents: due, moreCents: due - paidCents } });
    return { status: 'confirmed', dueCents: due, ...moneyBack(booking, price, percentBack(booking, steps, mover, now)) };
  }
  const nothing = { dueCents: due, refundCents: 0, refundPercent: 100 };
  if (booking.status === 'requested' && hall.approval) return { status: 'requested', heldUntil: earliest(booking.heldUntil, ask.period.start), ...nothing };
  if (decides) return { status: 'requested', heldUntil: lapsesAt('requested', hall, ask.period.start, now), ...nothing };
  if (due === 0) return { status: 'confirmed', ...nothing };
  // Who is not at the screen is told by mail, and gets the time to pay that follows an approval.
  const pays = mover === 'manager' || booking.channel === 'phone' ? 'approved' as const : 'held' as const;
  const heldUntil = booking.status === 'requested' ? lapsesAt(pays, hall, ask.period.start, now) : earliest(booking.heldUntil, ask.period.start);
  return { status: 'held', heldUntil, ...nothing };
}

/** By the terms, as if the part that is given up were cancelled: otherwise an hour-long stay would be the way around them. */
const percentBack = (booking: Active, steps: readonly RefundStep[], mover: Mover, now: Date): number => (mover === 'manager'
  ? cancellationOutcome(booking, EVERYTHING_BACK, now)
  : cancellationOutcome(booking, steps, now, booking.mostRefundPercent)).refundPercent;

function moneyBack(booking: Active, price: Moving['price'], refundPercent: number): Pick<MoveOutcome, 'refundCents' | 'refundPercent'> {
  const lower = booking.totalCents - price.totalCents;
  const depositBack = booking.depositCents - price.depositCents;
  // A higher deposit takes from a lower price first: together they may not exceed what was paid.
  return { refundPercent, refundCents: Math.max(0, percentOf(Math.max(0, lower), refundPercent) + Math.min(lower, 0) + depositBack) };
}

const earliest = (a: Date, b: Date): Date => (a < b ? a : b);
