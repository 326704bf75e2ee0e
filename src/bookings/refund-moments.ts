import type { RefundStep } from '../catalogue/hall.ts';

/** Until when so much of the price comes back when one cancels. */
export interface RefundMoment {
  until: Date;
  percent: number;
}

const HOUR = 3_600_000;

/**
 * What refund steps mean for a stay that begins then, from now on: each moment with what cancelling up to and including it gives back, the
 * first first. Empty when nothing comes back any more. The same steps as `cancellationOutcome` reads, so the same answer.
 */
export function refundMoments(steps: readonly RefundStep[], start: Date, now: Date): RefundMoment[] {
  const moments = [...steps]
    .sort((a, b) => b.hoursBefore - a.hoursBefore)
    .map(({ hoursBefore, percent }) => ({ until: new Date(start.getTime() - hoursBefore * HOUR), percent }))
    .filter(({ until }) => until >= now);
  const last = moments.findLastIndex(({ percent }) => percent > 0);
  return moments.slice(0, last + 1);
}
