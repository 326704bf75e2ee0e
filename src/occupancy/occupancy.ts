import type { DoorState } from '../access/door-status.ts';
import type { BookingStatus } from '../bookings/booking.ts';
import type { AccessKind, HallType } from '../catalogue/hall.ts';
import type { BookingId, HallId, OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import type { Cents } from '../kernel/money.ts';
import { intersect, minutesOf, subtract, union, type Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { PaymentState } from './payment-state.ts';

export interface OccupiedHall {
  id: HallId;
  slug: string;
  name: Translated;
  type: HallType;
  venue: { id: VenueId; organisationId: OrganisationId; slug: string; name: Translated };
}

/** What staff of the venue see of a booking that holds a hall. */
export interface HallBooking {
  id: BookingId;
  code: string;
  status: BookingStatus;
  /** As the booker uses the hall: without setup and teardown. */
  period: Period;
  hall: { id: HallId; slug: string; name: Translated };
  activity: string;
  attendance: number;
  personId: PersonId;
  /** The organisation for which it was made, else the person who made it; empty for who may not know the person. */
  bookerName: string;
  bookedBy: 'organisation' | 'person';
  heldUntil?: Date;
  totalCents: Cents;
  depositCents: Cents;
  payment: PaymentState;
  access: AccessKind;
  door: DoorState;
}

/** Who or what holds a hall, with setup and teardown, within the period that was asked. */
export type Entry = { periods: Period[] } & (
  | { kind: 'booking'; booking: HallBooking }
  /** A booking of another hall that shares a space with this one. */
  | { kind: 'via'; booking: HallBooking }
  | { kind: 'closure'; reason: Translated }
  | { kind: 'partner' }
);

export interface HallOccupancy {
  hall: OccupiedHall;
  /** When its opening hours say that it is open. */
  open: Period[];
  /** In order of time. */
  entries: Entry[];
  figures: Figures;
}

/** A booking without the name of a person: an organisation keeps its own. */
export const withoutPerson = <Shown extends HallBooking>(booking: Shown): Shown => (booking.bookedBy === 'person' ? { ...booking, bookerName: '' } : booking);

export interface Figures {
  usedMinutes: number;
  openMinutes: number;
}

export interface Occupancy {
  from: LocalDate;
  /** The day after the last one. */
  until: LocalDate;
  halls: HallOccupancy[];
  total: Figures;
  /** The slug of the last hall, when there are more behind it. */
  next?: string;
}

/**
 * How much of its open time a hall is in use: by what is firm, with its setup and teardown, also through a hall with which it shares a space.
 * What is closed cannot be used and does not count as open; requests and holds are no use yet.
 */
export function figuresOf(open: readonly Period[], entries: readonly Entry[]): Figures {
  const closed = entries.flatMap((entry) => (entry.kind === 'closure' ? entry.periods : []));
  const firm = entries.flatMap((entry) => (entry.kind === 'partner' || isFirm(entry) ? entry.periods : []));
  const usable = subtract(open, closed);
  return { usedMinutes: minutesIn(intersect(usable, firm)), openMinutes: minutesIn(usable) };
}

const isFirm = (entry: Entry): boolean => (entry.kind === 'booking' || entry.kind === 'via') && entry.booking.status === 'confirmed';

const minutesIn = (periods: readonly Period[]): number => union(periods).reduce((sum, period) => sum + minutesOf(period), 0);

export const totalOf = (figures: readonly Figures[]): Figures => ({
  usedMinutes: figures.reduce((sum, { usedMinutes }) => sum + usedMinutes, 0),
  openMinutes: figures.reduce((sum, { openMinutes }) => sum + openMinutes, 0),
});

/** Whole percents in use; 0 for what was never open. */
export const percentUsed = ({ usedMinutes, openMinutes }: Figures): number => (openMinutes === 0 ? 0 : Math.round((100 * usedMinutes) / openMinutes));
