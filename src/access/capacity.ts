import type { LockId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { Alarm } from './alarm-store.ts';
import { lockDemand } from './slot-store.ts';
import { peakOf, withoutPlace } from './slot-plan.ts';

export interface Capacity {
  /** How many codes it holds, also those of others. */
  slots: number;
  /** Codes that somebody set there without us. */
  foreign: number;
  /** Codes of ours that are on it now. */
  ours: number;
  /** The most that it must hold at one moment of the coming fortnight, and when. */
  peak?: { codes: number; at: Date };
}

const PEAK_DAYS = 14;
/** As far ahead as there is something to be done about it, for instance another door or a second lock. */
const ALARM_DAYS = 30;
const DAY_MINUTES = 1_440;

/** How full these locks are and get. A lock that has not said yet how many codes it holds is left out. */
export async function capacityOf(db: Database, lockIds: readonly LockId[], now: Date): Promise<Map<LockId, Capacity>> {
  const within = { start: now, end: addMinutes(now, PEAK_DAYS * DAY_MINUTES) };
  const demands = await lockDemand(db, lockIds, within);
  return new Map(demands.map(({ lockId, slots, foreign, ours, codes }) => {
    const peak = peakOf(codes, within);
    return [lockId, { slots, foreign, ours, ...(peak ? { peak } : {}) }];
  }));
}

/** Bookings whose code finds its lock full, as early as that is known: those that are there first keep their place. */
export async function alarmsOfSpace(tx: Transaction, now: Date): Promise<Alarm[]> {
  const within = { start: now, end: addMinutes(now, ALARM_DAYS * DAY_MINUTES) };
  return (await lockDemand(tx, 'crowded', within)).flatMap(({ lockId, slots, foreign, codes }) =>
    withoutPlace(codes, Math.max(0, slots - foreign), within).map(({ code: { bookingId }, from }): Alarm => ({
      kind: 'no-space', lockId, ...(bookingId ? { bookingId } : {}), details: { from: from.toISOString(), slots: String(slots), foreign: String(foreign) },
    })));
}
