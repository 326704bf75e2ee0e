import { addMinutes, type Period } from '../kernel/period.ts';
import type { Info } from '../../lock-gateway/protocol.ts';

export interface Margins {
  /** Minutes before the start and after the end in which the code works too. */
  before: number;
  after: number;
}

/** Until when somebody before us has a space of the hall, and from when somebody after us. */
export interface Neighbours {
  previousEnd?: Date;
  nextStart?: Date;
}

/** When the code of a booking works: a little longer than the booking, but never while a space of the hall is somebody else's. */
export function doorWindow({ start, end }: Period, { before, after }: Margins, { previousEnd, nextStart }: Neighbours): Period {
  const opens = addMinutes(start, -before);
  const closes = addMinutes(end, after);
  return {
    start: previousEnd && previousEnd > opens ? earliest(previousEnd, start) : opens,
    end: nextStart && nextStart < closes ? latest(nextStart, end) : closes,
  };
}

const earliest = (a: Date, b: Date): Date => (a < b ? a : b);
const latest = (a: Date, b: Date): Date => (a > b ? a : b);

/** How long before its first window a lock gets a code that it keeps shut by itself. */
export const AHEAD_MINUTES = 72 * 60;
/** Later than this before its window hardly leaves time to warn somebody. */
export const NEEDED_MINUTES = 45;
const JUST_IN_TIME = { least: NEEDED_MINUTES, most: 90 };

/** How many minutes before its window a lock gets a code: three days when it keeps codes shut by itself, otherwise just in time. */
export function leadMinutes(info: Partial<Info>): number {
  if (info.capabilities?.windows ?? true) return AHEAD_MINUTES;
  return Math.min(JUST_IN_TIME.most, Math.max(JUST_IN_TIME.least, info.leadMinutes ?? JUST_IN_TIME.least));
}

/** When a code is sent for its first window, or at once when that is past. */
export const sendAt = (opens: Date, info: Partial<Info>, now: Date): Date => latest(addMinutes(opens, -leadMinutes(info)), now);
