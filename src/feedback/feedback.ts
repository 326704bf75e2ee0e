import type { BookingId, PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { BookingStatus } from '../bookings/booking.ts';
import type { Period } from '../kernel/period.ts';

export const CATEGORIES = ['cleanliness', 'equipment', 'heating', 'access', 'noise', 'staff', 'other'] as const;
export type FeedbackCategory = (typeof CATEGORIES)[number];

export const MOST_STARS = 5;
/** So few stars reach the managers by mail at once. */
export const POOR_STARS = 2;
export const LONGEST_TEXT = 2_000;
export const LONGEST_NOTE = 1_000;

/** What the booker thought of a hall after using it. */
export interface Feedback {
  bookingId: BookingId;
  stars: number;
  category: FeedbackCategory;
  /** May be empty: stars say something already. */
  text: string;
  givenBy: PersonId;
  givenAt: Date;
  changedAt: Date;
  /** Absent while it waits for a manager. */
  handledAt?: Date;
  /** What the manager answers; stays when the booker changes theirs afterwards. */
  note?: string;
  version: number;
  photos: readonly PhotoLine[];
}

export interface PhotoLine {
  id: string;
  width: number;
  height: number;
}

const DAY = 86_400_000;
/** Later one does not remember, and the manager can no longer see what was meant. */
const DAYS_TO_GIVE = 90;
const DAYS_TO_CHANGE = 14;
/** Whoever rewrites it more often is a program. */
const MOST_VERSIONS = 30;

export const givableUntil = (period: Period): Date => new Date(period.end.getTime() + DAYS_TO_GIVE * DAY);
export const changeableUntil = ({ givenAt }: Pick<Feedback, 'givenAt'>): Date => new Date(givenAt.getTime() + DAYS_TO_CHANGE * DAY);

/** Whether the booker may say now what they think, for the first time or anew. */
export const mayGive = (booking: { status: BookingStatus; period: Period }, before: Feedback | undefined, now: Date): boolean =>
  booking.status === 'confirmed' && booking.period.end <= now && (before ? now < changeableUntil(before) : now < givableUntil(booking.period));

/** Refuses `wrong-state` for a booking that was not used, `feedback-too-early` and `feedback-too-late`, and `too-many-requests` to a program. */
export function mustBeGivable(booking: { status: BookingStatus; period: Period }, before: Feedback | undefined, now: Date): void {
  if (booking.status !== 'confirmed') throw new Refusal('wrong-state', { facts: { status: booking.status } });
  if (booking.period.end > now) throw new Refusal('feedback-too-early', { facts: { from: booking.period.end.toISOString() } });
  if (!mayGive(booking, before, now)) throw new Refusal('feedback-too-late');
  if (before && before.version >= MOST_VERSIONS) throw new Refusal('too-many-requests', { facts: { seconds: 86_400 } });
}
