import { createServer, type Server } from 'node:http';
import type { LockDesk } from './lock-desk.ts';
import type { Outbox } from './outbox.ts';
import type { CodeState } from './protocol.ts';
import { reportedOf } from './report.ts';

export interface Health {
  gateway: string;
  bootId: string;
  city: 'up' | 'down';
  building: 'up' | 'down';
  locks: { id: string; online: boolean; lastSeenAt: string | null; battery: number | null; skewSeconds: number | null; codes: Partial<Record<CodeState, number>> }[];
  /** Answers and events that wait for the city line, and those lost because too many did. */
  outbox: { waiting: number; dropped: number };
  /** Messages left out, by reason. */
  drops: Record<string, number>;
}

export const countUp = (counters: Record<string, number>, reason: string): void => {
  counters[reason] = (counters[reason] ?? 0) + 1;
};

const word = (up: boolean): 'up' | 'down' => (up ? 'up' : 'down');

export interface HealthParts {
  gateway: string;
  bootId: string;
  city: boolean;
  building: boolean;
  desks: readonly LockDesk[];
  drops: Record<string, number>;
  outbox: Outbox;
}

export function healthOf({ gateway, bootId, city, building, desks, drops, outbox }: HealthParts): Health {
  return {
    gateway, bootId, city: word(city), building: word(building),
    locks: desks.map((desk) => {
      const { online, lastSeenAt = null, battery = null, skewSeconds = null, codes } = reportedOf(desk, Date.now());
      const states: Record<string, number> = {};
      for (const { state } of codes) countUp(states, state);
      return { id: desk.lock.id, online, lastSeenAt, battery, skewSeconds, codes: states };
    }),
    outbox: { waiting: outbox.waiting(), dropped: outbox.dropped() },
    drops: { ...drops },
  };
}

/** Answers `GET /health` on loopback: 200 while both lines are up, otherwise 503 with the same body. */
export function serveHealth(port: number, health: () => Health): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/health') {
      response.writeHead(404).end();
      return;
    }
    const body = health();
    const well = body.city === 'up' && body.building === 'up';
    response.writeHead(well ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new Error(`HEALTH_PORT ${port} is in use`) : error));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : port, close: () => close(server) });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
