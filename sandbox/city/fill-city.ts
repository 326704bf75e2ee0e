import { loadHalls } from '../../src/catalogue/load-hall.ts';
import { writeCatalogue } from '../../src/catalogue/write-catalogue.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import { transact, type Database, type Transaction } from '../../src/platform/db.ts';
import { insertRows } from '../../src/platform/insert-rows.ts';
import { assembleCatalogue } from './assemble-catalogue.ts';
import { chanceFrom } from './chance.ts';
import { closings, writeClosings } from './closures.ts';
import { writeFeedback } from './feedback.ts';
import { everybody, personIdOf } from './people.ts';
import { personaStays } from './personas-year.ts';
import { planYear } from './year/plan-year.ts';
import { writeYear } from './year/write-year.ts';

export interface CityOptions {
  /** The same seed gives the same city around the same instant. */
  seed: string;
  now: Date;
  /** Told of each step. */
  say?: (line: string) => void;
  /** What follows a confirmation, for many bookings at once: the coming ones in halls with locks get their door codes. */
  afterConfirmed?: (tx: Transaction, bookingIds: readonly BookingId[]) => Promise<void>;
}

export interface FilledCity {
  venues: number;
  halls: number;
  bookings: number;
  /** Coming bookings that were handed to `afterConfirmed`. */
  withDoorCode: number;
}

/**
 * Fills an empty database with the demo city: Leuven's halls, those who run and book them, and a year of bookings from half a
 * year back to half a year ahead. All or nothing, in one transaction. Throws when there is something in the catalogue already.
 */
export async function fillCity(db: Database, { seed, now, say = () => {}, afterConfirmed }: CityOptions): Promise<FilledCity> {
  return transact(db, async (tx) => {
    await mustBeEmpty(tx);
    // Loading a city takes longer than a visitor's statement may.
    await tx.raw("SET LOCAL statement_timeout = '120s'; SET LOCAL idle_in_transaction_session_timeout = '120s'");
    const catalogue = assembleCatalogue(now);
    const people = everybody();
    await writeCatalogue(tx, { ...catalogue, organisations: [...catalogue.organisations, ...people.organisations] });
    await insertRows(tx, 'persons', people.persons.map((person) => ({ ...person, version: 1, createdAt: now })));
    await insertRows(tx, 'memberships', people.memberships.map((membership) => ({ ...membership, since: now })));
    await insertRows(tx, 'staff_roles', people.staffRoles.map((role) => ({ ...role, since: now })));
    say(`${catalogue.halls.length} zalen in ${catalogue.venues.length} gebouwen`);
    const { bookings, granted } = await fillYear(tx, { seed, now, people, hallIds: catalogue.halls.map(({ id }) => id) });
    say(`${bookings} reservaties in een jaar`);
    await afterConfirmed?.(tx, granted);
    return { venues: catalogue.venues.length, halls: catalogue.halls.length, bookings, withDoorCode: granted.length };
  });
}

async function mustBeEmpty(tx: Transaction): Promise<void> {
  const { rows } = await tx.raw<{ rows: unknown[] }>('SELECT FROM organisations UNION ALL SELECT FROM persons LIMIT 1');
  if (rows.length > 0) throw new Error('the demo city is for an empty database, and this one has something in it');
}

interface YearToFill {
  seed: string;
  now: Date;
  people: ReturnType<typeof everybody>;
  hallIds: Parameters<typeof loadHalls>[1];
}

async function fillYear(tx: Transaction, { seed, now, people, hallIds }: YearToFill): Promise<{ bookings: number; granted: readonly BookingId[] }> {
  const chance = chanceFrom(seed);
  const halls = await loadHalls(tx, hallIds, now);
  const hallOf = (slug: string) => halls.find((hall) => hall.slug === slug);
  const closed = closings(hallOf, now);
  const stays = planYear({
    halls, now, chance, bookers: people.bookers, certain: personaStays(hallOf, now, chance),
    closed: closed.map(({ hall, period }) => ({ spaceIds: hall.spaceIds, period })),
  });
  const managers = new Map(people.staffRoles.filter(({ role }) => role === 'manager').map(({ organisationId, personId }) => [organisationId as string, personId]));
  const staff = { agent: personIdOf('karim'), managerOf: (organisationId: string) => managers.get(organisationId) };
  const granted = await writeYear(tx, stays, staff, now, chance);
  await writeClosings(tx, closed, now);
  const organisationOf = new Map(halls.map(({ id, venue }) => [id as string, venue.organisationId as string]));
  await writeFeedback(tx, (hallId) => staff.managerOf(organisationOf.get(hallId) ?? ''), now, chance);
  return { bookings: stays.length, granted };
}
