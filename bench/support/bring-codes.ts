import type { MqttClient } from 'mqtt';
import { lockTopic, ROOT } from '../../lock-gateway/protocol.ts';
import type { BookingId } from '../../src/kernel/ids.ts';
import type { Database } from '../../src/platform/db.ts';
import { GATEWAY, type DoorCity } from './door-city.ts';
import { bookHall, cancelOne, type DoorGround } from './door-ground.ts';
import { spreadOf, timed, type Spread } from './statistics.ts';

export interface Ground extends DoorGround {
  db: Database;
  /** Connections of its own: who waits for what is in the database waits behind no booking. */
  looking: Database;
  city: DoorCity;
}

const LOOK_MS = 5;
const MOST_WAIT_MS = 300_000;

/** Looks until it holds. @throws with what it waited for */
export async function until(what: string, holds: () => Promise<boolean>, everyMs = 50): Promise<void> {
  const end = performance.now() + MOST_WAIT_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`did not happen in ${MOST_WAIT_MS / 1_000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

export const everyCommand = `${ROOT}/${GATEWAY}/locks/+/cmd`;

/** From the commit of its booking. */
export interface Brought {
  published: Spread;
  confirmed: Spread;
  removed: Spread;
}

/** Books halls, so many at a time, and cancels them: when each command is on the broker, and each code on and off its lock by what the database says. */
export async function bringCodes(ground: Ground, watcher: MqttClient, from: number, many: number, atOnce: number): Promise<Brought> {
  const { db, looking, booker } = ground;
  const halls = ground.halls.slice(from, from + many);
  const commanded = new Map<string, number>();
  const hear = (topic: string): void => void (commanded.has(topic) || commanded.set(topic, performance.now()));
  watcher.on('message', hear);
  const installed = lookFor(looking, 'installed');
  const booked = await timed(halls.map(({ hall, lock }) => async () => {
    const id = await bookHall(db, hall, booker);
    const at = performance.now();
    const seen = installed.seen(id);
    if (atOnce === 1) await seen;
    return { id, lock, at, seen };
  }), atOnce);
  const confirmed = await Promise.all(booked.results.map(async ({ at, seen }) => Math.max(0, await seen - at)));
  watcher.off('message', hear);
  const published = booked.results.map(({ lock, at }) => Math.max(0, commanded.get(lockTopic(GATEWAY, lock, 'cmd'))! - at));
  const gone = lookFor(looking, 'removed');
  const cancelled = await timed(booked.results.map(({ id }) => async () => {
    await cancelOne(db, id, booker);
    const at = performance.now();
    const seen = gone.seen(id);
    if (atOnce === 1) await seen;
    return { at, seen };
  }), atOnce);
  const removed = await Promise.all(cancelled.results.map(async ({ at, seen }) => Math.max(0, await seen - at)));
  return { published: spreadOf(published), confirmed: spreadOf(confirmed), removed: spreadOf(removed) };
}

/** Looks what the database knows, in one statement for all that somebody waits for; answers when it was so. */
function lookFor(db: Database, status: 'installed' | 'removed'): { seen: (id: BookingId) => Promise<number> } {
  const open = new Map<BookingId, (at: number) => void>();
  let looking: Promise<void> | undefined;
  const look = (): Promise<void> => until(`all codes are ${status}`, async () => {
    const { rows } = await db.raw<{ rows: { id: BookingId }[] }>(
      'SELECT g.booking_id AS id FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE g.booking_id = ANY(?::uuid[]) AND c.answer_rev = c.rev AND c.answer_status = ?', [[...open.keys()], status]);
    for (const { id } of rows) {
      open.get(id)?.(performance.now());
      open.delete(id);
    }
    return open.size === 0;
  }, LOOK_MS);
  return {
    seen: (id) => new Promise((resolve, reject) => {
      open.set(id, resolve);
      looking ??= look().catch(reject).finally(() => {
        looking = undefined;
      });
    }),
  };
}
