import { DriverFault } from './locks/driver.ts';
import type { AccessWindow } from './protocol.ts';

/** What the clock on a lock's wall shows at an instant. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** Summer time is that of the zone on that day, whatever it is today. */
export function wallTime(instant: number, timeZone: string): WallTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-23 17:45:00`. */
export const wallText = ({ year, month, day, hour, minute, second }: WallTime): string =>
  `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;

/**
 * A window on a lock's wall clock, rounded inwards to whole steps. In the hour that comes twice in autumn the lock cannot tell which one is meant.
 * @throws DriverFault `invalid_window` when nothing is left of it on that clock
 */
export function wallWindow({ from, until }: AccessWindow, timeZone: string, stepMs: number): { from: WallTime; until: WallTime } {
  const window = {
    from: wallTime(Math.ceil(Date.parse(from) / stepMs) * stepMs, timeZone), until: wallTime(Math.floor(Date.parse(until) / stepMs) * stepMs, timeZone),
  };
  if (wallText(window.from) >= wallText(window.until)) throw new DriverFault('invalid_window', 'never', 'none');
  return window;
}
