import type { Actor } from '../kernel/actor.ts';
import type { BookingId, OpenerId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { audit } from '../identity/audit.ts';
import { announce, type Transaction } from '../platform/db.ts';
import type { DoorKeys } from './door-keys.ts';
import { lockAsBooker } from './name-opener.ts';
import { knownOutside, markWithdrawn } from './opener-store.ts';
import { replaceCode } from './replace-code.ts';

/**
 * Somebody opens the door no more: every link of theirs is dead from this transaction on, and they are mailed so. Whether they saw the digits is
 * in `readOpeners`. Refuses `not-signed-in` and `not-found` (not the booker, no such opener, or withdrawn before).
 */
export async function withdrawOpener(tx: Transaction, bookingId: BookingId, openerId: OpenerId, actor: Actor, now: Date): Promise<void> {
  const { person } = await lockAsBooker(tx, bookingId, actor);
  if (!(await markWithdrawn(tx, bookingId, openerId, now))) throw new Refusal('not-found');
  await audit(tx, { actor: person, action: 'withdraw-opener', subjectKind: 'booking', subjectId: bookingId, details: { openerId } });
  await announce(tx, { type: 'opener-withdrawn', openerId, bookingId });
}

/**
 * New digits, asked by the booker because somebody who was withdrawn saw these: for that reason only, since each costs every lock a write.
 * Refuses `not-signed-in`, `not-found`, `no-new-code-needed`, and what `replaceCode` refuses.
 */
export async function replaceKnownCode(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, bookingId: BookingId, actor: Actor, now: Date): Promise<void> {
  const { person } = await lockAsBooker(tx, bookingId, actor);
  const known = await knownOutside(tx, bookingId, now);
  if (!known) throw new Refusal('no-new-code-needed');
  await replaceCode(tx, keys, known.grantId, 'opener-withdrawn', now);
  await audit(tx, { actor: person, action: 'replace-code', subjectKind: 'booking', subjectId: bookingId, details: { why: 'opener-withdrawn' } });
}
