import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { readConfig } from '../../lock-gateway/config.ts';
import { startGateway, type Gateway } from '../../lock-gateway/gateway.ts';
import { type FaceOptions, liveTwin, type LiveTwin } from '../../sandbox/locks/live-twin.ts';
import { faceOf } from '../../sandbox/locks/start-locks.ts';
import { newMemory } from '../../sandbox/locks/twin.ts';
import { parseDoorKeys, type DoorKeys } from '../../src/access/door-keys.ts';
import { issueGrant } from '../../src/access/issue-grant.ts';
import { moveGrant } from '../../src/access/move-grant.ts';
import { renewCode } from '../../src/access/renew-code.ts';
import { revokeGrant } from '../../src/access/revoke-grant.ts';
import { startAccess, type Access } from '../../src/access/run-access.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { BookingId, GrantId, LockId } from '../../src/kernel/ids.ts';
import type { Period } from '../../src/kernel/period.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { aDoorHall, book, insertDoors, secret } from '../access/setting.ts';
import { move, moveTo } from '../bookings/moving.ts';
import type { TestDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { memoryBroker, type MemoryBroker } from './memory-broker.ts';
import { startVirtualTime, type VirtualTime } from './virtual-time.ts';

export const MINUTE = 60_000;

export interface DoorPlan {
  id: string;
  windows: boolean;
  slots?: number;
  face?: FaceOptions;
  /** What the gateway is told of it, besides its name. */
  config?: Record<string, unknown>;
}

/** One door of each make, quick to answer. */
export const EVERY_MAKE: readonly DoorPlan[] = [
  { id: 'native', windows: true },
  { id: 'plain', windows: false },
  { id: 'zigbee', windows: false, slots: 30, face: { make: 'zigbee2mqtt' }, config: { driver: 'zigbee2mqtt', slots: '10-19', answerSeconds: 1.5, settleSeconds: 0.2 } },
  { id: 'zwave', windows: false, slots: 30, face: { make: 'zwave-js-ui', name: 'leuven', node: 7 }, config: { driver: 'zwave-js-ui', name: 'leuven', node: 7, slots: '10-19', answerSeconds: 1.5 } },
  {
    id: 'scheduled', windows: false, slots: 30, face: { make: 'zwave-js-ui', name: 'leuven', node: 9 },
    config: { driver: 'zwave-js-ui', name: 'leuven', node: 9, slots: '10-19', schedules: true, answerSeconds: 1.5 },
  },
  {
    id: 'nuki', windows: false, slots: 100, face: { make: 'nuki_hub', path: 'nuki/door', timeZone: 'Europe/Brussels' },
    config: { driver: 'nuki_hub', address: 'nuki/door', timeZone: 'Europe/Brussels', entries: 100, answerSeconds: 1.5, listAfterSeconds: 0.5 },
  },
];

export interface Door {
  id: string;
  lockId: LockId;
  hall: Hall;
  twin: LiveTwin;
  /** It keeps codes shut outside their windows by itself. */
  keepsWindows: boolean;
}

/**
 * A city with one building under a clock of its own. Real: all of src/access with its bookings on PostgreSQL, all of the gateway with its memory on
 * disk, the faces of the simulated locks. Not real: time, and MQTT between them (no broker, no network, no mqtt.js).
 */
export interface World {
  time: VirtualTime;
  db: Database;
  keys: DoorKeys;
  gateway: string;
  city: MemoryBroker;
  building: MemoryBroker;
  doors: readonly Door[];
  door(id: string): Door;
  /** All that worker and gateway logged. */
  log(): string;
  /** Told of every change of a right to open doors. */
  onGrant(hear: () => void): void;
  isGatewayRunning(): boolean;
  workers(): number;
  workersSince(): number;
  startWorker(): Promise<void>;
  stopWorkers(): Promise<void>;
  /** Its connections and its memory end at this instant; what it was doing gets no further. */
  killGateway(): Promise<void>;
  startGateway(memory: 'kept' | 'lost'): Promise<void>;
  book(door: string, period: Period): Promise<BookingId>;
  cancel(id: BookingId): Promise<void>;
  moveTo(id: BookingId, door: string, period: Period): Promise<void>;
  renew(id: BookingId): Promise<void>;
  stop(): Promise<void>;
}

let made = 0;

export async function startWorld(database: Pick<TestDatabase, 'url'>, start: Date, plans: readonly DoorPlan[]): Promise<World> {
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'oz-world-'));
  const gateway = `world-${(made += 1)}`;
  const gatewaySecret = secret();
  const keys: DoorKeys = parseDoorKeys(`test:${secret()}`, `${gateway}:${gatewaySecret}`);
  const hearers: (() => void)[] = [];
  const db = openDatabase({
    url: database.url, poolSize: 20, name: 'world',
    reactions: async (tx, event) => {
      if (event.type === 'booking-confirmed') await issueGrant(tx, keys, event.bookingId, new Date());
      if (event.type === 'booking-moved') await moveGrant(tx, keys, event.bookingId, event.number, new Date());
      if (event.type === 'booking-cancelled') await revokeGrant(tx, event.bookingId, new Date());
      if (event.type === 'grant-changed') hearers.forEach((hear) => hear());
    },
  });
  const person = await aPerson(db);
  const time = startVirtualTime(start, () => [db]);
  const [city, building] = [memoryBroker(time), memoryBroker(time)];
  let lines = '';
  const log: Logger = pino({ level: 'debug' }, { write: (line: string) => void (lines += line) });
  const doors = await hangDoors(db, gateway, building, plans);
  const gateways = gatewayRuns({ folder, gateway, secret: gatewaySecret, city, building, plans, log, time });
  const workers = new Set<Access>();
  let since = time.now();
  const act = <Result>(work: (person: SignedIn) => Promise<Result>): Promise<Result> => time.until(work(person));

  const world: World = {
    time, db, keys, gateway, city, building, doors,
    door: (id) => doors.find((one) => one.id === id)!,
    log: () => lines,
    onGrant: (hear) => void hearers.push(hear),
    isGatewayRunning: gateways.isRunning, killGateway: gateways.kill, startGateway: gateways.start,
    workers: () => workers.size,
    workersSince: () => since,
    startWorker: async () => {
      if (workers.size === 0) since = time.now();
      workers.add(await startAccess({ db, url: database.url, broker: { url: 'mqtt://city', version: 5, connect: city.connect }, keys, log }));
    },
    stopWorkers: async () => {
      const stopping = [...workers].map((worker) => worker.stop());
      workers.clear();
      await time.until(Promise.all(stopping));
    },
    book: (door, period) => act(async (who) => (await book(db, world.door(door).hall, period, who)).id),
    cancel: (id) => act(async (who) => void (await transact(db, (tx) => cancelBooking(tx, id, {}, who, new Date())))),
    moveTo: (id, door, period) => act(async (who) => {
      const booking = await loadBooking(db, id);
      await move(db, booking, moveTo(booking, { hall: world.door(door).hall, period }), who);
    }),
    renew: (id) => act(() => refuseDigits(db, keys, id)),
    stop: async () => {
      city.setFate(undefined);
      city.setAcks('given');
      await world.stopWorkers();
      await gateways.kill();
      time.restore();
      await db.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await world.startGateway('kept');
  await world.startWorker();
  await time.pass(MINUTE);
  return world;
}

/** As if a lock had refused these digits: the booking gets others. */
const refuseDigits = (db: Database, keys: DoorKeys, id: BookingId): Promise<void> => transact(db, async (tx) => {
  const { rows: [grant] } = await tx.raw<{ rows: { id: GrantId }[] }>(
    `UPDATE lock_codes SET answer_rev = rev, answer_status = 'rejected', evidence = 'none', error_code = 'duplicate_code', error_retry = 'new_pin', answered_at = ?
     WHERE desired = 'present' AND grant_id = (SELECT id FROM grants WHERE booking_id = ?) RETURNING grant_id AS id`, [new Date(), id]);
  if (grant) await renewCode(tx, keys, grant.id, new Date());
});

async function hangDoors(db: Database, gateway: string, building: MemoryBroker, plans: readonly DoorPlan[]): Promise<Door[]> {
  const doors: Door[] = [];
  for (const { id, windows, slots = 250, face, config } of plans) {
    const hall = aDoorHall();
    const [lock] = await insertDoors(db, [hall], [{ lockName: `${gateway}-${id}` }]);
    await db('locks').where({ id: lock!.id }).update({ gateway, lock_name: id });
    const twin = liveTwin({ id, gateway, name: id, windows, slots, ...(face ? { face } : {}), ...(face?.make === 'nuki_hub' ? { numbers: 'own' as const } : {}) }, newMemory(), async () => {});
    faceOf(twin, { brokerUrl: 'mqtt://building', username: '', password: '', version: 5, connect: building.connect });
    doors.push({ id, lockId: lock!.id, hall, twin, keepsWindows: windows || face?.make === 'nuki_hub' || config?.['schedules'] === true });
  }
  return doors;
}

interface GatewayPlan {
  folder: string;
  gateway: string;
  secret: string;
  city: MemoryBroker;
  building: MemoryBroker;
  plans: readonly DoorPlan[];
  log: Logger;
  time: VirtualTime;
}

/** One gateway after another, each with what the one before had on disk when it was killed, or with nothing. */
function gatewayRuns({ folder, gateway, secret: key, city, building, plans, log, time }: GatewayPlan): { isRunning: () => boolean; kill: () => Promise<void>; start: (memory: 'kept' | 'lost') => Promise<void> } {
  let running: Gateway | undefined;
  let run = 0;
  const disk = (): string => join(folder, `state-${run}`);
  return {
    isRunning: () => running !== undefined,
    kill: async () => {
      if (!running) return;
      const dead = running;
      running = undefined;
      const before = disk();
      run += 1;
      mkdirSync(disk());
      copyFileSync(join(before, 'codebook.jsonl'), join(disk(), 'codebook.jsonl'));
      for (const line of [city, building]) line.kill(`lock-gateway-${gateway}`);
      await time.until(dead.stop());
    },
    start: async (memory) => {
      if (memory === 'lost') await rm(disk(), { recursive: true, force: true });
      const lockFile = join(folder, 'locks.yaml');
      await writeFile(lockFile, JSON.stringify({ locks: plans.map(({ id, config }) => ({ id, ...config })) }));
      const config = readConfig({
        GATEWAY_ID: gateway, GATEWAY_KEY: key, GATEWAY_STATE_DIR: disk(), GATEWAY_LOCKS: lockFile, CITY_BROKER_URL: 'mqtt://city', BUILDING_BROKER_URL: 'mqtt://building', HEALTH_PORT: '0',
      });
      running = await startGateway({ ...config, city: { ...config.city, connect: city.connect }, building: { ...config.building, connect: building.connect } }, log, (error) => {
        throw error;
      });
    },
  };
}
