import { hasOneOfAt, roleAt, VENUE_MANAGERS, type Actor, type SignedIn } from '../kernel/actor.ts';
import { newId, type HallId, type LockId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import { lockSpaces } from '../availability/claim-spaces.ts';
import { signedIn } from '../bookings/policy.ts';
import { audit } from '../identity/audit.ts';
import type { Transaction } from '../platform/db.ts';
import { chosenHalls, comingBookings, commissioningById, insertLock, trialOf, trialsOpened, type ChosenHall } from './commission-store.ts';
import type { DoorKeys } from './door-keys.ts';
import { lockBookings } from './grant-store.ts';
import { grantOnLock, revokeLockGrant } from './lock-grant.ts';
import { lastEnd } from './lock-code.ts';
import { followLocks } from './move-grant.ts';
import { trialStep } from './trial-step.ts';
import { takeUnclaimed } from './unclaimed-locks.ts';

type Keys = Pick<DoorKeys, 'codes'>;

export interface NewLockAsk {
  gateway: string;
  /** As its gateway calls it. */
  lockName: string;
  name: Translated;
  /** Of one venue. */
  hallIds: readonly HallId[];
}

/**
 * Takes a lock that a gateway speaks of into the books of a venue, for managers there. It opens nothing yet. Refuses `not-signed-in`, `not-found` (halls, or
 * a lock that this manager may not have), `invalid-request` (halls of several venues), `not-allowed` and, when somebody was first, `already-exists`.
 */
export async function commissionLock(tx: Transaction, { gateway, lockName, name, hallIds }: NewLockAsk, actor: Actor, now: Date): Promise<LockId> {
  const { person, venue } = await managed(tx, hallIds, actor);
  const found = await takeUnclaimed(tx, { gateway, lockName }, person);
  const id = newId<'lock'>(now);
  if (!found || !(await insertLock(tx, { id, venueId: venue.id, name, gateway, lockName, ...found }))) throw new Refusal('already-exists');
  await tx.raw('INSERT INTO commissionings (lock_id, hall_ids) VALUES (?, ?::uuid[])', [id, [...hallIds]]);
  await audit(tx, { actor: person, as: roleAt(person, VENUE_MANAGERS, venue), action: 'commission-lock', subjectKind: 'lock', subjectId: id, details: { gateway, lockName } });
  return id;
}

const TRIAL_MINUTES = 15;

/** Puts a test code on it for a quarter of an hour. Refuses `wrong-state` for a lock that is unfit, in service, or has one already, and `no-code-left`. */
export async function tryLock(tx: Transaction, keys: Keys, id: LockId, actor: Actor, now: Date): Promise<void> {
  const { lock, person, venue } = await inHand(tx, id, actor);
  if (lock.info.unfit !== undefined) throw new Refusal('wrong-state', { facts: { status: 'unfit' } });
  const before = lock.grant_id && await trialOf(tx, lock.grant_id);
  if (before && !before.code.revokedAt && lastEnd(before.code) > now) throw new Refusal('wrong-state', { facts: { status: 'testing' } });
  const grantId = await grantOnLock(tx, keys, { purpose: 'test', lockId: id, windows: [{ start: now, end: addMinutes(now, TRIAL_MINUTES) }] }, now);
  if (!grantId) throw new Refusal('no-code-left');
  await tx.raw('UPDATE commissionings SET grant_id = ?, tested_by = ? WHERE lock_id = ?', [grantId, person.personId, id]);
  await audit(tx, { actor: person, as: roleAt(person, VENUE_MANAGERS, venue), action: 'put-test-code', subjectKind: 'lock', subjectId: id });
}

/** A test code has done its work once it opened: it goes at once. */
export async function endTrials(tx: Transaction, refs: readonly string[], now: Date): Promise<void> {
  if (refs.length === 0) return;
  for (const grantId of await trialsOpened(tx, refs)) await revokeLockGrant(tx, grantId, now);
}

/** Lets it open its halls, once its test code opened it and is gone: bookings to come get their codes on it. Refuses `wrong-state`. */
export async function takeIntoService(tx: Transaction, keys: Keys, id: LockId, actor: Actor, now: Date): Promise<void> {
  const row = await commissioningById(tx, id);
  const halls = row ? await chosenHalls(tx, row.hall_ids) : [];
  await lockSpaces(tx, [...new Set(halls.flatMap(({ spaceIds }) => spaceIds))]);
  const bookingIds = row ? await comingBookings(tx, row.hall_ids, now) : [];
  await lockBookings(tx, bookingIds);
  const { lock, person, venue } = await inHand(tx, id, actor);
  const trial = lock.grant_id ? await trialOf(tx, lock.grant_id) : undefined;
  if (lock.info.unfit !== undefined || trialStep(trial, now) !== 'passed') throw new Refusal('wrong-state', { facts: { status: 'commissioning' } });
  await tx.raw('INSERT INTO hall_locks (hall_id, lock_id) SELECT unnest(?::uuid[]), ? ON CONFLICT DO NOTHING', [lock.hall_ids, id]);
  // It locks the doors in the order in which everybody does; only then is this one changed.
  await followLocks(tx, keys, bookingIds, now);
  await tx.raw("UPDATE locks SET state = 'in-service' WHERE id = ?", [id]);
  await audit(tx, { actor: person, as: roleAt(person, VENUE_MANAGERS, venue), action: 'take-lock-into-service', subjectKind: 'lock', subjectId: id, details: { halls: lock.hall_ids, bookings: bookingIds.length } });
}

async function managed(tx: Transaction, hallIds: readonly HallId[], actor: Actor): Promise<{ person: SignedIn; venue: ChosenHall['venue'] }> {
  const person = signedIn(actor);
  const halls = await chosenHalls(tx, hallIds);
  const [first] = halls;
  if (!first || halls.length !== hallIds.length) throw new Refusal('not-found');
  if (halls.some(({ venue }) => venue.id !== first.venue.id)) throw new Refusal('invalid-request');
  if (!hasOneOfAt(person, VENUE_MANAGERS, first.venue)) throw new Refusal('not-allowed');
  return { person, venue: first.venue };
}

/** The lock, if the actor may commission it. Its commissioning stays as it is until the transaction ends: of two at once the second sees what the first did. */
async function inHand(tx: Transaction, id: LockId, actor: Actor): Promise<{ lock: NonNullable<Awaited<ReturnType<typeof commissioningById>>>; person: SignedIn; venue: ChosenHall['venue'] }> {
  await tx.raw('SELECT FROM commissionings WHERE lock_id = ? FOR UPDATE', [id]);
  const lock = await commissioningById(tx, id);
  if (!lock) throw new Refusal('not-found');
  const { person, venue } = await managed(tx, lock.hall_ids, actor);
  if (lock.state !== 'commissioning') throw new Refusal('wrong-state', { facts: { status: lock.state } });
  return { lock, person, venue };
}
