import { newId, type GrantId, type LockId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { announce, type Transaction } from '../platform/db.ts';
import type { DoorKeys } from './door-keys.ts';
import { sendAt } from './door-window.ts';
import { drawFor } from './draw-for-locks.ts';
import { insertGrants, locksById, lockDoors, markGrantRevoked, notifyWorker, takenFingerprints, type GrantPurpose } from './grant-store.ts';
import { newRef } from './issue-grant.ts';
import { sealCode } from './seal-code.ts';

export interface LockGrant {
  purpose: Exclude<GrantPurpose, 'booking'>;
  lockId: LockId;
  /** In order, none of them empty. */
  windows: readonly Period[];
}

/**
 * Puts a code on one lock for another reason than a booking: a spare one, or one to try a new lock with. Announces `grant-changed`. Answers its
 * id, or `undefined` when no digits are left for that lock.
 */
export async function grantOnLock(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, { purpose, lockId, windows }: LockGrant, now: Date): Promise<GrantId | undefined> {
  const [lock] = await locksById(tx, [lockId]);
  if (!lock) throw new Error(`no lock ${lockId}`);
  const drawn = drawFor(keys.codes, [lockId], await takenFingerprints(tx, [lockId]));
  if (!drawn) return undefined;
  const id = newId<'grant'>(now);
  await insertGrants(tx, [{
    id, purpose, windows, sealed: sealCode(keys.codes, id, drawn.digits), fingerprint: drawn.fingerprint,
    codes: [{ id: newId(now), lockId, ref: newRef(), sendAt: sendAt(windows[0]!.start, lock.info, now) }],
  }], now);
  await announce(tx, { type: 'grant-changed', grantId: id, lockIds: [lockId] });
  await notifyWorker(tx);
  return id;
}

/** Takes such a code back: from this transaction on it is to be gone. Harmless when it was taken back before. Announces `grant-changed`. */
export async function revokeLockGrant(tx: Transaction, grantId: GrantId, now: Date): Promise<void> {
  await lockDoors(tx, [], [grantId]);
  const revoked = await markGrantRevoked(tx, { grantId }, now);
  if (!revoked) return;
  await announce(tx, { type: 'grant-changed', ...revoked });
  await notifyWorker(tx);
}
