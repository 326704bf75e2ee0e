import pg from 'pg';
import type { Log } from './log.ts';

export interface HearOptions {
  url: string;
  /** The channel of NOTIFY: a plain lower-case name. */
  channel: string;
  log: Log;
  /** Told of every notification, in the order in which their transactions committed. */
  onWord: (payload: string) => void;
  /** From now on all is heard; what was said before, since `onLost` or ever, was not. */
  onListening: () => void;
  onLost: () => void;
}

export interface Hearing {
  stop(): Promise<void>;
}

const CONNECT_MS = 5_000;
/** A connection that a firewall forgot says nothing: it is asked for a sign of life so often, and has so long for it. */
const CHECK_EVERY_MS = 15_000;
const CHECK_MS = 5_000;
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Listens on a connection of its own, outside every pool: one that listens cannot be lent. When it is lost it is made again, at once and
 * then ever later, up to ten seconds apart.
 */
export function hear(options: HearOptions): Hearing {
  const stopping = new AbortController();
  const done = keepListening(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function keepListening(options: HearOptions, stopping: AbortSignal): Promise<void> {
  let pause = SHORTEST_PAUSE_MS;
  while (!stopping.aborted) {
    const heard = await listenOnce(options, stopping);
    if (stopping.aborted) return;
    pause = heard ? SHORTEST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
    await wait(pause * (0.5 + Math.random() / 2), stopping);
  }
}

/** Listens until the connection is lost or this process stops. Answers whether it ever listened. */
async function listenOnce({ url, channel, log, onWord, onListening, onLost }: HearOptions, stopping: AbortSignal): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: channel, keepAlive: true, connectionTimeoutMillis: CONNECT_MS, query_timeout: CHECK_MS });
  const lost = new AbortController();
  client.on('error', (error) => {
    log.warn({ err: error }, 'the connection that listens was lost');
    lost.abort();
  });
  client.on('end', () => lost.abort());
  client.on('notification', ({ payload }) => onWord(payload ?? ''));
  try {
    await client.connect();
    await client.query(`LISTEN ${channel}`);
  } catch (thrown) {
    log.warn({ err: thrown }, 'the connection that listens cannot be made');
    void client.end().catch(() => {});
    return false;
  }
  onListening();
  const over = AbortSignal.any([stopping, lost.signal]);
  while (!over.aborted) {
    await wait(CHECK_EVERY_MS, over);
    if (!over.aborted) await client.query('SELECT').catch(() => lost.abort());
  }
  onLost();
  await Promise.race([client.end().catch(() => {}), wait(1_000, new AbortController().signal)]);
  return true;
}

/** Waits so long, or until there is no more reason to. */
const wait = (milliseconds: number, over: AbortSignal): Promise<void> => new Promise((resolve) => {
  if (over.aborted) return resolve();
  const finish = (): void => {
    clearTimeout(timer);
    over.removeEventListener('abort', finish);
    resolve();
  };
  const timer = setTimeout(finish, milliseconds);
  over.addEventListener('abort', finish);
});
