import { writeFile } from 'node:fs/promises';
import { withConnection } from '../postgres/connect.ts';
import { GATEWAY } from './names.ts';

export interface CityLock {
  readonly id: string;
  readonly gateway: string;
  /** As people at the door call it. */
  readonly name: string;
  readonly windows: true;
}

/** The doors of the city that its gateway serves, as the catalogue knows them: each gets a simulated lock, of the make that knows time windows. */
export async function cityLocks(databaseUrl: string): Promise<CityLock[]> {
  const { rows } = await withConnection(databaseUrl, (client) => client.query<{ id: string; venue: string; name: string }>(
    `SELECT l.lock_name AS id, v.name ->> 'nl' AS venue, l.name ->> 'nl' AS name
     FROM locks l JOIN venues v ON v.id = l.venue_id WHERE l.gateway = $1 ORDER BY venue, name, l.lock_name`, [GATEWAY]));
  return rows.map(({ id, venue, name }) => ({ id, gateway: GATEWAY, name: `${venue}, ${name}`, windows: true }));
}

/** Writes the list from which the gateway learns its locks. */
export const writeLockList = (file: string, locks: readonly CityLock[]): Promise<void> =>
  writeFile(file, JSON.stringify({ locks: locks.map(({ id }) => ({ id, driver: 'native' })) }, undefined, 2));
