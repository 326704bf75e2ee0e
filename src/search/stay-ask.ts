import { checkStay } from '../availability/check-stay.ts';
import { capacityIn, type Hall, type LayoutKind } from '../catalogue/hall.ts';
import type { BookerKind } from '../kernel/actor.ts';
import type { BookingId, OrganisationId, PersonId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { isRefusal, type Violation } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { earlierBookings } from '../pricing/earlier-bookings.ts';
import { quoteStay, type ExtraOrder, type Quote } from '../pricing/quote.ts';

/** A stay that somebody would like to book. */
export interface StayAsk {
  period: Period;
  /** Absent: the layout that holds most persons. */
  layout?: LayoutKind | undefined;
  attendance: number;
  bookerKind: BookerKind;
  /** The organisation or else the person who would book; without it the quota is not looked at. */
  bookerId?: OrganisationId | PersonId | undefined;
  extras?: readonly ExtraOrder[] | undefined;
  purpose?: string | undefined;
  /** A booking that would be given up for it. */
  moving?: BookingId | undefined;
}

/** Every reason why a stay cannot be booked in this hall now, and its price when it is let to this booker. */
export async function judgeStay(db: Database, hall: Hall, ask: StayAsk, now: Date): Promise<{ violations: Violation[]; quote?: Quote }> {
  const { period, attendance, bookerId } = ask;
  const broken = await checkStay(db, hall, { period, attendance, layout: ask.layout ?? largestLayout(hall) }, { ...(bookerId ? { bookerId } : {}), ...(ask.moving ? { moving: ask.moving } : {}) }, now);
  try {
    const stay = { ...ask, extras: ask.extras ?? [], bookedOn: localDate(now) };
    return { violations: broken, quote: quoteStay(hall, { ...stay, earlier: await earlierBookings(db, hall, stay, bookerId, ask.moving) }) };
  } catch (thrown) {
    if (!isRefusal(thrown, 'stay-refused')) throw thrown;
    return { violations: [...broken, ...thrown.violations] };
  }
}

/** The layout in which so many fit: the asked one if they do, else the one that holds most. */
export const fittingLayout = (hall: Hall, { layout, attendance }: StayAsk): LayoutKind =>
  layout && capacityIn(hall, layout) >= attendance ? layout : largestLayout(hall);

const largestLayout = (hall: Hall): LayoutKind =>
  hall.layouts.map(({ kind }) => kind).toSorted((a, b) => capacityIn(hall, b) - capacityIn(hall, a))[0] ?? 'empty';
