import { transact, type Database } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { openBrokerLine, type BrokerLine, type BrokerOptions } from './broker-line.ts';
import { claimWork } from './claim-work.ts';
import type { DoorKeys } from './door-keys.ts';
import { CHANNEL } from './grant-store.ts';
import { createInbox } from './inbox.ts';
import { listen } from './listen.ts';
import { locksOfGateways, saveStatus, startAfresh } from './lock-store.ts';
import { startLoop, type Loop } from './loop.ts';
import { startManifests, type Manifests } from './manifests.ts';
import { renewCode } from './renew-code.ts';
import { sendCommand } from './send-command.ts';
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
  drops(): Readonly<Record<string, number>>;
  /** Finishes what is in hand and closes its connections; the database is the caller's. */
  stop(): Promise<void>;
}

const RECONCILE_EVERY_MS = 2_000;
const WATCH_EVERY_MS = 10_000;
const WIPE_EVERY_MS = 600_000;

/**
 * Keeps every lock in line with what the database says should be on it: sends the next single step of each, hears what gateways
 * answer, tells them what should exist, and raises alarms in time. Several may run at once. Needs no broker to be there yet.
 */
export async function startAccess({ db, url, broker, keys, log, clock = () => new Date() }: AccessOptions): Promise<Access> {
  const gateways = [...keys.gateways.keys()];
  const inbox = createInbox({
    log,
    takeMessages: async (batch) => {
      const { unknown, outdated } = await transact(db, (tx) => takeMessages(tx, batch, clock()));
      if (unknown > 0) log.warn({ unknown }, 'a gateway speaks of locks that we do not have');
      manifests.due(outdated);
      reconciler.wake();
    },
    takeStatus: async (gateway, status) => {
      const lockIds = await transact(db, async (tx) => {
        const changed = await saveStatus(tx, gateway, status, clock());
        if (status.status === 'online' && changed.length > 0) await startAfresh(tx, clock(), changed);
        return changed;
      });
      if (lockIds.length > 0) log.info({ gateway, status: status.status }, 'gateway');
      if (status.status === 'online') manifests.due(lockIds);
      reconciler.wake();
    },
  });
  const line = openBrokerLine(broker, { log, onMessage: inbox.receive, onUp: () => void resume() });
  const manifests = startManifests(db, line, keys, clock, log);
  const reconciler = startReconciler({ db, keys, log, clock }, line, manifests);
  const watch = startLoop('watch', WATCH_EVERY_MS, () => transact(db, (tx) => watchDoors(tx, clock())), log);
  const wipe = startLoop('wipe', WIPE_EVERY_MS, () => wipeCodes(db, clock()), log);
  const listener = listen(url, CHANNEL, reconciler.wake, log);

  /** The broker may have forgotten everything. */
  const resume = async (): Promise<void> => {
    try {
      log.info('city broker connected');
      manifests.due(await transact(db, async (tx) => {
        await startAfresh(tx, clock());
        return locksOfGateways(tx, gateways);
      }));
      reconciler.wake();
    } catch (error) {
      log.warn({ err: error }, 'could not start afresh after connecting; unanswered commands follow later');
    }
  };

  return {
    drops: inbox.drops,
    stop: async () => {
      await Promise.all([listener.stop(), watch.stop(), wipe.stop(), reconciler.stop(), manifests.stop()]);
      await inbox.stop();
      await line.close();
    },
  };
}

function startReconciler({ db, keys, log, clock }: Required<Pick<AccessOptions, 'db' | 'keys' | 'log' | 'clock'>>, line: BrokerLine, manifests: Manifests): Loop {
  const gateways = [...keys.gateways.keys()];
  const turn = async (signal: AbortSignal): Promise<void> => {
    for (let looked = 1; looked > 0 && line.isUp() && !signal.aborted;) {
      const { work, toRenew, looked: found } = await transact(db, (tx) => claimWork(tx, gateways, clock()));
      looked = found;
      for (const grantId of toRenew) await transact(db, (tx) => renewCode(tx, keys, grantId, clock()));
      const results = await Promise.allSettled(work.map((one) => sendCommand(line, keys, one, clock())));
      for (const [index, result] of results.entries()) {
        if (result.status === 'rejected') log.warn({ err: result.reason as unknown, ref: work[index]!.code.ref }, 'a command was not sent; it is due again');
      }
      manifests.due(work.map(({ lock }) => lock.id));
    }
  };

  return startLoop('reconcile', RECONCILE_EVERY_MS, turn, log);
}
