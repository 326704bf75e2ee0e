import type { Hall } from '../../src/catalogue/hall.ts';
import { expireBookings } from '../../src/bookings/expire-bookings.ts';
import type { BookingAsk } from '../../src/bookings/place-booking.ts';
import type { DomainEvent } from '../../src/kernel/events.ts';
import type { Period } from '../../src/kernel/period.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { openDatabase, type Database } from '../../src/platform/db.ts';
import type { TestDatabase } from '../support/database.ts';

/** An evening in the coming years that no test shares with another by accident. */
export const evening = (day: string, from = '19:00', until = '22:00'): Period => ({ start: atLocal(day, from), end: atLocal(day, until) });

/** A well-formed ask for this hall. */
export const anAsk = (hall: Hall, period: Period, own: Partial<BookingAsk> = {}): BookingAsk => ({
  hallId: hall.id, period, layout: hall.layouts[0]!.kind, attendance: 20, activity: 'Repetitie', language: 'nl', extras: [],
  houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id, ...own,
});

export interface Setting {
  db: Database;
  /** What was announced, in order. */
  events: DomainEvent[];
}

/** Opens a pool on the test's database that reacts to lapsed holds as the product does, and closes it afterwards. */
export function useSetting(database: TestDatabase, poolSize = 10): Setting {
  const setting = { events: [] as DomainEvent[] } as Setting;
  before('open a pool', () => {
    setting.db = openDatabase({
      url: database.url, poolSize, name: 'test',
      reactions: async (tx, event) => {
        setting.events.push(event);
        if (event.type === 'holds-lapsed') await expireBookings(tx, event.bookingIds, new Date());
      },
    });
  });
  after('close the pool', () => setting.db.destroy());
  return setting;
}
