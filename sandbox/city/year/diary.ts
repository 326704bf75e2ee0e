import type { SpaceId } from '../../../src/kernel/ids.ts';
import type { Period } from '../../../src/kernel/period.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Milliseconds: a year is compared with itself millions of times, and numbers compare faster than dates. */
type Stretch = readonly [start: number, end: number];

/** Which spaces are taken when, while a year is made up: claims with setup and teardown. */
export class Diary {
  /** Per space, per day (in UTC: any fixed cut will do), what touches it. */
  readonly #taken = new Map<SpaceId, Map<number, Stretch[]>>();

  /** True when every space is free for all of the period. */
  isFree(spaceIds: readonly SpaceId[], period: Period): boolean {
    const [from, to] = [period.start.getTime(), period.end.getTime()];
    return spaceIds.every((spaceId) => {
      const days = this.#taken.get(spaceId);
      if (!days) return true;
      for (let day = Math.floor(from / DAY); day * DAY < to; day += 1) {
        for (const [start, end] of days.get(day) ?? []) if (start < to && from < end) return false;
      }
      return true;
    });
  }

  take(spaceIds: readonly SpaceId[], period: Period): void {
    const stretch: Stretch = [period.start.getTime(), period.end.getTime()];
    for (const spaceId of spaceIds) {
      const days = this.#taken.get(spaceId) ?? new Map<number, Stretch[]>();
      this.#taken.set(spaceId, days);
      for (let day = Math.floor(stretch[0] / DAY); day * DAY < stretch[1]; day += 1) days.set(day, [...days.get(day) ?? [], stretch]);
    }
  }

  /** How many minutes of a period are taken on a space. */
  minutesTaken(spaceId: SpaceId, period: Period): number {
    const [from, to] = [period.start.getTime(), period.end.getTime()];
    const found = new Set<Stretch>();
    for (let day = Math.floor(from / DAY); day * DAY < to; day += 1) for (const stretch of this.#taken.get(spaceId)?.get(day) ?? []) found.add(stretch);
    let taken = 0;
    for (const [start, end] of found) taken += Math.max(0, Math.min(end, to) - Math.max(start, from));
    return taken / MINUTE;
  }
}
