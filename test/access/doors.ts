import mqtt, { type MqttClient } from 'mqtt';
import { pino } from 'pino';
import { parseDoorKeys, type DoorKeys } from '../../src/access/door-keys.ts';
import { doorStatus, type DoorState } from '../../src/access/door-status.ts';
import { startAccess, type Access } from '../../src/access/run-access.ts';
import { unsealCode } from '../../src/access/seal-code.ts';
import type { BookingId, GrantId } from '../../src/kernel/ids.ts';
import type { Database } from '../../src/platform/db.ts';
import { eventually, type Stage } from '../lock-gateway/stage.ts';
import type { TestDatabase } from '../support/database.ts';
import { GATEWAY, keys } from './setting.ts';

/** The worker's side of the doors on a stage with real locks, gateway and broker. */
export interface Doors {
  keys: DoorKeys;
  /** Everything on any topic of the city, from `watch` on. */
  raw: string[];
  watch(): Promise<void>;
  start(): Promise<Access>;
  stopAll(): Promise<void>;
  close(): Promise<void>;
  /** All that the workers ever logged. */
  log(): string;
  state(bookingId: BookingId): Promise<DoorState>;
  becomes(bookingId: BookingId, state: DoorState): Promise<void>;
  digits(bookingId: BookingId): Promise<string>;
  allDigits(): Promise<string[]>;
}

export function openDoors(stage: () => Stage, db: () => Database, database: TestDatabase): Doors {
  let lines = '';
  const running = new Set<Access>();
  const doorKeys = (): DoorKeys => ({ codes: keys.codes, gateways: parseDoorKeys(`unused:${stage().core.secret}`, `${GATEWAY}:${stage().core.secret}`).gateways });
  const log = pino({ level: 'debug' }, { write: (line: string) => void (lines += line) });
  const state = async (bookingId: BookingId): Promise<DoorState> => (await doorStatus(db(), bookingId, new Date())).state;
  const grants = async (where: string, values: readonly unknown[]): Promise<string[]> => {
    const rows = await database.query<{ id: GrantId; code_sealed: Buffer; code_key: string }>(`SELECT id, code_sealed, code_key FROM grants WHERE code_sealed IS NOT NULL AND ${where}`, values);
    return rows.map((row) => unsealCode(keys.codes, row.id, { bytes: row.code_sealed, keyId: row.code_key }));
  };
  const raw: string[] = [];
  let watcher: MqttClient | undefined;
  const stopAll = async (): Promise<void> => void (await Promise.all([...running].map((access) => access.stop())));
  return {
    raw,
    watch: async () => {
      const { url, version } = stage().city;
      watcher = await mqtt.connectAsync(url, { username: 'openzaal', password: 'openzaal-sandbox', protocolVersion: version, reconnectPeriod: 100, reconnectOnConnackError: true });
      watcher.on('error', () => {});
      watcher.on('message', (topic, payload) => raw.push(`${topic} ${payload.toString('utf8')}`));
      await watcher.subscribeAsync('openzaal/lock/v1/#', { qos: 1 });
    },
    get keys() {
      return doorKeys();
    },
    start: async () => {
      const { url, version } = stage().city;
      const access = await startAccess({
        db: db(), url: database.url, broker: { url, user: 'openzaal', password: 'openzaal-sandbox', version }, keys: doorKeys(), log,
      });
      const stop = access.stop;
      const own: Access = { ...access, stop: () => (running.delete(own), stop()) };
      running.add(own);
      return own;
    },
    stopAll,
    close: async () => {
      await stopAll();
      await watcher?.endAsync(true);
    },
    log: () => lines,
    state,
    becomes: (bookingId, wanted) => {
      let seen: DoorState | undefined;
      let asking = false;
      const look = async (): Promise<void> => {
        asking = true;
        seen = await state(bookingId).catch(() => undefined);
        asking = false;
      };
      return eventually(`the door of ${bookingId} is ${wanted}`, () => {
        if (!asking) void look();
        return seen === wanted;
      }, 20_000).catch((error: Error) => {
        throw new Error(`${error.message}, but ${seen}`, { cause: error });
      });
    },
    digits: async (bookingId) => (await grants('booking_id = $1', [bookingId]))[0]!,
    allDigits: () => grants('true', []),
  };
}
