import { book, pay, type Booking } from '../demo/bookings.ts';
import { costsMoney, firstWhere, searchFree } from '../demo/search.ts';
import { dayFromNow } from '../demo/setting.ts';
import { logIn, type Schemas } from '../demo/visitor.ts';
import { waitUntil } from '../demo/wait-until.ts';
import { directorates } from '../personas.ts';

/** What happened in the city before the pictures are taken. */
export interface Scene {
  /** A hall and an evening on which it can be had. */
  readonly hall: string;
  readonly evening: string;
  /** The same hall on an evening that is taken. */
  readonly takenEvening: string;
  /** Noor's booking that is still to be paid. */
  readonly held: Booking;
  /** Noor's booking that begins soon, with its code on the lock. */
  readonly soon: Booking;
  /** Els' request that a manager has to decide on. */
  readonly requested: Booking;
}

const ON_LOCK_MS = 30_000;
const DAY_MS = 86_400_000;
const PERSONS = 25;

const moment = (start: string, hours: number): Schemas['Period'] => ({ start, end: new Date(Date.parse(start) + hours * 3_600_000).toISOString() });

/** Books what the pictures show. */
export async function setTheScene(site: string): Promise<Scene> {
  const [noor, els, jan] = [await logIn(site, 'noor'), await logIn(site, 'els'), await logIn(site, 'jan')];
  const evenings = await searchFree(noor, { hours: 3, fromDay: 8, untilDay: 12, persons: PERSONS, more: { instant: 'true', type: 'party' } });
  const { hall, free } = firstWhere(evenings, 'is a party hall with a door code', (hit) => hit.hall.access === 'door-code' && costsMoney(hit));
  const taken = moment(new Date(Date.parse(free.start) + 7 * DAY_MS).toISOString(), 3);
  await book(jan, { hallId: hall.id, period: taken, activity: 'Repetitie', persons: PERSONS }).catch(() => undefined);

  const quiet = firstWhere(await searchFree(noor, { hours: 2, fromDay: 4, untilDay: 6, persons: 8, more: { instant: 'true' } }), 'costs something', costsMoney);
  const held = await book(noor, { hallId: quiet.hall.id, period: quiet.free, activity: 'Naailes', persons: 8 });
  const near = firstWhere(await searchFree(noor, { hours: 2, fromDay: 0, untilDay: 2, persons: 6, more: { instant: 'true' } }), 'has a door code and is near',
    (hit) => hit.hall.access === 'door-code' && costsMoney(hit) && Date.parse(hit.free.start) < Date.now() + DAY_MS);
  const { booking: soon } = await pay(noor, await book(noor, { hallId: near.hall.id, period: near.free, activity: 'Repetitie van het kwartet', persons: 6 }));
  const formal = firstWhere(await searchFree(els, { hours: 4, fromDay: 30, untilDay: 60, persons: 20 }), 'wants approval',
    (hit) => hit.hall.approval && hit.hall.venue.organisationName === directorates.cultuur.name && costsMoney(hit));
  const requested = await book(els, { hallId: formal.hall.id, period: formal.free, activity: 'Kamermuziek bij kaarslicht', persons: 20 });
  await waitUntil('that the code is on the lock', ON_LOCK_MS, () => noor.get<Schemas['Door']>(`/v1/bookings/${soon.id}/door`), ({ state }) => state === 'confirmed' || state === 'active');
  return { hall: hall.slug, evening: queryOf(free), takenEvening: queryOf(taken), held, soon, requested };
}

const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Brussels' });
const time = new Intl.DateTimeFormat('nl-BE', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Brussels' });

/** A moment as the address of a hall's page has it. */
const queryOf = ({ start, end }: Schemas['Period']): string => new URLSearchParams({
  datum: day.format(new Date(start)), van: time.format(new Date(start)), tot: time.format(new Date(end)), personen: String(PERSONS),
}).toString();

/** A search with enough to choose from: three hours somewhere in next week. */
export const search = (): string => new URLSearchParams({ wanneer: 'vrij', datum: dayFromNow(7), uren: '3', binnen: 'week', personen: String(PERSONS) }).toString();
