import type { Actor, RoleGiven, SignedIn } from '../kernel/actor.ts';
import type { BookingId, LockId } from '../kernel/ids.ts';
import { includes } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import { audit } from '../identity/audit.ts';
import type { Transaction } from '../platform/db.ts';
import { doorStatus } from './door-status.ts';
import { mustHelpAtDoor, mustManageLock } from './door-staff.ts';
import { errandOutcome, type ErrandId } from './errand.ts';
import { errandsSince, insertErrand, locksOfBooking, lockToAsk, type LockToAsk } from './errand-store.ts';
import { notifyWorker } from './grant-store.ts';

const WITHIN_MS = 600_000;
const MOST_WITHIN = 5;
/** Whoever presses a button twice means one opening of the door. */
const TWICE_MS = 5_000;

interface Ask {
  lockId: LockId;
  reason: string;
}

/**
 * Opens a door from afar for whoever stands before it, for a reason that is kept: an agent only while the window of the booking is open, a manager of
 * the venue at any time. The lock is asked once, within seconds or not at all; what came of it is its `errandOutcome`. Pressed twice it is one errand.
 * Refuses `not-signed-in`, `not-found`, `door-window-closed`, `lock-not-reachable`, `lock-not-openable` and, after 5 within ten minutes, `too-many-requests` (`seconds`).
 */
export async function unlockForBooking(tx: Transaction, bookingId: BookingId, ask: Ask, actor: Actor, now: Date): Promise<ErrandId> {
  const { person, as, role, booking } = await mustHelpAtDoor(tx, bookingId, actor, now);
  if (!(await locksOfBooking(tx, bookingId)).includes(ask.lockId)) throw new Refusal('not-found');
  if (as === 'agent') await mustBeOpenNow(tx, bookingId, booking.status, now);
  const lock = await lockToAsk(tx, ask.lockId);
  if (!lock) throw new Refusal('not-found');
  return unlock(tx, lock, { person, role, reason: ask.reason, bookingId, persons: [booking.personId] }, now);
}

/** The same for a manager at a lock, whoever it is for. Refuses the same, but for the window. */
export async function unlockLock(tx: Transaction, { lockId, reason }: Ask, actor: Actor, now: Date): Promise<ErrandId> {
  const { person, role, lock } = await mustManageLock(tx, lockId, actor);
  return unlock(tx, lock, { person, role, reason, persons: [] }, now);
}

async function mustBeOpenNow(tx: Transaction, bookingId: BookingId, status: string, now: Date): Promise<void> {
  const { windows } = await doorStatus(tx, bookingId, now);
  if (status !== 'confirmed' || !windows.some((window) => includes(window, now))) throw new Refusal('door-window-closed');
}

interface Asker {
  person: SignedIn;
  role: RoleGiven | undefined;
  reason: string;
  bookingId?: BookingId;
  persons: readonly SignedIn['personId'][];
}

async function unlock(tx: Transaction, lock: LockToAsk, { person, role, reason, bookingId, persons }: Asker, now: Date): Promise<ErrandId> {
  const lately = await errandsSince(tx, lock.id, 'unlock', new Date(now.getTime() - WITHIN_MS));
  const same = lately.find((one) => one.bookingId === bookingId && (errandOutcome(one, now) === 'waiting' || one.askedAt.getTime() > now.getTime() - TWICE_MS));
  if (same) return same.id;
  if (lately.length >= MOST_WITHIN) {
    throw new Refusal('too-many-requests', { facts: { seconds: Math.ceil((lately.at(-1)!.askedAt.getTime() + WITHIN_MS - now.getTime()) / 1_000) } });
  }
  if (lock.info.capabilities === undefined) throw new Refusal('lock-not-openable');
  if (lock.gateway_status === 'offline') throw new Refusal('lock-not-reachable');
  const errand = await insertErrand(tx, { kind: 'unlock', lockId: lock.id, bookingId }, now);
  await audit(tx, {
    actor: person, as: role, action: 'unlock-door',
    ...(bookingId ? { subjectKind: 'booking', subjectId: bookingId } : { subjectKind: 'lock', subjectId: lock.id }), reason, persons, details: { lock: lock.id, errand },
  });
  await notifyWorker(tx);
  return errand;
}
