import type { Actor } from '../kernel/actor.ts';
import type { BookingId, LockId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { audit } from '../identity/audit.ts';
import type { Transaction } from '../platform/db.ts';
import { mustHelpAtDoor, mustManageLock } from './door-staff.ts';
import { errandOutcome } from './errand.ts';
import { errandsSince, insertErrand, locksOfBooking, lockToAsk } from './errand-store.ts';
import { lockDoors, notifyWorker } from './grant-store.ts';
import { tryAgain } from './repair-store.ts';

/** To read a whole lock costs it some of its battery: asked again within this time it is the same reading. */
const READ_ANEW_MS = 60_000;

/**
 * Asks the locks of a booking anew what is on them, and lets whatever is not as it should be for it be put or removed once more, with a fresh set of tries.
 * Answers how many codes are tried again. Refuses `not-signed-in`, `not-found` and `no-code-for-this-hall`.
 */
export async function repairBooking(tx: Transaction, bookingId: BookingId, { reason }: { reason: string }, actor: Actor, now: Date): Promise<number> {
  const { person, role, booking } = await mustHelpAtDoor(tx, bookingId, actor, now);
  await lockDoors(tx, [bookingId], []);
  const lockIds = await locksOfBooking(tx, bookingId);
  if (lockIds.length === 0) throw new Refusal('no-code-for-this-hall');
  for (const lockId of lockIds) await readAnew(tx, lockId, bookingId, now);
  const codes = await tryAgain(tx, { bookingId }, now);
  await audit(tx, { actor: person, as: role, action: 'repair-door', subjectKind: 'booking', subjectId: bookingId, reason, persons: [booking.personId], details: { codes } });
  await notifyWorker(tx);
  return codes;
}

/** The same for everything on one lock, by a manager of its venue. Refuses `not-signed-in` and `not-found`. */
export async function repairLock(tx: Transaction, lockId: LockId, { reason }: { reason: string }, actor: Actor, now: Date): Promise<number> {
  const { person, role } = await mustManageLock(tx, lockId, actor);
  await readAnew(tx, lockId, undefined, now);
  const codes = await tryAgain(tx, { lockId }, now);
  await audit(tx, { actor: person, as: role, action: 'repair-door', subjectKind: 'lock', subjectId: lockId, reason, details: { lock: lockId, codes } });
  await notifyWorker(tx);
  return codes;
}

async function readAnew(tx: Transaction, lockId: LockId, bookingId: BookingId | undefined, now: Date): Promise<void> {
  const lock = await lockToAsk(tx, lockId);
  const lately = await errandsSince(tx, lockId, 'read', new Date(now.getTime() - READ_ANEW_MS));
  const isAsked = lately.some((one) => ['waiting', 'done'].includes(errandOutcome(one, now)));
  if (lock && !isAsked) await insertErrand(tx, { kind: 'read', lockId, bookingId }, now);
}
