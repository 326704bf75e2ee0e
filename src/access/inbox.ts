import { readMessage, type Incoming, type Status } from '../../lock-gateway/protocol.ts';
import type { Log } from '../platform/log.ts';
import type { LockMessage } from './take-messages.ts';

export interface InboxUse {
  /** Takes in everything that has come about one lock since the last time, in order. */
  takeMessages: (gateway: string, lock: string, messages: readonly LockMessage[]) => Promise<void>;
  takeStatus: (gateway: string, status: Status) => Promise<void>;
  log: Log;
}

/** Where messages of gateways wait until the database has taken them in. */
export interface Inbox {
  receive: (topic: string, payload: Buffer) => void;
  /** What was left out, by reason. */
  drops: () => Readonly<Record<string, number>>;
  stop: () => Promise<void>;
}

const DRAINS_AT_ONCE = 4;
/** Of one lock. When more wait the oldest go: what they said is in the retained report. */
const MOST_WAITING = 1_000;
const AGAIN_MS = 1_000;

/** One drain per lock at a time, so that answers keep their order; messages that come meanwhile go together in the next one. */
export function createInbox({ takeMessages, takeStatus, log }: InboxUse): Inbox {
  const waiting = new Map<string, Incoming[]>();
  const drains = new Map<string, Promise<void>>();
  const drops: Record<string, number> = {};
  const stopping = new AbortController();
  const drop = (reason: string): void => {
    drops[reason] = (drops[reason] ?? 0) + 1;
  };

  const take = (batch: readonly Incoming[]): Promise<void> => {
    const last = batch.at(-1)!;
    if (last.kind === 'status') return takeStatus(last.gateway, last.message);
    const about = batch.filter((one): one is LockMessage => one.kind === 'info' || one.kind === 'reported' || one.kind === 'ack' || one.kind === 'event');
    return about.length === 0 ? Promise.resolve() : takeMessages(about[0]!.gateway, about[0]!.lock, about);
  };

  const drain = async (key: string): Promise<void> => {
    for (let batch = waiting.get(key); batch && !stopping.signal.aborted; batch = waiting.get(key)) {
      waiting.delete(key);
      try {
        await take(batch);
      } catch (error) {
        log.warn({ err: error, about: key }, 'what a gateway said could not be taken in yet');
        const later = waiting.get(key) ?? [];
        waiting.set(key, [...batch, ...later].slice(-MOST_WAITING));
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };

  const drainWhatWaits = (): void => {
    for (const key of waiting.keys()) {
      if (stopping.signal.aborted || drains.size >= DRAINS_AT_ONCE) return;
      if (drains.has(key)) continue;
      drains.set(key, drain(key).finally(() => {
        drains.delete(key);
        drainWhatWaits();
      }));
    }
  };

  return {
    receive: (topic, payload) => {
      const read = readMessage(topic, payload);
      if (!read.ok) return drop(read.reason);
      const { incoming } = read;
      const key = incoming.kind === 'status' ? incoming.gateway : `${incoming.gateway}/${incoming.lock}`;
      const queue = waiting.get(key) ?? [];
      queue.push(incoming);
      if (queue.length > MOST_WAITING) {
        queue.shift();
        drop('too_many');
      }
      waiting.set(key, queue);
      drainWhatWaits();
    },
    drops: () => ({ ...drops }),
    stop: async () => {
      stopping.abort();
      await Promise.all(drains.values());
    },
  };
}
