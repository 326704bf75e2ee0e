import { addMinutes } from '../kernel/period.ts';
import { announce, type Transaction } from '../platform/db.ts';
import type { DoorKeys } from './door-keys.ts';
import { notifyWorker, updateWindows } from './grant-store.ts';
import { lastEnd } from './lock-code.ts';
import { grantOnLock, revokeLockGrant } from './lock-grant.ts';
import { spareLocks, sparesOn, type SpareLock } from './spare-store.ts';

/** A lock that hears nothing for so long has no spare code left: nobody should be able to use one for ever. */
export const WINDOW_MINUTES = 72 * 60;
/** Renewed when so much is left: with the line down, spare codes last at least as long. */
const RENEW_MINUTES = 36 * 60;
/** Locks with fewer places keep all of them for bookings. */
const LEAST_SLOTS = 10;
/** Places that stay free for what comes unexpectedly. */
const SPACE = 2;

export type WhyNoSpares = 'unheard' | 'unfit' | 'no-windows' | 'few-places';

/** Why a lock can have no spare codes, whatever else is on it. */
export function whyNoSpares({ capabilities, unfit }: SpareLock['info']): WhyNoSpares | undefined {
  if (unfit !== undefined) return 'unfit';
  if (!capabilities) return 'unheard';
  if (!capabilities.windows) return 'no-windows';
  return capabilities.slots < LEAST_SLOTS ? 'few-places' : undefined;
}

/** How many spare codes a lock is to have: none when it can have none, and fewer when it needs its places for bookings. */
export function sparesWanted({ spares, info, foreign, others }: Omit<SpareLock, 'id'>): number {
  if (whyNoSpares(info)) return 0;
  return Math.max(0, Math.min(spares, (info.capabilities?.slots ?? 0) - foreign - others - SPACE));
}

/** Sees to it that locks have the spare codes that they should, and that those last. One that stands in for a booking is left to that. */
export async function keepSpares(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, now: Date): Promise<void> {
  const until = addMinutes(now, WINDOW_MINUTES);
  for (const lock of await spareLocks(tx, now, until)) {
    const free = (await sparesOn(tx, [lock.id], now)).filter(({ standsInFor }) => !standsInFor);
    const wanted = sparesWanted(lock);
    for (const { code } of free.slice(wanted)) await revokeLockGrant(tx, code.grantId, now);
    for (const { code } of free.slice(0, wanted)) {
      if (lastEnd(code) >= addMinutes(now, RENEW_MINUTES)) continue;
      await updateWindows(tx, code.grantId, [{ start: code.windows[0]!.start, end: until }], () => now, now);
      await announce(tx, { type: 'grant-changed', grantId: code.grantId, lockIds: [lock.id] });
      await notifyWorker(tx);
    }
    for (let missing = wanted - free.length; missing > 0; missing -= 1) {
      if (!(await grantOnLock(tx, keys, { purpose: 'backup', lockId: lock.id, windows: [{ start: now, end: until }] }, now))) break;
    }
  }
}
