import type { GrantId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { doorWindow, sendAt } from './door-window.ts';
import { notifyWorker, staysOfGrants, updateWindows } from './grant-store.ts';

/**
 * Brings the windows of live grants in line with their bookings and with who is next to them; where that changes something it is a
 * new revision with the same code, and `grant-changed` is announced. The caller has locked the spaces and the doors.
 */
export async function fitWindows(tx: Transaction, grantIds: readonly GrantId[], now: Date): Promise<void> {
  if (grantIds.length === 0) return;
  let changed = 0;
  for (const { grantId, period, margins, neighbours, windows } of await staysOfGrants(tx, grantIds, now)) {
    const window = doorWindow(period, margins, neighbours);
    if (isSame(windows, [window])) continue;
    const lockIds = await updateWindows(tx, grantId, [window], (info) => sendAt(window.start, info, now), now);
    await announce(tx, { type: 'grant-changed', grantId, lockIds });
    changed += 1;
  }
  if (changed > 0) await notifyWorker(tx);
}

export const isSame = (a: readonly Period[], b: readonly Period[]): boolean =>
  a.length === b.length && a.every(({ start, end }, index) => start.getTime() === b[index]!.start.getTime() && end.getTime() === b[index]!.end.getTime());
