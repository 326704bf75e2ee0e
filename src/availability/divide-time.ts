import { intersect, subtract, type Period } from '../kernel/period.ts';
import { firstStay, keptFrom, startBounds, type Ruled, type Taken } from './rules.ts';

export const UNAVAILABLE = ['in-the-past', 'closed', 'booked', 'too-short-notice', 'too-far-ahead', 'too-short'] as const;
/** Why a stretch of time cannot be had. `too-short`: what is left between others is less than the shortest stay. */
export type UnavailableReason = (typeof UNAVAILABLE)[number];

export interface Stretch {
  period: Period;
  state: 'free' | UnavailableReason;
}

const ALWAYS = 8.64e15;
const before = (instant: Date): Period => ({ start: new Date(-ALWAYS), end: instant });
const from = (instant: Date): Period => ({ start: instant, end: new Date(ALWAYS) });

/**
 * Divides a span of time into stretches that follow one another: free, or why not. What was, is past; then a closed hall
 * counts, then others' stays with the hall's setup and teardown around them, then notice and booking window.
 * `around.open` and `around.taken` reach at least a day beyond the span.
 */
export function divideTime(hall: Ruled, span: Period, around: { open: readonly Period[]; taken: readonly Taken[] }, now: Date): Stretch[] {
  const bounds = startBounds(hall, now);
  const kept = (reason: Taken['reason']): Period[] => around.taken.filter((one) => one.reason === reason).map((one) => keptFrom(hall, one.period));
  const usable = hall.bookable ? subtract(around.open, [...kept('closed'), ...kept('booked')]) : [];
  const future = subtract(usable, [before(bounds.start)]);
  const roomy = future.filter((gap) => firstStay(hall, [gap], hall.shortestMinutes, bounds) !== undefined);
  const layers: [Stretch['state'], Period[]][] = [
    ['in-the-past', [before(now)]],
    ['closed', subtract([span], hall.bookable ? subtract(around.open, kept('closed')) : [])],
    ['booked', kept('booked')],
    ['too-short-notice', [before(bounds.start)]],
    ['too-far-ahead', [from(bounds.end)]],
    ['too-short', subtract(future, roomy)],
    ['free', [span]],
  ];
  return paint(span, layers);
}

/** Lays the layers over the span, the first on top, and answers what one then sees, in order of time. */
function paint(span: Period, layers: readonly [Stretch['state'], readonly Period[]][]): Stretch[] {
  let bare: Period[] = [span];
  const stretches: Stretch[] = [];
  for (const [state, periods] of layers) {
    for (const period of intersect(bare, periods)) stretches.push({ period, state });
    bare = subtract(bare, periods);
  }
  return stretches.toSorted((a, b) => a.period.start.getTime() - b.period.start.getTime());
}
