import type { Success } from '../contract/operation.ts';
import { presentPeriod } from '../contract/periods.ts';
import type { DayBooking } from './day-views.ts';
import type { Entry, HallBooking, Occupancy } from './occupancy.ts';

type OccupancyBody = Omit<Success<'getOccupancy'>, 'self' | 'next'>;

export function presentOccupancy({ from, until, halls, total }: Occupancy): OccupancyBody {
  const bookings = new Map(halls.flatMap(({ entries }) => entries.flatMap((entry) => ('booking' in entry ? [[entry.booking.id, entry.booking] as const] : []))));
  return {
    from, until, total, bookings: [...bookings.values()].map(presentHallBooking),
    items: halls.map(({ hall: { venue, ...hall }, open, entries, figures }) => ({ hall, venue, open: open.map(presentPeriod), entries: entries.map(presentEntry), figures })),
  };
}

const presentEntry = (entry: Entry): OccupancyBody['items'][number]['entries'][number] => ({
  kind: entry.kind, periods: entry.periods.map(presentPeriod),
  ...('booking' in entry ? { bookingId: entry.booking.id } : {}),
  ...('reason' in entry ? { reason: entry.reason } : {}),
});

const presentHallBooking = ({ heldUntil, period, personId: _person, bookedBy: _by, ...booking }: HallBooking): OccupancyBody['bookings'][number] =>
  ({ ...booking, period: presentPeriod(period), heldUntil: heldUntil?.toISOString() });

export const presentDayBooking = ({ heldUntil, personId: _person, bookedBy: _by, ...booking }: DayBooking): Success<'listDay'>['items'][number] =>
  ({ ...booking, period: presentPeriod(booking.period), claimed: presentPeriod(booking.claimed), heldUntil: heldUntil?.toISOString() });
