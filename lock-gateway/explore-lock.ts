import type { LockDesk } from './lock-desk.ts';
import { backOffMs, noteForeign } from './lock-steps.ts';

/**
 * A new memory knows only the codes of which the broker kept our report. Where both are lost, codes of ours stay in slots that nobody asks about, and open the
 * door for ever. So each slot of ours is looked at once, as soon as the core has spoken: what is there and is not known counts as somebody else's, is reported,
 * and people hear of it.
 */
export const isUnexplored = ({ codebook, driver, lock, manifest }: LockDesk): boolean =>
  driver.lookAt !== undefined && 'slots' in lock && manifest !== undefined && codebook.facts(lock.id).explored !== true;

/** @throws DriverFault, after which the lock is left alone for a while */
export async function exploreLock(desk: LockDesk): Promise<void> {
  const { codebook, driver, lock } = desk;
  if (!('slots' in lock)) return;
  const known = new Set(codebook.codes(lock.id).flatMap(({ slot }) => slot ?? []));
  const foreign = new Set(desk.foreignSlots);
  try {
    for (let slot = lock.slots.first; slot <= lock.slots.last; slot += 1) {
      if (known.has(slot) || foreign.has(slot)) continue;
      const look = await driver.lookAt?.(slot);
      // Beyond the slots that the lock has there are no others.
      if (look === 'absent') break;
      if (look === 'foreign') foreign.add(slot);
    }
  } catch (error) {
    desk.failedReads += 1;
    desk.holdUntil = Date.now() + backOffMs(desk.failedReads);
    throw error;
  }
  noteForeign(desk, [...foreign]);
  await codebook.save(lock.id, { facts: { ...codebook.facts(lock.id), explored: true } });
}
