import type { WhyChanged } from '../kernel/events.ts';
import type { GrantId, LockId } from '../kernel/ids.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { raiseAlarms } from './alarm-store.ts';
import type { DoorKeys } from './door-keys.ts';
import { drawFor } from './draw-for-locks.ts';
import { bookingOfGrant, notifyWorker, takenFingerprints, updateCode } from './grant-store.ts';
import { sealCode } from './seal-code.ts';

/**
 * Draws other digits for a grant and puts them on these locks, as a new revision. Announces `grant-changed` and `code-changed`. When none are
 * left the old ones stay, managers are alarmed, and it answers false. The caller has locked the doors, and keeps what may not be drawn again.
 */
export async function drawOthers(
  tx: Transaction, keys: Pick<DoorKeys, 'codes'>, { grantId, lockIds, why }: { grantId: GrantId; lockIds: readonly LockId[]; why: WhyChanged }, now: Date,
): Promise<boolean> {
  const bookingId = await bookingOfGrant(tx, grantId);
  const drawn = drawFor(keys.codes, lockIds, await takenFingerprints(tx, lockIds));
  if (!drawn) {
    await raiseAlarms(tx, [{ kind: 'failed', ...(bookingId ? { bookingId } : { lockId: lockIds[0]! }), details: { reason: 'no-code-left' } }], now);
    return false;
  }
  await updateCode(tx, grantId, sealCode(keys.codes, grantId, drawn.digits), drawn.fingerprint, now);
  await announce(tx, { type: 'grant-changed', grantId, lockIds: [...lockIds] });
  if (bookingId) await announce(tx, { type: 'code-changed', bookingId, grantId, why });
  await notifyWorker(tx);
  return true;
}
