import { grantOnLock } from '../../src/access/lock-grant.ts';
import type { DoorKeys } from '../../src/access/door-keys.ts';
import { unsealCode } from '../../src/access/seal-code.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import { loadHalls } from '../../src/catalogue/load-hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId, type BookingId, type GrantId, type HallId, type LockId } from '../../src/kernel/ids.ts';
import type { Period } from '../../src/kernel/period.ts';
import { addDays, atLocal, localDate } from '../../src/kernel/time.ts';
import { transact, type Database } from '../../src/platform/db.ts';
import { insertRows } from '../../src/platform/insert-rows.ts';
import { GATEWAY } from './door-city.ts';
import { writeHalls } from './halls.ts';
import { logIn } from './sessions.ts';

/** Halls with a lock each, and locks without a hall. */
export interface DoorGround {
  halls: readonly { hall: Hall; lock: string }[];
  locks: readonly { id: LockId; name: string }[];
  booker: SignedIn;
}

const WEEK_MS = 7 * 86_400_000;

export const lockNames = (count: number): string[] => Array.from({ length: count }, (_, index) => `deur-${index + 1}`);

export async function layGround(db: Database, names: readonly string[], withHall: number): Promise<DoorGround> {
  await writeHalls(db, 'free');
  const rows = await db<{ id: HallId; venue_id: string }>('halls').orderBy('id').limit(withHall).select('id', 'venue_id');
  const locks = names.map((name) => ({ id: newId<'lock'>(), name }));
  await transact(db, async (tx) => {
    await insertRows(tx, 'locks', locks.map(({ id, name }) => ({ id, venueId: rows[0]!.venue_id, name: { nl: name }, gateway: GATEWAY, lockName: name })));
    await insertRows(tx, 'hall_locks', rows.map(({ id }, index) => ({ hallId: id, lockId: locks[index]!.id })));
  });
  const halls = await loadHalls(db, rows.map(({ id }) => id), new Date());
  const lockOf = new Map(rows.map(({ id }, index) => [id, names[index]!]));
  const [visitor] = await logIn(db, 1);
  const booker: SignedIn = { kind: 'person', personId: visitor!.personId, name: 'Els Peeters', memberOf: [], bookerKind: 'resident', channel: 'web', roles: [] };
  return { halls: halls.map((hall) => ({ hall, lock: lockOf.get(hall.id)! })), locks, booker };
}

/** In two days: near enough that its code is sent at once. */
export function soon(): Period {
  const day = addDays(localDate(new Date()), 2);
  return { start: atLocal(day, '10:00'), end: atLocal(day, '12:00') };
}

/** Books it for nothing: confirmed at once, its code drawn in the same transaction. */
export async function bookHall(db: Database, hall: Hall, booker: SignedIn): Promise<BookingId> {
  const ask = {
    hallId: hall.id, period: soon(), layout: hall.layouts[0]!.kind, attendance: 20, activity: 'Repetitie', language: 'nl' as const, extras: [],
    houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
  };
  return (await transact(db, (tx) => placeBooking(tx, ask, booker, new Date()))).id;
}

export const cancelOne = (db: Database, id: BookingId, booker: SignedIn): Promise<unknown> => transact(db, (tx) => cancelBooking(tx, id, {}, booker, new Date()));

/** Draws so many codes for each of these locks that are not due yet, a hundred in a transaction, each with so many weekly windows. */
export async function drawCodes(db: Database, keys: DoorKeys, locks: readonly { id: LockId }[], each: number, weeks = 1): Promise<GrantId[]> {
  const asked = Array.from({ length: each }, (_, index) => index).flatMap((index) => locks.map(({ id }) => ({ lockId: id, day: 10 + index })));
  const grants: GrantId[] = [];
  for (let from = 0; from < asked.length; from += 100) {
    await transact(db, async (tx) => {
      for (const { lockId, day } of asked.slice(from, from + 100)) {
        const first = Date.now() + day * 86_400_000;
        const windows = Array.from({ length: weeks }, (_, week) => ({ start: new Date(first + week * WEEK_MS), end: new Date(first + week * WEEK_MS + 3_600_000) }));
        grants.push((await grantOnLock(tx, keys, { purpose: 'backup', lockId, windows }, new Date()))!);
      }
    });
  }
  return grants;
}

/** Makes all that waits for its time due at this moment. */
export const makeDue = (db: Database): Promise<unknown> =>
  db.raw("WITH due AS (UPDATE lock_codes SET send_at = now(), act_at = now() WHERE sent_rev IS NULL AND act_at > now()) SELECT pg_notify('openzaal_doors', '')");

export interface PlacedCode {
  lock: string;
  ref: string;
  desired: 'present' | 'absent';
  digits: string;
  opens: Date;
}

/** Every code that was ever drawn, with its digits. */
export async function allCodes(db: Database, keys: DoorKeys): Promise<PlacedCode[]> {
  const { rows } = await db.raw<{ rows: { lock: string; ref: string; desired: 'present' | 'absent'; opens: Date; grant_id: GrantId; code_sealed: Buffer; code_key: string }[] }>(
    `SELECT l.lock_name AS lock, c.ref, c.desired, lower(c.windows) AS opens, g.id AS grant_id, g.code_sealed, g.code_key
     FROM lock_codes c JOIN locks l ON l.id = c.lock_id JOIN grants g ON g.id = c.grant_id`);
  return rows.map(({ grant_id: grantId, code_sealed: bytes, code_key: keyId, ...code }) => ({ ...code, digits: unsealCode(keys.codes, grantId, { bytes, keyId }) }));
}
