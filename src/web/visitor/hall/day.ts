import type { UnavailableReason } from '../../../availability/divide-time.ts';
import type { HallDay } from '../../../availability/views.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import type { BookerKind } from '../../../kernel/actor.ts';
import type { Cents } from '../../../kernel/money.ts';
import { addMinutes, intersect, subtract, type Period } from '../../../kernel/period.ts';
import { addDays, isLocalDate, localDate, minuteOfDay, type LocalDate } from '../../../kernel/time.ts';
import { hireCents } from '../../../pricing/quote.ts';
import { momentOf, periodOf, type Moment } from '../../shared/moment.ts';

/** `setup`: nobody uses the hall then, but it is made ready for whoever comes or goes. */
export interface DayStretch {
  period: Period;
  state: 'free' | 'setup' | UnavailableReason;
}

/** A stay that can be had, as the booking form asks for it, with its price for this reader. */
export interface Offer {
  period: Period;
  moment: Moment;
  totalCents: Cents;
}

/** The day that is asked for: from today up to the last one that can be booked. */
export function dayAsked(asked: string, windowDays: number, now: Date): LocalDate {
  const [first, last] = [localDate(now), addDays(localDate(now), windowDays)];
  const day = isLocalDate(asked) ? asked : first;
  return day < first ? first : day > last ? last : day;
}

/** A day from its first to its last hour that is not closed, in stretches that follow one another; empty when it is closed all day. */
export function dayStretches({ free, unavailable, used }: HallDay): DayStretch[] {
  const stretches: DayStretch[] = [
    ...free.map((period) => ({ period, state: 'free' as const })),
    ...unavailable.flatMap(({ period, reason }): DayStretch[] =>
      reason === 'booked'
        ? [
            ...intersect([period], used).map((one) => ({ period: one, state: 'booked' as const })),
            ...subtract([period], used).map((one) => ({ period: one, state: 'setup' as const })),
          ]
        : [{ period, state: reason }],
    ),
  ];
  const sorted = stretches.sort((a, b) => a.period.start.getTime() - b.period.start.getTime());
  const open = sorted.map(({ state }) => state !== 'closed' && state !== 'in-the-past');
  return open.includes(true) ? sorted.slice(sorted[0]?.state === 'in-the-past' ? 0 : open.indexOf(true), open.lastIndexOf(true) + 1) : [];
}

const HALF_HOUR = 30;
/** So many buttons one still surveys; with more, only full hours are shown, and half hours when those are few. */
const MOST_SHOWN = 30;

/** What can be had on a day for so long, each with its price; `cut` when some starts were left out to keep the list short. */
export function offersOf(hall: Hall, { starts }: Pick<HallDay, 'starts'>, minutes: number, { bookerKind, bookedOn }: { bookerKind: BookerKind; bookedOn: LocalDate }): { offers: Offer[]; cut: boolean } {
  const said = starts.flatMap((start) => {
    const period = { start, end: addMinutes(start, minutes) };
    const moment = momentOf(period);
    // In the hour that comes twice a form can only mean the first.
    const meant = periodOf(moment);
    const same = typeof meant !== 'string' && meant.start.getTime() === start.getTime() && meant.end.getTime() === period.end.getTime();
    const totalCents = same ? hireCents(hall, { period, bookerKind, bookedOn }) : undefined;
    return totalCents === undefined ? [] : [{ period, moment, totalCents }];
  });
  const shown = sensible(said);
  return { offers: shown, cut: shown.length < said.length };
}

function sensible<One extends { period: Period }>(all: readonly One[]): One[] {
  if (all.length <= MOST_SHOWN) return [...all];
  const every = (step: number): One[] => all.filter(({ period: { start } }, index) => index === 0 || minuteOfDay(start) % step === 0);
  const halves = every(HALF_HOUR);
  return halves.length <= MOST_SHOWN ? halves : every(2 * HALF_HOUR);
}

const DURATIONS = [15, 30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 480, 600, 720, 1_440, 2_880, 4_320, 10_080];

/** The lengths one can choose from, within what the hall lets, with the one that was chosen. */
export function durationsOf({ shortestMinutes, longestMinutes }: Hall, chosen: number): number[] {
  const within = DURATIONS.filter((minutes) => shortestMinutes <= minutes && minutes <= longestMinutes);
  return [...new Set([shortestMinutes, ...within, chosen])].sort((a, b) => a - b);
}

/** The length that is asked for, in minutes: a number that the hall lets, else what was chosen before, else two hours or the shortest stay. */
export function durationAsked(asked: string, { shortestMinutes, longestMinutes }: Hall, before: number | undefined): number {
  const wished = /^\d{1,5}$/.test(asked) ? Number(asked) : (before ?? 120);
  return Math.min(Math.max(wished, shortestMinutes), longestMinutes);
}

