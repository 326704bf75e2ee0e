import type { VenueId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { watchAt, type Watcher } from './rota.ts';
import { rotasOfVenue } from './store.ts';

/** Who has the watch over a venue at this instant; empty when nobody has. */
export const watchOver = async (db: Database | Transaction, venueId: VenueId, at: Date): Promise<Watcher[]> => watchAt(await rotasOfVenue(db, venueId), at);

/** Whom to call at a door that stays shut. */
export interface Help {
  phone: string;
  /** When nobody answers there; absent when there is no second number. */
  otherwise?: string;
}

/** Who has the watch at that hour, else the building: they are at the door soonest. The city's number is for when nobody answers. */
export async function helpAt(db: Database | Transaction, venue: { id: VenueId; phone: string }, at: Date, cityPhone: string): Promise<Help> {
  const [watcher] = await watchOver(db, venue.id, at);
  const [phone = cityPhone, otherwise] = [...new Set([watcher?.phone ?? venue.phone.trim(), cityPhone])].filter((number) => number !== '');
  return { phone, ...(otherwise === undefined ? {} : { otherwise }) };
}
