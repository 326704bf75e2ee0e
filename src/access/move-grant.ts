import { newId, type BookingId, type LockId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { raiseAlarms } from './alarm-store.ts';
import type { DoorKeys } from './door-keys.ts';
import { doorWindow, sendAt } from './door-window.ts';
import { drawFor, fitsLocks, type DrawnCode } from './draw-for-locks.ts';
import { fitWindows, isSame } from './fit-windows.ts';
import { lockBookings, lockDoors, markGrantRevoked, notifyWorker, takenFingerprints, updateCode, updateWindows, type DoorLock, type DoorStay } from './grant-store.ts';
import { issueGrants, newRef } from './issue-grant.ts';
import { grantsBesideMove, grantToMove, putOnLocks, reviveGrant, stayWithCode, takeOffLocks, type GrantToMove } from './move-store.ts';
import { fingerprint, sealCode, unsealCode } from './seal-code.ts';
import { retireSpares } from './stand-in.ts';

type Keys = Pick<DoorKeys, 'codes'>;

/**
 * Lets the right to open doors follow a booking that was moved, in the transaction that moves it: the same code with other windows as a new revision; other
 * locks when the hall has others, and the old ones lose it at once. Only where a lock already knows these digits, or nearly the same, are there new ones.
 * Where the new hall opens in another way the code is taken back everywhere. Neighbours at both places get the windows that they then may have.
 * Announces `grant-changed`. The caller has locked the spaces of both halls and the booking.
 */
export async function moveGrant(tx: Transaction, keys: Keys, bookingId: BookingId, number: number, now: Date): Promise<void> {
  await lockBookings(tx, [bookingId]);
  const beside = await grantsBesideMove(tx, bookingId, number, now);
  await lockDoors(tx, [bookingId], beside);
  await retireSpares(tx, bookingId, now);
  const [stay, grant] = [await stayWithCode(tx, bookingId), await grantToMove(tx, bookingId)];
  if (stay && !grant) await issueGrants(tx, keys, [bookingId], now);
  if (stay && grant) await follow(tx, keys, grant, stay, now);
  if (!stay && grant) await takeBack(tx, bookingId, now);
  await fitWindows(tx, beside, now);
}

/** Lets the codes of confirmed bookings follow the locks of their halls, which are others now; the caller has locked spaces and bookings. */
export async function followLocks(tx: Transaction, keys: Keys, bookingIds: readonly BookingId[], now: Date): Promise<void> {
  await lockDoors(tx, bookingIds, []);
  for (const bookingId of bookingIds) {
    const [stay, grant] = [await stayWithCode(tx, bookingId), await grantToMove(tx, bookingId)];
    if (stay && doorWindow(stay.period, stay.margins, stay.neighbours).end > now) await (grant ? follow(tx, keys, grant, stay, now) : issueGrants(tx, keys, [bookingId], now));
  }
}

async function takeBack(tx: Transaction, bookingId: BookingId, now: Date): Promise<void> {
  const revoked = await markGrantRevoked(tx, { bookingId }, now);
  if (!revoked) return;
  await announce(tx, { type: 'grant-changed', ...revoked });
  await notifyWorker(tx);
}

/** The grant in the new place: its code, its windows and its locks. */
async function follow(tx: Transaction, keys: Keys, grant: GrantToMove, stay: DoorStay & { locks: DoorLock[] }, now: Date): Promise<void> {
  const window = doorWindow(stay.period, stay.margins, stay.neighbours);
  const added = stay.locks.filter(({ id }) => !grant.lockIds.includes(id));
  const left = grant.lockIds.filter((id) => !stay.locks.some((lock) => lock.id === id));
  if (grant.sealed && added.length === 0 && left.length === 0 && isSame(grant.windows, [window])) return;
  const code = await codeFor(tx, keys, grant, { all: stay.locks.map(({ id }) => id), added: added.map(({ id }) => id) });
  if (!code) {
    await takeBack(tx, stay.bookingId, now);
    return raiseAlarms(tx, [{ kind: 'failed', bookingId: stay.bookingId, details: { reason: 'no-code-left' } }], now);
  }
  await takeOffLocks(tx, grant.id, left, now);
  if (!grant.sealed) await reviveGrant(tx, grant.id, [window]);
  await updateWindows(tx, grant.id, [window], (info) => sendAt(window.start, info, now), now);
  if (code.isNew) await updateCode(tx, grant.id, sealCode(keys.codes, grant.id, code.digits), code.fingerprint, now);
  await putOnLocks(tx, grant.id, [window], code.fingerprint, added.map((lock) => toPut(lock, window, now)), now);
  await announce(tx, { type: 'grant-changed', grantId: grant.id, lockIds: [...new Set([...left, ...stay.locks.map(({ id }) => id)])] });
  await notifyWorker(tx);
}

const toPut = ({ id: lockId, info }: DoorLock, window: Period, now: Date) => ({ id: newId(now), lockId, ref: newRef(), sendAt: sendAt(window.start, info, now) });

/** The digits that the grant has, where they may also go on the locks that are new to it; else others for all of its locks. */
async function codeFor(
  tx: Transaction, keys: Keys, { id, sealed }: GrantToMove, locks: { all: LockId[]; added: LockId[] },
): Promise<(DrawnCode & { isNew: boolean }) | undefined> {
  const taken = await takenFingerprints(tx, locks.all, id);
  const digits = sealed && unsealCode(keys.codes, id, sealed);
  if (digits !== undefined && fitsLocks(keys.codes, digits, locks.added, taken)) {
    return { digits, fingerprint: fingerprint(keys.codes[0], digits), isNew: false };
  }
  const drawn = drawFor(keys.codes, locks.all, taken);
  return drawn && { ...drawn, isNew: true };
}
