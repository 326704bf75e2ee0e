import { openPeriods } from '../availability/opening.ts';
import type { Hours } from '../catalogue/hours.ts';
import type { Actor } from '../kernel/actor.ts';
import type { HallId } from '../kernel/ids.ts';
import { contains, type Period } from '../kernel/period.ts';
import { addDays, daysFrom, localDate, localDays, type LocalDate } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { comingBookings, logged, MOST_AFFECTED, type AffectedBooking } from './affected-bookings.ts';

export interface HoursPreview {
  /** Days of the coming weeks, and dated exceptions after them, that open or close otherwise than now; in order. */
  days: { day: LocalDate; before: Period[]; after: Period[] }[];
  /** Bookings that lie within the hours of now and would lie outside the new ones. They stay. */
  outside: AffectedBooking[];
}

const WEEKS = 4;

/** What other hours would change for these halls, before it is done. That somebody read whose bookings they are is logged. */
export async function previewHours(
  db: Database, { before, after, hallIds }: { before: Hours; after: Hours; hallIds: readonly HallId[] }, actor: Actor, now: Date,
): Promise<HoursPreview> {
  const outside = (await comingBookings(db, hallIds, now)).filter(({ period }) => isOpen(before, period) && !isOpen(after, period)).slice(0, MOST_AFFECTED);
  return { days: changedDays(before, after, localDate(now)), outside: await logged(db, actor, outside) };
}

/** Whether a period lies within one stretch of these hours. */
const isOpen = (hours: Hours, period: Period): boolean => openPeriods(hours, localDays(period)).some((open) => contains(open, period));

/** The days from `today` on that other hours open otherwise: those of four weeks, and every dated exception of either. */
export function changedDays(before: Hours, after: Hours, today: LocalDate): HoursPreview['days'] {
  const dated = [...before.exceptions, ...after.exceptions].map(({ day }) => day).filter((day) => day >= today);
  const days = [...new Set([...daysFrom(today, addDays(today, WEEKS * 7)), ...dated])].sort();
  return days.flatMap((day) => {
    const one = { day, before: openPeriods(before, [day]), after: openPeriods(after, [day]) };
    return same(one.before, one.after) ? [] : [one];
  });
}

const same = (a: readonly Period[], b: readonly Period[]): boolean => JSON.stringify(a) === JSON.stringify(b);
