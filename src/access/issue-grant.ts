import { randomBytes } from 'node:crypto';
import { newId, type BookingId } from '../kernel/ids.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { raiseAlarms } from './alarm-store.ts';
import { drawFor } from './draw-for-locks.ts';
import type { DoorKeys } from './door-keys.ts';
import { doorWindow, sendAt } from './door-window.ts';
import { fitWindows } from './fit-windows.ts';
import { grantsBeside, insertGrants, lockBookings, lockDoors, notifyWorker, staysToGrant, takenFingerprints, type NewGrant } from './grant-store.ts';
import { sealCode } from './seal-code.ts';

/**
 * Gives a confirmed booking the right to open its doors: one code for all locks of the hall, in the transaction that confirms
 * it. Does nothing when the hall opens in another way on the day of use, has no locks, or the booking has its grant already.
 * Windows of neighbours that ran into the booking are shortened. Announces `grant-changed`. The caller has locked the spaces.
 */
export const issueGrant = (tx: Transaction, keys: Pick<DoorKeys, 'codes'>, bookingId: BookingId, now: Date): Promise<void> =>
  issueGrants(tx, keys, [bookingId], now);

/** The same for many bookings in a few statements. Those whose window is over get none. */
export async function issueGrants(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, bookingIds: readonly BookingId[], now: Date): Promise<void> {
  await lockBookings(tx, bookingIds);
  const beside = await grantsBeside(tx, bookingIds, now);
  await lockDoors(tx, bookingIds, beside);
  const { grants, codeless } = await newGrants(tx, keys, bookingIds, now);
  await insertGrants(tx, grants, now);
  await raiseAlarms(tx, codeless.map((bookingId) => ({ kind: 'failed', bookingId, details: { reason: 'no-code-left' } })), now);
  for (const { id, codes } of grants) await announce(tx, { type: 'grant-changed', grantId: id, lockIds: codes.map(({ lockId }) => lockId) });
  await fitWindows(tx, beside, now);
  if (grants.length > 0) await notifyWorker(tx);
}

/** The grants to be written, and the bookings for which no code could be drawn. */
async function newGrants(
  tx: Transaction, keys: Pick<DoorKeys, 'codes'>, bookingIds: readonly BookingId[], now: Date,
): Promise<{ grants: NewGrant[]; codeless: BookingId[] }> {
  const stays = await staysToGrant(tx, bookingIds);
  const taken = await takenFingerprints(tx, [...new Set(stays.flatMap(({ locks }) => locks.map(({ id }) => id)))]);
  const grants: NewGrant[] = [];
  const codeless: BookingId[] = [];
  for (const { bookingId, period, margins, neighbours, locks } of stays) {
    const window = doorWindow(period, margins, neighbours);
    if (locks.length === 0 || window.end <= now) continue;
    const drawn = drawFor(keys.codes, locks.map(({ id }) => id), taken);
    if (!drawn) {
      codeless.push(bookingId);
      continue;
    }
    const id = newId<'grant'>(now);
    grants.push({
      id, purpose: 'booking', bookingId, windows: [window], sealed: sealCode(keys.codes, id, drawn.digits), fingerprint: drawn.fingerprint,
      codes: locks.map((lock) => ({ id: newId(now), lockId: lock.id, ref: newRef(), sendAt: sendAt(window.start, lock.info, now) })),
    });
  }
  return { grants, codeless };
}

/** Random, so that it says nothing about when or for whom. */
export const newRef = (): string => `c-${randomBytes(10).toString('hex')}`;
