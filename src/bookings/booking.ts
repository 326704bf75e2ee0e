import type { BookerKind, Channel } from '../kernel/actor.ts';
import type { BookingId, ExtraId, HallId, OrganisationId, PersonId } from '../kernel/ids.ts';
import { percentOf, type Cents } from '../kernel/money.ts';
import { addMinutes, type Period } from '../kernel/period.ts';
import type { Language } from '../kernel/text.ts';
import type { LayoutKind, RefundStep } from '../catalogue/hall.ts';
import type { TariffUsed } from '../pricing/quote.ts';

export const STATUSES = ['requested', 'held', 'confirmed', 'declined', 'cancelled', 'expired'] as const;
export type BookingStatus = (typeof STATUSES)[number];

export interface ExtraOrder {
  extraId: ExtraId;
  quantity: number;
}

/** What every booking has, whatever became of it. */
export interface BookingFacts {
  id: BookingId;
  /** The short code that people say: `K7M-4QX`. */
  code: string;
  hallId: HallId;
  layout: LayoutKind;
  /** As the booker uses the hall: without setup and teardown. */
  period: Period;
  personId: PersonId;
  /** For whom; absent: for the person themselves. */
  organisationId?: OrganisationId;
  placedBy: PersonId;
  channel: Channel;
  bookerKind: BookerKind;
  /** Of the mails about it: chosen with the booking, never kept on a person. */
  language: Language;
  activity: string;
  attendance: number;
  remarks?: string;
  /** With VAT, without the deposit. */
  totalCents: Cents;
  depositCents: Cents;
  houseRulesId: string;
  cancellationTermsId: string;
  /** By what its price was made; absent on bookings of before there were regulations. */
  tariff?: TariffUsed;
  decisionReason?: string;
  /** What a cancellation gives back of the price at most, in percent, whatever the terms say: it was moved when they gave no more. */
  mostRefundPercent?: number;
  version: number;
  createdAt: Date;
}

/** It lapses at `heldUntil` unless it is paid or approved. */
export type Held = BookingFacts & { status: 'held'; heldUntil: Date };
export type Requested = BookingFacts & { status: 'requested'; heldUntil: Date };
export type Confirmed = BookingFacts & { status: 'confirmed' };
export type Closed = BookingFacts & { status: 'declined' | 'cancelled' | 'expired' };
export type Booking = Held | Requested | Confirmed | Closed;
/** A booking that holds its spaces. */
export type Active = Held | Requested | Confirmed;

export const isActive = (booking: Booking): booking is Active =>
  booking.status === 'held' || booking.status === 'requested' || booking.status === 'confirmed';

/** True for a hold or a request whose time has passed, whether or not anybody has marked it expired. */
export const hasLapsed = (booking: Booking, now: Date): boolean =>
  (booking.status === 'held' || booking.status === 'requested') && booking.heldUntil <= now;

/** What the booker pays before use: the price and the deposit. */
export const dueCents = (booking: { totalCents: Cents; depositCents: Cents }): Cents => booking.totalCents + booking.depositCents;

/** When a booking lapses; absent for one that does not. */
export const heldUntilOf = (booking: Booking): Date | undefined => ('heldUntil' in booking ? booking.heldUntil : undefined);

/** What stays the same whatever becomes of the booking. */
function factsOf(booking: Booking): BookingFacts {
  const { status: _status, ...rest } = booking;
  if (!('heldUntil' in rest)) return rest;
  const { heldUntil: _heldUntil, ...facts } = rest;
  return facts;
}

export const confirm = (booking: Held | Requested | Closed): Confirmed => ({ ...factsOf(booking), status: 'confirmed' });

export const close = (booking: Active, status: Closed['status'], reason?: string): Closed =>
  ({ ...factsOf(booking), status, ...(reason === undefined ? {} : { decisionReason: reason }) });

/** An approved request that is still to be paid for. */
export const hold = (booking: Requested, heldUntil: Date): Held => ({ ...factsOf(booking), status: 'held', heldUntil });

/** What a move may change. */
export type MovedFacts = Pick<BookingFacts, 'hallId' | 'period' | 'layout' | 'attendance' | 'activity' | 'totalCents' | 'depositCents' | 'tariff' | 'houseRulesId' | 'cancellationTermsId'>
  & { remarks: string | undefined; mostRefundPercent?: number };

/** The same booking in another place, time or use, in the state that follows from it. */
export function moved(booking: Active, { remarks, ...facts }: MovedFacts, to: { status: Active['status']; heldUntil?: Date }): Active {
  const { remarks: _before, ...rest } = factsOf(booking);
  const after = { ...rest, ...facts, ...(remarks === undefined ? {} : { remarks }) };
  if (to.status === 'confirmed' || !to.heldUntil) return { ...after, status: 'confirmed' };
  return { ...after, status: to.status, heldUntil: to.heldUntil };
}

/** Whoever was told of an approval by mail gets this long to pay, but never past the start. */
const HOURS_TO_PAY_AFTER_APPROVAL = 72;

/** When a new hold or request lapses, at the latest when it begins. A hold is for somebody who is paying now; a request waits for a manager. */
export function lapsesAt(
  kind: 'held' | 'requested' | 'approved' | 'pay-link', hall: { holdMinutes: number; approvalHours: number; payLinkHours: number }, start: Date, now: Date,
): Date {
  const minutes = { held: hall.holdMinutes, requested: hall.approvalHours * 60, approved: HOURS_TO_PAY_AFTER_APPROVAL * 60, 'pay-link': hall.payLinkHours * 60 }[kind];
  const lapses = addMinutes(now, minutes);
  return start < lapses ? start : lapses;
}

export interface CancellationOutcome {
  refundPercent: number;
  /** The part of the price that comes back. */
  priceBackCents: Cents;
  /** The deposit comes back whole: nothing was used. */
  depositBackCents: Cents;
  refundCents: Cents;
}

/** Steps that give all of the price back, whenever it is. */
export const EVERYTHING_BACK: readonly RefundStep[] = [{ hoursBefore: 0, percent: 100 }];

/** What comes back when a booking is cancelled now: by the first step of the accepted terms whose hours are still met, at most `mostPercent`. */
export function cancellationOutcome(
  booking: { totalCents: Cents; depositCents: Cents; period: Period }, steps: readonly RefundStep[], now: Date, mostPercent = 100,
): CancellationOutcome {
  const hoursLeft = (booking.period.start.getTime() - now.getTime()) / 3_600_000;
  const reached = [...steps].sort((a, b) => b.hoursBefore - a.hoursBefore).find((step) => hoursLeft >= step.hoursBefore);
  const refundPercent = Math.min(reached?.percent ?? 0, mostPercent);
  const priceBackCents = percentOf(booking.totalCents, refundPercent);
  return { refundPercent, priceBackCents, depositBackCents: booking.depositCents, refundCents: priceBackCents + booking.depositCents };
}
