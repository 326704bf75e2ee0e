import { DriverFault } from './driver.ts';

/** Remembers which codes a lock took and did not show, with no reason given. */
export interface SilentRefusals {
  /** What to make of one more. */
  refused(ref: string, rev: number): DriverFault;
  applied(): void;
}

/**
 * Locks refuse digits that somebody else has, and many say nothing of it. A code that is not there after two tries probably has such digits, so
 * others are asked for, once: when the next ones do not appear either, it is not the digits, and more of them would only confuse who was told the first.
 */
export function silentRefusals(): SilentRefusals {
  let last = '';
  let times = 0;
  let renewed = false;
  return {
    refused: (ref, rev) => {
      const name = `${ref}/${rev}`;
      times = name === last ? times + 1 : 1;
      last = name;
      if (times < 2 || renewed) return new DriverFault('internal', 'later', 'unknown');
      renewed = true;
      return new DriverFault('duplicate_code', 'new_pin', 'none');
    },
    applied: () => {
      times = 0;
      renewed = false;
    },
  };
}
