import type { GrantId, LockId } from '../kernel/ids.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { raiseAlarms } from './alarm-store.ts';
import { codesOfGrant } from './code-store.ts';
import type { DoorKeys } from './door-keys.ts';
import { drawFor } from './draw-for-locks.ts';
import { bookingOfGrant, lockDoors, notifyWorker, rememberForeign, takenFingerprints, updateCode } from './grant-store.ts';
import { currentAnswer } from './lock-code.ts';
import { sealCode } from './seal-code.ts';

/**
 * Gives a grant other digits because a lock refuses these: on all of its locks, as a new revision, and the refused ones are never drawn
 * for that lock again. Announces `grant-changed`, and `code-changed` so that a booker who saw the old digits hears of it. Does nothing when no lock refuses (any more).
 */
export async function renewCode(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, grantId: GrantId, now: Date): Promise<void> {
  await lockDoors(tx, [], [grantId]);
  const codes = await codesOfGrant(tx, grantId);
  const refusing = codes.filter((code) => code.desired === 'present' && currentAnswer(code)?.error?.retry === 'new_pin');
  if (refusing.length === 0) return;
  await rememberForeign(tx, refusing.map(({ id }) => id), now);
  const lockIds: LockId[] = codes.map(({ lockId }) => lockId);
  const drawn = drawFor(keys.codes, lockIds, await takenFingerprints(tx, lockIds));
  const bookingId = await bookingOfGrant(tx, grantId);
  if (!drawn) return raiseAlarms(tx, [{ kind: 'failed', ...(bookingId ? { bookingId } : { lockId: lockIds[0]! }), details: { reason: 'no-code-left' } }], now);
  await updateCode(tx, grantId, sealCode(keys.codes, grantId, drawn.digits), drawn.fingerprint, now);
  await announce(tx, { type: 'grant-changed', grantId, lockIds });
  if (bookingId) await announce(tx, { type: 'code-changed', bookingId, grantId });
  await notifyWorker(tx);
}
