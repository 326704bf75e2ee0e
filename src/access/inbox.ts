import { readMessage, type Incoming, type Status } from '../../lock-gateway/protocol.ts';
import { mayPass } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { createPause } from './pause.ts';
import type { LockMessage, LockMessages } from './take-messages.ts';

export interface InboxUse {
  /** Takes in what has come about these locks, all of it or nothing. */
  takeMessages: (batch: readonly LockMessages[]) => Promise<void>;
  takeStatus: (gateway: string, status: Status) => Promise<void>;
  log: Log;
}

/** Where messages of gateways wait until the database has taken them in. */
export interface Inbox {
  receive: (topic: string, payload: Buffer) => void;
  /** How many were left out, by reason. */
  drops: () => Readonly<Record<string, number>>;
  stop: () => Promise<void>;
}

const MOST_AT_ONCE = 500;
/** When more wait the oldest go: what they said is in the retained reports. */
const MOST_WAITING = 20_000;
const AGAIN_MS = 1_000;
/** Reports repeat what answers have said already: of each lock the newest within this time is enough. */
const GATHER_REPORTS_MS = 250;

/** Takes messages in one after the other, so that answers keep their order; whatever comes meanwhile goes together in the next transaction. */
export function createInbox({ takeMessages, takeStatus, log }: InboxUse): Inbox {
  const stopping = new AbortController();
  const pause = createPause();
  const drops: Record<string, number> = {};
  const reports = new Map<string, Incoming>();
  let gathering: NodeJS.Timeout | undefined;
  let waiting: Incoming[] = [];
  let draining: Promise<void> | undefined;
  const drop = (reason: string, count = 1): void => {
    drops[reason] = (drops[reason] ?? 0) + count;
  };

  const take = async (batch: readonly Incoming[]): Promise<Incoming[]> => {
    for (const [gateway, status] of statusesIn(batch)) await takeStatus(gateway, status);
    const locks = byLock(batch);
    if (locks.length > 0) await takeMessages(locks);
    return [];
  };

  /** A message that the database refuses must not hold up those of other locks: then each lock goes by itself. Answers what a database that is away has not taken. */
  const takeApart = async (batch: readonly Incoming[]): Promise<Incoming[]> => {
    const kept: Incoming[] = [];
    const refused = (error: unknown, messages: readonly Incoming[], about: object): void => {
      if (mayPass(error)) return void kept.push(...messages);
      log.warn({ err: error, ...about }, 'what a gateway said could not be taken in');
      drop('refused', messages.length);
    };
    for (const [gateway, message] of statusesIn(batch)) {
      await takeStatus(gateway, message).catch((error: unknown) => refused(error, [{ kind: 'status', gateway, message }], { gateway }));
    }
    for (const lock of byLock(batch)) {
      await takeMessages([lock]).catch((error: unknown) => refused(error, lock.messages, { gateway: lock.gateway, lock: lock.name }));
    }
    return kept;
  };

  const again = async (batch: readonly Incoming[]): Promise<void> => {
    waiting = [...batch, ...waiting];
    await pause.wait(AGAIN_MS);
  };

  const drain = async (): Promise<void> => {
    for (let failures = 0; waiting.length > 0 && !stopping.signal.aborted;) {
      const batch = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      try {
        const kept = failures < 3 ? await take(batch) : await takeApart(batch);
        if (kept.length === 0) failures = 0;
        else await again(kept);
      } catch (error) {
        failures += 1;
        log.warn({ err: error }, 'what gateways said could not be taken in yet');
        await again(batch);
      }
    }
    draining = undefined;
  };

  const enqueue = (all: readonly Incoming[]): void => {
    waiting.push(...all);
    const excess = waiting.length - MOST_WAITING;
    if (excess > 0) {
      waiting.splice(0, excess);
      drop('too_many', excess);
    }
    draining ??= drain();
  };

  const enqueueReports = (): void => {
    const newest = [...reports.values()];
    reports.clear();
    gathering = undefined;
    enqueue(newest);
  };

  return {
    receive: (topic, payload) => {
      const read = readMessage(topic, payload);
      if (!read.ok) return drop(read.reason);
      if (read.incoming.kind !== 'reported') return enqueue([read.incoming]);
      reports.set(topic, read.incoming);
      gathering ??= setTimeout(enqueueReports, GATHER_REPORTS_MS);
    },
    drops: () => ({ ...drops }),
    stop: async () => {
      stopping.abort();
      clearTimeout(gathering);
      pause.end();
      await draining;
    },
  };
}

/** The last word on each gateway. */
const statusesIn = (batch: readonly Incoming[]): Map<string, Status> =>
  new Map(batch.flatMap((one) => (one.kind === 'status' ? [[one.gateway, one.message]] : [])));

function byLock(batch: readonly Incoming[]): LockMessages[] {
  const locks = new Map<string, { gateway: string; name: string; messages: LockMessage[] }>();
  for (const one of batch) {
    if (one.kind === 'status' || one.kind === 'cmd' || one.kind === 'manifest') continue;
    const key = `${one.gateway}/${one.lock}`;
    const lock = locks.get(key) ?? { gateway: one.gateway, name: one.lock, messages: [] };
    lock.messages.push(one);
    locks.set(key, lock);
  }
  return [...locks.values()];
}
