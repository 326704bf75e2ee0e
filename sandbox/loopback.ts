import type { Server as HttpServer } from 'node:http';
import type { Server } from 'node:net';

/**
 * Lets a server listen on 127.0.0.1 and answers the port it got.
 * @param port 0 for any free one
 * @throws an Error that names the port when something else holds it
 */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} on 127.0.0.1 is in use by another program`, { cause: error }) : error);
    };
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Stops an HTTP server at once, cutting the connections it still has. May be called again. */
export async function closeHttp(server: HttpServer): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
