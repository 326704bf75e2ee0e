import type { BookingId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { codeState, IN_DANGER } from './code-state.ts';
import { codesOfGrant } from './code-store.ts';
import type { DoorKeys } from './door-keys.ts';
import { lockDoors, liveGrantOf, notifyWorker, updateWindows } from './grant-store.ts';
import { windowAhead } from './lock-code.ts';
import { revokeLockGrant } from './lock-grant.ts';
import { unsealCode } from './seal-code.ts';
import { markStandingIn, spareFor, sparesOn, standingInFor } from './spare-store.ts';

/** A spare code that stands in for a booking's own on one of its doors. */
export interface StandIn {
  lock: Translated;
  /** Digits, always a string. Show them, never keep them. */
  code: string;
}

/**
 * For each door that a booking's own code did not reach in time: a spare code that the lock confirms. From this transaction on it is for this booking
 * alone, and its lock is told to keep it shut outside the booking's window. Announces `grant-changed`.
 */
export async function standIn(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, bookingId: BookingId, now: Date): Promise<StandIn[]> {
  await lockDoors(tx, [bookingId], []);
  const grantId = await liveGrantOf(tx, bookingId);
  const own = grantId ? (await codesOfGrant(tx, grantId)).filter((code) => IN_DANGER.has(codeState(code, now))) : [];
  const spares = await sparesOn(tx, own.map(({ lockId }) => lockId), now);
  const found: StandIn[] = [];
  for (const code of own) {
    const { lockId } = code;
    const window = windowAhead(code, now);
    const spare = window && spareFor(spares, bookingId, lockId, window, now);
    if (!spare) continue;
    if (!spare.standsInFor) {
      await markStandingIn(tx, spare.code.grantId, bookingId);
      await updateWindows(tx, spare.code.grantId, [window], () => now, now);
      await announce(tx, { type: 'grant-changed', grantId: spare.code.grantId, lockIds: [lockId] });
      await notifyWorker(tx);
    }
    found.push({ lock: spare.lock, code: unsealCode(keys.codes, spare.code.grantId, spare.sealed) });
  }
  return found;
}

/** The booking has no more use for them, or somebody knows them who should not: they go, and others take their place. The caller has locked the doors. */
export async function retireSpares(tx: Transaction, bookingId: BookingId, now: Date): Promise<void> {
  for (const grantId of await standingInFor(tx, bookingId)) await revokeLockGrant(tx, grantId, now);
}
