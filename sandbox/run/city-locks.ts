import { writeFile } from 'node:fs/promises';
import type { FaceOptions } from '../locks/live-twin.ts';
import { withConnection } from '../postgres/connect.ts';
import { GATEWAY } from './names.ts';

export interface CityLock {
  readonly id: string;
  readonly gateway: string;
  /** As people at the door call it. */
  readonly name: string;
  /** It keeps codes shut outside their windows, as native locks do. */
  readonly windows: boolean;
  readonly slots?: number;
  readonly face: FaceOptions;
}

interface Kind {
  face: FaceOptions;
  slots?: number;
  /** What the gateway is told of it. */
  config: Readonly<Record<string, unknown>>;
}

const zwave = (node: number, schedules: boolean): Kind =>
  ({ face: { make: 'zwave-js-ui', name: GATEWAY, node }, config: { driver: 'zwave-js-ui', name: GATEWAY, node, slots: '10-59', schedules } });
const zigbee: Kind = { face: { make: 'zigbee2mqtt' }, config: { driver: 'zigbee2mqtt', slots: '10-59' } };
const nuki = (lock: string): Kind => ({
  face: { make: 'nuki_hub', path: `nukihub/${lock}`, timeZone: 'Europe/Brussels' }, slots: 100,
  config: { driver: 'nuki_hub', address: `nukihub/${lock}`, timeZone: 'Europe/Brussels', entries: 100, listAfterSeconds: 0.5 },
});
const NATIVE: Kind = { face: { make: 'native' }, config: { driver: 'native' } };

/** A few doors have locks of other makes, so that each can be seen at work; the others are native. */
const OTHERS: Readonly<Record<string, Kind>> = {
  'jeugdcentrum-sojo': zigbee, 'sojo-repetitiekot-1': zigbee, 'sojo-repetitiekot-2': zigbee,
  broossite: zwave(5, false), 'brooss-circuszaal': zwave(6, true),
  'sporthal-ymeria': nuki('sporthal-ymeria'), 'ymeria-turnzaal': nuki('ymeria-turnzaal'),
};
const kindOf = (lock: string): Kind => OTHERS[lock] ?? NATIVE;

/** The doors of the city that its gateway serves, as the catalogue knows them: each gets a simulated lock. */
export async function cityLocks(databaseUrl: string): Promise<CityLock[]> {
  const { rows } = await withConnection(databaseUrl, (client) => client.query<{ id: string; venue: string; name: string }>(
    `SELECT l.lock_name AS id, v.name ->> 'nl' AS venue, l.name ->> 'nl' AS name
     FROM locks l JOIN venues v ON v.id = l.venue_id WHERE l.gateway = $1 ORDER BY venue, name, l.lock_name`, [GATEWAY]));
  return rows.map(({ id, venue, name }) => {
    const { face, slots } = kindOf(id);
    return { id, gateway: GATEWAY, name: `${venue}, ${name}`, windows: face.make === 'native', face, ...(slots === undefined ? {} : { slots }) };
  });
}

/** Writes the list from which the gateway learns its locks. */
export const writeLockList = (file: string, locks: readonly CityLock[]): Promise<void> =>
  writeFile(file, JSON.stringify({ locks: locks.map(({ id }) => ({ id, ...kindOf(id).config })) }, undefined, 2));
