import { addMinutes, type Period } from '../kernel/period.ts';
import { minuteOfDay } from '../kernel/time.ts';

const MINUTE = 60_000;
/** True when the wall clock then shows a whole number of steps since midnight: with a step of 30 at 14:00 and 14:30. */
export const isStart = (stepMinutes: number, instant: Date): boolean =>
  instant.getTime() % MINUTE === 0 && minuteOfDay(instant) % stepMinutes === 0;

/** The first start at or after an instant. The clock may change at any full hour, so it is asked again at each. */
export function nextStart(stepMinutes: number, instant: Date): Date {
  let at = new Date(Math.ceil(instant.getTime() / MINUTE) * MINUTE);
  for (let minute = minuteOfDay(at); minute % stepMinutes !== 0; minute = minuteOfDay(at)) {
    at = addMinutes(at, Math.min(stepMinutes - (minute % stepMinutes), 60 - (minute % 60)));
  }
  return at;
}

/** The last start before an instant. */
export function previousStart(stepMinutes: number, instant: Date): Date {
  let at = new Date(Math.ceil(instant.getTime() / MINUTE) * MINUTE - MINUTE);
  for (let minute = minuteOfDay(at); minute % stepMinutes !== 0; minute = minuteOfDay(at)) {
    at = addMinutes(at, -Math.min(minute % stepMinutes, minute % 60 || 1));
  }
  return at;
}

/** The start that lies nearest to a wished moment and leaves room in one of the free stretches for so many minutes. */
export function nearestStart(free: readonly Period[], stepMinutes: number, minutes: number, wished: Date): Date | undefined {
  const starts = free.flatMap((gap) => {
    const last = addMinutes(gap.end, -minutes);
    const at = wished < gap.start ? gap.start : wished > last ? last : wished;
    return [previousStart(stepMinutes, addMinutes(at, 1)), nextStart(stepMinutes, at)].filter((start) => gap.start <= start && start <= last);
  });
  const away = (start: Date): number => Math.abs(start.getTime() - wished.getTime());
  return starts.toSorted((a, b) => away(a) - away(b))[0];
}

/** Every start within `free` of a stay of so many minutes that ends in time, at most `limit` of them. */
export function startsWithin(free: Period, stepMinutes: number, minutes: number, limit = 300): Date[] {
  const starts: Date[] = [];
  const last = addMinutes(free.end, -minutes);
  for (let at = nextStart(stepMinutes, free.start); at <= last && starts.length < limit; at = nextStart(stepMinutes, addMinutes(at, 1))) starts.push(at);
  return starts;
}
