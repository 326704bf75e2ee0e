import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../src/platform/db.ts';
import { createHub, type Hub, type HubOptions } from '../../src/live/hub.ts';
import { hear, type Hearing } from '../../src/platform/hear.ts';
import { createLog } from '../../src/platform/log.ts';
import { createApp } from '../../src/http/app.ts';
import { openDatabase } from '../../src/platform/db.ts';
import { TINY } from '../contract/tiny-contract.ts';

/** One server process as far as live pages go: its own connection that listens, its own streams. */
export interface LiveServer {
  url: string;
  hub: Hub;
  db: Database;
  /** Opens a stream and reads along. */
  listen(topics: string, options?: { cookie?: string; age?: number }): Promise<Heard>;
  close(): Promise<void>;
}

export interface Heard {
  status: number;
  headers: Headers;
  /** Names and contents of the events so far. */
  events: { event: string; data: string }[];
  /** Resolves with the first event of this name that matches, also one that came already. */
  until(event: string, matches?: (data: string) => boolean): Promise<string>;
  /** Resolves when the stream has ended. */
  ended: Promise<void>;
  stop(): void;
}

export async function startLive(url: string, options: Partial<HubOptions> = {}): Promise<LiveServer> {
  const db = openDatabase({ url });
  const clock = options.clock ?? ((): Date => new Date());
  const hub = createHub({ clock, ...options });
  const log = createLog('live', 'silent');
  let listening: (() => void) | undefined;
  const ready = new Promise<void>((resolve) => (listening = resolve));
  const hearing: Hearing = hear({ url, channel: 'live', log, onWord: hub.hear, onLost: hub.lost, onListening: () => { hub.listening(); listening?.(); } });
  const app = createApp({
    db, log, clock, operations: {}, contract: { ...TINY, operations: [] } as typeof TINY, publicUrl: 'http://localhost:3000', trustedProxies: 0,
    requestsPerMinute: 0, formTargets: [], hearPayment: async () => {}, live: hub,
  });
  const server: Server = app.listen(0);
  await Promise.all([once(server, 'listening'), ready]);
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: origin, hub, db,
    listen: (topics, { cookie, age } = {}) => listen(`${origin}/live?${new URLSearchParams({ topics, ...(age === undefined ? {} : { age: String(age) }) }).toString()}`, cookie),
    async close() {
      hub.close();
      await hearing.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await db.destroy();
    },
  };
}

async function listen(address: string, cookie: string | undefined): Promise<Heard> {
  const stopping = new AbortController();
  const answer = await fetch(address, { headers: { accept: 'text/event-stream', ...(cookie ? { cookie } : {}) }, signal: stopping.signal });
  const events: Heard['events'] = [];
  const waiting = new Set<() => void>();
  const read = async (): Promise<void> => {
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      events.push(...whole.map((one) => ({ event: /^event: (.*)$/m.exec(one)?.[1] ?? '', data: /^data: (.*)$/m.exec(one)?.[1] ?? '' })));
      waiting.forEach((check) => check());
    }
  };
  const ended = read().catch(() => {});
  return {
    status: answer.status, headers: answer.headers, events, ended, stop: () => stopping.abort(),
    until: (event, matches = () => true) => new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${event} came: ${JSON.stringify(events)}`)), 8_000);
      const check = (): void => {
        const found = events.find((one) => one.event === event && matches(one.data));
        if (!found) return;
        clearTimeout(late);
        waiting.delete(check);
        resolve(found.data);
      };
      waiting.add(check);
      check();
    }),
  };
}
