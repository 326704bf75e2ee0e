import type { Status } from '../../lock-gateway/protocol.ts';
import type { LockId } from '../kernel/ids.ts';
import { transact, type Database, type Transaction } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { openBrokerLine, type BrokerOptions } from './broker-line.ts';
import type { DoorKeys } from './door-keys.ts';
import { CHANNEL } from './grant-store.ts';
import { createInbox } from './inbox.ts';
import { keepSpares } from './keep-spares.ts';
import { listen } from './listen.ts';
import { locksOfGateways, saveStatus, startAfresh } from './lock-store.ts';
import { startLoop } from './loop.ts';
import { startManifests } from './manifests.ts';
import { startReconciler } from './reconcile.ts';
import { rewrapCodes } from './rewrap-codes.ts';
import { takeMessages } from './take-messages.ts';
import { watchDoors } from './watch-doors.ts';
import { wipeCodes } from './wipe-codes.ts';

export interface AccessOptions {
  db: Database;
  /** Of the same database, for a connection of its own that hears notifications. */
  url: string;
  broker: BrokerOptions;
  keys: DoorKeys;
  log: Log;
  clock?: () => Date;
}

export interface Access {
  /** How many messages of gateways were left out, by reason. */
  drops: () => Readonly<Record<string, number>>;
  /** Finishes what is in hand and closes its connections; the database is the caller's. */
  stop: () => Promise<void>;
}

const WATCH_EVERY_MS = 10_000;
const SPARES_EVERY_MS = 60_000;
const WIPE_EVERY_MS = 600_000;
/** Thirty thousand an hour, and hardly noticed by anything else. */
const REWRAP_EVERY_MS = 60_000;
/** Whoever was away catches up first: what is late only because of that is no alarm. */
const CATCH_UP_MS = 20_000;

/**
 * Keeps every lock in line with what the database says should be on it: sends the next single step of each, hears what gateways
 * answer, tells them what should exist, and raises alarms in time. Several may run at once. Needs no broker to be there yet.
 */
export async function startAccess({ db, url, broker, keys, log, clock = () => new Date() }: AccessOptions): Promise<Access> {
  const inbox = createInbox({
    log,
    takeMessages: async (batch) => {
      const { unknown, outdated, due } = await transact(db, (tx) => takeMessages(tx, batch, clock()));
      if (unknown > 0) log.warn({ unknown }, 'a gateway speaks of locks that we do not have');
      manifests.due(outdated);
      if (due) reconciler.wake();
    },
    takeStatus: async (gateway, status) => {
      const changed = await transact(db, (tx) => takeStatus(tx, gateway, status, clock()));
      if (changed.length > 0) log.info({ gateway, status: status.status }, 'gateway');
      if (status.status === 'online') manifests.due(changed);
      reconciler.wake();
    },
  });
  /** A broker that was away may have forgotten everything. */
  const resume = async (which: 'first' | 'again'): Promise<void> => {
    log.info('city broker connected');
    if (which === 'again') await transact(db, (tx) => startAfresh(tx, clock()));
    manifests.due(await locksOfGateways(db, [...keys.gateways.keys()]));
    reconciler.wake();
  };
  const line = openBrokerLine(broker, {
    log, onMessage: inbox.receive,
    onUp: (which) => void resume(which).catch((error: unknown) => log.warn({ err: error }, 'could not start afresh; unanswered commands follow later')),
  });
  const manifests = startManifests(db, line, keys, clock, log);
  const reconciler = startReconciler({ db, keys, log, clock, line, manifests });
  const watchFrom = performance.now() + CATCH_UP_MS;
  const loops = [
    startLoop('watch', WATCH_EVERY_MS, async () => (performance.now() < watchFrom ? undefined : transact(db, (tx) => watchDoors(tx, clock()))), log),
    startLoop('spares', SPARES_EVERY_MS, () => transact(db, (tx) => keepSpares(tx, keys, clock())), log),
    startLoop('wipe', WIPE_EVERY_MS, () => wipeCodes(db, clock()), log),
    startLoop('rewrap', REWRAP_EVERY_MS, async () => {
      const rewrapped = await rewrapCodes(db, keys.codes);
      if (rewrapped > 0) log.info({ rewrapped }, 'door codes were brought under the newest key');
    }, log),
    reconciler, manifests, listen(url, CHANNEL, reconciler.wake, log),
  ];
  return {
    drops: inbox.drops,
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      await inbox.stop();
      await line.close();
    },
  };
}

/** A gateway that comes or was started anew may have lost what was under way. Answers its locks when it is news. */
async function takeStatus(tx: Transaction, gateway: string, status: Status, now: Date): Promise<LockId[]> {
  const changed = await saveStatus(tx, gateway, status, now);
  if (status.status === 'online' && changed.length > 0) await startAfresh(tx, now, changed);
  return changed;
}
