import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../platform/log.ts';

const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;
const IDLE_CHECK_MS = 100;

export interface Listening {
  port: number;
  isDraining(): boolean;
  /** Takes no new requests, lets those under way finish, and breaks off what is still there after so many milliseconds. */
  drain(milliseconds: number): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Listens on a port (0: any that is free). Throws when the port is taken. */
export async function listen(port: number, log: Log, makeHandler: (isDraining: () => boolean) => Handler): Promise<Listening> {
  let draining = false;
  const handler = makeHandler(() => draining);
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    if (draining) response.setHeader('Connection', 'close');
    void handler(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const drain = async (milliseconds: number): Promise<void> => {
    draining = true;
    const timer = setTimeout(() => {
      log.warn('requests that would not end were broken off');
      server.closeAllConnections();
    }, milliseconds);
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS); // also those whose last request ends while we wait
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
    clearInterval(idle);
    clearTimeout(timer);
  };
  return { port: (server.address() as AddressInfo).port, isDraining: () => draining, drain };
}
