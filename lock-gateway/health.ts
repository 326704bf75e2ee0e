import { createServer, type Server } from 'node:http';
import type { LockDesk } from './lock-desk.ts';
import type { DriverKind } from './lock-settings.ts';
import { metricsOf } from './metrics.ts';
import type { Outbox } from './outbox.ts';
import type { CodeState } from './protocol.ts';
import { reportedOf } from './report.ts';

export interface Health {
  gateway: string;
  bootId: string;
  city: 'up' | 'down';
  building: 'up' | 'down';
  /** `unfit`: why the lock gets no codes as it is set up. `reportedAt`: when the city broker last took a report about it. */
  locks: { id: string; make: DriverKind; unfit: string | null; online: boolean; lastSeenAt: string | null; battery: number | null; skewSeconds: number | null; reportedAt: string | null; codes: Partial<Record<CodeState, number>> }[];
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
  reportedAt: (lock: string) => number | undefined;
}

export function healthOf({ gateway, bootId, city, building, desks, drops, outbox, reportedAt }: HealthParts): Health {
  return {
    gateway, bootId, city: word(city), building: word(building),
    locks: desks.map((desk) => {
      const { online, lastSeenAt = null, battery = null, skewSeconds = null, codes } = reportedOf(desk, Date.now());
      const states: Record<string, number> = {};
      for (const { state } of codes) countUp(states, state);
      const at = reportedAt(desk.lock.id);
      return { id: desk.lock.id, make: desk.lock.driver, unfit: desk.driver.condition().unfit ?? null, online, lastSeenAt, battery, skewSeconds, reportedAt: at === undefined ? null : new Date(at).toISOString(), codes: states };
    }),
    outbox: { waiting: outbox.waiting(), dropped: outbox.dropped() },
    drops: { ...drops },
  };
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

const ANSWERS = new Map<string | undefined, (health: Health) => Answer>([
  ['/health', (health) => ({ status: health.city === 'up' && health.building === 'up' ? 200 : 503, type: 'application/json', body: JSON.stringify(health) })],
  ['/metrics', (health) => ({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: metricsOf(health, Date.now()) })],
]);

/** Answers on loopback: `GET /health` with 200 while both lines are up, otherwise 503 with the same body, and `GET /metrics` for Prometheus. */
export function serveHealth(port: number, health: () => Health): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = request.method === 'GET' ? ANSWERS.get(request.url) : undefined;
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    const { status, type, body } = answer(health());
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
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
