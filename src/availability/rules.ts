import { capacityIn, type Hall, type LayoutKind, type StayLimits } from '../catalogue/hall.ts';
import { addMinutes, contains, intersection, minutesOf, overlaps, union, widen, type Period } from '../kernel/period.ts';
import type { RuleCode, Violation } from '../kernel/refusal.ts';
import { addDays, dayPeriod, localDate, startOfDay } from '../kernel/time.ts';
import { nextStart, previousStart } from './starts.ts';

/** What of a hall the rules look at. */
export type Ruled = StayLimits & Pick<Hall, 'layouts' | 'bookable' | 'quotaBookings'>;

/** What somebody wants: the period is as they use it, without setup and teardown. */
export interface Stay {
  period: Period;
  layout: LayoutKind;
  attendance: number;
}

/** A stretch of time that cannot be had. Never says whose it is. */
export interface Taken {
  period: Period;
  reason: 'booked' | 'closed';
}

/** What else there is at that time. */
export interface Surroundings {
  /** The hall's opening hours on every local day that the stay touches: sorted and disjoint. */
  open: readonly Period[];
  /** Live claims and closures on the hall's spaces, with setup and teardown. */
  taken: readonly Taken[];
  /** The booker's bookings of this hall that are still to come. */
  activeBookings: number;
}

/**
 * Every rule that a stay breaks, with the field that breaks it and the facts that a sentence about it needs: instants as
 * ISO text, lengths in minutes. Empty when the stay can be had.
 */
export function brokenRules(hall: Ruled, stay: Stay, around: Surroundings, now: Date): Violation[] {
  return [
    ...(hall.bookable ? [] : [violation('not-bookable', 'body/hallId')]),
    ...brokenMoment(hall, stay.period, now),
    ...brokenLength(hall, minutesOf(stay.period)),
    ...brokenOpening(stay.period, around.open),
    ...brokenTaken(hall, stay.period, around.taken),
    ...brokenCapacity(hall, stay),
    ...brokenQuota(hall, around.activeBookings),
  ];
}

const violation = (code: RuleCode, field: string, facts: Violation['facts'] = {}): Violation => ({ code, field, facts });

/** Between which instants a stay may start: from the end of the notice up to the end of the booking window's last day. */
export const startBounds = (hall: StayLimits, now: Date): Period =>
  ({ start: addMinutes(now, hall.noticeMinutes), end: startOfDay(addDays(localDate(now), hall.windowDays + 1)) });

function brokenMoment(hall: StayLimits, { start }: Period, now: Date): Violation[] {
  const broken: Violation[] = [];
  const bounds = startBounds(hall, now);
  if (start < now) broken.push(violation('in-the-past', 'body/period/start'));
  else if (start < bounds.start) {
    broken.push(violation('too-late', 'body/period/start', { noticeMinutes: hall.noticeMinutes, earliest: nextStart(hall.startStepMinutes, bounds.start).toISOString() }));
  }
  if (start >= bounds.end) {
    broken.push(violation('too-far-ahead', 'body/period/start', { windowDays: hall.windowDays, lastDay: addDays(localDate(now), hall.windowDays) }));
  }
  const later = nextStart(hall.startStepMinutes, start);
  if (later > start) {
    const earlier = previousStart(hall.startStepMinutes, start);
    broken.push(violation('start-step', 'body/period/start', { stepMinutes: hall.startStepMinutes, earlier: earlier.toISOString(), later: later.toISOString() }));
  }
  return broken;
}

/** `too-short` or `too-long` for a stay of so many minutes; at most one of them. */
export function brokenLength({ shortestMinutes, longestMinutes }: StayLimits, minutes: number): Violation[] {
  if (minutes < shortestMinutes) return [violation('too-short', 'body/period/end', { minutes, shortestMinutes })];
  if (minutes > longestMinutes) return [violation('too-long', 'body/period/end', { minutes, longestMinutes })];
  return [];
}

/**
 * The first stay of so many minutes within stretches of free time that keeps the rules of length, step, notice and window
 * (`bounds`, from startBounds); undefined when there is none. Free stretches come in order of time.
 */
export function firstStay(hall: StayLimits, free: Iterable<Period>, minutes: number, bounds: Period): Period | undefined {
  if (brokenLength(hall, minutes).length > 0) return undefined;
  for (const gap of free) {
    const start = nextStart(hall.startStepMinutes, gap.start > bounds.start ? gap.start : bounds.start);
    const end = addMinutes(start, minutes);
    if (start < bounds.end && end <= gap.end) return { start, end };
  }
  return undefined;
}

function brokenOpening(period: Period, open: readonly Period[]): Violation[] {
  if (open.some((hours) => contains(hours, period))) return [];
  const day = localDate(period.start);
  const nearest = mostShared(open, period) ?? mostShared(open, dayPeriod(day));
  if (!nearest) return [violation('outside-opening-hours', 'body/period/start', { day })];
  const field = period.start < nearest.start || nearest.end <= period.start ? 'body/period/start' : 'body/period/end';
  return [violation('outside-opening-hours', field, { opens: nearest.start.toISOString(), closes: nearest.end.toISOString() })];
}

/** The one that has most time in common with a period, if any has. */
function mostShared(periods: readonly Period[], period: Period): Period | undefined {
  const shared = (one: Period): number => {
    const both = intersection(one, period);
    return both ? minutesOf(both) : 0;
  };
  return periods.filter((one) => shared(one) > 0).toSorted((a, b) => shared(b) - shared(a))[0];
}

/** When the hall itself can be used around what is taken: whoever comes before or after needs their teardown and setup. */
export const keptFrom = (hall: StayLimits, taken: Period): Period => widen(taken, hall.teardownMinutes, hall.setupMinutes);

function brokenTaken(hall: StayLimits, period: Period, taken: readonly Taken[]): Violation[] {
  const kept = taken.map((one) => ({ reason: one.reason, period: keptFrom(hall, one.period) }));
  const block = union(kept.map((one) => one.period)).filter((one) => overlaps(one, period));
  const [first, last] = [block[0], block.at(-1)];
  if (!first || !last) return [];
  const facts = { freeUntil: first.start.toISOString(), freeFrom: nextStart(hall.startStepMinutes, last.end).toISOString() };
  const reasons = new Set(kept.filter((one) => overlaps(one.period, period)).map((one) => one.reason));
  return [...(reasons.has('closed') ? [violation('closed', 'body/period/start', facts)] : []), ...(reasons.has('booked') ? [violation('taken', 'body/period/start', facts)] : [])];
}

/** `unknown-layout` or `over-capacity`; at most one of them. */
export function brokenCapacity(hall: Pick<Hall, 'layouts'>, { layout, attendance }: Pick<Stay, 'layout' | 'attendance'>): Violation[] {
  const capacity = capacityIn(hall, layout);
  if (capacity === 0) return [violation('unknown-layout', 'body/layout', { layout })];
  return attendance > capacity ? [violation('over-capacity', 'body/attendance', { attendance, capacity, layout })] : [];
}

const brokenQuota = ({ quotaBookings }: Ruled, activeBookings: number): Violation[] =>
  quotaBookings !== undefined && activeBookings >= quotaBookings ? [violation('over-quota', 'body/hallId', { quotaBookings, activeBookings })] : [];
