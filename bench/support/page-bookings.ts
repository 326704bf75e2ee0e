import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { addDays, atLocal, localDate } from '../../src/kernel/time.ts';
import { transact, type Database } from '../../src/platform/db.ts';
import { searchHalls } from '../../src/search/search-halls.ts';
import type { Visitor } from './sessions.ts';

const BOOKINGS = 30;
const MINUTES = 120;

/** Books for a visitor whatever is free on the days to come, one booking a day, so that their pages have something to show. Answers the code of the last. */
export async function placeForPages(db: Database, { personId }: Pick<Visitor, 'personId'>): Promise<string> {
  const actor: SignedIn = { kind: 'person', personId, name: 'Els Peeters', memberOf: [], bookerKind: 'resident', channel: 'web', roles: [] };
  const now = new Date();
  let code = '';
  for (let index = 0; index < BOOKINGS; index += 1) {
    const day = addDays(localDate(now), 3 + index);
    const windows = [{ start: atLocal(day, '08:00'), end: atLocal(day, '22:00') }];
    const { items: [hit] } = await searchHalls(db, { bookerKind: 'resident', persons: 10, time: { kind: 'somewhere', minutes: MINUTES, windows }, limit: 1 }, now);
    if (!hit?.free) throw new Error(`nothing is free on ${day}`);
    const { hall, free: period } = hit;
    const ask = {
      hallId: hall.id, period, layout: 'theatre' as const, attendance: 10, activity: 'Repetitie van het koor', language: 'nl' as const, extras: [],
      houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
    };
    ({ code } = await transact(db, (tx) => placeBooking(tx, ask, actor, now)));
  }
  return code;
}
