import { Client } from 'pg';
import type { Log } from '../platform/log.ts';
import { createPause } from './pause.ts';

export interface Listener {
  stop: () => Promise<void>;
}

const AGAIN_MS = 1_000;
const ANSWER_MS = 5_000;
const PING_MS = 30_000;

/**
 * Hears notifications of one channel on a connection of its own, which is opened again when it is lost. What is missed meanwhile is not
 * repeated: each new connection counts as a notification.
 */
export function listen(url: string, channel: string, onNotify: () => void, log: Log): Listener {
  const stopping = new AbortController();
  const pause = createPause();

  /** Answers when the connection is no longer of use. */
  const attend = async (): Promise<void> => {
    const client = new Client({ connectionString: url, application_name: 'doors', connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS, keepAlive: true });
    client.on('error', pause.end);
    client.on('notification', onNotify);
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      onNotify();
      while (!stopping.signal.aborted) {
        await pause.wait(PING_MS);
        if (!stopping.signal.aborted) await client.query('SELECT 1');
      }
    } finally {
      await client.end().catch(() => {});
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await attend().catch((error: unknown) => log.warn({ err: error }, 'the connection that hears of doors was lost'));
      if (!stopping.signal.aborted) await pause.wait(AGAIN_MS);
    }
  };
  const running = run();

  return {
    stop: async () => {
      stopping.abort();
      pause.end();
      await running;
    },
  };
}
