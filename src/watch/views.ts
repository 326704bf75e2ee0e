import type { VenueId } from '../kernel/ids.ts';
import { addMinutes, type Period } from '../kernel/period.ts';
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

const BEFORE_MINUTES = 24 * 60;

/**
 * The same for somebody who has booked: who has the watch when they come, or now that they are there. From the hour in which they may see their code, a day before
 * by default: whoever has the watch is not called weeks ahead.
 */
export async function helpForStay(db: Database | Transaction, venueId: VenueId, { start, end }: Period, { now, cityPhone, shownFrom = addMinutes(start, -BEFORE_MINUTES) }: StayHelpAsk): Promise<Help> {
  const { rows: [venue] } = await db.raw<{ rows: { phone: string }[] }>('SELECT phone FROM venues WHERE id = ?', [venueId]);
  const phone = venue?.phone ?? '';
  return shownFrom <= now && now < end ? helpAt(db, { id: venueId, phone }, now > start ? now : start, cityPhone) : firstOf([phone.trim(), cityPhone], cityPhone);
}

export interface StayHelpAsk {
  now: Date;
  cityPhone: string;
  shownFrom?: Date | undefined;
}

const firstOf = (numbers: readonly string[], cityPhone: string): Help => {
  const [phone = cityPhone, otherwise] = [...new Set(numbers)].filter((number) => number !== '');
  return { phone, ...(otherwise === undefined ? {} : { otherwise }) };
};

/** Who has the watch at that hour, else the building: they are at the door soonest. The city's number is for when nobody answers. */
export async function helpAt(db: Database | Transaction, venue: { id: VenueId; phone: string }, at: Date, cityPhone: string): Promise<Help> {
  const [watcher] = await watchOver(db, venue.id, at);
  return firstOf([watcher?.phone ?? venue.phone.trim(), cityPhone], cityPhone);
}
