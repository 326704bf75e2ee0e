import type { HourlyTariff } from '../../sandbox/city/hourly.ts';
import { hourly } from '../support/tariffs.ts';
import { randomBytes } from 'node:crypto';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import { issueGrant } from '../../src/access/issue-grant.ts';
import { moveGrant } from '../../src/access/move-grant.ts';
import { revokeGrant } from '../../src/access/revoke-grant.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { DomainEvent } from '../../src/kernel/events.ts';
import { newId, type LockId, type VenueId } from '../../src/kernel/ids.ts';
import type { Period } from '../../src/kernel/period.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { anAsk } from '../bookings/setting.ts';
import type { TestDatabase } from '../support/database.ts';
import { aHall, alwaysOpen, insertHalls, type HallWishes } from '../support/halls.ts';

export const GATEWAY = 'leuven';

export const secret = (): string => randomBytes(32).toString('base64');

export const keys = parseDoorKeys(`test:${secret()}`, `${GATEWAY}:${secret()}`);

export interface DoorSetting {
  db: Database;
  events: DomainEvent[];
}

/** A pool whose reactions are those of the product for doors: a confirmed booking gets its grant, a moved one takes it along, a cancelled one loses it. */
export function useDoors(database: TestDatabase, poolSize = 10): DoorSetting {
  const setting = { events: [] as DomainEvent[] } as DoorSetting;
  before('open a pool', () => {
    setting.db = openDatabase({
      url: database.url, poolSize, name: 'test',
      reactions: async (tx, event) => {
        setting.events.push(event);
        if (event.type === 'booking-confirmed') await issueGrant(tx, keys, event.bookingId, new Date());
        if (event.type === 'booking-moved') await moveGrant(tx, keys, event.bookingId, event.number, new Date());
        if (event.type === 'booking-cancelled') await revokeGrant(tx, event.bookingId, new Date());
      },
    });
  });
  after('close the pool', () => setting.db.destroy());
  return setting;
}

export interface NewLock {
  id: LockId;
  lockName: string;
}

let made = 0;

export async function aLock(db: Database, venueId: VenueId, own: { lockName?: string; info?: object } = {}): Promise<NewLock> {
  made += 1;
  const lock = { id: newId<'lock'>(), lockName: own.lockName ?? `deur-${made}` };
  await db('locks').insert({
    id: lock.id, venue_id: venueId, name: JSON.stringify({ nl: `Deur ${made}` }), gateway: GATEWAY, lock_name: lock.lockName, info: JSON.stringify(own.info ?? {}),
  });
  return lock;
}

/** A hall that opens with a door code, always open, and free of charge unless said otherwise. */
export const aDoorHall = (own: HallWishes = {}): Hall => aHall({ schedule: alwaysOpen(), access: 'door-code', tariffs: tariff(0), ...own });

/** What a resident pays for an hour. */
export const tariff = (hourCents: number): HourlyTariff[] => [hourly(hourCents)];

/** Writes halls that all lie behind the same doors: one lock each unless said otherwise. */
export async function insertDoors(db: Database, halls: readonly Hall[], own: readonly { lockName?: string; info?: object }[] = [{}]): Promise<NewLock[]> {
  await insertHalls(db, halls);
  const locks: NewLock[] = [];
  for (const one of own) locks.push(await aLock(db, halls[0]!.venue.id, one));
  await db('hall_locks').insert(halls.flatMap((hall) => locks.map(({ id }) => ({ hall_id: hall.id, lock_id: id }))));
  return locks;
}

/** Books it; nothing is to be paid, so it is confirmed at once and has its grant. */
export const book = (db: Database, hall: Hall, period: Period, person: SignedIn, now = new Date()): Promise<Booking> =>
  transact(db, (tx) => placeBooking(tx, anAsk(hall, period), person, now));
