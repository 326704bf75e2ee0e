import { addDays, atLocal, localDate, mondayOf, type LocalDate } from '../../src/kernel/time.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { loadHalls } from '../../src/catalogue/load-hall.ts';
import type { HallId, PersonId } from '../../src/kernel/ids.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { transact, type Database } from '../../src/platform/db.ts';

const VENUES = 4;
const BOOKINGS_OF_A_HALL = 10;
const STARTS = ['09:00', '13:00', '18:30'];
const MINUTES = 120;
/** Booked by people who have not all the same name, for things that are not all called the same. */
const ACTIVITIES = ['Repetitie van het gemengd koor', 'Yoga', 'Algemene vergadering van de buurtvereniging', 'Toneel', 'Cursus eerste hulp'];

export interface FullWeek {
  monday: LocalDate;
  halls: number;
  bookings: number;
}

/**
 * Makes a reader the manager of four venues with sixty halls, and fills a week there: ten bookings a hall, four of five confirmed and paid, the rest
 * still to be paid.
 */
export async function fillWeek(db: Database, reader: PersonId, booker: PersonId): Promise<FullWeek> {
  const venues = await db<{ id: string; organisation_id: string; slug: string }>('venues').orderBy('slug').limit(VENUES).select('id', 'organisation_id');
  await db('staff_roles').insert(venues.map(({ id, organisation_id }) => ({ person_id: reader, role: 'manager', organisation_id, venue_id: id, source: 'given' })));
  const rows = await db<{ id: HallId; venue_id: string }>('halls').whereIn('venue_id', venues.map(({ id }) => id)).select('id');
  const monday = addDays(mondayOf(localDate(new Date())), 14);
  const halls = await loadHalls(db, rows.map(({ id }) => id), new Date());
  const actor: SignedIn = { kind: 'person', personId: booker, name: 'Els Peeters', memberOf: [], bookerKind: 'resident', channel: 'web', roles: [] };
  let bookings = 0;
  for (const hall of halls) {
    for (let index = 0; index < BOOKINGS_OF_A_HALL; index += 1) {
      const start = atLocal(addDays(monday, (index * 2 + bookings) % 7), STARTS[index % STARTS.length]!);
      const ask = {
        hallId: hall.id, period: { start, end: new Date(start.getTime() + MINUTES * 60_000) }, layout: 'theatre' as const, attendance: 20,
        activity: ACTIVITIES[(bookings + index) % ACTIVITIES.length]!, language: 'nl' as const, extras: [], houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
      };
      await transact(db, (tx) => placeBooking(tx, ask, actor, new Date()));
    }
    bookings += BOOKINGS_OF_A_HALL;
  }
  await confirmMost(db);
  return { monday, halls: halls.length, bookings };
}

/** As paying would leave them, without the payment provider in between. */
async function confirmMost(db: Database): Promise<void> {
  await db.raw(`
    WITH firm AS (UPDATE bookings SET status = 'confirmed', held_until = NULL WHERE status = 'held' AND right(code, 1) > '6' RETURNING id, total_cents + deposit_cents AS due),
      claimed AS (UPDATE claims SET held_until = NULL WHERE holder_id IN (SELECT id FROM firm))
    INSERT INTO payments (id, booking_id, status, amount_cents, outcome) SELECT gen_random_uuid(), id, 'paid', due, 'confirmed' FROM firm`);
  await db.raw(`UPDATE bookings SET held_until = now() + interval '1 day' WHERE status = 'held'`);
  await db.raw(`UPDATE claims SET held_until = now() + interval '1 day' WHERE held_until IS NOT NULL`);
}
